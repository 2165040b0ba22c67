/** What a command may do to the world: print, and know the time. Exit codes are what it returns. */
export interface Io {
  out(text: string): void;
  err(text: string): void;
  readonly nowMs: number;
}

/** The exit codes of every command. */
export const EXIT = { ok: 0, failed: 1, noData: 2 } as const;
