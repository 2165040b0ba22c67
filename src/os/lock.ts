/**
 * A lock that is a file: of any number of processes that ask at once, one has it. Its text names the process that works
 * under it, so a lock whose holder died is known for what it is, and is taken over.
 *
 * Taking over goes by way of a second file, which only one process can make; whoever made it looks once more whether
 * the lock is still the dead one before it moves its own into its place. Without that look, somebody slow could remove
 * the lock of somebody quick.
 */
import { readFileSync, renameSync, rmSync, statSync, truncateSync, writeFileSync } from 'node:fs';
import { createPrivate } from './private-file.ts';

/** Between taking the lock and naming the process that works under it, nobody is named. */
const NAMELESS_MS = 5_000;
/** Longer than any work lasts. Numbers of processes are used again, so a living one proves less and less. */
const LONGEST_MS = 600_000;

/** Takes the lock; false where somebody has it. Throws where nothing can be written. */
export function takeLock(path: string, nowMs: number): boolean {
  const mine = `nobody yet ${process.pid}`;
  if (createPrivate(path, mine)) return true;
  const found = look(path);
  if (!found || !isDead(found, nowMs)) return false;

  const takeover = `${path}.heir`;
  if (!createPrivate(takeover, mine)) {
    // An heir that died in its moment would be waited for for ever.
    const other = look(takeover);
    if (other && nowMs - other.mtimeMs > NAMELESS_MS) rmSync(takeover, { force: true });
    return false;
  }
  const again = look(path);
  const isSame = again?.text === found.text && again.mtimeMs === found.mtimeMs;
  if (isSame) renameSync(takeover, path);
  else rmSync(takeover, { force: true });
  return isSame;
}

/** Says which process works under a lock that was taken; one that is done already has let go of it. */
export function nameHolder(path: string, pid: number): void {
  try {
    truncateSync(path);
    writeFileSync(path, String(pid), { flag: 'r+' });
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error;
  }
}

/** Lets go of the lock. */
export function freeLock(path: string): void {
  rmSync(path, { force: true });
}

interface Found {
  readonly text: string;
  readonly mtimeMs: number;
}

function look(path: string): Found | undefined {
  try {
    const { mtimeMs } = statSync(path);
    return { text: readFileSync(path, 'utf8'), mtimeMs };
  } catch {
    // Its holder has just let go of it.
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
