/** Every list price against a second table that was written down independently: one wrong figure in either fails. */
import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { ourTable } from '../../src/prices/index.ts';
import type { Price, Rates, Vendor } from '../../src/prices/row.ts';

const KINDS = [
  ['in', 'input'],
  ['out', 'output'],
  ['read', 'cacheRead'],
  ['5m', 'cacheWrite5m'],
  ['1h', 'cacheWrite1h'],
  ['write', 'cacheWriteOther'],
] as const;

const FACTORS = ['batch', 'flex', 'fast', 'ultrafast', 'us', 'regional'];

const ratesText = (usd: Rates) =>
  KINDS.flatMap(([word, kind]) => (usd[kind] === undefined ? [] : [`${word} ${usd[kind]}`])).join(' ');

/** A row as the second table has it. */
function factOf(vendor: Vendor, id: string, price: Price): string {
  const name = `${vendor.id} ${id} ${price.since ?? '-'}`;
  if ('free' in price) return `${name}: free`;
  const times = { ...vendor.times, ...price.times };
  const factors = FACTORS.filter(word => (times[word] ?? 1) !== 1).map(word => `${word} ${times[word]}`);
  const { above, peak } = price;
  const parts = [
    ratesText(price.usd),
    ...(above ? [`${above.inclusive ? 'from' : 'above'} ${above.prompt} ${ratesText(above.usd)}`] : []),
    ...(peak ? [`at peak ${ratesText(peak.usd)}`] : []),
    ...(factors.length > 0 ? [factors.join(' ')] : []),
  ];
  return `${name}: ${parts.join(' | ')}`;
}

test('every row of our tables is in the second table, figure by figure, and the other way round', () => {
  const text = readFileSync('fixtures/prices/list-prices.txt', 'utf8');
  const facts = text.split('\n').filter(line => line !== '' && !line.startsWith('#'));
  const rows = ourTable.vendors.flatMap(vendor =>
    Object.entries(vendor.models).flatMap(([id, prices]) => prices.map(price => factOf(vendor, id, price))),
  );
  expect(rows.toSorted()).toEqual(facts.toSorted());
});

test('no vendor and no row has a factor that the second table leaves out', () => {
  const used = ourTable.vendors.flatMap(({ times, models }) => [
    ...Object.keys(times),
    ...Object.values(models)
      .flat()
      .flatMap(price => ('times' in price ? Object.keys(price.times ?? {}) : [])),
  ]);
  expect([...new Set(used)].toSorted()).toEqual(FACTORS.toSorted());
});
