/** Completions as the shells themselves work them out; shells that are not installed are left out. */
import { execFileSync, spawnSync } from 'node:child_process';
import { describe, expect, it } from 'vitest';
import { CHOICES } from '../../src/app/config-file.ts';
import { readArguments } from '../../src/cli/arguments.ts';
import { COMMANDS } from '../../src/cli/commands.ts';
import { completionCommand, SHELLS, wordsOf } from '../../src/cli/completion.ts';
import type { Context } from '../../src/cli/context.ts';
import { NOW_MS } from '../support/clock.ts';
import { home } from '../support/home.ts';

const invocation = readArguments(['completion', 'bash'], '1.2.3', CHOICES, NOW_MS);
if (invocation.face !== 'command') throw new Error('no command');
const { declared } = invocation;
const IDS = COMMANDS.map(command => command.id);

async function script(shell: string): Promise<string> {
  let text = '';
  const io = {
    out: (piece: string) => {
      text += piece;
    },
  };
  await completionCommand.run({ io, declared } as unknown as Context, [shell], {});
  return text;
}

const has = (shell: string) => spawnSync(shell, ['-c', 'true']).status === 0;

/** What each shell offers behind some words, the last of which is being typed. */
const ASK: Readonly<Record<string, (file: string, words: readonly string[]) => string>> = {
  bash: (file, words) =>
    `source ${file}; COMP_WORDS=(${words.map(word => `'${word}'`).join(' ')}); COMP_CWORD=${words.length - 1}; _token_dash; printf '%s\\n' "\${COMPREPLY[@]}"`,
  fish: (file, words) => `source ${file}; complete -C '${words.join(' ')}'`,
};

async function offered(shell: string, line: string): Promise<readonly string[]> {
  const at = home({ script: await script(shell) });
  const words = ['token-dash', ...line.split(' ')];
  const text = execFileSync(shell, ['-c', ASK[shell]!(at.at('script'), words)], { encoding: 'utf8' });
  return text
    .split('\n')
    .flatMap(each => (each === '' ? [] : [each.split('\t')[0]!]))
    .sort();
}

describe('the words', () => {
  it('are those that are declared', () => {
    const { commands, flags } = wordsOf(declared);
    expect(commands.map(({ name }) => name)).toEqual(IDS);
    const theme = flags.find(({ names }) => names.includes('--theme'));
    expect(theme).toMatchObject({ takesValue: true, choices: CHOICES.themes });
    const own = commands.find(({ name }) => name === 'statusline')!.flags.flatMap(({ names }) => names);
    expect(own).toEqual(['--install', '--uninstall']);
  });
});

describe.each(['bash', 'fish'].filter(has))('%s', { timeout: 60_000 }, shell => {
  it('offers commands', async () => {
    expect(await offered(shell, 'con')).toEqual(['config']);
    expect(await offered(shell, '')).toEqual(expect.arrayContaining(IDS));
  });
  it('offers what a command does', async () =>
    expect(await offered(shell, 'config s')).toEqual(['schema', 'show']));
  it('offers the flags of a command, and those of all', async () => {
    expect(await offered(shell, 'statusline --u')).toEqual(['--uninstall']);
    expect(await offered(shell, 'statusline --the')).toEqual(['--theme']);
    expect(await offered(shell, '--ver')).toEqual(['--version']);
  });
  it('offers the words of a flag', async () => {
    expect(await offered(shell, '--theme l')).toEqual(['light']);
    expect(await offered(shell, 'explain --cost a')).toEqual(['auto']);
  });
});

describe.skipIf(!has('zsh'))('zsh', () => {
  it('reads its script', async () => {
    const at = home({ '_token-dash': await script('zsh') });
    const load = `autoload -U compinit; compinit -u -d ${at.at('dump')}; source ${at.at('_token-dash')}; print $_comps[token-dash]`;
    expect(execFileSync('zsh', ['-f', '-c', load], { encoding: 'utf8' })).toBe('_token-dash\n');
    expect(spawnSync('zsh', ['-n', at.at('_token-dash')]).status).toBe(0);
  });
});

it('there is a script for each shell, with every command in it', async () => {
  for (const shell of SHELLS) {
    const text = await script(shell);
    for (const id of IDS) expect(text, `${shell}: ${id}`).toContain(id);
  }
});
