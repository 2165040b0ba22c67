/**
 * What the commands about COST-TRACKING files share: the files below a root as the composition root hands them over,
 * their overview, and the troubles, which go to standard error.
 */
import type { OverviewInput } from '../budgets/overview.ts';
import type { Tracking } from '../budgets/tracked.ts';
import { parseDay } from '../core/calendar.ts';
import { printable } from '../core/clean.ts';
import { counted, troubleText } from '../core/format.ts';
import { nearest } from '../core/nearest.ts';
import type { PriceLookup } from '../core/price.ts';
import { noTokens } from '../core/usage.ts';
import { eventUsd } from '../rollup/tally.ts';
import type { Context } from './context.ts';

/** Where to look: what was named, else what the configuration says, else here. */
export function rootsOf(named: readonly string[], configured: readonly string[] = []): readonly string[] {
  return named.length > 0 ? named : configured.length > 0 ? configured : ['.'];
}

export function tellTroubles({ io }: Pick<Context, 'io'>, command: string, { troubles }: Tracking): void {
  for (const trouble of troubles) io.err(`token-dash ${command}: ${printable(troubleText(trouble))}\n`);
}

export function nothingFound(roots: readonly string[], { troubles }: Tracking): string {
  const passed = troubles.length === 0 ? '' : ` (${counted(troubles.length, 'file')} passed over)`;
  return `no COST-TRACKING-*.yaml, COST-TRACKING.yaml or COST-REPORT*.yaml below ${roots.join(', ')} can be used${passed}`;
}

/** The day of `--until`, or what is wrong with it. */
export function untilDay(text: string | undefined): { readonly day?: number } | { readonly problem: string } {
  if (text === undefined) return {};
  const day = parseDay(text);
  return day === undefined ? { problem: `--until '${text}' is not a day (try 2025-11-02)` } : { day };
}

/** Prices tracked work at the list price of today's Haiku. */
export function overviewInput(
  {
    zone,
    priceList,
    io,
  }: Pick<Context, 'zone'> & { readonly priceList: PriceLookup; readonly io: { readonly nowMs: number } },
  asOf?: number,
): OverviewInput {
  return {
    zone,
    asOf,
    haikuUsd(tokensIn, tokensOut) {
      const tokens = { ...noTokens, input: tokensIn, output: tokensOut };
      const request = { terms: { model: HAIKU }, atMs: io.nowMs, tokens, quality: 'exact' } as const;
      return eventUsd({ ...request, webSearches: 0, loggedUsd: undefined }, priceList.rate(request));
    },
  };
}

export const HAIKU = 'claude-haiku-4-5';

/** A hint where a word that is no directory looks like a part of `budget`. */
export function didYouMean(word: string, parts: readonly string[]): string {
  const near = nearest(word, parts);
  return near ? ` (did you mean 'budget ${near}'?)` : '';
}
