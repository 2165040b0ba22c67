/** Locks: one process holds it; the lock of a process that died is taken over, by one. */
import { readdirSync, readFileSync, utimesSync, writeFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { freeLock, nameHolder, takeLock } from '../../src/os/lock.ts';
import { home } from '../support/home.ts';

/** No process has this number: it is above what any system gives. */
const NOBODY = 2 ** 30;

/** A lock that somebody took some time ago. */
function lockOf(holder: string | number, ageMs: number) {
  const at = home();
  const path = at.at('x.lock');
  const nowMs = Date.now();
  writeFileSync(path, String(holder));
  utimesSync(path, (nowMs - ageMs) / 1000, (nowMs - ageMs) / 1000);
  return { path, nowMs, names: () => readdirSync(at.dir) };
}

function check(holder: string | number, ageMs: number, isTaken: boolean) {
  const { path, nowMs, names } = lockOf(holder, ageMs);
  expect(takeLock(path, nowMs)).toBe(isTaken);
  expect(takeLock(path, nowMs)).toBe(false);
  expect(names()).toEqual(['x.lock']);
}

describe('a lock', () => {
  it('is had by one, until it is free again', () => {
    const path = home().at('below/x.lock');
    expect([1, 2, 3].map(() => takeLock(path, Date.now()))).toEqual([true, false, false]);
    nameHolder(path, 4711);
    expect(readFileSync(path, 'utf8')).toBe('4711');
    freeLock(path);
    freeLock(path);
    nameHolder(path, 4711);
    expect(takeLock(path, Date.now())).toBe(true);
  });

  it('of somebody who lives is left to him', () => check(process.pid, 60_000, false));
  it('of somebody who died is taken over', () => check(NOBODY, 60_000, true));
  it('of somebody whose name is not known yet is left to him', () => check('unnamed 1', 1_000, false));
  it('that never got a name is taken over', () => check('unnamed 1', 6_000, true));
  it('that is older than any work is taken over, whoever has that number now', () =>
    check(process.pid, 601_000, true));

  it('is not taken over twice at once', () => {
    const { path, nowMs } = lockOf(NOBODY, 60_000);
    writeFileSync(`${path}.takeover`, 'somebody quicker');
    expect(takeLock(path, nowMs)).toBe(false);
    expect(readFileSync(path, 'utf8')).toBe(String(NOBODY));
  });

  it('is taken over although an earlier takeover was broken off', () => {
    const { path, nowMs } = lockOf(NOBODY, 60_000);
    writeFileSync(`${path}.takeover`, 'somebody slower');
    utimesSync(`${path}.takeover`, nowMs / 1000 - 6, nowMs / 1000 - 6);
    expect(takeLock(path, nowMs)).toBe(false);
    expect(takeLock(path, nowMs)).toBe(true);
  });
});
