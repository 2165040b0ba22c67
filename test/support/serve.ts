/** `token-dash serve` as a user runs it, over a home of its own, on a port that the system chooses; stopped when the test ends. */
import { type ChildProcess, spawn } from 'node:child_process';
import { request } from 'node:http';
import { onTestFinished } from 'vitest';
import { PROGRAM } from './bundle.ts';
import type { Home } from './home.ts';

export interface Served {
  readonly url: string;
  readonly port: number;
  /** What it printed so far. */
  readonly out: () => string;
  readonly child: ChildProcess;
  /** Stops it as Ctrl+C does; gives the exit code. */
  stop(): Promise<number | null>;
}

const PLACES = ['HOME', 'XDG_CACHE_HOME', 'XDG_CONFIG_HOME', 'XDG_DATA_HOME'];

export function environmentOf(home: Home): Record<string, string> {
  const { PATH = '' } = process.env;
  const places = Object.fromEntries(PLACES.map(name => [name, `${home.dir}/${name.toLowerCase()}`]));
  // An import that runs on beside the program would write into the home while the test removes it.
  return { PATH, LANG: 'C.UTF-8', TZ: 'UTC', TOKEN_DASH_LEDGER: 'off', ...places, HOME: home.dir };
}

export async function serve(
  home: Home,
  args: readonly string[] = [],
  program = PROGRAM,
  env: Readonly<Record<string, string>> = {},
): Promise<Served> {
  const words = program === PROGRAM ? ['serve', ...args] : args;
  const child = spawn(process.execPath, [program, ...words, '--port', '0'], {
    env: { ...environmentOf(home), ...env },
    cwd: '/',
  });
  let text = '';
  const ended = new Promise<number | null>(resolve => child.on('close', resolve));
  const stop = () => {
    child.kill('SIGINT');
    return ended;
  };
  onTestFinished(async () => void (await stop()));
  await new Promise<void>((resolve, reject) => {
    const hear = (piece: Buffer) => {
      text += piece;
      if (text.includes('Ctrl+C stops it')) resolve();
    };
    child.stdout.on('data', hear);
    child.stderr.on('data', hear);
    child.on('close', () => reject(new Error(`it ended: ${text}`)));
  });
  const url = /http:\/\/[^\s/]+/.exec(text)![0];
  return { url, port: Number(new URL(url).port), out: () => text, child, stop };
}

export interface Answered {
  readonly status: number;
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  readonly body: string;
}

export interface Asked {
  readonly method?: string;
  readonly headers?: Readonly<Record<string, string>>;
}

/** A request whose path is sent as it is written, `..` and all. */
export function ask({ port }: Pick<Served, 'port'>, path: string, asked: Asked = {}): Promise<Answered> {
  return new Promise((resolve, reject) => {
    const sent = request({ host: '127.0.0.1', port, path, agent: false, ...asked }, answer => {
      let body = '';
      answer.setEncoding('utf8');
      answer.on('data', piece => {
        body += piece;
      });
      answer.on('end', () => resolve({ status: answer.statusCode ?? 0, headers: answer.headers, body }));
    });
    sent.on('error', reject);
    sent.end();
  });
}

export async function json(
  served: Pick<Served, 'port'>,
  path: string,
): Promise<ReturnType<typeof JSON.parse>> {
  const { status, body } = await ask(served, path);
  if (status !== 200) throw new Error(`${path}: ${status} ${body}`);
  return JSON.parse(body);
}
