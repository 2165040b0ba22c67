/**
 * Two rough ways to price, kept for people who come from tools that worked so. Both are off by default,
 * and whatever they price is labelled as an estimate.
 *
 *   flat     one rate for every token, whatever it was: $0.0026 per thousand by default
 *   family   Sonnet 3 and 15, Haiku 1 and 5, Opus 15 and 75, no discount for cached tokens. It puts Opus since 4.5
 *            three times too high, Haiku 5.5 ten times, and any well-cached session as much again.
 */
import { decimal, type Money, usd } from '../core/money.ts';
import type { ListedRate, PriceLookup, Rate } from '../core/price.ts';
import { TOKEN_KINDS, type TokenKind } from '../core/usage.ts';
import { readModelId } from './model-id.ts';

export const FLAT_USD_PER_THOUSAND = '0.0026';

/** Families by the word in a model's id: USD per million tokens of input and of output. */
const FAMILIES = { sonnet: [3, 15], haiku: [1, 5], opus: [15, 75] } as const;
const FAMILY_NAMES = Object.keys(FAMILIES) as (keyof typeof FAMILIES)[];

/** Every token of every model at one rate, given in USD per thousand tokens. */
export function flatPrices(usdPerThousand: string | number = FLAT_USD_PER_THOUSAND): PriceLookup {
  const perMtok = usd(usdPerThousand) * 1000n;
  const rate = estimate('flat', 'any model', perMtok, perMtok);
  return { rate: () => rate };
}

/** Claude models by family; others are unpriced. */
export function familyPrices(): PriceLookup {
  const rates = new Map<string, Rate>(
    FAMILY_NAMES.map(name => {
      const [input, output] = FAMILIES[name];
      return [name, estimate('family', name, usd(input), usd(output))];
    }),
  );
  const unpriced = new Map<string, Rate>();
  return {
    rate: ({ terms }) => {
      const lookedUp = readModelId(terms.model).spellings[0]?.id ?? '';
      const family = lookedUp.split('-').find(word => rates.has(word));
      const rate = rates.get(family ?? '') ?? unpriced.get(lookedUp);
      if (rate) return rate;
      const none: Rate = { status: 'unpriced', lookedUp, why: `no family of ${FAMILY_NAMES.join(', ')}` };
      unpriced.set(lookedUp, none);
      return none;
    },
  };
}

/** `input` and `output` are USD per million tokens; everything sent to the model is priced as input. */
function estimate(mode: string, model: string, input: Money, output: Money): ListedRate {
  const each = <T>(to: (perMtok: Money) => T) =>
    Object.fromEntries(TOKEN_KINDS.map(kind => [kind, to(kind === 'output' ? output : input)])) as Record<
      TokenKind,
      T
    >;
  return {
    status: 'listed',
    origin: {
      model,
      vendor: 'estimate',
      source: `the ${mode} rate you asked for`,
      table: `${mode} estimate`,
    },
    perToken: each(perMtok => perMtok / 1_000_000n),
    perSearch: 0n,
    published: each(perMtok => decimal(perMtok, 0)),
    steps: [],
    caveats: [`a ${mode} estimate, not a price anybody lists`],
  };
}
