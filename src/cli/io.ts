/** How commands print, and the exit codes that they return. */
import { printable, printableText } from '../core/clean.ts';

/**
 * What a command may do to the world: print, and know the time. Exit codes are what it returns. What `out` and `err` print
 * has passed `printableText`: a command need not clean what it prints, but for names that must stay on their line.
 */
export interface Io {
  out(text: string): void;
  err(text: string): void;
  readonly nowMs: number;
  /** What the output is: absent where it is no terminal. */
  readonly terminal?: { readonly columns: number; readonly hasColours: boolean };
  /** How wide lines are to be where the output is no terminal, by the variable COLUMNS. */
  readonly askedColumns?: number;
}

/** A file or a pipe has no width of its own; wider tables are hard to read anywhere. */
const PIPE_COLUMNS = 200;

/** How wide lines may be. */
export function columnsOf({
  terminal,
  askedColumns = PIPE_COLUMNS,
}: Pick<Io, 'terminal' | 'askedColumns'>): number {
  return terminal?.columns ?? askedColumns;
}

/** For what has colours of ours: prints text as it is, whose names were made safe where they were put in. */
export interface Painting {
  painted(text: string): void;
}

/** The exit codes of every command. Scripts rely on them: none ever changes its meaning. */
export const EXIT = { ok: 0, failed: 1, noData: 2 } as const;

/** What they say, for the help. */
export const EXIT_WORDS: Readonly<Record<keyof typeof EXIT, string>> = {
  ok: 'done',
  failed: 'an error',
  noData: 'no usage found',
};

/** What `budget check` returns beside them; `EXIT.ok` is within every budget. */
export const BUDGET_EXIT = { warning: 3, over: 4, unknown: 5 } as const;

/**
 * The output of the program: all text for a terminal goes through here. Where it repeats an argument of the command line,
 * that stays on its line.
 */
export function safeIo(
  out: (text: string) => void,
  err: (text: string) => void,
  args: readonly string[],
): Pick<Io, 'out' | 'err'> & Painting {
  const broken = args
    .flatMap(arg => [arg, arg.slice(arg.indexOf('=') + 1)])
    // One that only ends in a line feed, as of `$'loom\n'`, is in any table.
    .filter(arg => /\S\s*[\r\n]\s*\S/.test(arg));
  const safe = (text: string) =>
    printableText(broken.reduce((each, arg) => each.replaceAll(arg, () => printable(arg)), text));
  return { out: text => out(safe(text)), err: text => err(safe(text)), painted: out };
}
