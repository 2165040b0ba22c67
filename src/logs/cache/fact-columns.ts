/** The columns of facts in a segment: the same as in memory, except times (`times.ts`). */
import { Column } from '../../core/column.ts';
import { FACT_COLUMNS, type FactColumn, type Facts } from '../../journal/facts.ts';
import type { SegmentFile } from '../file-record.ts';
import type { ChunkFile, ChunkFileWriter } from './chunk-file.ts';
import { beforesOf, listedRows, type RowsOfFile, timesOf } from './times.ts';

const UNCHANGED = FACT_COLUMNS.filter(name => name !== 'atMs');

/** The files must have their rows one behind the other. */
export function writeColumns(to: ChunkFileWriter, facts: Facts, files: readonly SegmentFile[]): void {
  for (const name of UNCHANGED) to.column(`fact.${name}`, facts.columns[name]);
  const times = facts.columns.atMs.numbers;
  const before = beforesOf(times, rowsOf(files));
  const listed = listedRows(before).map((row): [row: number, atMs: number] => [row, times[row]!]);
  to.column('fact.beforeMs', Column.of(before));
  to.json('listed', listed);
}

export function columnsOf(from: ChunkFile, files: readonly SegmentFile[]): Record<FactColumn, Column> {
  const columns = Object.fromEntries(UNCHANGED.map(name => [name, from.column(`fact.${name}`)]));
  const times = timesOf(from.column('fact.beforeMs').numbers, rowsOf(files));
  for (const [row, atMs] of from.json('listed') as [number, number][]) times[row] = atMs;
  columns.atMs = Column.of(times);
  return columns as Record<FactColumn, Column>;
}

function rowsOf(files: readonly SegmentFile[]): readonly RowsOfFile[] {
  return files.map(({ file }) => ({ to: file.to, changedMs: Math.floor(file.stamp.mtimeMs) }));
}
