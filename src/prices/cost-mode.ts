/**
 * Which cost counts where a log states one itself: ours from the list (`list`), the log's alone (`logged`), or the
 * log's where there is one and ours elsewhere (`auto`). The log's own cost is a witness, not a price: tools have
 * charged reasoning twice and written-off discounts in theirs, so `list` is the default and both are kept.
 */
import type { LoggedRate, PriceLookup, Rate, RateSpan, Request } from '../core/price.ts';

export const COST_MODES = ['list', 'logged', 'auto'] as const;
export type CostMode = (typeof COST_MODES)[number];

export function inCostMode(prices: PriceLookup, mode: CostMode): PriceLookup {
  if (mode === 'list') return prices;
  const logged = new Map<Rate, LoggedRate>();
  const silent = new Map<Rate, Rate>();
  const modeOf = (listed: Rate, request: Request): Rate => {
    // What never was a billed call stays that, whatever the log says.
    if (listed.status === 'excluded') return listed;
    if (request.loggedUsd !== undefined) return made(logged, listed, loggedRate);
    return mode === 'auto' ? listed : made(silent, listed, noLoggedCost);
  };
  const { rateSpan } = prices;
  return {
    rate: request => modeOf(prices.rate(request), request),
    rateSpan: rateSpan && (request => inMode(rateSpan(request), request)),
  };

  function inMode(found: RateSpan, request: Request): RateSpan {
    return { ...found, rate: modeOf(found.rate, request) };
  }
}

/** Rates are kept one object each, because sums are kept per rate. */
function made<R extends Rate>(known: Map<Rate, R>, listed: Rate, make: (listed: Rate) => R): R {
  const rate = known.get(listed) ?? make(listed);
  known.set(listed, rate);
  return rate;
}

function loggedRate(listed: Rate): LoggedRate {
  return {
    status: 'logged',
    origin: listed.origin,
    lookedUp: lookedUp(listed),
    why: 'the cost is the one that the log itself states',
  };
}

function noLoggedCost(listed: Rate): Rate {
  const why = 'the log states no cost, and only logged costs were asked for (--cost logged)';
  return { status: 'unpriced', origin: listed.origin, lookedUp: lookedUp(listed), why };
}

function lookedUp(rate: Rate): string {
  return rate.status === 'listed' ? rate.origin.model : rate.lookedUp;
}
