/**
 * The whole explanation of another tool's report: how its tokens were counted, how the agreed ones were priced, and,
 * where only its dollars have days, by whose midnight those were cut.
 */
import type { Day } from '../../core/calendar.ts';
import { getOrInsert } from '../../core/group.ts';
import { Bill, type Lot } from './bill.ts';
import { type Counting, countings, type Evidence, type Midnights } from './counting.ts';
import { PEER_KINDS } from './peer.ts';
import { lotUsd, type Pricing, pricings, RIGHT } from './pricing.ts';
import type { Clock } from './quarters.ts';
import type { Reprice } from './repricing.ts';
import { type Cell, isSameUsd, keyOf, keysOf, type Shape, type Sheet, withoutDays } from './sheet.ts';

export interface Explanation {
  readonly counting: Counting;
  /** Other countings that fit as exactly with as few causes. */
  readonly rivals: readonly Counting[];
  /** Their midnight; the reader's where no midnight explains their days. */
  readonly clock: Clock;
  readonly isMidnightKnown: boolean;
  /** Pricings by our name of the model; of all models together under ''. */
  readonly pricings: ReadonlyMap<string, Pricing>;
}

export function explain(
  evidence: Evidence,
  midnights: Midnights,
  reprice: Reprice,
  unpriced: ReadonlySet<string>,
): Explanation {
  const [counting, ...others] = countings(evidence, midnights) as [Counting, ...Counting[]];
  const clock = counting.clock ?? evidence.home;
  const { records, prices, nowMs } = evidence;
  const ids = new Set(counting.mistakes.map(mistake => mistake.id));
  const bill = new Bill(records.charges(ids), prices, nowMs);
  const found = pricings(groupsOf(evidence, counting, bill), reprice, unpriced);
  const explanation = {
    counting,
    rivals: others.filter(other => other.fit.isExact && other.causes.length === counting.causes.length),
    clock,
    isMidnightKnown: counting.clock !== undefined,
    pricings: found,
  };
  if (!hasDaysInDollarsOnly(evidence.shapes)) return explanation;
  const fitting = midnightOfDollars(evidence, midnights, explanation, bill, reprice);
  return { ...explanation, clock: fitting ?? evidence.home, isMidnightKnown: fitting !== undefined };
}

function hasDaysInDollarsOnly(shapes: readonly Shape[]): boolean {
  const daily = shapes.filter(shape => shape.hasDays);
  return daily.some(shape => shape.hasUsd) && daily.every(shape => !shape.hasTokens);
}

/** How a model was priced. */
export function pricingOf(found: Explanation['pricings'], model: string): Pricing {
  return found.get(model) ?? found.get('') ?? RIGHT;
}

/** The dollars of the cells whose tokens agree, by model where theirs are. */
function groupsOf(evidence: Evidence, counting: Counting, bill: Bill) {
  const groups = new Map<string, { cells: { lots: readonly Lot[]; theirs: bigint }[] }>();
  const { shapes, home, isReported } = evidence;
  const shape = shapes.find(each => each.hasUsd && each.hasModels) ?? shapes.find(each => each.hasUsd);
  if (!shape) return groups;
  const { absent, clock = home } = counting;
  const days = bill.days(clock, isReported(clock));
  // Where usage moved between days, only sums over all days can be compared.
  const asked = counting.clock ? shape : { ...shape, hasDays: false };
  const flat = (sheet: Sheet) => (counting.clock ? sheet : withoutDays(sheet));
  const theirs = flat(evidence.theirs);
  const counts = bill.priced(() => 0n).sheet([shape], clock, isReported(clock), absent);
  const made = flat(counts);
  for (const [key, lots] of lotsByCell(days, asked, absent)) {
    const their = theirs.get(key);
    if (!their || (shape.hasTokens && !hasSameTokens(their, made.get(key)))) continue;
    getOrInsert(groups, their.model ?? '', () => ({ cells: [] })).cells.push({ lots, theirs: their.usd });
  }
  return groups;
}

function lotsByCell(
  days: ReadonlyMap<Day, readonly Lot[]>,
  shape: Shape,
  absent: ReadonlySet<string>,
): ReadonlyMap<string, readonly Lot[]> {
  const cells = new Map<string, Lot[]>();
  for (const [day, lots] of days) {
    for (const lot of lots) {
      if (!absent.has(lot.line.model))
        getOrInsert(cells, keyOf(shape, day, lot.line.model), () => []).push(lot);
    }
  }
  return cells;
}

/** The midnight by which their daily dollars fit. */
function midnightOfDollars(
  { shapes, home, isReported, theirs }: Evidence,
  { offsets, ruled }: Midnights,
  { counting, clock, pricings: found }: Pick<Explanation, 'counting' | 'clock' | 'pricings'>,
  bill: Bill,
  reprice: Reprice,
): Clock | undefined {
  const priced = bill.priced(lot => lotUsd(lot, pricingOf(found, lot.line.model), reprice));
  const sheetAt = (at: Clock) => priced.sheet(shapes, at, isReported(at), counting.absent);
  const asFound = sheetAt(clock);
  const fits = (at: Clock) => {
    const sheet = sheetAt(at);
    return [...keysOf(sheet, theirs, asFound)].every(key => {
      const cell = sheet.get(key);
      const { shape } = (cell ?? theirs.get(key) ?? asFound.get(key))!;
      if (shape.hasTokens && !hasSameTokens(cell, asFound.get(key))) return false;
      return !shape.hasDays || isSameUsd(cell?.usd ?? 0n, theirs.get(key)?.usd ?? 0n);
    });
  };
  return [home, clock, ...offsets].find(fits) ?? ruled().find(fits);
}

export function hasSameTokens(a: Cell | undefined, b: Cell | undefined): boolean {
  return PEER_KINDS.every(kind => (a?.tokens[kind] ?? 0) === (b?.tokens[kind] ?? 0));
}
