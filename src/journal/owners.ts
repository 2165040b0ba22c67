/**
 * Responses of several rows: the rows of all files by key and call (`split-calls.ts`); which of them names the session
 * and the place, and which gives the counts (`precedence.ts`).
 *
 *   owner of a shared response   a record that is no copy: it does not say so itself, and its file did not begin after the
 *                                response was written; then a main conversation before a side one; then the file whose own
 *                                responses begin earlier, or that has none of its own (the original before the copy);
 *                                then the smaller path
 *   rows that do not count       see `ignored.ts`
 */

import { KeyIndex } from '../core/key.ts';
import { TOKEN_KINDS } from '../core/usage.ts';
import { sameIn } from './fact-columns.ts';
import type { Facts } from './facts.ts';
import { ignoredRows } from './ignored.ts';
import { byPrecedence } from './precedence.ts';
import { callsOf } from './split-calls.ts';

/** Rows `from` to `to` (exclusive) of one file; files are given in the order of their paths. */
interface Span {
  readonly from: number;
  readonly to: number;
  /** When the file's first own line was written, UTC ms, where that is known. */
  readonly begunMs?: number;
}

export interface Owners {
  /** The rows of responses that have no other, in order. */
  readonly unshared: Uint32Array;
  /**
   * The rows of all other responses, by the row that owns them: first the one that gives its counts, then
   * the others. In the order of their files.
   */
  readonly shared: ReadonlyMap<number, readonly number[]>;
  /** Rows whose key names several calls. */
  readonly isSplit: ReadonlySet<number>;
  /** Rows that do not count because another tool logged the same calls, each with the rows of that tool. */
  readonly loggedElsewhere: ReadonlyMap<number, readonly number[]>;
  /** How many log records all of these rows hold. */
  readonly records: number;
  /** When the first response was that a file shares with no other, by the position of each file that shares any. */
  readonly ownStarts: ReadonlyMap<number, number>;
}

/**
 * `fileOf` is the position of each row's file among `files`. Yields now and then, so that a screen can be drawn
 * meanwhile can let it have its turn.
 */
export function* findOwners(
  facts: Facts,
  files: readonly Span[],
  fileOf: Uint32Array,
): Generator<void, Owners> {
  const { rows: ignored, loggedElsewhere } = ignoredRows(facts, files);
  const spans = ignored ? files.flatMap(file => countedSpans(file, ignored)) : files;
  yield;
  const { unshared, calls, isSplit } = yield* groupByCall(facts, spans);
  yield;
  const { owners, ownStarts } = elect(facts, files, fileOf, ignored, calls);
  let records: number | undefined;
  return {
    ...{ unshared, shared: owners, isSplit, ownStarts, loggedElsewhere },
    // Computed on first use: a journal with a rollup reads them there.
    get records() {
      records ??= recordsIn(facts, spans);
      return records;
    },
  };
}

/** So many rows are looked at between two yields: some milliseconds' worth. */
const PIECE = 32_768;

/** Shows spans, and yields after each of these pieces. */
function* inPieces(spans: readonly Span[], see: (from: number, to: number) => void): Generator<void, void> {
  let seen = 0;
  for (const span of spans) {
    for (let from = span.from; from < span.to; ) {
      const to = Math.min(span.to, from + PIECE - seen);
      see(from, to);
      seen += to - from;
      from = to;
      if (seen < PIECE) continue;
      seen = 0;
      yield;
    }
  }
}

/** The rows of a file that count, each a span of its own. */
function countedSpans({ from, to }: Span, ignored: Uint8Array): readonly Span[] {
  const spans: Span[] = [];
  for (let row = from; row < to; row++) if (ignored[row] === 0) spans.push({ from: row, to: row + 1 });
  return spans;
}

/** Groups rows by key: those that are alone with theirs, and all rows of each key that has several. */
function* groupByCall(facts: Facts, given: readonly Span[]) {
  const index = new KeyIndex(facts.columns.keyHi, facts.columns.keyLo, facts.length);
  const rows = new Uint32Array(facts.length);
  const chains = new Map<number, number[]>();
  let count = 0;
  yield* inPieces(joined(given), (from, to) => {
    for (let row = from; row < to; row++) {
      rows[count++] = row;
      const first = index.findOrAdd(row);
      if (first < 0) continue;
      const chain = chains.get(first);
      if (chain) chain.push(row);
      else chains.set(first, [first, row]);
    }
  });
  const calls: (readonly number[])[] = [];
  const isSplit = new Set<number>();
  const grouped: number[] = [];
  const callsIn = callsOf(facts);
  for (const chain of chains.values()) {
    const found = callsIn(chain);
    for (const call of found) calls.push(call);
    for (const row of chain) {
      grouped.push(row);
      if (found.length > 1) isSplit.add(row);
    }
  }
  return { unshared: without(rows.subarray(0, count), grouped), calls, isSplit };
}

/** Spans in the order of their rows; adjacent ones are joined. */
function joined(spans: readonly Span[]): readonly Span[] {
  const all: { from: number; to: number }[] = [];
  for (const { from, to } of spans.toSorted((a, b) => a.from - b.from)) {
    const last = all.at(-1);
    if (last?.to === from) last.to = to;
    else all.push({ from, to });
  }
  return all;
}

/** The rows, which ascend, but for some of them; in place. */
function without(rows: Uint32Array, some: readonly number[]): Uint32Array {
  const gone = Uint32Array.from(some).sort();
  let end = 0;
  let next = 0;
  for (const row of rows) {
    if (row === gone[next]) next += 1;
    else rows[end++] = row;
  }
  return rows.subarray(0, end);
}

function recordsIn(facts: Facts, spans: readonly Span[]): number {
  const records = facts.columns.records.numbers;
  let sum = 0;
  for (const { from, to } of spans) for (let row = from; row < to; row++) sum += records[row]!;
  return sum;
}

/** What a row claims of its response, beside a logged cost. */
const CLAIM_COLUMNS = ['quality', ...TOKEN_KINDS, 'reasoning', 'webSearches', 'terms'] as const;

/** Chooses the owner of each response of several rows, and puts the row that gives its counts first. */
function elect(
  facts: Facts,
  files: readonly Span[],
  fileOf: Uint32Array,
  ignored: Uint8Array | undefined,
  calls: readonly (readonly number[])[],
): { readonly owners: Owners['shared']; readonly ownStarts: Owners['ownStarts'] } {
  const { atMs, attribution } = facts.columns;
  const attributions = facts.attributions.values;
  const of = (row: number) => attributions[attribution.get(row)]!;
  const isSide = (row: number) => of(row).isSidechain ?? false;
  const saysCopy = (row: number) => of(row).isCopy ?? false;
  const isInOthers = new Uint8Array(facts.length);
  const sharing = new Set<number>();
  for (const rows of calls) {
    if (rows.every(row => fileOf[row] === fileOf[rows[0]!])) continue;
    for (const row of rows) {
      isInOthers[row] = 1;
      sharing.add(fileOf[row]!);
    }
  }
  const ownStarts = new Map(Array.from(sharing, file => [file, ownStartOf(files[file]!)]));

  function ownStartOf({ from, to }: Span): number {
    let first = Number.POSITIVE_INFINITY;
    let hasMain = false;
    for (let row = from; row < to; row++) {
      if (ignored?.[row] === 1) continue;
      hasMain ||= !isSide(row);
      if (isInOthers[row] === 0) first = Math.min(first, atMs.get(row));
    }
    // A conversation that was copied as a whole came before its copy, which went on. A subagent's records are in its
    // own file and in that of its parent.
    return first === Number.POSITIVE_INFINITY && hasMain ? Number.NEGATIVE_INFINITY : first;
  }

  const isCopy = (row: number) => {
    const { begunMs } = files[fileOf[row]!]!;
    return (begunMs !== undefined && begunMs > atMs.get(row)) || saysCopy(row);
  };
  const startOf = (row: number) => ownStarts.get(fileOf[row]!) ?? 0;
  const byPlace = (a: number, b: number) => fileOf[a]! - fileOf[b]! || a - b;
  const byOwner = (a: number, b: number) =>
    Number(isCopy(a)) - Number(isCopy(b)) ||
    Number(isSide(a)) - Number(isSide(b)) ||
    compare(startOf(a), startOf(b)) ||
    byPlace(a, b);
  const isSameClaim = sameIn(facts, CLAIM_COLUMNS);
  const owned = calls.map(rows => {
    const owner = rows.reduce((first, row) => (byOwner(row, first) < 0 ? row : first));
    const others = rows.filter(row => row !== owner).sort(byPlace);
    return [owner, bestFirst(facts, [owner, ...others], { saysCopy, isSameClaim })] as const;
  });
  return { owners: new Map(owned.sort(([a], [b]) => byPlace(a, b))), ownStarts };
}

/** The rows with the one first whose records have precedence; the first of those that say the same. */
function bestFirst(
  facts: Facts,
  rows: readonly number[],
  of: { saysCopy(row: number): boolean; isSameClaim(a: number, b: number): boolean },
): readonly number[] {
  const [first, ...others] = speakers(facts, rows, of.saysCopy);
  let best = first!;
  for (const row of others) {
    // Most copies say what the original says, and that is found out sooner than which of two claims is first.
    if (facts.loggedUsd.size === 0 && of.isSameClaim(row, best)) continue;
    if (byPrecedence(facts.claim(row), facts.claim(best)) < 0) best = row;
  }
  return best === rows[0] ? rows : [best, ...rows.filter(row => row !== best)];
}

/** The rows that may give the counts: one that says it may be a copy does not, where another tool logged the call itself. */
function speakers(
  facts: Facts,
  rows: readonly number[],
  saysCopy: (row: number) => boolean,
): readonly number[] {
  if (!rows.some(saysCopy)) return rows;
  const sourceOf = (row: number) => facts.attributions.get(facts.columns.attribution.get(row)).source;
  const makers = new Set(rows.filter(row => !saysCopy(row)).map(sourceOf));
  if (makers.size === 0) return rows;
  return rows.filter(row => !saysCopy(row) || makers.has(sourceOf(row)));
}

function compare(a: number, b: number): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
