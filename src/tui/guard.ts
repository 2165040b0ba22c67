/**
 * Whatever happens, the user gets the terminal back: the old screen, a cursor, an echo. Every way out of the process
 * leads through here, and what is to be read afterwards (an error) is printed after the screen was left, not onto it.
 * Everything on the way out is synchronous, because nothing else runs in a process that is ending.
 */
import { writeSync } from 'node:fs';
import type { Keyboard } from './input.ts';
import type { Screen } from './screen.ts';

export interface Guard {
  /** Gives the terminal back, prints `message` on stderr, ends the process. */
  exit(code: number, message?: string): never;
  /** For an error that nobody expected: exit code 1, with the stack. */
  crash(error: unknown): never;
  /** Ctrl+Z: gives the terminal back and stops; takes it again when the shell says so. */
  suspend(): void;
}

/** Signals that end the process, with the exit codes that shells expect: 128 and the signal's number. */
const DEADLY = { SIGINT: 130, SIGTERM: 143, SIGHUP: 129, SIGQUIT: 131 } as const;

/** How long a stop may take to come. A process without a shell above it is never stopped, and goes on after this. */
const STOP_MS = 100;

/** Stands guard over a screen and a keyboard from now to the end of the process. */
export function guard(screen: Screen, keyboard: Keyboard): Guard {
  let isLeaving = false;
  let isSuspended = false;

  const giveBack = () => {
    keyboard.stop();
    screen.leave(bytes => writeNow(1, bytes));
  };
  /** After a stop. Also after one that came without a warning, when a shell has written over the screen. */
  const takeAgain = () => {
    if (isLeaving) return;
    if (isSuspended) process.on('SIGTSTP', suspend);
    isSuspended = false;
    screen.enter();
    keyboard.start();
  };
  const exit = (code: number, message?: string): never => {
    isLeaving = true;
    giveBack();
    if (message !== undefined) writeNow(2, `${message}\n`);
    process.exit(code);
  };
  const crash = (error: unknown): never =>
    exit(1, error instanceof Error ? (error.stack ?? error.message) : String(error));
  const suspend = () => {
    // Windows has no such signals.
    if (isSuspended || process.platform === 'win32') return;
    isSuspended = true;
    giveBack();
    // With our handler gone the signal does what it does to any program. To the whole group: npm may be above us.
    process.off('SIGTSTP', suspend);
    process.kill(0, 'SIGTSTP');
    setTimeout(() => isSuspended && takeAgain(), STOP_MS);
  };
  /** A terminal that is gone is a reason to end, not an error. */
  const lost = (error?: NodeJS.ErrnoException) => {
    if (isLeaving) return;
    if (error && error.code !== 'EPIPE' && error.code !== 'EIO') crash(error);
    exit(0);
  };

  for (const [signal, code] of Object.entries(DEADLY)) process.on(signal, () => exit(code));
  process.on('SIGTSTP', suspend);
  process.on('SIGCONT', takeAgain);
  process.on('uncaughtException', crash);
  process.on('unhandledRejection', crash);
  process.on('exit', giveBack);
  process.stdout.on('error', lost);
  process.stdin.on('error', lost).on('end', () => lost());
  return { exit, crash, suspend };
}

/** Writes at once. Where that fails the terminal is gone, and there is nobody to tell. */
function writeNow(file: 1 | 2, text: string): void {
  try {
    writeSync(file, text);
  } catch {}
}
