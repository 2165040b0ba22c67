/** What a run prints arrives: all of it, in order, however slowly it is read; and a reader may leave early. */
import { spawn, spawnSync } from 'node:child_process';
import { openSync } from 'node:fs';
import { expect, test } from 'vitest';
import { PROGRAM } from '../support/bundle.ts';
import { said } from '../support/claude-lines.ts';
import { type Home, home } from '../support/home.ts';

/** Its report of sessions is a few megabytes of JSON. */
function busyHome(): Home {
  const lines = Array.from({ length: 6000 }, (_, i) =>
    said({
      id: `msg_${i}`,
      at: i,
      line: { sessionId: `session-${i}`, cwd: `/home/ada/${'é'.repeat(i % 50)}` },
    }),
  );
  return home({ '.claude/projects/p/s1.jsonl': lines.join('') });
}

const env = (at: Home) => ({ PATH: process.env.PATH, HOME: at.dir, TZ: 'UTC', LANG: 'C.UTF-8' });

/** All that comes out of a command whose reader sleeps before each piece. */
async function readSlowly(at: Home, args: readonly string[]): Promise<{ text: string; code: number | null }> {
  const child = spawn(process.execPath, args, { env: env(at), stdio: ['ignore', 'pipe', 'inherit'] });
  const ended = new Promise<number | null>(resolve => child.on('close', resolve));
  const pieces: Buffer[] = [];
  for await (const piece of child.stdout) {
    pieces.push(piece);
    await new Promise(resolve => setTimeout(resolve, 5));
  }
  return { text: Buffer.concat(pieces).toString(), code: await ended };
}

/** Runs the program on its own output, which it then turns into one that does not block. */
const UNBLOCKED = `
const { spawn } = require('node:child_process');
spawn(process.execPath, process.argv.slice(1), { stdio: 'inherit' }).on('exit', code => process.exit(code));
process.stdout;
`;

test('megabytes through a slow pipe arrive whole', async () => {
  const at = busyHome();
  const args = [PROGRAM, 'session', '--json'];
  const whole = spawnSync(process.execPath, args, {
    env: env(at),
    encoding: 'utf8',
    maxBuffer: 1 << 30,
  }).stdout;
  expect(whole.length).toBeGreaterThan(2_000_000);
  expect(await readSlowly(at, args)).toEqual({ text: whole, code: 0 });
  expect(await readSlowly(at, ['-e', UNBLOCKED, ...args])).toEqual({ text: whole, code: 0 });
});

test.each([
  ['--test', '--json'],
  ['session', '--json'],
])('%s %s: a reader that leaves early is no error', (...args) => {
  const at = busyHome();
  const command = `{ "$0" "$@"; echo "code $?" >&2; } | head -c 10`;
  const { stdout, stderr } = spawnSync('sh', ['-c', command, process.execPath, PROGRAM, ...args], {
    env: env(at),
    encoding: 'utf8',
  });
  expect(stdout).toHaveLength(10);
  expect(stderr).toBe('code 0\n');
});

test.runIf(process.platform === 'linux')('a full disk is an error', () => {
  const at = busyHome();
  const { status } = spawnSync(process.execPath, [PROGRAM, '--test', '--json'], {
    env: env(at),
    stdio: ['ignore', openSync('/dev/full', 'w'), 'pipe'],
  });
  expect(status).toBe(1);
});

test('a closed output is no reason to hang', () => {
  const at = home({ '.claude/projects/p/s1.jsonl': said() });
  const command = '"$0" "$@" >&- 2>&-';
  const { status, error } = spawnSync('sh', ['-c', command, process.execPath, PROGRAM, '--test'], {
    env: env(at),
    timeout: 60_000,
  });
  expect(error).toBeUndefined();
  expect(status).toBe(0);
});
