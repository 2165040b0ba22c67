/**
 * The state of the logs when a whole segment of the cache was written: which files and directories there were, and their
 * rollup. A start that finds all of it unchanged needs nothing else; one that finds a few files grown updates it.
 *
 * It is derived, and beside it is what makes it stale: the facts of the same segment, the stamps of files and
 * directories, and the versions of their formats. Its rollup knows no price, day or zone.
 */

import { Column } from '../../core/column.ts';
import type { Format, Place, Source } from '../../core/source.ts';
import type { Trouble } from '../../core/usage.ts';
import { agentTypesIn } from '../../journal/agent-types.ts';
import type { Facts } from '../../journal/facts.ts';
import { CELL_COLUMNS, type CellColumn, Cells } from '../../rollup/cells.ts';
import type { SourceReport } from '../../rollup/feed.ts';
import { onFirstUse, type Rollup } from '../../rollup/rollup.ts';
import type { FileExtras } from '../file-record.ts';
import type { FileTable } from '../file-table.ts';
import { formatsOf } from '../formats.ts';
import type { Found, FoundFile, FoundRoot } from '../scan/find.ts';
import { type FileStamps, TreeFingerprint } from '../scan/tree-fingerprint.ts';
import type { VisitedPaths } from '../scan/walk.ts';
import type { ChunkFile, ChunkFileWriter } from './chunk-file.ts';
import { statedSessions } from './stated-sessions.ts';
import { Directories, type FileNames } from './string-table.ts';

/** What is reported of a source beside its roots. */
export type SourceSummary = Pick<SourceReport, 'files' | 'troubles'>;

export interface WarmStart {
  readonly fingerprint: TreeFingerprint;
  /** Of one part, over the names of the facts in the same segment. */
  readonly rollup: Rollup;
  /** By source. */
  readonly summaries: Readonly<Record<string, SourceSummary>>;
}

/** The warm start of the table; undefined where the rollup or the files found do not match it. */
export function buildWarmStart(
  known: FileTable,
  rollup: Rollup | undefined,
  fingerprint: TreeFingerprint | undefined,
): WarmStart | undefined {
  if (!rollup || known.changes.length > 0 || !fingerprint?.visited.isSettled) return undefined;
  const { found, visited } = fingerprint;
  if (found.troubles.length > 0) return undefined;
  // Its cells name attributions by the numbers that these have among the facts.
  if (rollup.parts[0]?.cells.attributions !== known.facts.attributions) return undefined;
  // In the order of what is known, which is that of the segment.
  const byPath = new Map<string, FoundFile>();
  for (const file of found.files) byPath.set(file.path, file);
  const files: FoundFile[] = [];
  for (const { path, goneMs } of known.files.values()) {
    if (goneMs !== undefined) continue;
    const file = byPath.get(path);
    if (!file) return undefined;
    files.push(file);
  }
  if (files.length !== found.files.length) return undefined;
  return { rollup, fingerprint: new TreeFingerprint({ ...found, files }, visited, []), summaries: {} };
}

/** What is not in columns. */
export interface WarmStartHead extends Pick<Rollup, 'events' | 'records' | 'range'> {
  readonly roots: readonly (readonly [source: string, roots: readonly FoundRoot[]])[];
  readonly links: VisitedPaths['links'];
  /** Files that go by another identity than their paths. */
  readonly ids: readonly (readonly [position: number, id: string])[];
  readonly loggedUsd: readonly (readonly [cell: number, usd: number])[];
  /** Null: before everything. */
  readonly ownStarts: readonly (readonly [position: number, firstMs: number | null])[];
}

/** What a segment knows of its files, by position. */
interface Files extends Pick<Facts, 'terms' | 'attributions'> {
  readonly kinds: readonly (readonly [source: string, format: string, version: number])[];
  readonly told: readonly FileExtras[];
  readonly names: FileNames;
  readonly dirs: readonly string[];
  readonly dir: Column;
  readonly inode: Column;
  readonly size: Column;
  readonly mtimeMs: Column;
  readonly ctimeMs: Column;
  readonly kind: Column;
  readonly isRacy: Column;
  readonly goneMs: Column;
}

/** Writes what is in columns, and gives the rest. Its files must be those of the segment, in the same order. */
export function writeWarmStart(
  to: ChunkFileWriter,
  { fingerprint, rollup }: WarmStart,
  dirs: Directories,
  paths: readonly string[],
): WarmStartHead {
  const { found, visited } = fingerprint;
  const [id, inode, mtimeMs, ctimeMs] = [new Column(), new Column(), new Column(3), new Column(3)];
  for (const dir of visited.dirs) {
    id.push(dirs.id(dir.path));
    inode.push(dir.inode);
    mtimeMs.push(dir.mtimeMs);
    ctimeMs.push(dir.ctimeMs);
  }
  to.column('visited.dir', id);
  to.column('visited.inode', inode);
  to.column('visited.mtimeMs', mtimeMs);
  to.column('visited.ctimeMs', ctimeMs);
  const { cells } = rollup.parts[0]!;
  for (const name of CELL_COLUMNS) to.column(`cell.${name}`, cells.columns[name]);
  const { events, records, range, ownStarts } = rollup;
  return {
    ...{ events, records, range },
    roots: [...found.roots],
    links: visited.links,
    ids: otherIds(found.files),
    loggedUsd: [...cells.loggedUsd],
    ownStarts: ownStartsOf(paths, ownStarts),
  };
}

function otherIds(files: readonly FoundFile[]): WarmStartHead['ids'] {
  const ids: [position: number, id: string][] = [];
  for (let i = 0; i < files.length; i++) {
    const { id, path, format } = files[i]!;
    // Spelled out, the usual one is longer than the path by this much.
    if (id.length === path.length + 1 + format.id.length && id.startsWith(path)) continue;
    ids.push([i, id]);
  }
  return ids;
}

function ownStartsOf(paths: readonly string[], ownStarts: Rollup['ownStarts']): WarmStartHead['ownStarts'] {
  const all: [position: number, firstMs: number | null][] = [];
  for (let i = 0; i < paths.length && ownStarts.size > 0; i++) {
    const ms = ownStarts.get(paths[i]!);
    if (ms !== undefined) all.push([i, Number.isFinite(ms) ? ms : null]);
  }
  return all;
}

function idOf(path: string, format: string): string {
  return `${path}\0${format}`;
}

/** Undefined where a file would be read in another way today. */
export function warmStartOf(
  chunks: ChunkFile,
  head: WarmStartHead,
  of: Files,
  sources: readonly Source[],
  place: Place,
): WarmStart | undefined {
  const live = livePositions(of.goneMs);
  const stamps = stampsOf(of, live, sources, place);
  if (!stamps) return undefined;
  const racyFiles = racyPositions(of.isRacy, live);
  let files: readonly FoundFile[] | undefined;
  const found: Found = {
    roots: new Map(head.roots),
    troubles: [],
    // Ten thousand files are only spelled out when some of them have changed.
    get files() {
      files ??= filesOf(of, live, stamps, new Map(head.ids));
      return files;
    },
  };
  const columns = Object.fromEntries(CELL_COLUMNS.map(name => [name, chunks.column(`cell.${name}`)]));
  const cells = new Cells(of, columns as Record<CellColumn, Column>);
  for (const [cell, usd] of head.loggedUsd) cells.loggedUsd.set(cell, usd);
  const { events, records, range } = head;
  return {
    fingerprint: new TreeFingerprint(found, visitedOf(chunks, head, of.dirs), racyFiles, stamps),
    rollup: {
      ...{ events, records, range },
      parts: [{ cells, sign: 1 }],
      ownStarts: new Map(head.ownStarts.map(([i, ms]) => [pathAt(of, i), ms ?? Number.NEGATIVE_INFINITY])),
      agentTypes: agentTypesIn(of.told.map(([, agentTypes]) => ({ agentTypes }))),
      sessions: onFirstUse(() => statedSessions(chunks, position => pathAt(of, position))),
    },
    summaries: summariesOf(of),
  };
}

/** Where a column has this value, which is rare: the engine itself looks for it. */
function positionsOf(value: number, { numbers, length }: Column): readonly number[] {
  const positions: number[] = [];
  let at = numbers.indexOf(value);
  for (; at >= 0 && at < length; at = numbers.indexOf(value, at + 1)) positions.push(at);
  return positions;
}

/** The positions of the files whose logs are there; undefined where all are. */
function livePositions(goneMs: Column): readonly number[] | undefined {
  const { numbers, length } = goneMs;
  const gone = numbers.subarray(0, length).findIndex(ms => ms !== 0);
  if (gone < 0) return undefined;
  return Array.from({ length }, (_, i) => i).filter(i => numbers[i] === 0);
}

function racyPositions(isRacy: Column, live: readonly number[] | undefined): readonly number[] {
  const positions = positionsOf(1, isRacy);
  if (!live) return positions;
  const racy = new Set(positions);
  return live.flatMap((position, i) => (racy.has(position) ? [i] : []));
}

function pathAt({ dirs, dir, names }: Files, position: number): string {
  return Directories.path(dirs[dir.get(position)]!, names.at(position));
}

/** The stamps of the files whose logs are there; undefined where one would be read in another way today. */
function stampsOf(
  of: Files,
  live: readonly number[] | undefined,
  sources: readonly Source[],
  place: Place,
): FileStamps | undefined {
  const current = formatsOf(sources, place);
  const formats: (Format | undefined)[] = [];
  for (const [, id, version] of of.kinds) {
    const format = current.get(id);
    formats.push(format?.version === version ? format : undefined);
  }
  const kinds = live ? new Set(live.map(i => of.kind.get(i))) : formats.keys();
  for (const kind of kinds) if (!formats[kind]) return undefined;
  const kind = of.kind.numbers;
  const at = (position: number) => (live ? live[position]! : position);
  const numbersOf = ({ numbers }: Column) => (live ? live.map(i => numbers[i]!) : numbers);
  return {
    length: live ? live.length : of.dir.length,
    inode: numbersOf(of.inode),
    size: numbersOf(of.size),
    mtimeMs: numbersOf(of.mtimeMs),
    ctimeMs: numbersOf(of.ctimeMs),
    path: position => pathAt(of, at(position)),
    format: position => formats[kind[at(position)]!]!,
  };
}

function filesOf(
  { kinds, kind }: Files,
  live: readonly number[] | undefined,
  stamps: FileStamps,
  ids: ReadonlyMap<number, string>,
): readonly FoundFile[] {
  const { length, inode, size, mtimeMs, ctimeMs } = stamps;
  return Array.from({ length }, (_, i) => {
    const path = stamps.path(i);
    const format = stamps.format(i);
    const id = ids.get(i) ?? idOf(path, format.id);
    const [source] = kinds[kind.get(live ? live[i]! : i)]!;
    const stamp = { inode: inode[i]!, size: size[i]!, mtimeMs: mtimeMs[i]!, ctimeMs: ctimeMs[i]! };
    return { path, id, source, format, ...stamp };
  });
}

function visitedOf(chunks: ChunkFile, { links }: WarmStartHead, paths: readonly string[]): VisitedPaths {
  const column = (name: string) => chunks.column(`visited.${name}`);
  const { length } = column('dir');
  const [id, inode] = [column('dir').numbers, column('inode').numbers];
  const [mtimeMs, ctimeMs] = [column('mtimeMs').numbers, column('ctimeMs').numbers];
  const dirs = Array.from({ length }, (_, i) => ({
    path: paths[id[i]!]!,
    inode: inode[i]!,
    mtimeMs: mtimeMs[i]!,
    ctimeMs: ctimeMs[i]!,
  }));
  return { dirs, links, isSettled: true };
}

function summariesOf(of: Files): WarmStart['summaries'] {
  const { kinds, kind, told, goneMs } = of;
  const counts = countsOf(kind, kinds.length, goneMs);
  const bySource: Record<string, { files: number; troubles: Trouble[] }> = {};
  for (const [i, [source]] of kinds.entries()) {
    bySource[source] ??= { files: 0, troubles: [] };
    bySource[source].files += counts[i]!;
  }
  const live = told.filter(([i, , troubles]) => troubles && goneMs.get(i) === 0);
  // In the order of their paths.
  const sorted = live.sort(([a], [b]) => (pathAt(of, a) < pathAt(of, b) ? -1 : 1));
  for (const [i, , troubles = []] of sorted)
    for (const each of troubles) bySource[kinds[kind.get(i)]![0]]!.troubles.push(each);
  return bySource;
}

/** How many files whose logs are there have each kind. */
function countsOf({ numbers, length }: Column, kinds: number, goneMs: Column): readonly number[] {
  const counts = Array.from({ length: kinds }, () => 0);
  for (let i = 0; i < length; i++) if (goneMs.get(i) === 0) counts[numbers[i]!]! += 1;
  return counts;
}
