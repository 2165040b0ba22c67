/** What a word behind `token-dash log` is, and the flags that they share. */
import type { Context } from '../context.ts';

/** As `log-cli.ts` declares them. */
export interface LogFlags {
  readonly all?: boolean;
  readonly check?: string;
  readonly costs?: boolean;
  readonly dryRun?: boolean;
  readonly json?: boolean;
  readonly limit?: string;
  readonly session?: string;
}

export interface LogWord {
  readonly word: string;
  /** What may follow the word, as the usage shows it; one argument at most. */
  readonly argument?: string;
  readonly about: string;
  /** Gives the exit code. */
  run(context: Context, argument: string | undefined, flags: LogFlags): number | Promise<number>;
}
