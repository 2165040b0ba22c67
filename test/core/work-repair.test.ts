import { expect, test } from 'vitest';
import { differenceOf, FLAT_USD_PER_MTOK, flatEstimate, rateText } from '../../src/core/flat-rate.ts';
import { usdCents } from '../../src/core/format.ts';
import { decimal, usd } from '../../src/core/money.ts';
import type { Work } from '../../src/core/work.ts';
import { readWorkLog } from '../../src/core/work-log.ts';
import { repaired } from '../../src/core/work-repair.ts';

const AT = '2026-11-22 04:22:38';

function repair(text: string, withCosts = false) {
  return repaired(text, {
    file: 'log',
    estimate: tokens => flatEstimate(tokens, FLAT_USD_PER_MTOK),
    isCostWrong: work => withCosts && differenceOf(work, FLAT_USD_PER_MTOK)?.isLarge === true,
  });
}

test.each<[before: string, after: string | undefined, why?: string]>([
  [
    'a | pipe | in task | 5000 tokens | $.01',
    'a | pipe %7C in task | 5000 tokens | $0.01',
    'a | inside the task',
  ],
  ['a | b | c | d | 5000 | $.01', 'a | b %7C c %7C d | 5000 tokens | $0.01', 'a | inside the task'],
  ['a | comma | 3,500 tokens | $', 'a | comma | 3500 tokens | $0.0091', 'digits in groups, no cost'],
  ['a | none | 3500 tokens | $', 'a | none | 3500 tokens | $0.0091', 'no cost'],
  ['a | neg | -5 tokens | $0', undefined],
  ['a | abc | abc tokens | $0', undefined],
  ['a | odd | 35,00 tokens | $0', undefined],
  ['a | euros | 3500 tokens | €1', undefined],
])('%j becomes %j', (before, after, why) => {
  const { text, changes, left } = repair(`${AT} | ${before}`);
  expect(text).toBe(`${AT} | ${after ?? before}`);
  expect(changes.map(change => change.why)).toEqual(why ? [why] : []);
  expect(left).toHaveLength(after ? 0 : 1);
});

test('all that can be read, and all that is not ours, stays as it is to the byte', () => {
  const text = [
    `\uFEFF${AT} | a | first | 3500 tokens | $0\r`,
    '',
    '[2026-01-01 00:00:00] of another tool',
    `${AT} | a | second | 18000 tokens | $.04`,
    'a note that somebody left here',
    '',
  ].join('\n');
  expect(repair(text)).toMatchObject({ text, changes: [], left: [{ line: 5 }] });
});

test('costs are replaced only where that is asked for, and only where they are a cent off', () => {
  const text = [
    `${AT} | a | guide | 3500 tokens | $9.10`,
    `${AT} | a | guide | 3500 tokens | $0`,
    `${AT} | a | guide | 8200 tokens | $.02`,
  ].join('\n');
  expect(repair(text).changes).toEqual([]);
  const { text: after, changes } = repair(text, true);
  expect(changes.map(({ line }) => line)).toEqual([1]);
  expect(after.split('\n')[0]).toBe(`${AT} | a | guide | 3500 tokens | $0.0091`);
});

test('what is repaired once needs no second time, and can be read', () => {
  const text = `${AT} | a | pipe | in | task | 5,000 tokens | $`;
  const once = repair(text).text;
  expect(repair(once).changes).toEqual([]);
  expect(readWorkLog(once, 'log').entries.map(each => each.name)).toEqual(['pipe | in | task']);
});

test.each([
  [2_000, '0.0052', '$0.01'],
  [3_500, '0.0091', '$0.01'],
  [5_000, '0.013', '$0.01'],
  [12_000, '0.0312', '$0.03'],
  [15_000, '0.039', '$0.04'],
  [18_000, '0.0468', '$0.05'],
  [45_000, '0.117', '$0.12'],
  [50_000, '0.13', '$0.13'],
  [170_000, '0.442', '$0.44'],
])('%d tokens are estimated at $%s', (tokens, exact, shown) => {
  const estimate = flatEstimate(tokens, FLAT_USD_PER_MTOK);
  expect(decimal(estimate, 2)).toBe(decimal(usd(exact), 2));
  expect(usdCents(estimate)).toBe(shown);
});

test('another rate, another estimate', () => {
  expect(decimal(flatEstimate(3_500, 5), 4)).toBe('0.0175');
  expect([rateText(2.6), rateText(5)]).toEqual(['$0.0026 per 1,000 tokens', '$0.005 per 1,000 tokens']);
});

test.each([
  [3_500, '9.10', 'large, a thousand times the rate'],
  [4_800, '12.48', 'large, a thousand times the rate'],
  [3_500, '0', 'small, cut to cents'],
  [8_200, '0.02', 'small, cut to cents'],
  [3_500, '0.0091', undefined],
  [3_500, '0.03', 'large, undefined'],
])('%d tokens stored at $%s: %s', (tokens, stored, expected) => {
  const work = { tokens: { total: tokens }, usd: usd(stored) } as Work;
  const found = differenceOf(work, FLAT_USD_PER_MTOK);
  expect(found && `${found.isLarge ? 'large' : 'small'}, ${found.reason}`).toBe(expected);
});
