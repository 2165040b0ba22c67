/**
 * The rows of all files, folded: which rows are a response of their own, and which are several records of one. The
 * long part of making a journal, done in pieces, so that drawing and keys get their turn.
 */

import type { SessionFacts } from '../core/session-facts.ts';
import type { Trouble } from '../core/usage.ts';
import type { AgentType } from './agent-types.ts';
import type { Facts } from './facts.ts';
import { findOwners } from './owners.ts';

/** A file's rows among the facts, and what else was read of it. */
export interface FileFacts {
  readonly path: string;
  /** Rows `from` to `to` (exclusive). */
  readonly from: number;
  readonly to: number;
  readonly agentTypes: readonly AgentType[];
  /** What the file states of sessions beside their responses. */
  readonly sessions: readonly SessionFacts[];
  /** When its first own line was written, UTC ms, where it has one that is certainly no copy. */
  readonly begunMs?: number;
  readonly troubles: readonly Trouble[];
}

/** Facts, and the files that they are of. */
export interface FactSet {
  readonly facts: Facts;
  readonly files: readonly FileFacts[];
}

export interface Merged extends FactSet {
  /** In the order of their paths. */
  readonly files: readonly FileFacts[];
  readonly fileOfRow: Uint32Array;
  /** How many events there are. */
  readonly events: number;
  /**
   * The findOwners row of each event: first those that have no other, then those that do; both in the order of their files,
   * so it is the same whatever was read first.
   */
  readonly rows: Uint32Array;
  /** The rows of the events that have a single one, in the order of the facts. */
  readonly unshared: Uint32Array;
  /** All rows of the other events, by findOwners row: first the one that gives its counts. */
  readonly shared: ReadonlyMap<number, readonly number[]>;
  /** Rows whose key names several events. */
  readonly isSplit: ReadonlySet<number>;
  /** Rows that are no events because another tool logged the same calls, each with the rows of that tool. */
  readonly loggedElsewhere: ReadonlyMap<number, readonly number[]>;
  /** How many log records all of these rows hold. */
  readonly records: number;
  /** Files with rows that others have as well: when the first response that is theirs alone was, UTC ms. */
  readonly ownStarts: ReadonlyMap<string, number>;
  /** Earliest and latest event, UTC ms; undefined where there is none. */
  readonly range: { readonly fromMs: number; readonly toMs: number } | undefined;
}

export function* merging({ facts, files: given }: FactSet): Generator<void, Merged> {
  const files = given.toSorted((a, b) => (a.path < b.path ? -1 : a.path > b.path ? 1 : 0));
  const fileOfRow = new Uint32Array(facts.length);
  files.forEach((file, i) => {
    fileOfRow.fill(i, file.from, file.to);
  });
  const owners = yield* findOwners(facts, files, fileOfRow);
  const { unshared, shared, isSplit, ownStarts, loggedElsewhere } = owners;
  let rows: Uint32Array | undefined;
  let range: { readonly is: Merged['range'] } | undefined;
  return {
    facts,
    files,
    fileOfRow,
    events: unshared.length + shared.size,
    unshared,
    shared,
    isSplit,
    loggedElsewhere,
    ownStarts: new Map([...ownStarts].map(([file, firstMs]) => [files[file]!.path, firstMs])),
    // Computed on first use: a journal with a rollup reads them there.
    get rows() {
      rows ??= inOrder(files, unshared, shared);
      return rows;
    },
    get records() {
      return owners.records;
    },
    get range() {
      range ??= { is: rangeOf(facts, unshared, shared) };
      return range.is;
    },
  };
}

/** Runs a generator to its end. */
export function finished<T>(steps: Generator<void, T>): T {
  for (;;) {
    const { done, value } = steps.next();
    if (done) return value as T;
  }
}

/** The owners of events in the order of their files. */
function inOrder(files: readonly FileFacts[], unshared: Uint32Array, shared: Merged['shared']): Uint32Array {
  const rows = new Uint32Array(unshared.length + shared.size);
  // The rows of a file are neighbours.
  const starts = new Map<FileFacts, number>();
  let start = 0;
  for (const file of files.toSorted((a, b) => a.from - b.from)) {
    starts.set(file, start);
    while (start < unshared.length && unshared[start]! < file.to) start += 1;
  }
  let end = 0;
  for (const file of files) {
    for (let i = starts.get(file)!; i < unshared.length && unshared[i]! < file.to; i++)
      rows[end++] = unshared[i]!;
  }
  for (const row of shared.keys()) rows[end++] = row;
  return rows;
}

function rangeOf(
  facts: Facts,
  unshared: Uint32Array,
  shared: ReadonlyMap<number, readonly number[]>,
): Merged['range'] {
  const at = facts.columns.atMs.numbers;
  let fromMs = Number.POSITIVE_INFINITY;
  let toMs = Number.NEGATIVE_INFINITY;
  for (let i = 0; i < unshared.length; i++) {
    const atMs = at[unshared[i]!]!;
    if (atMs < fromMs) fromMs = atMs;
    if (atMs > toMs) toMs = atMs;
  }
  for (const chain of shared.values()) {
    let atMs = Number.POSITIVE_INFINITY;
    for (const row of chain) atMs = Math.min(atMs, at[row]!);
    fromMs = Math.min(fromMs, atMs);
    toMs = Math.max(toMs, atMs);
  }
  return unshared.length + shared.size > 0 ? { fromMs, toMs } : undefined;
}
