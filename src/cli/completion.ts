/**
 * `token-dash completion bash|zsh|fish`: what a shell needs to complete our command line, read off its declaration.
 * Commands, flags and the words that a flag takes follow the registry; nothing is written here a second time.
 */
import { Argument, type Command as Declaration } from 'commander';
import type { Command } from './command.ts';
import { bash, type Flag, fish, type Words, zsh } from './completion-scripts.ts';
import { EXIT } from './io.ts';

export const SHELLS = ['bash', 'zsh', 'fish'] as const;
type Shell = (typeof SHELLS)[number];

export const completionCommand: Command = {
  id: 'completion',
  summary: 'print a completion script for bash, zsh or fish',
  needsNoConfig: true,
  readsDeclarations: true,
  examples: [
    ['completion bash > ~/.local/share/bash-completion/completions/token-dash', 'for bash'],
    ['completion zsh > ~/.zfunc/_token-dash', 'for zsh, where ~/.zfunc is in its fpath'],
    ['completion fish > ~/.config/fish/completions/token-dash.fish', 'for fish'],
  ],

  declare(declaration) {
    declaration.addArgument(new Argument('<shell>', 'which one').choices(SHELLS));
  },

  async run({ io, declared }, [shell]) {
    io.out(SCRIPTS[shell as Shell](wordsOf(declared)));
    return EXIT.ok;
  },
};

const SCRIPTS: Readonly<Record<Shell, (words: Words) => string>> = { bash, zsh, fish };

export function wordsOf(program: Declaration): Words {
  return {
    flags: [...flagsOf(program), HELP],
    commands: program.commands.map(command => ({
      name: command.name(),
      about: command.summary(),
      flags: flagsOf(command),
      choices: [
        ...command.commands.map(part => part.name()),
        ...(command.registeredArguments[0]?.argChoices ?? []),
      ],
    })),
  };
}

/** Of every command; the library adds it by itself, and it is no option to it. */
const HELP: Flag = { names: ['-h', '--help'], about: 'print help', takesValue: false };

function flagsOf(command: Declaration): readonly Flag[] {
  const shown = command.options.filter(option => !option.hidden);
  return shown.map(({ short, long, description, required, optional, argChoices }) => ({
    names: [short, long].filter(name => name !== undefined),
    about: description,
    takesValue: required || optional,
    choices: argChoices,
  }));
}
