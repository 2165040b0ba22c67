/** Two processes that find the same dead lock: the slower one must not take away what the quicker one has just taken. */
import { readFileSync, renameSync, utimesSync, writeFileSync } from 'node:fs';
import { afterEach, expect, test, vi } from 'vitest';
import { takeLock } from '../../src/os/lock.ts';
import { home } from '../support/home.ts';

const race = vi.hoisted(() => ({ meanwhile: (_path: string) => {} }));

vi.mock('../../src/os/private-file.ts', async original => {
  const files = await original<typeof import('../../src/os/private-file.ts')>();
  return {
    ...files,
    createPrivate(path: string, text: string) {
      race.meanwhile(path);
      return files.createPrivate(path, text);
    },
  };
});

afterEach(() => {
  race.meanwhile = () => {};
});

/** No process has this number: it is above what any system gives. */
const DEAD = String(2 ** 30);

/** `quicker` takes over the dead lock between this process's first look and its second one. */
function takenOver(quicker: (lock: string) => void) {
  const lock = home().at('x.lock');
  const nowMs = Date.now();
  writeFileSync(lock, DEAD);
  utimesSync(lock, nowMs / 1000 - 60, nowMs / 1000 - 60);
  race.meanwhile = path => {
    if (path !== lock) quicker(lock);
  };
  return { isTaken: takeLock(lock, nowMs), text: readFileSync(lock, 'utf8') };
}

test('without a quicker one, the dead lock is taken over', () => {
  expect(takenOver(() => {})).toEqual({ isTaken: true, text: `unnamed ${process.pid}` });
});

test('a lock that was taken over in between is left to the quicker one', () => {
  const quicker = (lock: string) => {
    writeFileSync(`${lock}.quicker`, '4711');
    renameSync(`${lock}.quicker`, lock);
  };
  expect(takenOver(quicker)).toEqual({ isTaken: false, text: '4711' });
});

test('even where it was taken over by a process of the same text', () => {
  const quicker = (lock: string) => {
    writeFileSync(`${lock}.quicker`, DEAD);
    renameSync(`${lock}.quicker`, lock);
  };
  expect(takenOver(quicker)).toEqual({ isTaken: false, text: DEAD });
});
