/** Laws that hold for any requests: sums have no order, more never costs less, equal rates are one object. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Money } from '../../src/core/money.ts';
import type { PriceLookup, Rate } from '../../src/core/price.ts';
import {
  type Terms,
  TOKEN_KINDS,
  type TokenKind,
  type Tokens,
  type UsageEvent,
} from '../../src/core/usage.ts';
import { createPriceLookup, ourTable } from '../../src/prices/index.ts';
import { readUsage } from '../../src/prices/usage-shapes.ts';
import { bucketUsd, Tally } from '../../src/rollup/tally.ts';

const prices = createPriceLookup();

const models = ourTable.vendors.flatMap(({ models, aliases = {} }) => [
  ...Object.keys(models),
  ...Object.keys(aliases),
]);
const terms: fc.Arbitrary<Terms> = fc.record({
  model: fc.oneof(fc.constantFrom(...models), fc.constantFrom('', '<synthetic>', 'nobody-knows-1')),
  provider: fc.constantFrom(undefined, 'openrouter', 'anthropic'),
  speed: fc.constantFrom(undefined, 'standard', 'fast'),
  tier: fc.constantFrom(undefined, 'batch', 'flex', 'priority', 'scale'),
  geo: fc.constantFrom(undefined, 'us', 'not_available', 'regional'),
});
const count = fc.oneof(fc.nat(10), fc.nat(400_000));
const tokens: fc.Arbitrary<Tokens> = fc.record(
  Object.fromEntries(TOKEN_KINDS.map(kind => [kind, count])) as Record<TokenKind, typeof count>,
);
const event: fc.Arbitrary<UsageEvent> = fc
  .record({
    terms,
    tokens,
    atMs: fc.integer({ min: Date.UTC(2024, 0), max: Date.UTC(2027, 6) }),
    webSearches: fc.nat(3),
    quality: fc.constantFrom('exact', 'lower bound', 'session total', 'estimate'),
  })
  .map(facts => ({ ...BLANK, ...facts }));

const BLANK = {
  ...{
    id: '',
    endMs: 0,
    reasoning: 0,
    loggedUsd: undefined,
    notes: [],
    agent: undefined,
    action: { type: 'manual', name: '(prompt)' } as const,
    projectDir: undefined,
    project: '',
  },
  ...{ attribution: { source: 'test', session: '' }, tools: [], file: '', offset: 0, line: 1, records: 1 },
};

function costOf(event: UsageEvent, lookup: PriceLookup = prices): Money {
  const rate = lookup.rate(event);
  return rate.status === 'listed' ? bucketUsd(rate, { ...event.tokens, searches: event.webSearches }) : 0n;
}

describe('prices', () => {
  it('add up: the cost of a tally is the sum of its requests, in any order and any split', () => {
    fc.assert(
      fc.property(fc.array(event), fc.nat(), (events, cut) => {
        const sum = events.reduce((total, event) => total + costOf(event), 0n);
        const at = events.length === 0 ? 0 : cut % events.length;
        const halves = Tally.of(events.slice(at).reverse(), prices);
        halves.absorb(Tally.of(events.slice(0, at), prices));
        expect(Tally.of(events, prices).cost()).toEqual(halves.cost());
        expect(halves.cost().usd).toBe(sum);
      }),
    );
  });

  it('rise, or stay, with every kind of token', () => {
    fc.assert(
      fc.property(event, fc.constantFrom(...TOKEN_KINDS), count, (event, kind, more) => {
        const larger = { ...event, tokens: { ...event.tokens, [kind]: event.tokens[kind] + more } };
        expect(costOf(larger)).toBeGreaterThanOrEqual(costOf(event));
      }),
    );
  });

  it('are one object where they are equal, however and whenever they were asked for', () => {
    fc.assert(
      fc.property(fc.array(event), events => {
        const [forwards, backwards] = [createPriceLookup(), createPriceLookup()];
        const rates = events.map(event => forwards.rate(event));
        const others = events.toReversed().map(event => backwards.rate(event));
        expect(rates).toEqual(others.reverse());
        const byText = new Map<string, Rate>();
        for (const [index, rate] of rates.entries()) {
          const text = JSON.stringify(rate, (_, value) => (typeof value === 'bigint' ? `${value}n` : value));
          expect(byText.get(text) ?? rate).toBe(rate);
          byText.set(text, rate);
          expect(forwards.rate({ ...events[index]!, terms: { ...events[index]!.terms } })).toBe(rate);
        }
      }),
    );
  });

  it('of any usage object whatever are made of whole, non-negative counts', () => {
    const odd = fc.oneof(fc.jsonValue(), fc.double(), fc.integer(), fc.constantFrom(Number.NaN, -1, 2 ** 60));
    const names = [
      'input_tokens',
      'output_tokens',
      'cached_input_tokens',
      'cache_creation_input_tokens',
      'input',
    ];
    const usage = fc.dictionary(fc.oneof(fc.constantFrom(...names), fc.string()), odd);
    fc.assert(
      fc.property(usage, usage => {
        for (const count of Object.values(readUsage(usage)?.tokens ?? {})) {
          expect(Number.isSafeInteger(count)).toBe(true);
          expect(count).toBeGreaterThanOrEqual(0);
        }
      }),
    );
  });
});
