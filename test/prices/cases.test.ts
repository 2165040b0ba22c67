/** Worked amounts, one record each: what a request costs, whether it has a price at all, and as which model. */
import { describe, expect, it } from 'vitest';
import cases from '../../fixtures/prices/cases.json' with { type: 'json' };
import { createPriceLookup, priceRecord } from '../../src/prices/index.ts';

const prices = createPriceLookup();

function check(record: unknown, expected: { usd: string | null; status: string; model: string | null }) {
  expect(priceRecord(record, prices)).toMatchObject(expected);
}

describe('a record is priced by its vendor, its day and its own length', () => {
  for (const { why, record, usd, status, model } of cases)
    it(why, () => check(record, { usd, status, model }));
});
