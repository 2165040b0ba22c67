/**
 * An explanation, played forward: our sheet, and how it looks after each mistake in turn, until it is as much theirs as
 * it can be made. The order is that of the registry: what was counted, on which day, at which price.
 */
import { type Step, withoutHairs } from './account.ts';
import { Bill, type Lot } from './bill.ts';
import { type CauseId, COUNTING, type CountingId, PRICING } from './causes.ts';
import type { Evidence } from './counting.ts';
import { type Explanation, hasSameTokens, pricingOf } from './explanation.ts';
import { lotUsd, type PricingMistake, RIGHT } from './pricing.ts';
import type { Clock } from './quarters.ts';
import type { Reprice } from './repricing.ts';
import { type Cell, emptyCell, isSameUsd, keyOf, keysOf, type Sheet, withoutDays } from './sheet.ts';

export interface Played {
  /** Our numbers, as they are. */
  readonly right: Sheet;
  readonly steps: readonly Step[];
  /** Their numbers, rid of what adding up in floats leaves. */
  readonly theirs: Sheet;
}

/** Which mistakes have been made so far. */
interface State {
  readonly bill: Bill;
  readonly absent: ReadonlySet<string>;
  readonly clock: Clock;
  readonly mistakes: readonly PricingMistake[];
  readonly hasZeros: boolean;
}

export function stepsOf(evidence: Evidence, found: Explanation, reprice: Reprice): Played {
  const { records, prices, nowMs, home, isReported, shapes } = evidence;
  const { counting, clock } = found;
  const billWith = (ids: readonly CountingId[]) => new Bill(records.charges(new Set(ids)), prices, nowMs);
  // All steps hold the same usage: what falls into their days by their midnight.
  const isIn = isReported(clock);
  const sheetOf = ({ bill, absent, clock, mistakes, hasZeros }: State) => {
    const price = (lot: Lot) => {
      const all = pricingOf(found.pricings, lot.line.model);
      const made = all.mistakes.filter(mistake => mistakes.includes(mistake));
      return lotUsd(lot, { ...RIGHT, mistakes: made, zero: hasZeros ? all.zero : RIGHT.zero }, reprice);
    };
    return bill.priced(price).sheet(shapes, clock, isIn, absent);
  };
  let state: State = {
    bill: billWith([]),
    absent: new Set(),
    clock: home,
    mistakes: [],
    hasZeros: false,
  };
  const right = sheetOf(state);
  const steps: Step[] = [];
  const take = (cause: CauseId, says: string, change: Partial<State>) => {
    state = { ...state, ...change };
    steps.push({ cause, says, sheet: sheetOf(state) });
  };

  const counted = COUNTING.filter(mistake => counting.mistakes.includes(mistake));
  counted.forEach(({ cause, says }, i) => {
    take(cause, says, { bill: billWith(counted.slice(0, i + 1).map(mistake => mistake.id)) });
  });
  const { absent } = counting;
  if (absent.size > 0) take('missing-model', `${listed(absent)} left out altogether`, { absent });
  if (clock !== home) take('days', `days were cut at midnight ${clock.name}`, { clock });
  const all = [...found.pricings.values()];
  for (const mistake of PRICING) {
    if (!all.some(({ mistakes }) => mistakes.includes(mistake))) continue;
    take(mistake.cause, mistake.says, { mistakes: [...state.mistakes, mistake] });
  }
  const zero = new Set(all.flatMap(pricing => [...pricing.zero]));
  if (zero.size > 0) take('missing-model', `no price for ${listed(zero)}: shown as $0`, { hasZeros: true });

  const unknown = new Set([...found.pricings].flatMap(([model, { isTheirs }]) => (isTheirs ? [model] : [])));
  const borrowed = withTheirs(sheetOf(state), evidence.theirs, cell => unknown.has(cell.model ?? ''));
  const theirs = withoutHairs(evidence.theirs, borrowed);
  const known = `${listed(unknown)} priced, for which we have no price`;
  const moved = 'the same usage stands on other days, as no time zone would put it';
  return {
    right,
    theirs,
    steps: [
      ...steps,
      { cause: 'missing-model', says: known, sheet: borrowed },
      { cause: 'days', says: moved, sheet: withMoves(borrowed, theirs) },
    ],
  };
}

/** Our sheet with their dollars in some cells. */
function withTheirs(ours: Sheet, theirs: Sheet, isTheirs: (cell: Cell) => boolean): Sheet {
  return new Map(
    [...ours].map(([key, cell]) => [
      key,
      isTheirs(cell) ? { ...cell, usd: theirs.get(key)?.usd ?? 0n } : cell,
    ]),
  );
}

/** Our sheet with usage put on their days, for every model whose sums over all days are theirs. */
function withMoves(ours: Sheet, theirs: Sheet): Sheet {
  const sums = { ours: withoutDays(ours), theirs: withoutDays(theirs) };
  const moved = new Map<string, Cell>();
  for (const key of keysOf(ours, theirs)) {
    const own = ours.get(key);
    const their = theirs.get(key);
    const { shape, day, model } = (own ?? their)!;
    const sum = keyOf({ ...shape, hasDays: false }, undefined, model);
    const a = sums.ours.get(sum);
    const b = sums.theirs.get(sum);
    const isSameCount = shape.hasDays && hasSameTokens(a, b);
    const isSameCost = shape.hasDays && isSameUsd(a?.usd ?? 0n, b?.usd ?? 0n);
    const { tokens } = emptyCell(shape, day, model);
    const usd = (isSameCost ? their : own)?.usd ?? 0n;
    moved.set(key, { shape, day, model, usd, tokens: (isSameCount ? their : own)?.tokens ?? tokens });
  }
  return moved;
}

function listed(names: ReadonlySet<string>): string {
  return [...names].sort().join(', ');
}
