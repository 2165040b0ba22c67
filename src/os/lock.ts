/**
 * A lock file: one process at a time holds it. It contains the id of its holder, so that the lock of a process that died
 * can be taken over.
 *
 * A takeover goes by way of a second file, which only one process can create. That process reads the lock once more before
 * it replaces it: without that, a slow process could remove the lock that a quick one has just taken over.
 */
import { readFileSync, renameSync, rmSync, statSync, truncateSync, writeFileSync } from 'node:fs';
import { createPrivate } from './private-file.ts';

/** How long a lock may lack the id of its holder: it is written after the lock is taken. */
const NAMELESS_MS = 5_000;
/** No work lasts longer. Ids of processes are used again, so a running one proves nothing after that. */
const LONGEST_MS = 600_000;

/** Takes the lock; false if another process has it. Throws if the file cannot be written. */
export function takeLock(path: string, nowMs: number): boolean {
  const mine = `unnamed ${process.pid}`;
  if (createPrivate(path, mine)) return true;
  const found = read(path);
  if (!found || !isDead(found, nowMs)) return false;

  const takeover = `${path}.takeover`;
  if (!createPrivate(takeover, mine)) {
    // The process that created it may have died since.
    const other = read(takeover);
    if (other && nowMs - other.mtimeMs > NAMELESS_MS) rmSync(takeover, { force: true });
    return false;
  }
  const again = read(path);
  const isSame = again?.text === found.text && again.mtimeMs === found.mtimeMs;
  if (isSame) renameSync(takeover, path);
  else rmSync(takeover, { force: true });
  return isSame;
}

/** Writes the id of the holder, unless it has freed the lock already. */
export function nameHolder(path: string, pid: number): void {
  try {
    truncateSync(path);
    writeFileSync(path, String(pid), { flag: 'r+' });
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error;
  }
}

export function freeLock(path: string): void {
  rmSync(path, { force: true });
}

interface Found {
  readonly text: string;
  readonly mtimeMs: number;
}

function read(path: string): Found | undefined {
  try {
    const { mtimeMs } = statSync(path);
    return { text: readFileSync(path, 'utf8'), mtimeMs };
  } catch {
    // It has just been freed.
    return undefined;
  }
}

function isDead({ text, mtimeMs }: Found, nowMs: number): boolean {
  const ageMs = nowMs - mtimeMs;
  if (ageMs > LONGEST_MS) return true;
  return ageMs > NAMELESS_MS && !isAlive(Number(text));
}

/** Whether a process of this number runs. */
export function isAlive(pid: number): boolean {
  if (!Number.isInteger(pid) || pid <= 0) return false;
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}
