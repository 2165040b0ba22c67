/** A cost that the provider itself reported is used where nobody lists a price, and said to be so. */
import { expect, test } from 'vitest';
import { rounded } from '../../src/core/money.ts';
import type { Terms } from '../../src/core/usage.ts';
import { inCostMode } from '../../src/prices/cost-mode.ts';
import { createPriceLookup } from '../../src/prices/index.ts';
import { daily } from '../../src/reports/daily.ts';
import { caveats } from '../../src/reports/honesty.ts';
import { journalOfReadings, reading } from '../support/readings.ts';
import { inputOf } from '../support/report-input.ts';

const reported = (model: string): Terms => ({ model, costBy: 'provider' });
const JOURNAL = journalOfReadings([
  {
    path: '/sessions.db',
    readings: [
      reading({ key: '1', tokens: { input: 4100 }, loggedUsd: 0, terms: reported('owl-alpha-9') }),
      reading({ key: '2', tokens: { input: 100 }, loggedUsd: 9, terms: reported('claude-opus-4-6') }),
      reading({ key: '3', tokens: { input: 5000 }, loggedUsd: 0.0213, terms: reported('gateway-model-9') }),
      // Its tool's own arithmetic.
      reading({ key: '4', tokens: { input: 70 }, loggedUsd: 0.5, terms: { model: 'gateway-model-8' } }),
      reading({ key: '5', tokens: { input: 30 }, terms: reported('gateway-model-7') }),
    ],
  },
]);

test.each([
  ['list', '0.021800', 100, ['$0.021300 is what the providers reported for models without a list price: ']],
  ['auto', '9.521300', 30, []],
  ['logged', '9.521300', 30, []],
] as const)('--cost %s', (mode, usd, unpriced, sentences) => {
  const prices = inCostMode(createPriceLookup(), mode);
  const { total } = daily.run(inputOf({ journal: JOURNAL, prices }));
  expect(rounded(total.cost.usd, 6)).toBe(usd);
  expect(total.cost.unpricedTokens).toBe(unpriced);
  const found = caveats(total, money => `$${rounded(money, 6)}`).filter(text => text.includes('reported'));
  expect(found).toEqual(sentences.map(text => expect.stringContaining(text)));
});
