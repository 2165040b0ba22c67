/**
 * Which tokens another tool counted: finds the mistakes in counting, and the zone, that turn our counts into theirs.
 * Every combination is made over our own data and laid over theirs; one that fits to the last token with the fewest
 * causes wins. Prices do not matter here, so neither does anything that is wrong with theirs.
 */
import { smallest } from '../../core/extremes.ts';
import { getOrInsert } from '../../core/group.ts';
import type { PriceLookup } from '../../core/price.ts';
import { modelName } from '../../core/scope.ts';
import { CAUSES, type CauseId, COUNTING, type CountingId, combinations } from './causes.ts';
import { type Fit, fitOf, scoreOf } from './fit.ts';
import { peerTokens } from './peer.ts';
import { type Clock, Quarters, quarterOf } from './quarters.ts';
import type { Records } from './records.ts';
import { type Cell, type Shape, type Sheet, withoutDays } from './sheet.ts';

export type CountingMistake = (typeof COUNTING)[number];

/** One way to come to their counts. */
export interface Counting {
  readonly mistakes: readonly CountingMistake[];
  /** Their midnight; undefined where usage only moved between days and no zone explains how. */
  readonly clock: Clock | undefined;
  /** Models of ours that they do not name at all. */
  readonly absent: ReadonlySet<string>;
  readonly fit: Fit;
  readonly causes: readonly CauseId[];
}

/** What the search looks at. */
export interface Evidence {
  readonly records: Records;
  readonly prices: PriceLookup;
  readonly nowMs: number;
  /** The reader's own midnight. */
  readonly home: Clock;
  /** Whether usage belongs to the days they report, by their midnight. */
  readonly isReported: (clock: Clock) => (atMs: number) => boolean;
  readonly shapes: readonly Shape[];
  readonly theirs: Sheet;
  /** Our names of all models in our logs, and of those that they name. */
  readonly ours: ReadonlySet<string>;
  readonly theirModels: ReadonlySet<string>;
}

export interface Midnights {
  readonly offsets: readonly Clock[];
  /** Asked for only when no plain offset fits. */
  ruled(): readonly Clock[];
}

/** Zones are tried with so many ways of counting: those whose sums over all days come nearest. */
const MOST_PROMISING = 4;

/** All explanations that are believed, the best first; "nothing is wrong" alone where that fits, or where none is. */
export function countings(evidence: Evidence, midnights: Midnights): readonly Counting[] {
  const { home, shapes } = evidence;
  const ways = waysToCount(evidence);
  const right = madeSheet(evidence, ways[0]!, home, new Set());
  const tried: Counting[] = [];
  const tryThese = (some: readonly Counted[], clocks: readonly Clock[]) => {
    for (const counted of some) {
      for (const clock of clocks)
        for (const each of onDays(evidence, right, counted, clock)) tried.push(each);
    }
  };
  const isSettled = (causes = Number.POSITIVE_INFINITY) =>
    tried.some(each => each.fit.isExact && each.causes.length <= causes);

  tryThese(ways, [home]);
  const nothing = tried[0]!;
  if (nothing.fit.isExact) return [nothing];
  if (shapes.some(shape => shape.hasDays)) {
    const promising = nearest(evidence, ways);
    if (!isSettled(1)) tryThese(promising, midnights.offsets);
    if (!isSettled()) tryThese(promising.slice(0, 2), midnights.ruled());
    if (!isSettled()) for (const each of ways.flatMap(counted => moved(evidence, counted))) tried.push(each);
  }
  const believed = ranked(tried);
  return believed.length > 0 ? believed : [nothing];
}

interface Counted {
  readonly mistakes: readonly CountingMistake[];
  readonly quarters: Quarters;
}

/** Our usage under every combination of mistakes in counting that makes a difference at all, fewest first. */
function waysToCount({ records, prices }: Evidence): readonly Counted[] {
  const ways = new Map<string, Counted>();
  for (const mistakes of combinations(COUNTING)) {
    const quarters = new Quarters();
    for (const charge of records.charges(new Set<CountingId>(mistakes.map(mistake => mistake.id)))) {
      const model = modelName(charge, prices.rate(charge));
      quarters.add(quarterOf(charge.atMs), model, peerTokens(charge.tokens), 0n);
    }
    getOrInsert(ways, quarters.fingerprint(), () => ({ mistakes, quarters }));
  }
  return [...ways.values()];
}

function madeSheet(
  { shapes, isReported }: Evidence,
  { quarters }: Counted,
  clock: Clock,
  absent: ReadonlySet<string>,
): Sheet {
  return quarters.sheet(shapes, clock, isReported(clock), absent);
}

/** The ways whose sums over all days are nearest to theirs: whatever the zone, these hardly change. */
function nearest(evidence: Evidence, ways: readonly Counted[]): readonly Counted[] {
  const theirs = withoutDays(evidence.theirs);
  const missed = ways.map(counted => {
    const fits = absences(evidence, counted, evidence.home).map(absent => {
      const made = withoutDays(madeSheet(evidence, counted, evidence.home, absent));
      return fitOf(new Map(), made, theirs, isJudged(evidence)).missed;
    });
    return { counted, missed: smallest(fits) };
  });
  return missed
    .toSorted((a, b) => a.missed - b.missed)
    .slice(0, MOST_PROMISING)
    .map(({ counted }) => counted);
}

/** With all of our models, and without those that they do not have. */
function onDays(evidence: Evidence, right: Sheet, counted: Counted, clock: Clock): readonly Counting[] {
  return absences(evidence, counted, clock).map(absent => {
    const made = madeSheet(evidence, counted, clock, absent);
    const fit = fitOf(right, made, evidence.theirs, isJudged(evidence));
    const causes = causesOf(counted, absent, clock !== evidence.home);
    return { mistakes: counted.mistakes, clock, absent, fit, causes };
  });
}

/** Their counts are ours with these mistakes, but on other days. */
function moved(evidence: Evidence, counted: Counted): readonly Counting[] {
  const theirs = withoutDays(evidence.theirs);
  return absences(evidence, counted, evidence.home)
    .map(absent => {
      const made = withoutDays(madeSheet(evidence, counted, evidence.home, absent));
      const fit = fitOf(new Map(), made, theirs, isJudged(evidence));
      const causes = causesOf(counted, absent, true);
      return { mistakes: counted.mistakes, clock: undefined, absent, fit, causes };
    })
    .filter(({ fit }) => fit.isExact);
}

function causesOf({ mistakes }: Counted, absent: ReadonlySet<string>, isMoved: boolean): readonly CauseId[] {
  const causes: CauseId[] = mistakes.map(mistake => mistake.cause);
  if (absent.size > 0) causes.push('missing-model');
  if (isMoved) causes.push('days');
  return causes;
}

/** A model that none of our logs names cannot be explained by any mistake over our logs. */
function isJudged({ ours }: Evidence): (cell: Cell) => boolean {
  return ({ model }) => model === undefined || ours.has(model);
}

/** No model, and where there are some, all those that they do not name; none of that where no name is common. */
function absences(
  { ours, theirModels, isReported }: Evidence,
  { quarters }: Counted,
  clock: Clock,
): readonly ReadonlySet<string>[] {
  const used = quarters.models(isReported(clock));
  const absent = new Set([...used].filter(model => !theirModels.has(model)));
  const isForeign = [...theirModels].every(model => !ours.has(model));
  return absent.size === 0 || isForeign ? [new Set()] : [new Set(), absent];
}

function ranked(tried: readonly Counting[]): readonly Counting[] {
  return tried
    .map(each => ({ each, score: scoreOf(each.fit, each.causes.length) }))
    .filter(({ score }) => score > 0)
    .toSorted((a, b) => b.score - a.score || firstCause(a.each) - firstCause(b.each))
    .map(({ each }) => each);
}

/** Where two explanations are equally good, the registry decides. */
function firstCause({ causes }: Counting): number {
  return CAUSES.findIndex(({ id }) => causes.includes(id));
}
