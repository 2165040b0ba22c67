/**
 * What a command of `token-dash` is: a name, its words, its flags, and what it does with its context. To
 * add one, write its file and its line in `commands.ts`; help, completion and suggestions follow by themselves.
 */

import type { Command as Declaration } from 'commander';
import type { Context } from './context.ts';

export type Example = readonly [args: string, what: string];

export interface Command {
  readonly id: string;
  /** One line, for the list of commands. */
  readonly summary: string;
  /** Runs although the configuration cannot be used: to repair it, or because it does not need one. */
  readonly needsNoConfig?: true;
  /** Runs until it is stopped, so it is not tuned for a short run. */
  readonly staysOpen?: true;
  /** Reads what other commands declare, as completion does. */
  readonly readsDeclarations?: true;
  /** How it is used: the words after `token-dash`, and what they do. */
  readonly examples: readonly Example[];
  /** Commands under this one: `budget check` is a part of `budget`. */
  readonly parts?: readonly Command[];
  /** Declares arguments and flags. */
  declare(declaration: Declaration): void;
  /** Gives the exit code. */
  run(context: Context, args: readonly string[], flags: Readonly<Record<string, unknown>>): Promise<number>;
}
