/**
 * What a lot would cost if its price were found with these mistakes. Every one of them is a question to the same price
 * lookup, as a tool would use it that does not know better: without the word for fast mode, with an empty prompt.
 */
import type { Money } from '../../core/money.ts';
import type { ListedRate, PriceLookup, RatePart, Request } from '../../core/price.ts';
import { noTokens, TOKEN_KINDS, totalTokens } from '../../core/usage.ts';
import { bucketUsd } from '../../rollup/tally.ts';
import type { Counts, Lot } from './bill.ts';
import type { PricingId } from './causes.ts';

export type Reprice = (lot: Lot, mistakes: ReadonlySet<PricingId>) => Money;

export function repricing(prices: PriceLookup, nowMs: number): Reprice {
  return (lot, mistakes) => {
    const { line, logged, counts, excess } = lot;
    const hasLogged = line.sample.loggedUsd !== undefined;
    if (line.rate.status === 'logged' || (hasLogged && mistakes.has('logged'))) return logged;
    const asked = askedWith(lot, mistakes, nowMs);
    const isShort = mistakes.has('tier-ignored') || mistakes.has('tier-marginal');
    const rate = prices.rate(isShort ? { ...asked, tokens: noTokens } : asked);
    if (rate.status !== 'listed') return 0n;
    const sum = rate.parts
      ? partsUsd(rate.parts, counts, mistakes)
      : bucketUsd(rate, countedWith(counts, mistakes));
    if (!excess || !mistakes.has('tier-marginal')) return sum;
    const long = prices.rate(asked);
    return long.status === 'listed' ? sum + surcharge(rate, long, countedWith(excess, mistakes)) : sum;
  };
}

/** The request as a tool sees it that does not look at some of its words. */
function askedWith({ line }: Lot, mistakes: ReadonlySet<PricingId>, nowMs: number): Request {
  const { sample, rate } = line;
  const { provider, model, speed, tier, geo, requests } = sample.terms;
  // A cloud's regional endpoint is named by the model id itself.
  const global = { model: rate.origin?.model ?? model, geo: 'global' };
  return {
    ...sample,
    atMs: mistakes.has('today') ? nowMs : sample.atMs,
    terms: {
      provider,
      ...(mistakes.has('no-geo') ? global : { model, geo }),
      speed: mistakes.has('no-speed') ? undefined : speed,
      tier: mistakes.has('no-tier') ? undefined : tier,
      requests,
    },
  };
}

/** Responses that all have the same parts; searches are billed with the first. */
function partsUsd(parts: readonly RatePart[], counts: Counts, mistakes: ReadonlySet<PricingId>): Money {
  const each = parts.reduce((sum, { tokens }) => sum + totalTokens(tokens), 0);
  const responses = totalTokens(counts) / each;
  return parts.reduce((sum, { rate, tokens }, i) => {
    const own = { ...counts, searches: i === 0 ? counts.searches : 0 };
    for (const kind of TOKEN_KINDS) own[kind] = responses * tokens[kind];
    return sum + bucketUsd(rate, countedWith(own, mistakes));
  }, 0n);
}

function countedWith(counts: Counts, mistakes: ReadonlySet<PricingId>): Counts {
  const searches = mistakes.has('no-search') ? 0 : counts.searches;
  if (!mistakes.has('write-1h')) return { ...counts, searches };
  const { cacheWrite5m, cacheWrite1h } = counts;
  return { ...counts, searches, cacheWrite5m: cacheWrite5m + cacheWrite1h, cacheWrite1h: 0 };
}

function surcharge(short: ListedRate, long: ListedRate, excess: Counts): Money {
  const tokens = { ...excess, searches: 0 };
  return bucketUsd(long, tokens) - bucketUsd(short, tokens);
}
