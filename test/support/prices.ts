/** Prices for tests: round numbers by model, so that sums can be checked by eye. Nothing of it is a real price. */
import { usd } from '../../src/core/money.ts';
import type { ListedRate, PriceLookup, Rate, Request } from '../../src/core/price.ts';
import { promptTokens } from '../../src/core/usage.ts';

/** USD for one token of any kind; models that are not named have no price. */
const PER_TOKEN: Readonly<Record<string, string>> = {
  dear: '3',
  fair: '1',
  cheap: '0.1',
  tiny: '0.000000125',
};

const rates = new Map<string, Rate>();

export const somePrices: PriceLookup = { rate: ({ terms }: Request) => rateOf(terms.model) };

export function rateOf(model: string): Rate {
  let rate = rates.get(model);
  if (!rate) {
    rate = made(model);
    rates.set(model, rate);
  }
  return rate;
}

function made(model: string): Rate {
  if (model === 'free') return { status: 'free', lookedUp: model, why: 'costs nothing' };
  const amount = PER_TOKEN[model];
  if (amount === undefined) return { status: 'unpriced', lookedUp: model, why: 'nobody knows' };
  const each = usd(amount);
  const all = <T>(value: T) => ({
    input: value,
    output: value,
    cacheRead: value,
    cacheWrite5m: value,
    cacheWrite1h: value,
    cacheWriteOther: value,
  });
  const listed: ListedRate = {
    status: 'listed',
    origin: { model, vendor: 'nobody', source: 'https://example.org/prices', table: 'tests' },
    perToken: all(each),
    perSearch: usd('0.01'),
    published: all(String(Number(amount) * 1e6)),
    steps: [],
    caveats: [],
  };
  return listed;
}

/** The same, and says the spans of its rates. */
export const reachingPrices: PriceLookup = {
  ...somePrices,
  rateSpan: request => ({ rate: somePrices.rate(request), ...EVER, promptBelow: Number.POSITIVE_INFINITY }),
};
const EVER = { fromMs: Number.NEGATIVE_INFINITY, toMs: Number.POSITIVE_INFINITY };

/** Prompts of so many tokens and more are dear, shorter ones are cheap, for all models alike. */
export function pricesWithLongPrompts(from: number): PriceLookup {
  const rate = ({ tokens }: Request) => rateOf(promptTokens(tokens) < from ? 'cheap' : 'dear');
  return {
    rate,
    rateSpan: request => ({
      rate: rate(request),
      ...EVER,
      promptBelow: promptTokens(request.tokens) < from ? from : 0,
    }),
  };
}
