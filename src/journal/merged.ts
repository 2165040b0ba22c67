/**
 * The rows of all files, folded: which rows are a response of their own, and which are several records of one. The
 * long part of making a journal, done in pieces, so that a screen can be drawn and keys be heard in between.
 */

import type { Trouble } from '../core/usage.ts';
import type { Facts } from './facts.ts';
import { owning } from './owners.ts';

/** A file's rows among the facts, and what else it told. */
export interface FileFacts {
  readonly path: string;
  /** Rows `from` to `to` (exclusive). */
  readonly from: number;
  readonly to: number;
  readonly agentTypes: readonly (readonly [agentId: string, type: string])[];
  readonly troubles: readonly Trouble[];
}

/** Facts, and the files that they are of. */
export interface Ground {
  readonly facts: Facts;
  readonly files: readonly FileFacts[];
}

export interface Merged extends Ground {
  /** In the order of their paths. */
  readonly files: readonly FileFacts[];
  readonly fileOfRow: Uint32Array;
  /** How many events there are. */
  readonly events: number;
  /**
   * The owning row of each event: first those that have no other, then those that do; both in the order of their files,
   * so it is the same whatever was read first.
   */
  readonly rows: Uint32Array;
  /** The rows of the events that have a single one, as they stand among the facts. */
  readonly alone: Uint32Array;
  /** All rows of the other events, by owning row: first the one whose records speak for the event. */
  readonly shared: ReadonlyMap<number, readonly number[]>;
  /** Rows whose key names several events. */
  readonly isSplit: ReadonlySet<number>;
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
  const owners = yield* owning(facts, files, fileOfRow);
  const { alone, shared, isSplit, begins } = owners;
  let rows: Uint32Array | undefined;
  let range: { readonly is: Merged['range'] } | undefined;
  return {
    facts,
    files,
    fileOfRow,
    events: alone.length + shared.size,
    alone,
    shared,
    isSplit,
    begins: new Map([...begins].map(([file, firstMs]) => [files[file]!.path, firstMs])),
    // Those who have a digest ask that.
    get rows() {
      rows ??= inOrder(files, alone, shared);
      return rows;
    },
    get records() {
      return owners.records;
    },
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

/** The owners of events in the order of their files. */
function inOrder(files: readonly FileFacts[], alone: Uint32Array, shared: Merged['shared']): Uint32Array {
  const rows = new Uint32Array(alone.length + shared.size);
  // The rows of a file are neighbours.
  const starts = new Map<FileFacts, number>();
  let start = 0;
  for (const file of files.toSorted((a, b) => a.from - b.from)) {
    starts.set(file, start);
    while (start < alone.length && alone[start]! < file.to) start += 1;
  }
  let end = 0;
  for (const file of files) {
    for (let i = starts.get(file)!; i < alone.length && alone[i]! < file.to; i++) rows[end++] = alone[i]!;
  }
  for (const row of shared.keys()) rows[end++] = row;
  return rows;
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
    let atMs = Number.POSITIVE_INFINITY;
    for (const row of chain) atMs = Math.min(atMs, at[row]!);
    fromMs = Math.min(fromMs, atMs);
    toMs = Math.max(toMs, atMs);
  }
  return alone.length + shared.size > 0 ? { fromMs, toMs } : undefined;
}
