/**
 * Reads one log file, on from where it was left if it only grew, else from its beginning. A stamp says whether it
 * must be read at all. Whatever goes wrong with the file becomes a trouble of the file.
 */
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { isDeepStrictEqual } from 'node:util';
import { Facts } from '../core/facts.ts';
import type { LineFormat, Out } from '../core/source.ts';
import type { Trouble } from '../core/usage.ts';
import { type FoundFile, words } from './find.ts';
import type { Bookmark, Gathered, Known, KnownFile, Stamp } from './known.ts';
import { openTables } from './sqlite.ts';
import { giveWay, readBytes, readTail } from './tail.ts';

/** A file written later than this before it was read may be written again within the same tick of its clock. */
const FRESH_MS = 3000;
/** Of one file, so many troubles are kept word for word. */
const MOST_TROUBLES = 20;
/** So many bytes before the mark, and at the head of the file, must be the same for reading on. */
const PROOF = 256;

export function stampOf(file: FoundFile): Stamp {
  const { inode, size, mtimeMs, format } = file;
  return { inode, size, mtimeMs, format: format.id, version: format.version };
}

/** Whether what is known of a file still holds. */
export function holds(known: KnownFile | undefined, file: FoundFile): known is KnownFile {
  if (!known || !isDeepStrictEqual(known.stamp, stampOf(file))) return false;
  if (!known.isFresh) return true;
  // An equal stamp says little of a file written a moment before it was read; its bytes do.
  return known.bookmark?.mark === file.size && proofOf(file.path, file.size) === known.bookmark.proof;
}

/** Reads a file and puts what it holds into `known`. Returns how many bytes were read. */
export async function readFile(file: FoundFile, known: Known, nowMs: number): Promise<number> {
  const before = known.files.get(file.path);
  const facts = new Gatherer(file.path);
  const base = {
    path: file.path,
    source: file.source,
    stamp: stampOf(file),
    isFresh: nowMs - file.mtimeMs < FRESH_MS,
  };
  try {
    if (file.format.kind === 'lines') {
      const start = startOf(file, before, known, facts);
      const bookmark = await readLines(file, file.format, start, facts);
      known.put({ ...base, bookmark }, facts);
      return file.size - start.mark;
    }
    if (file.format.kind === 'whole') file.format.read(file.path, readFileSync(file.path), facts);
    else {
      const tables = openTables(file.path);
      try {
        file.format.read(file.path, tables, facts);
      } finally {
        tables.close();
      }
    }
    await giveWay();
  } catch (error) {
    // What was read so far is kept; the file is looked at again on the next scan.
    facts.trouble(words(error));
    known.put({ ...base, isFresh: true }, facts);
    return 0;
  }
  known.put(base, facts);
  return file.size;
}

interface Start {
  readonly mark: number;
  readonly state: unknown;
}

/** Reads on where the file only grew, with the facts it had; else from the beginning with none. */
function startOf(file: FoundFile, before: KnownFile | undefined, known: Known, into: Gatherer): Start {
  const format = file.format as LineFormat;
  const mark = before?.bookmark;
  const { stamp } = before ?? {};
  const isSame =
    stamp?.inode === file.inode && stamp.format === format.id && stamp.version === format.version;
  if (before && mark && isSame && file.size >= mark.mark && proofOf(file.path, mark.mark) === mark.proof) {
    into.resume(known.facts.slice(before.from, before.to), before.agentTypes, before.troubles);
    return { mark: mark.mark, state: structuredClone(mark.state) };
  }
  return { mark: 0, state: format.start(file.path) };
}

async function readLines(
  file: FoundFile,
  format: LineFormat,
  start: Start,
  into: Gatherer,
): Promise<Bookmark> {
  const { state } = start;
  const tail = await readTail(file.path, start.mark, file.size, (lines, offset) => {
    format.read(state, lines, offset, into);
  });
  const bookmark = {
    mark: tail.mark,
    // The state before the last, perhaps unfinished line: it will be read again when the file has grown.
    state: structuredClone(state),
    proof: proofOf(file.path, tail.mark),
  };
  if (isFinished(tail.rest)) format.read(state, tail.rest, tail.mark, into);
  return bookmark;
}

/**
 * A last line without newline counts when it is a whole JSON object, which no cut one ever is. Counting it again
 * when its newline has come does no harm: facts fold the same record of the same response.
 */
function isFinished(rest: Uint8Array): boolean {
  if (rest.length === 0) return false;
  try {
    JSON.parse(Buffer.from(rest.buffer, rest.byteOffset, rest.byteLength).toString('utf8'));
    return true;
  } catch {
    return false;
  }
}

function proofOf(path: string, mark: number): string {
  const head = readBytes(path, 0, Math.min(PROOF, mark));
  const end = readBytes(path, Math.max(0, mark - PROOF), Math.min(PROOF, mark));
  return createHash('sha1').update(head).update(end).digest('base64url');
}

/** Collects what a format tells of one file. */
class Gatherer implements Out, Gathered {
  facts = new Facts();
  troubles: Trouble[] = [];
  private readonly types = new Map<string, string>();
  private readonly path: string;

  constructor(path: string) {
    this.path = path;
  }

  resume(facts: Facts, types: Gathered['agentTypes'], troubles: readonly Trouble[]): void {
    this.facts = facts;
    for (const [id, type] of types) this.types.set(id, type);
    this.troubles = [...troubles];
  }

  get agentTypes(): Gathered['agentTypes'] {
    return [...this.types];
  }

  reading(reading: Parameters<Out['reading']>[0]): void {
    this.facts.add(reading);
  }

  agentType(id: string, type: string): void {
    this.types.set(id, type);
  }

  trouble(why: string, line?: number): void {
    if (this.troubles.some(known => known.line === line && known.why === why)) return;
    if (this.troubles.length < MOST_TROUBLES) this.troubles.push({ path: this.path, line, why });
    else this.troubles[MOST_TROUBLES] = { path: this.path, why: 'and more troubles in this file' };
  }
}
