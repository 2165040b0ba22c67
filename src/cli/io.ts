/** What a command may do to the world: print, and know the time. Exit codes are what it returns. */
export interface Io {
  out(text: string): void;
  err(text: string): void;
  readonly nowMs: number;
  /** What the output is: absent where it is no terminal. */
  readonly terminal?: { readonly columns: number; readonly hasColours: boolean };
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
