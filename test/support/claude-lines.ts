/** Lines of Claude Code transcripts, each as short as the subject of a test allows. */

export interface Told {
  readonly id?: string | null;
  readonly model?: string | null;
  /** Usage fields in short: tokens read from and written to the cache stand in the vendor's names behind them. */
  readonly input?: unknown;
  readonly output?: unknown;
  readonly read?: unknown;
  readonly written?: unknown;
  readonly usage?: Readonly<Record<string, unknown>>;
  /** When, as minutes after ten o'clock of 1 July 2026, or as text. */
  readonly at?: number | string | null;
  readonly stop?: string | null;
  readonly content?: readonly unknown[];
  /** Fields of the line itself. */
  readonly line?: Readonly<Record<string, unknown>>;
}

/** One line with a response's usage. */
export function said(told: Told = {}): string {
  const { id = 'msg_1', model = 'claude-opus-4-6', at = 0, stop = 'end_turn', content = [] } = told;
  const usage = {
    input_tokens: told.input ?? 10,
    output_tokens: told.output ?? 5,
    cache_read_input_tokens: told.read,
    cache_creation_input_tokens: told.written,
    ...told.usage,
  };
  return line({
    type: 'assistant',
    timestamp: moment(at),
    sessionId: 's1',
    cwd: '/home/ada/loom',
    ...told.line,
    message: { id, role: 'assistant', model, stop_reason: stop, content, usage },
  });
}

/** A line that a person typed, or that the tool wrote in a person's name. */
export function asked(content: unknown, more: Readonly<Record<string, unknown>> = {}): string {
  return line({
    type: 'user',
    timestamp: moment(0),
    sessionId: 's1',
    cwd: '/home/ada/loom',
    message: { role: 'user', content },
    ...more,
  });
}

export function line(value: unknown): string {
  return `${JSON.stringify(value)}\n`;
}

export function moment(at: number | string | null): string | null {
  return typeof at === 'number' ? new Date(Date.UTC(2026, 6, 1, 10, 0, 0) + at * 60_000).toISOString() : at;
}
