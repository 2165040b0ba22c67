/**
 * A digest carried on: files that grew bring new rows, and everything else is as it was. So a log that a session is
 * just writing to costs what it brought, not what there is.
 *
 * Only what is entirely plain is done so. Where a row that changed is, or was, told of elsewhere too, or where it could
 * change who owns a response, or where something is gone, there is no answer, and everything is merged anew.
 */

import { KeyIndex } from '../core/key.ts';
import type { Facts } from '../journal/facts.ts';
import { finished, type Ground } from '../journal/merged.ts';
import type { Grain } from './cells.ts';
import { adding, agentTypesIn, type Digest } from './digest.ts';

interface Span {
  readonly from: number;
  readonly to: number;
}

/** What became of a file since the digest was made. */
export interface Change {
  readonly path: string;
  /** Its rows when the digest was made, which are still among the facts; absent where it was not known then. */
  readonly before?: Span;
  /** Its rows now; absent where it is gone. */
  readonly after?: Span;
  /** So many of the first rows are the same in both. */
  readonly stable: number;
}

/** With more than this to be added, merging anew takes hardly longer. */
const MOST_ROWS = 20_000;

/** `base` with the changes since; undefined where all must be merged anew. */
export function amended(
  base: Digest,
  { facts, files }: Ground,
  changes: readonly Change[],
  grain: Grain,
): Digest | undefined {
  if (changes.some(({ after }) => !after)) return undefined;
  const now = changes.map(({ path, after, stable }) => ({ path, from: after!.from + stable, to: after!.to }));
  const then = changes.flatMap(({ before, stable }) =>
    before ? [{ from: before.from + stable, to: before.to }] : [],
  );
  const added = rowsOf(now);
  const removed = rowsOf(then);
  if (added.length + removed.length > MOST_ROWS) return undefined;
  if (![...added, ...removed].every(row => isPlain(facts, row))) return undefined;
  if (!now.every(file => leavesOwners(base, facts, file))) return undefined;
  const names = indexOf(facts, added);
  if (!names || !removed.every(row => cameBack(facts, row, names))) return undefined;
  const changed = new Map(now.map(({ path, from }) => [path, from]));
  if (!isOnlyHere(facts, files, changed, added, names)) return undefined;

  const cells = (rows: Uint32Array) => finished(adding({ facts, alone: rows }, grain)).cells;
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
    begins: base.begins,
    range,
    agentTypes: agentTypesIn(files),
  };
}

function rowsOf(spans: readonly Span[]): Uint32Array {
  const rows = new Uint32Array(spans.reduce((sum, { from, to }) => sum + to - from, 0));
  let count = 0;
  for (const { from, to } of spans) for (let row = from; row < to; row++) rows[count++] = row;
  return rows.sort();
}

/** A row that counts whatever others say, and at no cost of its own. */
function isPlain(facts: Facts, row: number): boolean {
  if (facts.loggedUsd.has(row)) return false;
  return (
    !facts.hasWitnesses || facts.attributions.get(facts.columns.attribution.get(row)).witness === undefined
  );
}

/** A file that shares responses owns them by when its own begin: what was added must not have come before. */
function leavesOwners(
  base: Digest,
  facts: Facts,
  { path, from, to }: Span & { readonly path: string },
): boolean {
  const begin = base.begins.get(path);
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

/** Whether a row that was taken away is among those that were added, in the same place and at the same time. */
function cameBack(facts: Facts, row: number, index: KeyIndex): boolean {
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
function isOnlyHere(
  facts: Facts,
  files: Ground['files'],
  changed: ReadonlyMap<string, number>,
  added: Uint32Array,
  index: KeyIndex,
): boolean {
  const lo = facts.columns.keyLo.numbers;
  const isOther = (row: number) =>
    files.some(({ path, from, to }) => row >= from && row < (changed.get(path) ?? to));
  if (added.length * facts.length <= FEW_LOOKS) {
    for (const row of added) {
      for (let at = lo.indexOf(lo[row]!); at >= 0 && at < facts.length; at = lo.indexOf(lo[row]!, at + 1)) {
        if (index.find(facts.key(at)) >= 0 && isOther(at)) return false;
      }
    }
    return true;
  }
  // One look into a small table says of nearly every row that it has none of the keys.
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

/** Up to so many numbers are looked through by the engine itself, which is quick about it. */
const FEW_LOOKS = 4_000_000;
