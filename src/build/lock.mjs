/** Lets one process at a time build a checkout: test workers and `npm start` may find it stale in the same moment. */
import { createHash } from 'node:crypto';
import { mkdirSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';

/** A build takes seconds: the process behind an older lock has been killed. */
const ABANDONED_MS = 60_000;

/** Runs `work` while no other process holds the lock of the directory `top`. */
export async function whileLocked(top, work) {
  // Not inside the checkout, which may be read-only.
  const lock = join(
    tmpdir(),
    `token-dash-build-${createHash('sha256').update(top).digest('hex').slice(0, 16)}`,
  );
  while (!isTaken(lock)) await sleep(50);
  try {
    await work();
  } finally {
    rmSync(lock, { recursive: true, force: true });
  }
}

function isTaken(lock) {
  try {
    mkdirSync(lock, { mode: 0o700 });
    return true;
  } catch (error) {
    if (error.code !== 'EEXIST') throw error;
    const made = statSync(lock, { throwIfNoEntry: false });
    if (made && Date.now() - made.mtimeMs > ABANDONED_MS) rmSync(lock, { recursive: true, force: true });
    return false;
  }
}
