/**
 * A program in a real pseudo-terminal, with xterm.js to tell what a user would see on it. The program starts with a
 * small environment of its own, so that the colours and locale of whoever runs the tests do not leak in.
 */
import { spawn } from '@lydell/node-pty';
import xterm from '@xterm/headless';

export interface PtyOptions {
  readonly columns?: number;
  readonly rows?: number;
  readonly cwd?: string;
  /** Added to PATH, HOME, TERM=xterm-256color and LANG=C.UTF-8; undefined takes one away. */
  readonly env?: Readonly<Record<string, string | undefined>>;
}

export interface Pty {
  readonly pid: number;
  /** Everything the program wrote so far. */
  readonly bytes: string;
  /** What the screen shows, one text per row, without the blanks at the right. */
  screen(): Promise<string[]>;
  /** Whether the program is on the alternate screen. */
  bufferType(): Promise<'normal' | 'alternate'>;
  /** Sends what a keyboard would: '\x1b[A' for the arrow up. */
  type(text: string): void;
  resize(columns: number, rows: number): void;
  /** Waits until the screen holds a text, or a claim about it holds; throws with the screen after 10 s, or at the end. */
  waitFor(wanted: string | RegExp | ((screen: string) => boolean), withinMs?: number): Promise<string>;
  /** Waits for the end. A program that a signal killed outright has the number of it. */
  exit(): Promise<{ readonly code: number; readonly signal: number | undefined }>;
  kill(signal?: string): void;
  /** Stops reading what the program writes, as a slow line does, and goes on. */
  pause(): void;
  resume(): void;
  /** Closes the terminal's end, as a window that is closed does. */
  close(): void;
}

export function start(command: string, args: readonly string[], options: PtyOptions = {}): Pty {
  const { columns = 80, rows = 24, cwd, env } = options;
  const child = spawn(command, [...args], { cols: columns, rows, cwd, env: environment(env) });
  const terminal = new xterm.Terminal({ cols: columns, rows, allowProposedApi: true });
  let bytes = '';
  child.onData(text => {
    bytes += text;
    terminal.write(text);
  });
  let hasEnded = false;
  const ended = new Promise<{ code: number; signal: number | undefined }>(resolve => {
    child.onExit(({ exitCode, signal }) => {
      hasEnded = true;
      resolve({ code: exitCode, signal: signal || undefined });
    });
  });
  /** Resolves when the terminal has worked through all that was written. */
  const drawn = () => new Promise<void>(resolve => terminal.write('', resolve));
  const screen = async () => {
    await drawn();
    const { active } = terminal.buffer;
    return Array.from(
      { length: terminal.rows },
      (_, y) => active.getLine(active.baseY + y)?.translateToString(true) ?? '',
    );
  };
  return {
    pid: child.pid,
    get bytes() {
      return bytes;
    },
    screen,
    async bufferType() {
      await drawn();
      return terminal.buffer.active.type;
    },
    type: text => child.write(text),
    resize(newColumns, newRows) {
      terminal.resize(newColumns, newRows);
      child.resize(newColumns, newRows);
    },
    async waitFor(wanted, withinMs = 30_000) {
      const until = Date.now() + withinMs;
      for (;;) {
        const isLast = hasEnded || Date.now() > until;
        const text = (await screen()).join('\n');
        if (holds(wanted, text)) return text;
        if (isLast) throw new Error(`waited for ${String(wanted)}, but saw\n${text}`);
        await new Promise(resolve => setTimeout(resolve, 10));
      }
    },
    exit: () => ended,
    kill: signal => child.kill(signal),
    pause: () => child.pause(),
    resume: () => child.resume(),
    close: () => (child as unknown as { destroy(): void }).destroy(),
  };
}

function holds(wanted: string | RegExp | ((screen: string) => boolean), text: string): boolean {
  if (typeof wanted === 'string') return text.includes(wanted);
  return wanted instanceof RegExp ? wanted.test(text) : wanted(text);
}

function environment(changes: PtyOptions['env'] = {}): Record<string, string> {
  const { PATH, HOME } = process.env;
  const env = { PATH, HOME, TERM: 'xterm-256color', LANG: 'C.UTF-8', TOKEN_DASH_LEDGER: 'off', ...changes };
  return Object.fromEntries(
    Object.entries(env).filter((entry): entry is [string, string] => entry[1] !== undefined),
  );
}
