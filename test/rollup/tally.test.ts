import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { usd } from '../../src/core/money.ts';
import { TOKEN_KINDS, type UsageEvent } from '../../src/core/usage.ts';
import { Tally } from '../../src/rollup/tally.ts';
import { rateOf, somePrices } from '../support/prices.ts';
import { anyReading, journalOfReadings, reading, type Told } from '../support/readings.ts';

function event(told: Told): UsageEvent {
  return journalOfReadings([{ path: '/a', readings: [reading(told)] }]).event(0);
}

const anyEvents: fc.Arbitrary<UsageEvent[]> = fc.array(
  fc
    .tuple(anyReading, fc.constantFrom('dear', 'fair', 'cheap', 'tiny', 'free', 'nobody-knows'))
    .map(([each, model]) => event({ ...each, terms: { model } })),
  { maxLength: 12 },
);

/** Everything a tally says. */
function wordsOf(tally: Tally) {
  const { events, lowerBoundEvents, reasoning, webSearches, tokens, total, cacheWrite } = tally;
  const buckets = [...tally.buckets].map(
    ([rate, bucket]) => [rate.origin?.model ?? rate.status, bucket] as const,
  );
  return {
    ...{ events, lowerBoundEvents, reasoning, webSearches, tokens, total, cacheWrite },
    cost: tally.cost(),
    buckets: buckets.sort(([a], [b]) => (a < b ? -1 : 1)),
  };
}

describe('laws', () => {
  test('the sum of the parts is the whole, to the digit, however it is split and in whatever order', () => {
    const split = anyEvents.chain(events =>
      fc.tuple(
        fc.constant(events),
        fc.shuffledSubarray(events, { minLength: events.length }),
        fc.array(fc.nat(4), { minLength: events.length, maxLength: events.length }),
      ),
    );
    fc.assert(
      fc.property(split, ([events, shuffled, parts]) => {
        const sum = new Tally();
        for (let part = 0; part <= 4; part++) {
          sum.absorb(
            Tally.of(
              shuffled.filter((_, i) => parts[i] === part),
              somePrices,
            ),
          );
        }
        expect(wordsOf(sum)).toEqual(wordsOf(Tally.of(events, somePrices)));
      }),
      { numRuns: 300 },
    );
  });

  test('it is free where there is something, and all of it is stated to cost nothing', () => {
    fc.assert(
      fc.property(anyEvents, events => {
        const areFree = events.every(each => somePrices.rate(each).status === 'free');
        expect(Tally.of(events, somePrices).isFree).toBe(events.length > 0 && areFree);
      }),
      { examples: [[[event({ terms: { model: 'free' } })]]] },
    );
  });

  test('a part is not changed by being absorbed', () => {
    fc.assert(
      fc.property(anyEvents, anyEvents, (ours, theirs) => {
        const part = Tally.of(theirs, somePrices);
        const sum = new Tally();
        sum.absorb(part);
        sum.absorb(Tally.of(ours, somePrices));
        expect(wordsOf(part)).toEqual(wordsOf(Tally.of(theirs, somePrices)));
      }),
    );
  });

  test('the total is the sum of the kinds, and of the buckets', () => {
    fc.assert(
      fc.property(anyEvents, events => {
        const tally = Tally.of(events, somePrices);
        expect(tally.total).toBe(TOKEN_KINDS.reduce((sum, kind) => sum + tally.tokens[kind], 0));
        for (const kind of TOKEN_KINDS) {
          const inBuckets = [...tally.buckets.values()].reduce((sum, bucket) => sum + bucket[kind], 0);
          expect(inBuckets).toBe(tally.tokens[kind]);
        }
      }),
    );
  });
});

test.each<[string, Told[], object]>([
  ['nothing', [], { usd: 0n, unpricedTokens: 0, unpricedEvents: 0, lowerBoundEvents: 0 }],
  [
    'every kind at the rate of its model',
    [
      {
        terms: { model: 'dear' },
        tokens: { input: 1, output: 2, cacheRead: 3, cacheWrite5m: 4, cacheWrite1h: 5 },
      },
    ],
    { usd: usd('45'), unpricedTokens: 0 },
  ],
  [
    'reasoning is not added again',
    [{ terms: { model: 'fair' }, tokens: { input: 0, output: 10 }, reasoning: 9 }],
    { usd: usd('10') },
  ],
  [
    'searches at their own price',
    [{ terms: { model: 'fair' }, tokens: { input: 1 }, webSearches: 3 }],
    { usd: usd('1.03') },
  ],
  ['what is free', [{ terms: { model: 'free' }, tokens: { input: 9 } }], { usd: 0n, unpricedTokens: 0 }],
  [
    'what nobody knows a price of is told, not 0',
    [
      { terms: { model: 'x' }, tokens: { input: 9 } },
      { key: 'k2', terms: { model: 'fair' }, tokens: { input: 1 } },
    ],
    { usd: usd('1'), unpricedTokens: 9, unpricedEvents: 1 },
  ],
  [
    'a lower bound is told',
    [{ terms: { model: 'fair' }, quality: 'lower bound' }],
    { usd: usd('1'), lowerBoundEvents: 1 },
  ],
  [
    'a price of far less than a cent',
    [{ terms: { model: 'tiny' }, tokens: { input: 3 } }],
    { usd: usd('0.000000375') },
  ],
])('the cost of %s', (_, told, expected) => {
  expect(Tally.of(told.map(event), somePrices).cost()).toMatchObject(expected);
});

test('counts beyond 32 bits stay whole', () => {
  const tally = new Tally();
  for (let i = 0; i < 1000; i++) tally.add(event({ tokens: { input: 1e12 } }), rateOf('fair'));
  expect(tally.total).toBe(1e15);
  expect(tally.cost().usd).toBe(usd('1000000000000000'));
});
