/** Help on everything, and a hand for those who mistype. */
import { describe, expect, it } from 'vitest';
import { CHOICES } from '../../src/app/config-file.ts';
import { readArguments } from '../../src/cli/arguments.ts';
import { COMMANDS } from '../../src/cli/commands.ts';
import { EXIT } from '../../src/cli/io.ts';
import { NOW_MS } from '../support/clock.ts';

function ask(line: string) {
  const invocation = readArguments(line.split(' '), '1.2.3', CHOICES, NOW_MS);
  if (invocation.face !== 'message') throw new Error(`'${line}' is an invocation`);
  return invocation;
}

const CODES = 'Exit codes: 0 done, 1 an error, 2 no usage found.\n';

describe('help', () => {
  it('on everything names every command', () => {
    const { out, exitCode } = ask('--help');
    for (const { id } of COMMANDS) expect(out).toMatch(new RegExp(`^  ${id}\\b`, 'm'));
    expect(out.endsWith(CODES)).toBe(true);
    expect(exitCode).toBe(0);
  });

  it.each(COMMANDS.map(command => [command.id, command] as const))(
    'on %s has examples that are right',
    (id, command) => {
      const { out, err, exitCode } = ask(`${id} --help`);
      expect({ err, exitCode }).toEqual({ err: '', exitCode: 0 });
      expect(out).toContain('\nExamples:\n');
      expect(out).toContain('\nGlobal Options:\n');
      expect(out.endsWith(CODES)).toBe(true);
      for (const [example] of command.examples) {
        expect(out).toContain(`  token-dash ${example}  `);
        // What a shell makes of the rest of the line is not ours.
        const args = example.replace(/ [<>|].*$/, '').split(' ');
        const read = readArguments(args, '1.2.3', CHOICES, NOW_MS);
        expect(read, `token-dash ${example}`).toMatchObject({
          face: 'command',
          // A command of several parts is answered by the part.
          command: { id: command.parts?.some(part => part.id === args[1]) ? args[1] : id },
        });
      }
    },
  );
});

describe('what is mistyped is answered with what is near', () => {
  it.each([
    ['confg', "unknown command 'confg'", 'Did you mean config?'],
    ['statusline --instal', "unknown option '--instal'", 'Did you mean --install?'],
    ['--thme dark', "unknown option '--thme'", 'Did you mean --theme?'],
    ['--theme drak', "argument 'drak' is invalid", 'Allowed choices are auto, dark, light'],
    ['completion bsh', "'bsh' is invalid", 'Allowed choices are bash, zsh, fish'],
    ['--timezone Mars', '"Mars" is no IANA time zone', 'try Europe/Berlin'],
    ['completion', "missing required argument 'shell'", ''],
    ['doctor now', 'too many arguments', ''],
  ])('%s', (line, wrong, near) => {
    const { out, err, exitCode } = ask(line);
    expect(err).toContain(wrong);
    expect(err).toContain(near);
    expect({ out, exitCode }).toEqual({ out: '', exitCode: 1 });
  });
});

it('exit codes never change their meaning', () => expect(EXIT).toEqual({ ok: 0, failed: 1, noData: 2 }));
