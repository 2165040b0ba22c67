/**
 * How another tool priced the tokens on which we agree: per model, the fewest mistakes that turn our dollars into
 * theirs, to a millionth. Models are judged apart, because tools know more of some than of others; where one model
 * leaves a choice, what the others have shown decides.
 */
import { smallest } from '../../core/extremes.ts';
import type { Money } from '../../core/money.ts';
import type { Lot } from './bill.ts';
import { combinations, PRICING, type PricingId } from './causes.ts';
import type { Reprice } from './repricing.ts';
import { isSameUsd } from './sheet.ts';

export type PricingMistake = (typeof PRICING)[number];

/** How the dollars of a model, or of all together, were found. */
export interface Pricing {
  readonly mistakes: readonly PricingMistake[];
  /** Models that are shown at $0. */
  readonly zero: ReadonlySet<string>;
  /** We have no price; theirs is kept. */
  readonly isTheirs: boolean;
}

export const RIGHT: Pricing = { mistakes: [], zero: new Set(), isTheirs: false };

/** The cells of one model (or of all), with our lots in them and their dollars. */
export interface Group {
  readonly cells: readonly { readonly lots: readonly Lot[]; readonly theirs: Money }[];
}

/** More mistakes than this in the price of one model are not untangled. */
const MOST_MISTAKES = 4;

/** Explains each group by its name; a group that nothing explains is absent. `unpriced` are those they say so of. */
export function pricings(
  groups: ReadonlyMap<string, Group>,
  reprice: Reprice,
  unpriced: ReadonlySet<string>,
): ReadonlyMap<string, Pricing> {
  const fits = new Map([...groups].map(([name, group]) => [name, fitsOf(group, reprice, unpriced)]));
  const shown = new Set<PricingId>();
  for (const ways of fits.values()) {
    if (ways.length === 1) for (const { id } of ways[0]!.mistakes) shown.add(id);
  }
  const news = ({ mistakes }: Pricing) => mistakes.filter(({ id }) => !shown.has(id)).length;
  return new Map(
    [...fits].flatMap(([name, ways]) => {
      const best = ways.toSorted((a, b) => news(a) - news(b))[0];
      return best ? [[name, best] as const] : [];
    }),
  );
}

/** The ways with the fewest mistakes that fit every cell; else the one that settles most and spoils no more. */
function fitsOf(group: Group, reprice: Reprice, unpriced: ReadonlySet<string>): readonly Pricing[] {
  if (isKnownToThemAlone(group)) return [{ ...RIGHT, isTheirs: true }];
  const right = group.cells.map(({ lots }) => sumOf(lots, RIGHT, reprice));
  const ways = waysFor(group, right, reprice, unpriced).map(({ pricing, made }) => {
    let settled = 0;
    let wrong = 0;
    let isExact = true;
    group.cells.forEach(({ theirs }, i) => {
      const isHit = isSameUsd(made[i]!, theirs);
      if (!isHit) isExact = false;
      if (isSameUsd(made[i]!, right[i]!)) return;
      if (isHit) settled += 1;
      else wrong += 1;
    });
    return { pricing, size: sizeOf(pricing), net: settled - wrong, isExact };
  });
  const exact = ways.filter(way => way.isExact);
  const least = smallest(exact.map(way => way.size));
  if (exact.length > 0) return exact.filter(way => way.size === least).map(way => way.pricing);
  const fair = ways.filter(way => way.net > 0).toSorted((a, b) => b.net - a.net || a.size - b.size);
  return fair.slice(0, 1).map(way => way.pricing);
}

interface Way {
  readonly pricing: Pricing;
  /** Dollars, cell by cell. */
  readonly made: readonly Money[];
}

/** Every combination of the mistakes that change anything here, with and without models at $0. */
function waysFor(
  { cells }: Group,
  right: readonly Money[],
  reprice: Reprice,
  unpriced: ReadonlySet<string>,
): readonly Way[] {
  const live = PRICING.filter(mistake => {
    const pricing = { ...RIGHT, mistakes: [mistake] };
    return cells.some(({ lots }, i) => !isSameUsd(sumOf(lots, pricing, reprice), right[i]!));
  });
  const models = [...new Set(cells.flatMap(cell => cell.lots.map(lot => lot.line.model)))];
  const zeros = [[], ...models.map(model => [model]), models.filter(model => unpriced.has(model))];
  return combinations(live)
    .filter(mistakes => mistakes.length <= MOST_MISTAKES)
    .flatMap(mistakes => {
      const parts = cells.map(({ lots }) =>
        models.map(model => {
          const own = lots.filter(lot => lot.line.model === model);
          return sumOf(own, { ...RIGHT, mistakes }, reprice);
        }),
      );
      return zeros.map(zero => ({
        pricing: { mistakes, zero: new Set(zero), isTheirs: false },
        made: parts.map(part =>
          part.reduce((sum, amount, i) => (zero.includes(models[i]!) ? sum : sum + amount), 0n),
        ),
      }));
    });
}

function sizeOf({ mistakes, zero }: Pricing): number {
  return mistakes.length + (zero.size > 0 ? 1 : 0);
}

/** We have no price for any of it, and they have dollars for all of it. */
function isKnownToThemAlone({ cells }: Group): boolean {
  return cells.every(
    ({ lots, theirs }) => theirs > 0n && lots.every(lot => lot.line.rate.status === 'unpriced'),
  );
}

function sumOf(lots: readonly Lot[], pricing: Pricing, reprice: Reprice): Money {
  return lots.reduce((sum, lot) => sum + lotUsd(lot, pricing, reprice), 0n);
}

/** What a lot costs when it is priced so. */
export function lotUsd(lot: Lot, { mistakes, zero }: Pricing, reprice: Reprice): Money {
  if (zero.has(lot.line.model)) return 0n;
  return reprice(lot, new Set(mistakes.map(mistake => mistake.id)));
}
