/**
 * The journal in brief: its events added up by quarter of an hour, terms and attribution. Hundreds of thousands of
 * responses come to some ten thousand cells, which is all that sums by day, model or project need, and which can be kept
 * on disk beside the names of what it was made of.
 *
 * Nothing derived is in it: no price, day or zone. Days begin on a quarter of an hour in every zone that is in use, and
 * prices at midnight, so a cell is of one day and one price whatever is asked; where it is not (a price that depends on
 * the length of the prompt, within a cell), the digest does not guess: see `digest-totals.ts`.
 */

import { CellAdder } from './cell-adder.ts';
import { type CELL_SUMS, Cells, type Grain } from './cells.ts';
import type { Numbers } from './column.ts';
import type { Cursor } from './cursor.ts';
import type { FileFacts } from './journal.ts';
import type { Merged } from './merged.ts';
import { promptTokens, QUALITIES, TOKEN_KINDS } from './usage.ts';

/** Cells that are to be added, or taken away again. */
export interface Part {
  readonly cells: Cells;
  readonly sign: 1 | -1;
}

/** All that a journal can say without looking at its events one by one. */
export interface Digest extends Pick<Merged, 'records' | 'begins' | 'range'> {
  readonly parts: readonly Part[];
  readonly events: number;
  /** The types of subagents, by their ids. */
  readonly agentTypes: ReadonlyMap<string, string>;
}

/** The digest of what was merged; `cursor` is one over the same. */
export function* digesting(merged: Merged, cursor: Cursor, grain: Grain): Generator<void, Digest> {
  const cells = yield* adding(merged, grain, cursor);
  const { records, begins, files, rows } = merged;
  return {
    parts: [{ cells, sign: 1 }],
    events: rows.length,
    records,
    begins,
    range: cells.range,
    agentTypes: agentTypesIn(files),
  };
}

/** Where several files name the type of one subagent, the smaller name holds. */
export function agentTypesIn(files: Iterable<Pick<FileFacts, 'agentTypes'>>): ReadonlyMap<string, string> {
  const types = new Map<string, string>();
  for (const file of files) {
    for (const [id, type] of file.agentTypes) {
      const known = types.get(id);
      if (known === undefined || type < known) types.set(id, type);
    }
  }
  return types;
}

/** How many events are added between two yields: some milliseconds' worth. */
const PIECE = 8192;

/**
 * Adds up events, and yields now and then, so that whoever draws a screen meanwhile can let it have its turn. `cursor`
 * is for events of several rows.
 */
export function* adding(
  { facts, rows, alone }: Pick<Merged, 'facts' | 'rows' | 'alone'>,
  grain: Grain,
  cursor?: Cursor,
): Generator<void, Cells> {
  const adder = new CellAdder(new Cells(facts), grain);
  const hasCosts = facts.loggedUsd.size > 0;
  const of = Object.fromEntries(
    (
      [
        'terms',
        'attribution',
        'quality',
        'atMs',
        'reasoning',
        'webSearches',
        'records',
        ...TOKEN_KINDS,
      ] as const
    ).map(name => [name, facts.columns[name].numbers]),
  ) as Readonly<Record<'terms' | 'attribution' | 'quality' | 'atMs' | (typeof CELL_SUMS)[number], Numbers>>;
  for (let i = 0; i < alone; i++) {
    if (i % PIECE === PIECE - 1) yield;
    const row = rows[i]!;
    const atMs = of.atMs[row]!;
    const input = of.input[row]!;
    const read = of.cacheRead[row]!;
    const written5m = of.cacheWrite5m[row]!;
    const written1h = of.cacheWrite1h[row]!;
    const writtenOther = of.cacheWriteOther[row]!;
    adder.loggedUsd = hasCosts ? facts.loggedUsd.get(row) : undefined;
    adder.open(
      of.terms[row]!,
      of.attribution[row]!,
      of.quality[row]!,
      atMs,
      input + read + written5m + written1h + writtenOther,
    );
    adder.input += input;
    adder.output += of.output[row]!;
    adder.cacheRead += read;
    adder.cacheWrite5m += written5m;
    adder.cacheWrite1h += written1h;
    adder.cacheWriteOther += writtenOther;
    adder.reasoning += of.reasoning[row]!;
    adder.webSearches += of.webSearches[row]!;
    adder.records += of.records[row]!;
    adder.events += 1;
  }
  if (!cursor) return adder.done();
  yield;
  for (let i = alone; i < rows.length; i++) {
    const row = rows[i]!;
    cursor.moveTo(row, false);
    const { tokens } = cursor;
    adder.loggedUsd = cursor.loggedUsd;
    adder.open(
      of.terms[row]!,
      of.attribution[row]!,
      QUALITIES.indexOf(cursor.quality),
      cursor.atMs,
      promptTokens(tokens),
    );
    for (const kind of TOKEN_KINDS) adder[kind] += tokens[kind];
    adder.reasoning += cursor.reasoning;
    adder.webSearches += cursor.webSearches;
    adder.records += cursor.records;
    adder.events += 1;
  }
  return adder.done();
}
