/**
 * The journal's events added up by quarter of an hour, terms and attribution. Hundreds of thousands of
 * responses make some ten thousand cells, which is all that sums by day, model or project need. They are kept on
 * disk with the stamps of the files they were made of.
 *
 * Nothing derived is in it: no price, day or zone. Days begin on a quarter of an hour in every zone that is in use, and
 * prices at midnight, so a cell is of one day and one price in every report; where it is not (a price that depends on
 * the length of the prompt, within a cell), the rollup does not guess: see `group-by.ts`.
 */

import { joinSessions, type SessionFacts } from '../core/session-facts.ts';
import { sessionName } from '../core/usage.ts';
import { type AgentTypes, agentTypesIn } from '../journal/agent-types.ts';
import type { Cursor } from '../journal/cursor.ts';
import type { FileFacts, Merged } from '../journal/merged.ts';
import { finished } from '../journal/merged.ts';
import type { Cells, Part, PriceTiers } from './cells.ts';
import { type Built, RollupBuilder } from './rollup-builder.ts';

/** What a journal knows without its events. */
export interface Rollup extends Pick<Merged, 'records' | 'ownStarts' | 'range'> {
  readonly parts: readonly Part[];
  readonly events: number;
  /** Subagents by their ids. */
  readonly agentTypes: AgentTypes;
  /** What logs state of sessions beside their responses, by `sessionName`; made on first use. */
  sessions(): SessionsByKey;
}

export type SessionsByKey = ReadonlyMap<string, SessionFacts>;

/** The rollup of what was merged; `cursor` is one over the same. */
export function* buildRollup(
  merged: Merged,
  cursor: Cursor,
  priceTiers: PriceTiers,
): Generator<void, Rollup> {
  const { cells, records, range } = yield* adding(merged, priceTiers, {
    owners: merged.shared.keys(),
    cursor,
  });
  const { ownStarts, files, events } = merged;
  return {
    parts: [{ cells, sign: 1 }],
    ...{ events, records, range, ownStarts },
    agentTypes: agentTypesIn(files),
    sessions: onFirstUse(() => sessionsIn(files)),
  };
}

/** Cells of one event each: for questions that the rollup is too coarse for. */
export function singleCells(merged: Merged, cursor: Cursor): Cells {
  const several = { owners: merged.shared.keys(), cursor };
  return finished(adding(merged, () => [], several, true)).cells;
}

/** Where several files state the same of one session, the one that comes last by its path holds. */
export function sessionsIn(files: Iterable<Pick<FileFacts, 'sessions'>>): SessionsByKey {
  const lists = Array.from(files, file => file.sessions).filter(list => list.length > 0);
  return new Map(joinSessions(...lists).map(facts => [sessionName(facts), facts]));
}

/** A function that calls another one at most once. */
export function onFirstUse<T>(make: () => T): () => T {
  let made: { readonly is: T } | undefined;
  return () => {
    made ??= { is: make() };
    return made.is;
  };
}

/** How many events are added between two yields: no more than some milliseconds' worth. */
const PIECE = 8192;

/**
 * Adds up events of a row each, and those of `several`; yields every few milliseconds, so that a screen can be drawn in
 * between. Rows must be in order. `isSingle` gives each event a cell of its own.
 */
export function* adding(
  { facts, unshared }: Pick<Merged, 'facts' | 'unshared'>,
  priceTiers: PriceTiers,
  several?: { readonly owners: Iterable<number>; readonly cursor: Cursor },
  isSingle = false,
): Generator<void, Built> {
  const adder = new RollupBuilder(facts, priceTiers, isSingle);
  for (let i = 0; i < unshared.length; i += PIECE) {
    adder.add(unshared, i, Math.min(i + PIECE, unshared.length));
    yield;
  }
  if (!several) return adder.done();
  let count = 0;
  for (const row of several.owners) {
    several.cursor.moveTo(row, false);
    adder.addOne(row, several.cursor);
    count += 1;
    if (count % PIECE === 0) yield;
  }
  return adder.done();
}
