/**
 * The columns of facts as they stand in a segment: as they are in memory, but for times. A time needs eight bytes, and
 * four tell how long before the file's own last change it was, as long as that is less than 49 days, as nearly always.
 */
import { Column, type Numbers } from '../core/column.ts';
import { FACT_COLUMNS, type FactColumn, type Facts } from '../core/facts.ts';
import type { KnownFile } from './known.ts';
import type { Parts, PartsWriter } from './parts.ts';
import type { SegmentFile } from './segment.ts';
import { timesOf } from './times.ts';

const UNCHANGED = FACT_COLUMNS.filter(name => name !== 'atMs');
/** For times that are told apart from this. */
const ELSEWHERE = 0xffffffff;
/** So many rows are written between two yields: some milliseconds' worth. */
const PIECE = 65_536;

export function* writingColumns(
  to: PartsWriter,
  facts: Facts,
  files: readonly SegmentFile[],
): Generator<void, void> {
  for (const name of UNCHANGED) to.column(`fact.${name}`, facts.columns[name]);
  const at = facts.columns.atMs.numbers;
  const before = new Uint32Array(facts.length);
  let written = 0;
  const elsewhere: [row: number, atMs: number][] = [];
  let rows = 0;
  for (const { file } of files) {
    for (const row of tellApart(file, at, before, written)) elsewhere.push([row, at[row]!]);
    written += file.to - file.from;
    rows += file.to - file.from;
    if (rows < PIECE) continue;
    rows = 0;
    yield;
  }
  to.column('fact.beforeMs', Column.of(before));
  to.json('elsewhere', elsewhere);
}

/** Writes the times of a file into `before`, from `into` on; returns the rows whose time is too far from the file's to be told by it. */
function tellApart(
  { stamp, from, to }: KnownFile,
  at: Numbers,
  before: Uint32Array,
  into: number,
): readonly number[] {
  const changedMs = Math.floor(stamp.mtimeMs);
  const others: number[] = [];
  for (let row = from, i = into; row < to; row++, i++) {
    const ms = changedMs - at[row]!;
    before[i] = ms;
    if (ms >= 0 && ms < ELSEWHERE) continue;
    before[i] = ELSEWHERE;
    others.push(row);
  }
  return others;
}

export function columnsOf(from: Parts, files: readonly SegmentFile[]): Record<FactColumn, Column> {
  const columns = Object.fromEntries(UNCHANGED.map(name => [name, from.column(`fact.${name}`)]));
  const changes = files.map(({ file }) => ({ to: file.to, changedMs: Math.floor(file.stamp.mtimeMs) }));
  const times = timesOf(from.column('fact.beforeMs').numbers, changes);
  for (const [row, atMs] of from.json('elsewhere') as [number, number][]) times[row] = atMs;
  columns.atMs = Column.of(times);
  return columns as Record<FactColumn, Column>;
}
