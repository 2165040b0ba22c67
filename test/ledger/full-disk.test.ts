/**
 * A disk that is really full: a small file system in memory, mounted where only the test sees it. Figures stay right, one
 * line says what is wrong, the ledger stays whole and catches up when there is room again.
 */
import { spawnSync } from 'node:child_process';
import { mkdirSync, readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { PROGRAM } from '../support/bundle.ts';
import { said } from '../support/claude-lines.ts';
import { home } from '../support/home.ts';

const canMount =
  spawnSync('unshare', ['-rm', 'mount', '-t', 'tmpfs', '-o', 'size=1m', 'tmpfs', '/mnt']).status === 0;

/** Each step writes what it said, and how it ended, to files outside of the full disk. */
const step = (name: string, ...args: readonly string[]) =>
  `"${process.execPath}" "${PROGRAM}" ${args.join(' ')} >"$OUT/${name}.out" 2>"$OUT/${name}.err"; echo $? >"$OUT/${name}.rc"`;

const sessions = (from: number, count: number) =>
  Object.fromEntries(
    Array.from({ length: count }, (_, s) => [
      `s${from + s}.jsonl`,
      Array.from({ length: 500 }, (_, i) =>
        said({ id: `m${from + s}_${i}`, at: i, input: i, output: 7, line: { sessionId: `s${from + s}` } }),
      ).join(''),
    ]),
  );

/** The program with its ledger, and its cache or not, on a disk of 3 MB that is filled up to `roomKb`. */
function onFullDisk(roomKb: number, isCacheThere: boolean) {
  const logs = Object.entries({ ...sessions(0, 1) });
  const more = Object.entries(sessions(1, 12));
  const at = home({
    ...Object.fromEntries(logs.map(([name, text]) => [`.claude/projects/p/${name}`, text])),
    ...Object.fromEntries(more.map(([name, text]) => [`more/${name}`, text])),
  });
  mkdirSync(at.at('out'));
  mkdirSync(at.at('disk'));
  const script = [
    'set -e; mount -t tmpfs -o size=3m tmpfs "$HOME/disk"; set +e',
    step('first', 'import'),
    // All but so much of what is left.
    'left=$(df -k --output=avail "$HOME/disk" | tail -1)',
    `dd if=/dev/zero of="$HOME/disk/fill" bs=1k count=$((left - ${roomKb})) 2>/dev/null`,
    'cp -r "$HOME/more" "$HOME/.claude/projects/more"',
    step('import', 'import'),
    step('daily', 'daily', '--json'),
    step('verify', 'ledger', 'verify'),
    'rm "$HOME/disk/fill"; mount -o remount,size=64m "$HOME/disk"',
    step('again', 'import'),
    step('after', 'daily', '--json'),
    step('check', 'ledger', 'verify'),
    // What a copy of the file alone holds.
    'mkdir "$HOME/disk/copy"; cp "$HOME/disk/ledger.db" "$HOME/disk/copy/ledger.db"',
    step('copy', 'ledger', 'verify', '--ledger', '"$HOME/disk/copy/ledger.db"'),
  ].join('\n');
  const env = {
    ...{ PATH: process.env.PATH, LANG: 'C.UTF-8', TZ: 'UTC', HOME: at.dir, OUT: at.at('out') },
    XDG_CACHE_HOME: isCacheThere ? at.at('disk/cache') : at.cacheDir,
    TOKEN_DASH_LEDGER: at.at('disk/ledger.db'),
  };
  const { status, stderr } = spawnSync('unshare', ['-rm', 'sh', '-c', script], { env, encoding: 'utf8' });
  const read = (file: string) => readFileSync(at.at(`out/${file}`), 'utf8').replaceAll(at.dir, '~');
  return (name: string) => ({
    ...{ status, stderr, code: Number(read(`${name}.rc`)) },
    ...{ out: read(`${name}.out`), err: read(`${name}.err`) },
  });
}

const WHOLE = /is in order: 500 readings, 500 responses\n$/;

test.for([
  ['no room at all', 0, false, WHOLE],
  // Facts are there, the table that is derived from them is not.
  [
    'room for the beginning of an import',
    1400,
    false,
    /responses say 500, the readings 6500; the last import did not end/,
  ],
  ['the cache on the same disk', 0, true, WHOLE],
] as const)('%s', { timeout: 120_000 }, ([, roomKb, isCacheThere, verified], { skip }) => {
  skip(!canMount, 'no file system may be mounted here (unshare -rm)');
  const said = onFullDisk(roomKb, isCacheThere);
  expect(said('first')).toMatchObject({ code: 0, stderr: '' });
  expect(said('import')).toMatchObject({
    code: 1,
    err: 'token-dash: the ledger ~/disk/ledger.db cannot be written: the disk is full\n',
  });
  const { out, code, err } = said('daily');
  expect(code).toBe(0);
  expect(JSON.parse(out).totals).toMatchObject({ responses: 13 * 500, outputTokens: 13 * 500 * 7 });
  expect(err).toBe(
    'token-dash daily: ~/disk/ledger.db: nothing is added to the ledger: the disk is full; figures come from the logs that are there\n',
  );
  const { out: order, err: problems } = said('verify');
  expect(order + problems).toMatch(verified);
  expect(problems).not.toContain('damaged');
  expect(said('again')).toMatchObject({ code: 0, err: '' });
  expect(said('after')).toMatchObject({ code: 0, err: '', out });
  for (const name of ['check', 'copy'])
    expect(said(name).out).toMatch(/is in order: 6,500 readings, 6,500 responses\n$/);
});
