/**
 * The columns of facts as they stand in a segment: as they are in memory, but for times. A time needs eight bytes, and
 * four tell how long before the file's own last change it was, as long as that is less than 49 days, as nearly always.
 */
import { Column } from '../core/column.ts';
import { FACT_COLUMNS, type FactColumn, type Facts } from '../core/facts.ts';
import type { Parts, PartsWriter } from './parts.ts';
import type { SegmentFile } from './segment.ts';

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
  const before = new Column(2, facts.length);
  const elsewhere: [row: number, atMs: number][] = [];
  for (const { file } of files) {
    const changedMs = Math.floor(file.stamp.mtimeMs);
    for (let row = file.from; row < file.to; row++) {
      const ms = changedMs - at[row]!;
      const isNear = ms >= 0 && ms < ELSEWHERE;
      before.push(isNear ? ms : ELSEWHERE);
      if (!isNear) elsewhere.push([row, at[row]!]);
      if (row % PIECE === PIECE - 1) yield;
    }
  }
  to.column('fact.beforeMs', before);
  to.json('elsewhere', elsewhere);
}

export function columnsOf(from: Parts, files: readonly SegmentFile[]): Record<FactColumn, Column> {
  const columns = Object.fromEntries(UNCHANGED.map(name => [name, from.column(`fact.${name}`)]));
  const before = from.column('fact.beforeMs');
  const times = new Float64Array(before.length);
  const { numbers } = before;
  for (const { file } of files) {
    const changedMs = Math.floor(file.stamp.mtimeMs);
    for (let row = file.from; row < file.to; row++) times[row] = changedMs - numbers[row]!;
  }
  for (const [row, atMs] of from.json('elsewhere') as [number, number][]) times[row] = atMs;
  columns.atMs = Column.of(times);
  return columns as Record<FactColumn, Column>;
}
