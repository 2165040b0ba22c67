/** The dashboard in a pseudo-terminal over a home of its own, ended with the test whatever it came to. */
import { onTestFinished } from 'vitest';
import { PROGRAM } from './bundle.ts';
import { NOW_MS } from './clock.ts';
import { type Home, home } from './home.ts';
import { type Pty, type PtyOptions, start } from './pty.ts';

export interface TerminalDashboard extends Pty {
  readonly home: Home;
}

interface OpenOptions extends PtyOptions {
  readonly at?: Home;
  readonly args?: readonly string[];
  /** The clock of the program begins at `NOW_MS`, for logs that end there. */
  readonly isNow?: boolean;
}

export function open({
  at = home(),
  args = [],
  isNow = false,
  ...options
}: OpenOptions = {}): TerminalDashboard {
  const env = { HOME: at.dir, XDG_CACHE_HOME: at.cacheDir, TZ: 'UTC', ...options.env };
  const clock = isNow ? { NODE_OPTIONS: `--import=data:text/javascript,${encodeURIComponent(CLOCK)}` } : {};
  // Exports are written into the directory that it was started in.
  const cwd = options.cwd ?? at.dir;
  const pty = start(process.execPath, [PROGRAM, ...args], { ...options, cwd, env: { ...clock, ...env } });
  onTestFinished(() => {
    try {
      process.kill(pty.pid, 'SIGKILL');
    } catch {
      // It has ended, as it should have.
    }
  });
  return Object.assign(pty, { home: at });
}

/** Files keep the real time: what compares both is told by the difference of two of the same kind. */
const CLOCK = `const ahead = ${NOW_MS} - Date.now();
globalThis.Date = class extends Date {
  constructor(...given) { given.length > 0 ? super(...given) : super(Date.now()); }
  static now() { return super.now() + ahead; }
};`;
