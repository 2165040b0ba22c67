/**
 * The terminal while the dashboard has it. However the process ends, the user gets back the old screen, a cursor and
 * an echo; an error is printed after the screen was left, not onto it. Everything on the way out is synchronous,
 * because nothing else runs in a process that is ending.
 */
import { writeSync } from 'node:fs';
import { constants } from 'node:os';
import type { Keyboard } from './input.ts';
import type { Screen } from './screen.ts';

export interface TerminalSession {
  /** Gives the terminal back, prints `message` on stderr, ends the process. */
  exit(code: number, message?: string): never;
  /** For an unexpected error: exit code 1, with the stack. */
  crash(error: unknown): never;
  /** Ctrl+Z: gives the terminal back and stops; takes it again when the shell continues the process. */
  suspend(): void;
}

/** Signals that end a program, and what it then ends with: 128 and the number of the signal, which systems differ in. */
const EXIT_CODES: Readonly<Record<string, number>> = Object.fromEntries(
  (
    [
      'SIGINT',
      'SIGQUIT',
      'SIGABRT',
      'SIGALRM',
      'SIGTERM',
      'SIGUSR2',
      'SIGVTALRM',
      'SIGXCPU',
      'SIGIO',
    ] as const
  ).flatMap(name => {
    const number = constants.signals[name];
    return number === undefined ? [] : [[name, 128 + number]];
  }),
);
const HANGUP = 129;

/** Reports of clicks and of the wheel, in the SGR form. */
export const MOUSE_ON = '\x1b[?1000h\x1b[?1006h';

/** How long a stop may take to come. A process without a shell above it is never stopped, and goes on after this. */
const STOP_MS = 100;

/** From now to the end of the process, every way out restores the terminal. */
export function terminalSession(screen: Screen, keyboard: Keyboard): TerminalSession {
  let isLeaving = false;
  let isSuspended = false;

  const restore = () => {
    keyboard.stop();
    setBlocking(true);
    screen.leave(bytes => writeNow(1, bytes));
  };
  /** After a stop. Also after one that came without a warning, when a shell has written over the screen. */
  const resume = () => {
    if (isLeaving) return;
    if (isSuspended) process.on('SIGTSTP', suspend);
    isSuspended = false;
    // The keyboard first: continued in the background (`bg`), the process stops here again and writes nothing.
    keyboard.start();
    setBlocking(false);
    screen.enter();
  };
  const exit = (code: number, message?: string): never => {
    isLeaving = true;
    restore();
    if (message !== undefined) writeNow(2, `${message}\n`);
    process.exit(code);
  };
  const crash = (error: unknown): never =>
    exit(1, error instanceof Error ? (error.stack ?? error.message) : String(error));
  const suspend = () => {
    // Windows has no such signals.
    if (isSuspended || process.platform === 'win32') return;
    isSuspended = true;
    restore();
    // With our handler gone the signal does what it does to any program. To the whole group: npm may be above us.
    process.off('SIGTSTP', suspend);
    process.kill(0, 'SIGTSTP');
    setTimeout(() => isSuspended && resume(), STOP_MS);
  };
  /**
   * The terminal is gone. `process.exit` would abort: Node restores the terminal's modes on the way out and asserts
   * that it can (nodejs/node#51519). So what cleans up at an exit is called, and the signal does the rest.
   */
  const hangUp = () => {
    if (isLeaving) return;
    isLeaving = true;
    process.off('exit', restore);
    process.emit('exit', HANGUP);
    process.removeAllListeners('SIGHUP');
    process.kill(process.pid, process.platform === 'win32' ? 'SIGTERM' : 'SIGHUP');
  };
  const onHangUpSignal = () => {
    restore();
    hangUp();
  };
  /** Losing the terminal is a reason to end, not an error. */
  const onStreamEnd = (error?: NodeJS.ErrnoException) => {
    if (isLeaving) return;
    // A pipe that is read no more leaves the terminal as it is.
    if (error?.code === 'EPIPE') exit(0);
    if (error && error.code !== 'EIO') crash(error);
    hangUp();
  };

  setBlocking(false);
  for (const [signal, code] of Object.entries(EXIT_CODES)) process.on(signal, () => exit(code));
  process.on('SIGHUP', onHangUpSignal);
  // Node would open its debugger, and say so on the screen.
  if (process.platform !== 'win32') process.on('SIGUSR1', () => {});
  process.on('SIGTSTP', suspend);
  process.on('SIGCONT', resume);
  process.on('uncaughtException', crash);
  process.on('unhandledRejection', crash);
  process.on('exit', restore);
  process.stdout.on('error', onStreamEnd);
  process.stdin.on('error', onStreamEnd).on('end', () => onStreamEnd());
  return { exit, crash, suspend };
}

/**
 * Node stops the whole process while a terminal does not read what was written to it. The dashboard goes on, and leaves
 * out frames; what gives the terminal back must arrive, so that is waited for. Not public in Node, and absent on Windows.
 */
function setBlocking(isBlocking: boolean): void {
  const { _handle } = process.stdout as { _handle?: { setBlocking?(isBlocking: boolean): unknown } };
  _handle?.setBlocking?.(isBlocking);
}

/** Writes at once. Where that fails the terminal is gone. */
function writeNow(file: 1 | 2, text: string): void {
  try {
    writeSync(file, text);
  } catch {}
}
