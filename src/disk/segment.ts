/**
 * What is known of some files as the bytes of a cache segment, and back. A file of which an earlier segment holds
 * rows that have not changed since brings only those behind them: `skip` rows of segment `base` come first.
 *
 * What is needed at every start (paths, stamps, counts) stands in columns; where readers left off is spelled out only
 * for files that grew, and kept only of files that may: see `isOpen`.
 */
import { Column } from '../core/column.ts';
import { FACT_COLUMNS, type FactColumn, Facts } from '../core/facts.ts';
import { internedAttributions, internedTerms, internedTools } from '../core/interned.ts';
import type { FileFacts } from '../core/journal.ts';
import type { Attribution, Terms } from '../core/usage.ts';
import type { Bookmark, KnownFile } from './known.ts';
import { Parts, PartsWriter } from './parts.ts';
import { readRecords, writeRecords } from './records.ts';

/** Raise when the shape below changes; older segments are then thrown away. */
const MAGIC = 'token-dash facts 4\n';

/** A file in a segment: its rows are those of the segment, to be put behind `skip` rows of `base`. */
export interface SegmentFile {
  readonly file: KnownFile;
  readonly skip: number;
  readonly base: string;
}

export interface Segment {
  readonly facts: Facts;
  readonly files: readonly SegmentFile[];
}

interface Head {
  readonly terms: readonly Terms[];
  readonly tools: readonly (readonly string[])[];
  readonly loggedUsd: readonly (readonly [row: number, usd: number])[];
  readonly hasWitnesses: boolean;
  /** Combinations of source, format and version, and names of other segments. */
  readonly kinds: readonly (readonly [source: string, format: string, version: number])[];
  readonly bases: readonly string[];
  /** What files tell beside their facts, by position. */
  readonly told: readonly (readonly [number, FileFacts['agentTypes'], FileFacts['troubles']])[];
}

const FILE_COLUMNS = [
  'dir',
  'inode',
  'size',
  'mtimeMs',
  'rows',
  'skip',
  'base',
  'kind',
  'isFresh',
  'bookmark',
] as const;

/** `isOpen` says of a file whether it may well grow: of others it is not kept where they were left. */
export function segmentBytes({ facts, files }: Segment, isOpen: (file: KnownFile) => boolean): Buffer {
  const out = new PartsWriter();
  const columns = Object.fromEntries(
    // Times have fractions of milliseconds, which only the widest column holds.
    FILE_COLUMNS.map(name => [name, new Column(name === 'mtimeMs' ? 3 : 0)]),
  ) as Record<(typeof FILE_COLUMNS)[number], Column>;
  const [dirs, kinds, bases] = [new Names(), new Names(), new Names()];
  const bookmarks: string[] = [];
  const told: Head['told'][number][] = [];
  for (const [i, { file, skip, base }] of files.entries()) {
    const bookmark = file.bookmark && isOpen(file) ? JSON.stringify(file.bookmark) : '';
    const { inode, size, mtimeMs, format, version } = file.stamp;
    columns.dir.push(dirs.id(file.path.slice(0, nameAt(file.path))));
    columns.inode.push(inode);
    columns.size.push(size);
    columns.mtimeMs.push(mtimeMs);
    columns.rows.push(file.to - file.from);
    columns.skip.push(skip);
    columns.base.push(bases.id(base));
    columns.kind.push(kinds.id(JSON.stringify([file.source, format, version])));
    columns.isFresh.push(Number(file.isFresh));
    columns.bookmark.push(Buffer.byteLength(bookmark));
    bookmarks.push(bookmark);
    if (file.agentTypes.length + file.troubles.length > 0) told.push([i, file.agentTypes, file.troubles]);
  }
  const head: Head = {
    terms: facts.terms.values,
    tools: facts.tools.values,
    loggedUsd: [...facts.loggedUsd],
    hasWitnesses: facts.hasWitnesses,
    kinds: kinds.all.map(kind => JSON.parse(kind)),
    bases: bases.all,
    told,
  };
  out.json('head', head);
  for (const name of FILE_COLUMNS) out.column(`file.${name}`, columns[name]);
  for (const name of FACT_COLUMNS) out.column(`fact.${name}`, facts.columns[name]);
  // No path has a NUL in it.
  out.text('dirs', dirs.all.join('\0'));
  const names = files.map(({ file }) => file.path.slice(nameAt(file.path)));
  out.text('names', names.join('\0'));
  out.text('bookmarks', bookmarks.join(''));
  writeRecords(out, 'attributions', facts.attributions.values, names.map(stem));
  return out.bytes(MAGIC);
}

/** Reads the segment of a name. Undefined for bytes that are damaged, or of a shape that is no longer written. */
export function readSegment(bytes: Buffer, segment: string): Segment | undefined {
  const parts = Parts.read(MAGIC, bytes);
  if (!parts) return undefined;
  const head = parts.json('head') as Head;
  const names = parts.text('names').split('\0');
  const facts = factsOf(parts, head, names);
  const c = Object.fromEntries(FILE_COLUMNS.map(name => [name, parts.column(`file.${name}`)])) as Record<
    (typeof FILE_COLUMNS)[number],
    Column
  >;
  const dirs = parts.text('dirs').split('\0');
  // A copy: they are kept for long, and would keep all of the segment with them.
  const bookmarks = Buffer.from(parts.bytes('bookmarks'));
  const told = new Map(head.told.map(([i, agentTypes, troubles]) => [i, { agentTypes, troubles }]));
  const files: SegmentFile[] = [];
  let row = 0;
  let bookmarkAt = 0;
  for (let i = 0; i < c.dir.length; i++) {
    const from = row;
    row += c.rows.get(i);
    const length = c.bookmark.get(i);
    const [source, format, version] = head.kinds[c.kind.get(i)]!;
    const { agentTypes, troubles } = told.get(i) ?? NOTHING_TOLD;
    const bookmark =
      length > 0 ? new WrittenBookmark(bookmarks.subarray(bookmarkAt, bookmarkAt + length)) : undefined;
    const skip = c.skip.get(i);
    const file: KnownFile = {
      path: dirs[c.dir.get(i)]! + names[i]!,
      source,
      stamp: { inode: c.inode.get(i), size: c.size.get(i), mtimeMs: c.mtimeMs.get(i), format, version },
      bookmark,
      isFresh: c.isFresh.get(i) === 1,
      from,
      to: row,
      agentTypes,
      troubles,
      kept: { segment, rows: skip + row - from },
    };
    files.push({ file, skip, base: head.bases[c.base.get(i)]! });
    bookmarkAt += length;
  }
  return { facts, files };
}

const NOTHING_TOLD = { agentTypes: [], troubles: [] } as const;

function factsOf(parts: Parts, head: Head, names: readonly string[]): Facts {
  const columns = Object.fromEntries(FACT_COLUMNS.map(name => [name, parts.column(`fact.${name}`)]));
  const facts = new Facts({
    columns: columns as Record<FactColumn, Column>,
    terms: internedTerms({ count: head.terms.length, make: id => head.terms[id]! }),
    tools: internedTools({ count: head.tools.length, make: id => head.tools[id]! }),
    attributions: internedAttributions(attributionsOf(parts, names)),
  });
  for (const [row, usd] of head.loggedUsd) facts.loggedUsd.set(row, usd);
  facts.hasWitnesses = head.hasWitnesses;
  return facts;
}

/** Spelled out field by field: objects of one shape are made much faster than objects of any. */
function attributionsOf(
  parts: Parts,
  names: readonly string[],
): { readonly count: number; make(id: number): Attribution } {
  const { count, field } = readRecords(parts, 'attributions', names.map(stem));
  const text = (name: keyof Attribution) => field(name) as (id: number) => string | undefined;
  const [source, session, parentSession] = [text('source'), text('session'), text('parentSession')];
  const [cwd, branch, client] = [text('cwd'), text('branch'), text('client')];
  const [agentId, agent, skill, command] = [text('agentId'), text('agent'), text('skill'), text('command')];
  const isSidechain = field('isSidechain') as (id: number) => boolean | undefined;
  const witness = field('witness') as (id: number) => number | undefined;
  return {
    count,
    make: id => ({
      source: source(id) ?? '',
      session: session(id) ?? '',
      parentSession: parentSession(id),
      cwd: cwd(id),
      branch: branch(id),
      agentId: agentId(id),
      agent: agent(id),
      isSidechain: isSidechain(id),
      skill: skill(id),
      command: command(id),
      client: client(id),
      witness: witness(id),
    }),
  };
}

/** A bookmark as it was written: spelled out when it is used. */
class WrittenBookmark implements Bookmark {
  private readonly bytes: Uint8Array;
  private spelled: Bookmark | undefined;

  constructor(bytes: Uint8Array) {
    this.bytes = bytes;
  }

  get mark(): number {
    return this.spell().mark;
  }
  get ahead(): number {
    return this.spell().ahead;
  }
  get state(): unknown {
    return this.spell().state;
  }
  get proof(): string {
    return this.spell().proof;
  }

  toJSON(): Bookmark {
    return this.spell();
  }

  private spell(): Bookmark {
    this.spelled ??= JSON.parse(Buffer.from(this.bytes).toString('utf8')) as Bookmark;
    return this.spelled;
  }
}

/** Where the name begins in a path. */
function nameAt(path: string): number {
  return Math.max(path.lastIndexOf('/'), path.lastIndexOf('\\')) + 1;
}

/** What a file is called without its ending: sessions mostly go by the names of their files. */
function stem(name: string): string {
  const end = name.lastIndexOf('.');
  return end > 0 ? name.slice(0, end) : name;
}

/** Names, each kept once and numbered. */
class Names {
  private readonly ids = new Map<string, number>();

  id(name: string): number {
    const known = this.ids.get(name);
    if (known !== undefined) return known;
    this.ids.set(name, this.ids.size);
    return this.ids.size - 1;
  }

  get all(): readonly string[] {
    return [...this.ids.keys()];
  }
}
