/**
 * The files of the cache directory:
 *
 *   facts-<roots>-<time>-<random>.bin   a segment of the logs below a set of roots, named by a checksum
 *   facts-<roots>-<time>-<random>.tmp   one that is being written
 *   full-check-<roots>                  when everything was last looked at whatever its stamps said
 *
 * Each set of roots has segments of its own, so that two sets in turn (`--claude A`, `--claude B`) do not forget each
 * other's files. Sets that were not written for long, or that take too much room, are removed.
 */
import { readdirSync, rmSync, statSync } from 'node:fs';
import { join } from 'node:path';
import type { Place, Source } from '../../core/source.ts';
import { checksum } from '../../os/checksum.ts';

/** The segments of other sets of roots, and of earlier versions, take no more than this together. */
const MAX_OTHER_BYTES = 1 << 30;
/** They are removed when they were not written for so long, ms. */
const MAX_OTHER_AGE_MS = 90 * 86_400_000;
/** A file that is being written for so long was left behind by a process that died, ms. */
const ABANDONED_MS = 3_600_000;

const SEGMENT = /^facts-.*\.bin$/;
const TEMPORARY = /\.tmp$/;

/** Names the set of roots. */
export function rootsId(sources: readonly Source[], place: Place): string {
  const roots = sources.map(source => [source.id, source.roots(place).map(({ path }) => path)]);
  return hex(checksum(Buffer.from(JSON.stringify(roots))));
}

/** The names of a set's segments, oldest first. */
export function segmentNames(dir: string, roots: string): readonly string[] {
  return filesIn(dir).filter(name => isSegmentOf(name, roots));
}

/** The names of the segments of all sets. */
export function allSegments(dir: string): readonly string[] {
  return filesIn(dir).filter(name => SEGMENT.test(name));
}

/** A name for a segment that is written now: it sorts behind `after`, even when the clock was set back. */
export function segmentName(roots: string, nowMs: number, after: string | undefined): string {
  const lastMs = after === undefined ? 0 : Number(after.split('-')[2]);
  const time = String(Math.max(Math.floor(nowMs), lastMs + 1)).padStart(15, '0');
  // Two processes that write within the same millisecond get different names.
  return `facts-${roots}-${time}-${hex(Math.floor(Math.random() * 2 ** 32))}.bin`;
}

export function fullCheckName(roots: string): string {
  return `full-check-${roots}`;
}

/** Removes what dead processes left behind, and other sets as far as they are old or take too much room. */
export function removeLeftovers(dir: string, roots: string): void {
  const nowMs = Date.now();
  const others: { readonly path: string; readonly size: number; readonly mtimeMs: number }[] = [];
  for (const name of filesIn(dir)) {
    const path = join(dir, name);
    const stats = statSync(path, { throwIfNoEntry: false });
    if (!stats) continue;
    if (TEMPORARY.test(name) && nowMs - stats.mtimeMs > ABANDONED_MS) rmSync(path, { force: true });
    else if (SEGMENT.test(name) && !isSegmentOf(name, roots)) others.push({ path, ...sizeAndTime(stats) });
  }
  let bytes = 0;
  for (const { path, size, mtimeMs } of others.sort((a, b) => b.mtimeMs - a.mtimeMs)) {
    bytes += size;
    if (bytes > MAX_OTHER_BYTES || nowMs - mtimeMs > MAX_OTHER_AGE_MS) rmSync(path, { force: true });
  }
}

function sizeAndTime({ size, mtimeMs }: { readonly size: number; readonly mtimeMs: number }) {
  return { size, mtimeMs };
}

function isSegmentOf(name: string, roots: string): boolean {
  return name.startsWith(`facts-${roots}-`) && /^facts-[0-9a-f]{8}-\d{15}-[0-9a-f]{8}\.bin$/.test(name);
}

/** Names of regular files, sorted; none where the directory cannot be read. */
function filesIn(dir: string): readonly string[] {
  try {
    return readdirSync(dir, { withFileTypes: true })
      .filter(entry => entry.isFile())
      .map(entry => entry.name)
      .sort();
  } catch {
    return [];
  }
}

function hex(number: number): string {
  return number.toString(16).padStart(8, '0');
}
