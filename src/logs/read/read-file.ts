/**
 * Reads one log file, on from where it was left if it only grew, else from its beginning. A stamp says whether it
 * must be read at all. Whatever goes wrong with the file becomes a trouble of the file.
 */
import { closeSync, openSync, readFileSync } from 'node:fs';
import { bytesText } from '../../core/format.ts';
import { jsonObject } from '../../core/lines.ts';
import type { LineFormat } from '../../core/source.ts';
import { isStale, staleReason } from '../../core/stale.ts';
import { describeFsError } from '../../os/fs-error.ts';
import type { Bookmark, KnownFile, Stamp } from '../file-record.ts';
import type { FileTable } from '../file-table.ts';
import type { FoundFile } from '../scan/find.ts';
import { yieldIfDue } from '../scheduler.ts';
import { beside } from './beside.ts';
import { FactCollector } from './fact-collector.ts';
import { HeadTailHash, matchesFingerprint } from './fingerprint.ts';
import { openTables } from './sqlite.ts';
import { MOST_LINE_BYTES, readBytes, readTail, type Tail } from './tail.ts';

/** A file written later than this before it was read may be written again within the same tick of its clock. */
const RACY_MS = 3000;

function stampOf(file: FoundFile): Stamp {
  const { inode, size, mtimeMs, ctimeMs, format } = file;
  return { inode, size, mtimeMs, ctimeMs, format: format.id, version: format.version };
}

/** Called for every file in every scan: comparing the fields is much faster than comparing objects. */
function isStamped(stamp: Stamp, { inode, size, mtimeMs, ctimeMs, format }: FoundFile): boolean {
  return (
    stamp.mtimeMs === mtimeMs &&
    stamp.ctimeMs === ctimeMs &&
    stamp.size === size &&
    stamp.inode === inode &&
    stamp.format === format.id &&
    stamp.version === format.version
  );
}

/** Smaller files are read again as a whole as fast as on from a bookmark. */
const SMALL_BYTES = 256 * 1024;
/** Sessions are hardly ever continued after so long. */
const OLD_MS = 30 * 86_400_000;

/** Whether a file may well grow: of others no bookmark is kept. */
export function mayGrow({ size, mtimeMs }: Pick<Stamp, 'size' | 'mtimeMs'>, nowMs: number): boolean {
  return size > SMALL_BYTES || nowMs - mtimeMs < OLD_MS;
}

/** Whether what is known of a file still holds. */
export function isUnchanged(known: KnownFile | undefined, file: FoundFile): known is KnownFile {
  if (!known || !isStamped(known.stamp, file)) return false;
  if (!known.isRacy) return true;
  // An equal stamp says little of a file written a moment before it was read; its bytes do.
  const { bookmark } = known;
  return bookmark !== undefined && endOf(bookmark) === file.size && hasFingerprint(file.path, bookmark);
}

/** Whether a file with an equal stamp was read at once and, as far as that is known, still has the same ends. */
export function isVerified({ path, bookmark, isResumed }: KnownFile): boolean {
  return !isResumed && (bookmark === undefined || hasFingerprint(path, bookmark));
}

/** Reads a file and puts what it holds into `known`. Returns how many bytes were read. */
export async function readFile(file: FoundFile, known: FileTable, nowMs: number): Promise<number> {
  known.facts.begin();
  return gather(file, new FactCollector(file.path, known.facts), known, nowMs);
}

async function gather(
  file: FoundFile,
  facts: FactCollector,
  known: FileTable,
  nowMs: number,
): Promise<number> {
  const before = known.files.get(file.path);
  const base = {
    path: file.path,
    source: file.source,
    stamp: stampOf(file),
    isRacy: nowMs - file.mtimeMs < RACY_MS,
  };
  let tableState: unknown;
  try {
    if (file.format.kind === 'lines') {
      const start = startOf(file, before, facts);
      const isResumed = start.mark > 0;
      const bookmark = await readLines(file, file.format, start, facts, mayGrow(file, nowMs));
      known.put({ ...base, bookmark, isResumed }, facts);
      return file.size - start.mark;
    }
    if (file.format.kind === 'whole')
      file.format.read(file.path, readFileSync(file.path), facts, beside(file.path));
    else {
      const tables = openTables(file.path);
      try {
        tableState = file.format.read(
          file.path,
          tables,
          facts,
          isOfFormat(before, file) ? facts.earlier(before) : undefined,
        );
      } finally {
        tables.close();
      }
    }
    await yieldIfDue();
  } catch (error) {
    const why = describeFsError(error);
    if (isOfFormat(before, file)) {
      keepEarlier(before, why, known);
      return 0;
    }
    // What was read so far is kept; the file is read again on the next scan.
    facts.trouble(why);
    known.put({ ...base, isRacy: true }, facts);
    return 0;
  }
  if (facts.half !== undefined) {
    if (isOfFormat(before, file) && before.to > before.from) keepEarlier(before, facts.half, known);
    else {
      facts.trouble(facts.half);
      known.put({ ...base, isRacy: true }, facts);
    }
    return 0;
  }
  known.put({ ...base, tableState, isResumed: facts.isResumed }, facts);
  return file.size;
}

function isOfFormat(known: KnownFile | undefined, { format }: FoundFile): known is KnownFile {
  return known?.stamp.format === format.id && known.stamp.version === format.version;
}

/** Keeps what an earlier reading found, marked as out of date; the next scan tries again because the stamp is the old one. */
function keepEarlier(before: KnownFile, why: string, table: FileTable): void {
  const others = before.troubles.filter(trouble => !isStale(trouble));
  const trouble = { path: before.path, why: staleReason(why, before.stamp.mtimeMs) };
  table.files.set(before.path, { ...before, isRacy: true, troubles: [...others, trouble] });
}

interface Start {
  readonly mark: number;
  readonly state: unknown;
}

/** Reads on where the file only grew, with the facts it had; else from the beginning with none. */
function startOf(file: FoundFile, before: KnownFile | undefined, into: FactCollector): Start {
  const format = file.format as LineFormat;
  if (!before?.bookmark || !hasOnlyGrown(file, before.stamp, before.bookmark)) {
    return { mark: 0, state: format.start(file.path) };
  }
  into.resume(before);
  return { mark: before.bookmark.mark, state: structuredClone(before.bookmark.state) };
}

function hasOnlyGrown(file: FoundFile, stamp: Stamp, bookmark: Bookmark): boolean {
  const { inode, format } = file;
  if (stamp.inode !== inode || stamp.format !== format.id || stamp.version !== format.version) return false;
  // A new time at the same size is a file that was written over.
  if (file.size < endOf(bookmark)) return false;
  if (file.size === stamp.size && (file.mtimeMs !== stamp.mtimeMs || file.ctimeMs !== stamp.ctimeMs))
    return false;
  return hasFingerprint(file.path, bookmark) && endsAhead(file, bookmark);
}

/** Whether the line that was read ahead ended where it seemed to: if it went on, it was another line. */
function endsAhead(file: FoundFile, bookmark: Bookmark): boolean {
  if (bookmark.ahead === 0 || file.size === endOf(bookmark)) return true;
  return /^\r?\n/.test(readBytes(file.path, endOf(bookmark), 2).toString('latin1'));
}

async function readLines(
  file: FoundFile,
  format: LineFormat,
  start: Start,
  into: FactCollector,
  isMarked: boolean,
): Promise<Bookmark | undefined> {
  const { state } = start;
  const fd = openSync(file.path, 'r');
  try {
    const hash = new HeadTailHash();
    const reader = format.open?.(state, start.mark, file.size - start.mark, into);
    const see = (lines: Uint8Array, offset: number) => {
      if (isMarked) hash.see(lines, offset);
      if (reader) reader.read(lines, offset);
      else format.read(state, lines, offset, into);
    };
    let tail: Tail;
    try {
      tail = await readTail(fd, start.mark, file.size, see, reader);
    } finally {
      // What was found before an error counts.
      reader?.close();
    }
    if (tail.isCut) into.trouble(`a line of more than ${bytesText(MOST_LINE_BYTES)}: skipped`);
    // A last line without newline counts when it is a whole JSON object, which no cut one ever is. Counting it again
    // when its newline has come does no harm: facts fold the same record of the same response.
    const ahead = tail.rest.length > 0 && jsonObject(tail.rest) ? tail.rest.length : 0;
    const bookmark = isMarked && {
      mark: tail.mark,
      ahead,
      // The state before the last, perhaps unfinished line: it will be read again when the file has grown.
      state: ahead > 0 ? structuredClone(state) : state,
      fingerprint: hash.fingerprint(fd, tail.mark + ahead),
    };
    if (ahead > 0) format.read(state, tail.rest, tail.mark, into);
    return bookmark || undefined;
  } finally {
    closeSync(fd);
  }
}

/** Where what was read ends. */
function endOf({ mark, ahead }: Bookmark): number {
  return mark + ahead;
}

function hasFingerprint(path: string, bookmark: Bookmark): boolean {
  return matchesFingerprint(bookmark.fingerprint, path, endOf(bookmark));
}
