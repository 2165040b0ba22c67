import {
  chmodSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { ManualLog } from '../../src/logs/manual-log.ts';

const ENTRY = '2026-11-22 04:22:38 | a | b | 10 tokens | $0';

let dir: string;
let path: string;
beforeEach(() => {
  dir = mkdtempSync(join(tmpdir(), 'manual-log-'));
  path = join(dir, '.claude', 'token-usage.log');
});
afterEach(() => {
  chmodSync(dir, 0o700);
  rmSync(dir, { recursive: true, force: true });
});

function write(text: string): void {
  mkdirSync(join(dir, '.claude'), { recursive: true });
  writeFileSync(path, text);
}

test('a log that is not there is empty, and is made with its directory, for its owner alone', () => {
  const log = new ManualLog(path);
  expect(log.read()).toMatchObject({ entries: [], troubles: [], lines: 0 });
  expect(existsSync(join(dir, '.claude'))).toBe(false);
  log.append(ENTRY);
  expect(readFileSync(path, 'utf8')).toBe(`${ENTRY}\n`);
  expect(statSync(path).mode & 0o777).toBe(0o600);
  expect(statSync(join(dir, '.claude')).mode & 0o777).toBe(0o700);
});

test('a last line that was left open is closed before the next one', () => {
  write(ENTRY);
  const log = new ManualLog(path);
  log.append(ENTRY);
  expect(log.read().entries).toHaveLength(2);
});

test('it is the same object until the file changes', () => {
  write(`${ENTRY}\n`);
  const log = new ManualLog(path);
  const first = log.read();
  expect(log.read()).toBe(first);
  log.append(ENTRY);
  expect(log.read().entries).toHaveLength(2);
});

test('what cannot be read is a trouble, never a crash', () => {
  mkdirSync(path, { recursive: true });
  const log = new ManualLog(path);
  expect(log.read()).toMatchObject({ entries: [], troubles: [{ path, why: /no regular file/ }] });
  expect(() => log.append(ENTRY)).toThrow(/cannot be written: it is a directory; nothing was logged/);
});

test.skipIf(process.getuid?.() === 0)('a directory that cannot be written is named', () => {
  chmodSync(dir, 0o500);
  expect(() => new ManualLog(path).append(ENTRY)).toThrow(/no permission; nothing was logged/);
});

test('of a file that is too large the end is read, with the numbers of its lines, and it says so', () => {
  const lines = Array.from({ length: 1_000 }, (_, i) => ENTRY.replace('b', `task ${i + 1}`));
  write(`${lines.join('\n')}\nnot an entry\n`);
  const log = new ManualLog(path, 1_000).read();
  expect(log.bytesLeftOut).toBeGreaterThan(0);
  expect(log.entries.length).toBeLessThan(20);
  expect(log.entries.at(-1)).toMatchObject({ name: 'task 1000', place: { line: 1_000 } });
  expect(log.troubles[0]!.why).toMatch(/only its last 1\.0 kB are read|only its last 9\d\d B are read/);
  expect(log.troubles.at(-1)).toMatchObject({ line: 1_001 });
});

test('a rewrite makes a copy first, under a new name each time, and keeps what is added meanwhile', () => {
  write('one\n');
  chmodSync(path, 0o640);
  const log = new ManualLog(path);
  const first = log.rewrite(text => {
    // Another program adds a line while this one works.
    writeFileSync(path, 'added\n', { flag: 'a' });
    return text.toUpperCase();
  });
  expect(readFileSync(path, 'utf8')).toBe('ONE\nadded\n');
  expect(statSync(path).mode & 0o777).toBe(0o640);
  expect(first).toBe(`${path}.bak`);
  expect(readFileSync(`${path}.bak`, 'utf8')).toBe('one\nadded\n');
  expect(log.rewrite(text => text)).toBe(`${path}.bak.2`);
  expect(readFileSync(`${path}.bak`, 'utf8')).toBe('one\nadded\n');
  expect(log.rewrite(() => undefined)).toBeUndefined();
  expect(existsSync(`${path}.bak.3`)).toBe(false);
});

test('what cannot be edited stays as it is', () => {
  write('one\n');
  const log = new ManualLog(path);
  expect(() =>
    log.rewrite(() => {
      throw new Error('no idea');
    }),
  ).toThrow(/cannot be changed: no idea/);
  expect(readFileSync(path, 'utf8')).toBe('one\n');
});
