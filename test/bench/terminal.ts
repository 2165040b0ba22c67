/** The dashboard in a pseudo-terminal, with a stop-watch: when it wrote what, and what it cost. */
import { type IPty, spawn } from '@lydell/node-pty';
import { type Env, fullEnv } from './runs.ts';

export interface Size {
  readonly columns: number;
  readonly rows: number;
}

export const SIZE: Size = { columns: 120, rows: 35 };

/** An amount is on the screen only when the logs have been read. */
export const NUMBERS = /\$\d/;

export class Terminal {
  readonly pid: number;
  /** Everything that was written so far, without control sequences. */
  text = '';
  /** How many bytes that was, with them. */
  bytes = 0;
  private readonly child: IPty;
  private readonly startedMs = performance.now();
  private readonly ended: Promise<void>;
  private hear: (() => void) | undefined;

  constructor(command: readonly string[], env: Env, { columns, rows }: Size = SIZE) {
    const [file, ...args] = command;
    this.child = spawn(file!, args, {
      cols: columns,
      rows,
      env: fullEnv({ TERM: 'xterm-256color', LANG: 'C.UTF-8', ...env }),
    });
    this.pid = this.child.pid;
    this.child.onData(data => {
      this.bytes += Buffer.byteLength(data);
      this.text += data.replace(/\x1b\[[0-?]*[ -/]*[@-~]/g, ' ');
      this.hear?.();
    });
    this.ended = new Promise(resolve => this.child.onExit(() => resolve()));
  }

  /** Waits until what was written since `from` has something in it; ms since the start. Rejects after a while. */
  async saw(wanted: RegExp, from = 0, withinMs = 60_000): Promise<number> {
    const giveUpMs = performance.now() + withinMs;
    while (!wanted.test(this.text.slice(from))) {
      if (performance.now() > giveUpMs) throw new Error(`${wanted} was never written`);
      await new Promise<void>(resolve => {
        this.hear = resolve;
        setTimeout(resolve, 50);
      });
    }
    return performance.now() - this.startedMs;
  }

  /** Types, and waits until so many bytes have been written since; ms in between. */
  async answer(keys: string, bytes: number, withinMs = 5000): Promise<number> {
    const before = this.bytes;
    const typedMs = performance.now();
    this.child.write(keys);
    while (this.bytes - before < bytes && performance.now() - typedMs < withinMs) {
      await new Promise<void>(resolve => {
        this.hear = resolve;
        setTimeout(resolve, 50);
      });
    }
    return performance.now() - typedMs;
  }

  type(keys: string): void {
    this.child.write(keys);
  }

  /** Waits for the end; ms since the start. */
  async exit(): Promise<number> {
    await this.ended;
    return performance.now() - this.startedMs;
  }

  async quit(): Promise<void> {
    this.child.write('q');
    const isSlow = await Promise.race([this.ended.then(() => false), pause(5000).then(() => true)]);
    if (isSlow) this.child.kill('SIGKILL');
    await this.ended;
  }
}

export function pause(ms: number): Promise<void> {
  return new Promise(resolve => setTimeout(resolve, ms));
}
