/**
 * The rows of all files, folded: which rows are a response of their own, and which are several records of one. The
 * long part of making a journal, done in pieces, so that a screen can be drawn and keys be heard in between.
 */
import type { Facts } from './facts.ts';
import type { FileFacts } from './journal.ts';
import { owning } from './owners.ts';

/** Facts, and the files that they are of. */
export interface Ground {
  readonly facts: Facts;
  readonly files: readonly FileFacts[];
}

export interface Merged extends Ground {
  /** In the order of their paths. */
  readonly files: readonly FileFacts[];
  readonly fileOfRow: Uint32Array;
  /** The owning row of each event: first those that have no other, then those that do. */
  readonly rows: Uint32Array;
  /** How many events have a single row. */
  readonly alone: number;
  /** All rows of the events that have more than one, by owning row. */
  readonly shared: ReadonlyMap<number, readonly number[]>;
  /** How many log records all of these rows hold. */
  readonly records: number;
  /** Files with rows that others have as well: when the first response that is theirs alone was, UTC ms. */
  readonly begins: ReadonlyMap<string, number>;
  /** Earliest and latest event, UTC ms; undefined where there is none. */
  readonly range: { readonly fromMs: number; readonly toMs: number } | undefined;
}

export function* merging({ facts, files: given }: Ground): Generator<void, Merged> {
  const files = given.toSorted((a, b) => (a.path < b.path ? -1 : a.path > b.path ? 1 : 0));
  const fileOfRow = new Uint32Array(facts.length);
  files.forEach((file, i) => {
    fileOfRow.fill(i, file.from, file.to);
  });
  const { alone, shared, records, begins } = yield* owning(facts, files, fileOfRow);
  yield;
  const rows = new Uint32Array(alone.length + shared.size);
  rows.set(alone);
  rows.set([...shared.keys()], alone.length);
  let range: { readonly is: Merged['range'] } | undefined;
  return {
    facts,
    files,
    fileOfRow,
    rows,
    alone: alone.length,
    shared,
    records,
    begins: new Map([...begins].map(([file, firstMs]) => [files[file]!.path, firstMs])),
    // Those who have a digest ask that.
    get range() {
      range ??= { is: rangeOf(facts, alone, shared) };
      return range.is;
    },
  };
}

/** All of it in one go. */
export function finished<T>(steps: Generator<void, T>): T {
  for (;;) {
    const { done, value } = steps.next();
    if (done) return value as T;
  }
}

function rangeOf(
  facts: Facts,
  alone: Uint32Array,
  shared: ReadonlyMap<number, readonly number[]>,
): Merged['range'] {
  const at = facts.columns.atMs.numbers;
  let fromMs = Number.POSITIVE_INFINITY;
  let toMs = Number.NEGATIVE_INFINITY;
  for (let i = 0; i < alone.length; i++) {
    const atMs = at[alone[i]!]!;
    if (atMs < fromMs) fromMs = atMs;
    if (atMs > toMs) toMs = atMs;
  }
  for (const chain of shared.values()) {
    const atMs = Math.min(...chain.map(row => at[row]!));
    fromMs = Math.min(fromMs, atMs);
    toMs = Math.max(toMs, atMs);
  }
  return alone.length + shared.size > 0 ? { fromMs, toMs } : undefined;
}
