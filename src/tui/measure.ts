/** What charts, bars and tables can be measured by: one number of a tally, how it is written, and what its axis says. */
import { shortCount } from '../core/format.ts';
import { approximateUsd } from '../core/money.ts';
import type { Tally } from '../rollup/tally.ts';
import type { Look } from './draw/look.ts';
import { costIn, moneyIn, usdTable } from './draw/money.ts';

export interface MeasureOf {
  readonly id: string;
  /** As a title says it: 'Cost'. */
  readonly title: string;
  /** What its axis counts, before '/day'. */
  unit(look: Look): string;
  /** For drawing and sorting; in dollars where it is money. */
  of(tally: Tally): number;
  text(tally: Tally, look: Look): string;
  readonly kind: 'money' | 'count' | 'percent';
  /** Whether the parts add up to the whole. */
  readonly isSum: boolean;
}

function tokens(id: string, title: string, of: (tally: Tally) => number): MeasureOf {
  const unit = () => title.toLowerCase();
  return { id, title, unit, of, text: tally => shortCount(of(tally)), kind: 'count', isSum: true };
}

const cost: MeasureOf = {
  id: 'cost',
  title: 'Cost',
  unit: ({ currency }) => currency?.code ?? '$',
  of: tally => approximateUsd(tally.cost().usd),
  text: (tally, look) => costText(tally, look),
  kind: 'money',
  isSum: true,
};

const hitRate: MeasureOf = {
  id: 'hits',
  title: 'Cache hit rate',
  unit: () => '% of the prompt',
  of: tally => (hits(tally) ?? 0) * 100,
  text: tally => percentText(hits(tally)),
  kind: 'percent',
  isSum: false,
};

export const MEASURES: readonly MeasureOf[] = [
  cost,
  tokens('tokens', 'Tokens', tally => tally.total),
  tokens('input', 'Input', tally => tally.tokens.input),
  tokens('output', 'Output', tally => tally.tokens.output),
  tokens('cache-read', 'Cache read', tally => tally.tokens.cacheRead),
  tokens('cache-write', 'Cache write', tally => tally.cacheWrite),
  tokens('responses', 'Responses', tally => tally.events),
  hitRate,
];

export function measureOf(id: string): MeasureOf {
  return MEASURES.find(measure => measure.id === id) ?? cost;
}

/** How much of the prompts was read from the cache, 0 to 1; undefined where nothing was sent. */
export function hits({ tokens: { input, cacheRead }, cacheWrite }: Tally): number | undefined {
  const prompt = input + cacheRead + cacheWrite;
  return prompt > 0 ? cacheRead / prompt : undefined;
}

/** A whole per cent; traces are told from nothing. */
export function percentText(share: number | undefined): string {
  if (share === undefined || !Number.isFinite(share)) return '-';
  const percent = share * 100;
  if (percent > 0 && percent < 1) return '<1 %';
  return `${Math.round(percent)} %`;
}

/** A change against an earlier figure: '+36 %', '-4 %', 'new' where there was none. */
export function changeText(now: number, before: number): string {
  if (before <= 0) return now > 0 ? 'new' : '-';
  const percent = Math.round((now / before - 1) * 100);
  return `${percent > 0 ? '+' : ''}${percent} %`;
}

/** Money for a cell: cents below ten thousand; `free` where nothing is billed. */
export function costText(tally: Tally, look: Look): string {
  return tally.isFree ? 'free' : costIn(tally.cost(), look, usdTable);
}

/** Estimates carry a mark. */
export function estimateText(usd: bigint, look: Look): string {
  return `${look.glyphs.about}${moneyIn(usd, look)}`;
}
