/**
 * Updates a rollup where files only grew: the new rows are added, and the rest is kept. So a log that is being written
 * costs what was appended, not its size.
 *
 * It gives up, and everything is merged anew, where a changed row has or had copies in other files, where it could change
 * who owns a response, and where a file was removed.
 */

import { getOrInsert } from '../core/group.ts';
import { KeyIndex } from '../core/key.ts';
import { agentTypesIn } from '../journal/agent-types.ts';
import type { Facts } from '../journal/facts.ts';
import { lastCallThrough } from '../journal/logged-elsewhere.ts';
import { type FactSet, finished } from '../journal/merged.ts';
import type { PriceTiers } from './cells.ts';
import { adding, onFirstUse, type Rollup, sessionsIn } from './rollup.ts';

interface Span {
  readonly from: number;
  readonly to: number;
}

/** How a file changed since the rollup was made. */
export interface Change {
  readonly path: string;
  /** Its rows when the rollup was made, which are still among the facts; absent where it was not known then. */
  readonly before?: Span;
  /** Its rows now; absent where it was removed. */
  readonly after?: Span;
  /** So many of the first rows are the same in both. */
  readonly stable: number;
}

/** With more than this to be added, merging anew takes hardly longer. */
const MOST_ROWS = 20_000;

/** `base` with the changes since; undefined where all must be merged anew. */
export function updatedRollup(
  base: Rollup,
  { facts, files }: FactSet,
  changes: readonly Change[],
  priceTiers: PriceTiers,
): Rollup | undefined {
  if (changes.some(({ after }) => !after)) return undefined;
  const now = changes.map(({ path, after, stable }) => ({ path, from: after!.from + stable, to: after!.to }));
  const then = changes.flatMap(({ before, stable }) =>
    before ? [{ from: before.from + stable, to: before.to }] : [],
  );
  const added = rowsOf(now);
  const removed = rowsOf(then);
  if (added.length + removed.length > MOST_ROWS) return undefined;
  if (![...added, ...removed].every(row => isPlain(facts, row))) return undefined;
  if (!keepsIgnored(facts, added)) return undefined;
  if (!now.every(file => keepsOwners(base, facts, file))) return undefined;
  const names = indexOf(facts, added);
  if (!names || !removed.every(row => isReadded(facts, row, names))) return undefined;
  const changed = new Map(now.map(({ path, from }) => [path, from]));
  if (!isUnique(facts, files, changed, added, names)) return undefined;

  const cells = (rows: Uint32Array) => finished(adding({ facts, unshared: rows }, priceTiers)).cells;
  const { atMs, records } = facts.columns;
  const sum = (rows: Uint32Array) => rows.reduce((all, row) => all + records.get(row), 0);
  let range = base.range;
  for (const row of added) {
    const at = atMs.get(row);
    range = { fromMs: Math.min(range?.fromMs ?? at, at), toMs: Math.max(range?.toMs ?? at, at) };
  }
  return {
    parts: [...base.parts, { cells: cells(added), sign: 1 }, { cells: cells(removed), sign: -1 }],
    events: base.events + added.length - removed.length,
    records: base.records + sum(added) - sum(removed),
    ownStarts: base.ownStarts,
    range,
    agentTypes: agentTypesIn(files),
    sessions: onFirstUse(() => sessionsIn(byPath(files))),
  };
}

function byPath(files: FactSet['files']): FactSet['files'] {
  return files.toSorted((a, b) => (a.path < b.path ? -1 : a.path > b.path ? 1 : 0));
}

function rowsOf(spans: readonly Span[]): Uint32Array {
  const rows = new Uint32Array(spans.reduce((sum, { from, to }) => sum + to - from, 0));
  let count = 0;
  for (const { from, to } of spans) for (let row = from; row < to; row++) rows[count++] = row;
  return rows.sort();
}

/** A row that counts whatever other rows hold, and has no logged cost. */
function isPlain(facts: Facts, row: number): boolean {
  if (facts.loggedUsd.has(row)) return false;
  if (!facts.hasWitnesses) return true;
  const { witness, calledThrough } = facts.attributions.get(facts.columns.attribution.get(row));
  return witness === undefined && calledThrough === undefined;
}

/** Whether these rows are too late to replace what another tool logged of the same calls. */
function keepsIgnored(facts: Facts, rows: Uint32Array): boolean {
  if (!facts.hasWitnesses) return true;
  const { attribution, atMs } = facts.columns;
  const lastMs = new Map<string, number>();
  for (const row of rows) {
    const { source } = facts.attributions.get(attribution.get(row));
    if (atMs.get(row) <= getOrInsert(lastMs, source, () => lastCallThrough(facts, source))) return false;
  }
  return true;
}

/** A file's own first response decides what it owns: the added rows must not be earlier. */
function keepsOwners(
  base: Rollup,
  facts: Facts,
  { path, from, to }: Span & { readonly path: string },
): boolean {
  const begin = base.ownStarts.get(path);
  if (begin === undefined) return true;
  // A file without responses of its own has one now.
  if (!Number.isFinite(begin)) return from === to;
  for (let row = from; row < to; row++) if (facts.columns.atMs.get(row) < begin) return false;
  return true;
}

/** The rows by key; undefined where two of them have the same. */
function indexOf(facts: Facts, rows: Uint32Array): KeyIndex | undefined {
  const { keyHi, keyLo } = facts.columns;
  const index = new KeyIndex(keyHi, keyLo, rows.length);
  for (const row of rows) if (index.findOrAdd(row) >= 0) return undefined;
  return index;
}

/** Whether a removed row was added again with the same attribution, terms and time. */
function isReadded(facts: Facts, row: number, index: KeyIndex): boolean {
  const again = index.find(facts.key(row));
  if (again < 0) return false;
  const { attribution, terms, atMs } = facts.columns;
  return (
    attribution.get(again) === attribution.get(row) &&
    terms.get(again) === terms.get(row) &&
    // A cell keeps its first and last moment only, so no moment can be taken out of it.
    atMs.get(again) === atMs.get(row)
  );
}

/** Whether no other row of any file has the key of one that was added. */
function isUnique(
  facts: Facts,
  files: FactSet['files'],
  changed: ReadonlyMap<string, number>,
  added: Uint32Array,
  index: KeyIndex,
): boolean {
  const lo = facts.columns.keyLo.numbers;
  const isOther = (row: number) =>
    files.some(({ path, from, to }) => row >= from && row < (changed.get(path) ?? to));
  if (added.length * facts.length <= MAX_SEARCHED) {
    for (const row of added) {
      for (let at = lo.indexOf(lo[row]!); at >= 0 && at < facts.length; at = lo.indexOf(lo[row]!, at + 1)) {
        if (index.find(facts.key(at)) >= 0 && isOther(at)) return false;
      }
    }
    return true;
  }
  // A small table rules out nearly every row.
  const hints = new Uint8Array(HINTS);
  for (const row of added) hints[lo[row]! & (HINTS - 1)] = 1;
  for (const { path, from, to } of files) {
    const end = changed.get(path) ?? to;
    for (let row = from; row < end; row++) {
      if (hints[lo[row]! & (HINTS - 1)] === 1 && index.find(facts.key(row)) >= 0) return false;
    }
  }
  return true;
}

const HINTS = 65_536;

/** Up to so many numbers, the engine's own search is faster. */
const MAX_SEARCHED = 4_000_000;
