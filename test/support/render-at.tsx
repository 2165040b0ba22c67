/**
 * Renders a component at any size and lets it be resized, the way the app does it: Ink in debug mode, one whole frame
 * per write. What a test reads here is what a user sees.
 */
import { EventEmitter } from 'node:events';
import { render } from 'ink';
import type { ReactNode } from 'react';

export interface Rendered {
  /** The newest frame without colours, as lines. */
  lines(): string[];
  /** The newest frame with its SGR styles. */
  frame(): string;
  /** How many frames were written so far. */
  frames(): number;
  resize(columns: number, rows: number): Promise<void>;
  rerender(node: ReactNode): Promise<void>;
  /** Waits until React has nothing left to do. */
  settle(): Promise<void>;
  unmount(): void;
}

class FakeStdout extends EventEmitter {
  readonly isTTY = true;
  readonly frames: string[] = [];
  columns: number;
  rows: number;

  constructor(columns: number, rows: number) {
    super();
    this.columns = columns;
    this.rows = rows;
  }

  write(frame: string, done?: () => void): boolean {
    if (!/^(?:\x1b\[[0-?]*[@-ln-~])*$/.test(frame)) this.frames.push(frame);
    done?.();
    return true;
  }
}

export async function renderAt(
  node: ReactNode,
  { columns, rows }: { columns: number; rows: number },
): Promise<Rendered> {
  const stdout = new FakeStdout(columns, rows);
  const app = render(node, {
    stdout: stdout as unknown as NodeJS.WriteStream,
    // Not a TTY: a component that calls Ink's useInput, which the app does not serve, throws here.
    stdin: new EventEmitter() as NodeJS.ReadStream,
    debug: true,
    patchConsole: false,
    exitOnCtrlC: false,
  });
  await settle();
  const frame = () => stdout.frames.at(-1) ?? '';
  return {
    frame,
    lines: () =>
      frame()
        .replace(/\x1b\[[\d;]*m/g, '')
        .split('\n'),
    frames: () => stdout.frames.length,
    async resize(newColumns, newRows) {
      Object.assign(stdout, { columns: newColumns, rows: newRows });
      stdout.emit('resize');
      await settle();
    },
    async rerender(next) {
      app.rerender(next);
      await settle();
    },
    settle,
    unmount: app.unmount,
  };
}

/** Effects run in React's scheduler, which takes `setImmediate` for itself when it is loaded: fake timers miss it. */
const { setImmediate: realSetImmediate } = globalThis;

async function settle(): Promise<void> {
  for (let turn = 0; turn < 3; turn += 1) await new Promise(resolve => realSetImmediate(resolve));
}
