/** The program as a user or a script runs it: in a home of its own, with nothing of the environment of the tests. */
import { spawn } from 'node:child_process';
import { PROGRAM } from './bundle.ts';
import type { Home } from './home.ts';

export interface Ran {
  readonly code: number | null;
  readonly out: string;
  readonly err: string;
}

export interface RunOptions {
  /** Added to PATH, HOME and a UTF-8 locale. */
  readonly env?: Readonly<Record<string, string>>;
  readonly input?: string;
}

/** What it prints, with `~` for the home. */
export function run(at: Home, args: readonly string[], { env, input = '' }: RunOptions = {}): Promise<Ran> {
  const { PATH = '' } = process.env;
  const child = spawn(process.execPath, [PROGRAM, ...args], {
    // Imports into the ledger run beside the program, and would outlive the home of the test.
    env: {
      ...{ PATH, HOME: at.dir, LANG: 'C.UTF-8', XDG_CACHE_HOME: at.cacheDir, TOKEN_DASH_LEDGER: 'off' },
      ...env,
    },
    cwd: at.dir,
  });
  let out = '';
  let err = '';
  child.stdout.on('data', text => {
    out += text;
  });
  child.stderr.on('data', text => {
    err += text;
  });
  // A program that is done before it has read everything closes the pipe.
  child.stdin.on('error', () => {});
  child.stdin.end(input);
  return new Promise(resolve => {
    child.on('close', code =>
      resolve({ code, out: out.replaceAll(at.dir, '~'), err: err.replaceAll(at.dir, '~') }),
    );
  });
}
