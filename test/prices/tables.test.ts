/** What must hold for every row that anybody adds to our tables. */
import { describe, expect, it } from 'vitest';
import { usd } from '../../src/core/money.ts';
import { startMs } from '../../src/prices/book.ts';
import { ourTable } from '../../src/prices/index.ts';
import { sameKey } from '../../src/prices/model-id.ts';
import { billedRates } from '../../src/prices/rate.ts';
import type { ListPrice } from '../../src/prices/row.ts';

const models = ourTable.vendors.flatMap(vendor =>
  Object.entries(vendor.models).map(([id, prices]) => ({ vendor, id, prices })),
);

const listed = models.flatMap(({ vendor, id, prices }) =>
  prices.filter((price): price is ListPrice => 'usd' in price).map(price => ({ vendor, id, price })),
);

describe('our price tables', () => {
  it('name no model twice, under whatever spelling', () => {
    const names = ourTable.vendors.flatMap(({ models, aliases = {} }) =>
      [...Object.keys(models), ...Object.keys(aliases)].map(sameKey),
    );
    expect(names).toEqual([...new Set(names)]);
  });

  it('point every alias at a model of the same vendor', () => {
    for (const { models, aliases = {} } of ourTable.vendors)
      for (const model of Object.values(aliases)) expect(Object.keys(models)).toContain(model);
  });

  it('hold the rows of a model oldest first, and only the first may lack its day', () => {
    for (const { id, prices } of models) {
      const days = prices.map(({ since }) =>
        since === undefined ? Number.NEGATIVE_INFINITY : startMs(since),
      );
      expect(days, id).toEqual([...new Set(days)].sort((a, b) => a - b));
      expect(days, id).not.toContain(Number.NaN);
    }
  });

  it('mark every row that begins after the table was read as scheduled, and no other', () => {
    for (const { id, prices } of models)
      for (const { since, scheduled } of prices)
        expect(scheduled ?? false, `${id} ${since}`).toBe(since !== undefined && since > ourTable.built);
  });

  it('price long prompts above short ones, and never output below input', () => {
    for (const { id, price } of listed) {
      expect(price.usd.output, id).toBeGreaterThanOrEqual(price.usd.input);
      if (!price.above) continue;
      const [short, long] = [billedRates(price.usd), billedRates(price.above.usd)];
      for (const kind of Object.keys(short) as (keyof typeof short)[])
        expect(long[kind], `${id} ${kind}`).toBeGreaterThan(short[kind]);
    }
  });

  it('leave no fraction of an atto-dollar under any speed, tier and geography at once', () => {
    for (const { vendor, id, price } of listed) {
      const times = { ...vendor.times, ...price.times };
      const geos = [times.us ?? 1, times.regional ?? 1];
      const tiers = [times.batch ?? 1, times.flex ?? 1, times.fast ?? 1, times.ultrafast ?? 1];
      const rates = [price.usd, ...(price.above ? [price.above.usd] : [])].flatMap(Object.values<number>);
      for (const rate of rates)
        for (const geo of geos)
          for (const tier of tiers)
            for (const speed of [times.fast ?? 1]) {
              const product = usd(rate) * usd(geo) * usd(tier) * usd(speed);
              expect(product % (10n ** 6n * usd(1) ** 3n), `${id} ${rate}`).toBe(0n);
            }
    }
  });
});
