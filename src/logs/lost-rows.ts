/**
 * Rows that a file had and has no longer: Claude Code rewrites transcripts when it compacts them, databases lose sessions,
 * files are cut. Their responses were billed all the same, so the rows are kept beside the file.
 */
import type { Facts } from '../journal/facts.ts';
import { earlierPath, type KnownFile } from './file-record.ts';
import { isSameFile } from './scan/disk-stamp.ts';

/** What is needed of a file table. */
interface Table {
  readonly facts: Facts;
  readonly files: ReadonlyMap<string, KnownFile>;
  putEarlier(file: Omit<KnownFile, 'to' | 'persisted'>): void;
}

/** Keeps the rows of `before` whose responses are not in `now`, the same file read again as a whole. */
export function keepLostRows(table: Table, before: KnownFile, now: KnownFile): void {
  // The same bytes read by another version of the reader: what it no longer finds was never there.
  if (before.goneMs === undefined && isSameFile(before.stamp, now.stamp)) return;
  const { facts } = table;
  const path = earlierPath(now.path);
  const known = table.files.get(path);
  const keys = keysOf(facts, [now, ...(known ? [known] : [])]);
  const lost: number[] = [];
  for (let row = before.from; row < before.to; row++) if (!keys.has(keyAt(facts, row))) lost.push(row);
  if (lost.length === 0) return;
  const from = facts.length;
  if (known) facts.append(facts, known.from, known.to);
  for (const row of lost) facts.append(facts, row, row + 1);
  const { source, stamp } = before;
  table.putEarlier({
    ...{ path, source, stamp, from, troubles: [], isRacy: false },
    agentTypes: mergedTypes(known?.agentTypes ?? [], before.agentTypes),
    goneMs: now.stamp.mtimeMs,
  });
}

/** The keys of the responses in these files. */
export function keysOf(facts: Facts, files: readonly Pick<KnownFile, 'from' | 'to'>[]): ReadonlySet<string> {
  const keys = new Set<string>();
  for (const { from, to } of files) for (let row = from; row < to; row++) keys.add(keyAt(facts, row));
  return keys;
}

function keyAt({ columns: { keyHi, keyLo } }: Facts, row: number): string {
  return `${keyHi.get(row)}:${keyLo.get(row)}`;
}

type AgentTypes = KnownFile['agentTypes'];

function mergedTypes(a: AgentTypes, b: AgentTypes): AgentTypes {
  return [...new Map([...a, ...b])];
}
