/**
 * What is known of some files as the bytes of a cache segment, and back. A file of which an earlier segment holds
 * rows that have not changed since brings only those behind them: `skip` rows of segment `base` come first.
 *
 * A segment is two files of parts, one behind the other. In the first is what is needed at every start: paths and stamps,
 * and, where it is a whole segment, the warm start (`warm-start.ts`). In the second are the facts themselves, which a
 * start that finds nothing new does not even read.
 */

import { Column } from '../../core/column.ts';
import type { Place, Source } from '../../core/source.ts';
import type { Terms } from '../../core/usage.ts';
import { Facts } from '../../journal/facts.ts';
import { internedAttributions, internedTerms, internedTools } from '../../journal/interned.ts';
import type { FileExtras, KnownFile, Segment, SegmentFile } from '../file-record.ts';
import { ATTRIBUTION_FIELDS, attributionsOf } from './attributions.ts';
import { readBookmarks, writeBookmarks } from './bookmarks.ts';
import { ChunkFile, ChunkFileWriter } from './chunk-file.ts';
import { columnsOf, writeColumns } from './fact-columns.ts';
import { writingRecords } from './records.ts';
import { readSessions, writeSessions } from './stated-sessions.ts';
import { basenameStart, Directories, FileNames, StringTable } from './string-table.ts';
import { type WarmStart, type WarmStartHead, warmStartOf, writeWarmStart } from './warm-start.ts';

/** Raise when the shape below changes; older segments are then thrown away. */
const MAGIC = 'token-dash facts 10\n';

/** As many as take a millisecond or two. */
const FILES_PER_STEP = 1024;

interface Head {
  readonly terms: readonly Terms[];
  readonly tools: readonly (readonly string[])[];
  readonly loggedUsd: readonly (readonly [row: number, usd: number])[];
  readonly hasWitnesses: boolean;
  /** Combinations of source, format and version, and names of other segments. */
  readonly kinds: readonly (readonly [source: string, format: string, version: number])[];
  readonly bases: readonly string[];
  /** What was read of files beside their facts, by position. */
  readonly told: readonly FileExtras[];
  readonly warmStart?: WarmStartHead;
}

const FILE_COLUMNS = [
  'dir',
  'inode',
  'size',
  'mtimeMs',
  'ctimeMs',
  'rows',
  'skip',
  'base',
  'kind',
  'isRacy',
  'isResumed',
  'goneMs',
  'begunMs',
] as const;
type FileColumns = Readonly<Record<(typeof FILE_COLUMNS)[number], Column>>;

/**
 * The bytes in pieces, made with pauses. `isOpen` says of a file whether it may well grow: of others it is not kept where
 * they were left. `warmStart` is of exactly these files and facts.
 */
export function* segmentPieces(
  { facts, files }: Segment,
  isOpen: (file: KnownFile) => boolean,
  warmStart?: WarmStart,
): Generator<void, readonly Uint8Array[]> {
  const out = new ChunkFileWriter();
  const columns: FileColumns = Object.fromEntries(
    // Times have fractions of milliseconds, which only the widest column holds.
    FILE_COLUMNS.map(name => [name, new Column(name.endsWith('Ms') ? 3 : 0, files.length)]),
  ) as FileColumns;
  const [dirs, kinds, bases] = [new Directories(), new StringTable(), new StringTable()];
  const told: Head['told'][number][] = [];
  const fileNames: string[] = [];
  let last: KnownFile | undefined;
  let kind = 0;
  for (let i = 0; i < files.length; i++) {
    if (i % FILES_PER_STEP === FILES_PER_STEP - 1) yield;
    const { file, skip, base } = files[i]!;
    const { path, stamp } = file;
    const { inode, size, mtimeMs, ctimeMs } = stamp;
    const at = basenameStart(path);
    fileNames.push(path.slice(at));
    columns.dir.push(dirs.id(path.slice(0, at - 1)));
    columns.inode.push(inode);
    columns.size.push(size);
    columns.mtimeMs.push(mtimeMs);
    columns.ctimeMs.push(ctimeMs);
    columns.rows.push(file.to - file.from);
    columns.skip.push(skip);
    columns.base.push(bases.id(base));
    if (!last || !isOfOneKind(file, last)) {
      kind = kinds.id(JSON.stringify([file.source, stamp.format, stamp.version]));
    }
    last = file;
    columns.kind.push(kind);
    columns.isRacy.push(Number(file.isRacy));
    columns.isResumed.push(Number(file.isResumed === true));
    columns.goneMs.push(file.goneMs ?? 0);
    columns.begunMs.push(file.begunMs ?? 0);
    const { agentTypes, troubles } = file;
    if (troubles.length > 0) told.push([i, agentTypes, troubles]);
    else if (agentTypes.length > 0) told.push([i, agentTypes]);
  }
  const head: Head = {
    terms: facts.terms.values,
    tools: facts.tools.values,
    loggedUsd: [...facts.loggedUsd],
    hasWitnesses: facts.hasWitnesses,
    kinds: kinds.all.map(kind => JSON.parse(kind)),
    bases: bases.all,
    told,
    warmStart:
      warmStart &&
      writeWarmStart(
        out,
        warmStart,
        dirs,
        files.map(({ file }) => file.path),
      ),
  };
  out.json('head', head);
  writeSessions(
    out,
    files.map(({ file }) => file),
  );
  for (const name of FILE_COLUMNS) out.column(`file.${name}`, columns[name]);
  dirs.write(out);
  const names = FileNames.of(fileNames);
  names.write(out);
  yield;
  yield* writingRecords(out, 'attributions', ATTRIBUTION_FIELDS, facts.attributions.values, names.stems);
  yield;
  const rest = new ChunkFileWriter();
  writeColumns(rest, facts, files);
  writeBookmarks(
    rest,
    files.map(({ file }) => (isOpen(file) ? file.bookmark : undefined)),
  );
  return [...(yield* out.pieces(MAGIC)), ...(yield* rest.pieces(MAGIC))];
}

function isOfOneKind(a: KnownFile, b: KnownFile): boolean {
  return a.source === b.source && a.stamp.format === b.stamp.format && a.stamp.version === b.stamp.version;
}

/**
 * Reads the segment of a name, with pauses. Undefined for bytes that are damaged, or of a shape that is no longer written;
 * may throw for damage that no checksum shows.
 */
export function* readSegment(bytes: Buffer, segment: string): Generator<void, Segment | undefined> {
  const chunks = ChunkFile.read(MAGIC, bytes);
  const rest = chunks && ChunkFile.read(MAGIC, bytes.subarray(chunks.length));
  if (!rest || chunks.length + rest.length !== bytes.length) return undefined;
  const head = chunks.json('head') as Head;
  const names = FileNames.read(chunks);
  const dirs = Directories.read(chunks);
  const c = fileColumns(chunks);
  const bookmarks = readBookmarks(rest);
  const told = new Map(head.told.map(([i, agentTypes, troubles = []]) => [i, { agentTypes, troubles }]));
  const sessions = readSessions(chunks);
  const files: SegmentFile[] = [];
  let row = 0;
  for (let i = 0; i < c.dir.length; i++) {
    if (i % FILES_PER_STEP === FILES_PER_STEP - 1) yield;
    const from = row;
    row += c.rows.get(i);
    const [source, format, version] = head.kinds[c.kind.get(i)]!;
    const { agentTypes, troubles } = told.get(i) ?? NOTHING_TOLD;
    const skip = c.skip.get(i);
    const file: KnownFile = {
      path: Directories.path(dirs[c.dir.get(i)]!, names.at(i)),
      source,
      stamp: {
        inode: c.inode.get(i),
        size: c.size.get(i),
        mtimeMs: c.mtimeMs.get(i),
        ctimeMs: c.ctimeMs.get(i),
        format,
        version,
      },
      bookmark: bookmarks.get(i),
      isRacy: c.isRacy.get(i) === 1,
      isResumed: c.isResumed.get(i) === 1,
      goneMs: c.goneMs.get(i) || undefined,
      from,
      to: row,
      agentTypes,
      sessions: sessions.get(i) ?? [],
      begunMs: c.begunMs.get(i) || undefined,
      troubles,
      persisted: { segment, rows: skip + row - from },
    };
    files.push({ file, skip, base: head.bases[c.base.get(i)]! });
  }
  const facts = new Facts({ columns: columnsOf(rest, files), ...namesOf(chunks, head, names) });
  for (const [at, usd] of head.loggedUsd) facts.loggedUsd.set(at, usd);
  facts.hasWitnesses = head.hasWitnesses;
  return { facts, files };
}

/**
 * The warm start of the segment. Undefined where it has none, and where some file would be read in
 * another way today. `bytes` are at least the first of the two files of parts.
 */
export function readWarmStart(
  bytes: Buffer,
  sources: readonly Source[],
  place: Place,
): WarmStart | undefined {
  const chunks = ChunkFile.read(MAGIC, bytes);
  if (!chunks) return undefined;
  const { warmStart, ...head } = chunks.json('head') as Head;
  if (!warmStart) return undefined;
  const names = FileNames.read(chunks);
  const dirs = Directories.read(chunks);
  const c = fileColumns(chunks);
  return warmStartOf(
    chunks,
    warmStart,
    { ...head, ...namesOf(chunks, head, names), names, dirs, ...c },
    sources,
    place,
  );
}

/** How long the file of parts is that begins like this; undefined where that is not known. */
export function chunkFileLength(beginning: Buffer): number | undefined {
  return ChunkFile.lengthOf(MAGIC, beginning);
}

const NOTHING_TOLD = { agentTypes: [], troubles: [] } as const;

function fileColumns(chunks: ChunkFile): FileColumns {
  return Object.fromEntries(FILE_COLUMNS.map(name => [name, chunks.column(`file.${name}`)])) as FileColumns;
}

function namesOf(chunks: ChunkFile, head: Pick<Head, 'terms' | 'tools'>, names: FileNames) {
  return {
    terms: internedTerms({ count: head.terms.length, make: id => head.terms[id]! }),
    tools: internedTools({ count: head.tools.length, make: id => head.tools[id]! }),
    attributions: internedAttributions(attributionsOf(chunks, names.stems)),
  };
}
