import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { amountIn } from '../../src/core/currency.ts';
import {
  agoText,
  bytesText,
  type CostStyle,
  costText,
  durationText,
  grouped,
  shortCount,
  usdCents,
  usdExact,
  usdShort,
} from '../../src/core/format.ts';
import { type Cost, usd } from '../../src/core/money.ts';

function check<Input>(
  name: string,
  say: (input: Input) => string,
  cases: readonly (readonly [Input, string])[],
) {
  describe(name, () => {
    test.each(cases.map(([input, expected]) => ({ input, expected })))('$input is $expected', each => {
      expect(say(each.input)).toBe(each.expected);
    });
  });
}

check('shortCount', shortCount, [
  [0, '0'],
  [7, '7'],
  [3.6, '4'],
  [999, '999'],
  [999.4, '999'],
  [999.5, '1.0K'],
  [1000, '1.0K'],
  [1150, '1.2K'],
  [1234, '1.2K'],
  [9949, '9.9K'],
  [9950, '10K'],
  [45_000, '45K'],
  [999_499, '999K'],
  [999_500, '1.0M'],
  [1_949_999, '1.9M'],
  [450_000_000, '450.0M'],
  [999_949_999, '999.9M'],
  [999_950_000, '1.0B'],
  [1_234_567_890, '1.2B'],
  [999_950_000_000, '1.0T'],
  [12e12, '12.0T'],
  [1e15, '>999T'],
  [-1234, '-1.2K'],
]);

test('a short count is never wider than six columns, nor further off than its last digit', () => {
  fc.assert(
    fc.property(fc.nat(2 ** 31 - 1), fc.integer({ min: 0, max: 5 }), (base, zeros) => {
      const count = base * 10 ** zeros;
      const text = shortCount(count);
      expect(text.length).toBeLessThanOrEqual(6);
      const scale = { K: 1e3, M: 1e6, B: 1e9, T: 1e12 }[text.at(-1)!] ?? 1;
      const lastDigit = text.includes('.') ? scale / 10 : scale;
      expect(Math.abs(Number.parseFloat(text) * scale - count)).toBeLessThanOrEqual(
        lastDigit / 2 + 1e-6 * scale,
      );
    }),
  );
});

check('grouped', grouped, [
  [0, '0'],
  [999, '999'],
  [1000, '1,000'],
  [1_234_567, '1,234,567'],
  [-1_234_567, '-1,234,567'],
  [Number.MAX_SAFE_INTEGER, '9,007,199,254,740,991'],
  [2 ** 54, '~18,014,398,509,481,984'],
]);

const money = (say: (amount: bigint) => string) => (amount: string) => say(usd(amount));

check('usdShort', money(usdShort), [
  ['0', '$0.00'],
  ['0.004', '<$0.01'],
  ['0.000000000000000001', '<$0.01'],
  ['0.0052', '$0.01'],
  ['0.01', '$0.01'],
  ['12.34', '$12.34'],
  ['999.994', '$999.99'],
  ['999.995', '$1,000'],
  ['1234.4', '$1,234'],
  ['9999.49', '$9,999'],
  ['9999.5', '$10.0K'],
  ['12345', '$12.3K'],
  ['999949', '$999.9K'],
  ['999950', '$1.0M'],
  ['1234567890', '$1.2B'],
  ['-12.34', '-$12.34'],
]);

check('usdCents', money(usdCents), [
  ['0', '$0.00'],
  ['0.0049', '<$0.01'],
  ['1234.565', '$1,234.57'],
  ['-1234567.1', '-$1,234,567.10'],
]);

check('usdExact', money(usdExact), [
  ['0', '$0.00'],
  ['0.0091', '$0.0091'],
  ['1234.5678', '$1,234.5678'],
  ['1234567.123456789', '$1,234,567.123456789'],
]);

const nothingMissing: Cost = { usd: usd('12.34'), unpricedTokens: 0, unpricedEvents: 0, lowerBoundEvents: 0 };
const cost = (change: Partial<Cost>, style?: CostStyle) => costText({ ...nothingMissing, ...change }, style);

check<[Partial<Cost>, CostStyle?]>('costText', input => cost(...input), [
  [[{}], '$12.34'],
  [[{ usd: 0n }], '$0.00'],
  [[{ unpricedTokens: 5, unpricedEvents: 1 }], '≥ $12.34'],
  [[{ lowerBoundEvents: 1 }], '≥ $12.34'],
  [[{ lowerBoundEvents: 1 }, { atLeast: '>=' }], '>= $12.34'],
  [[{ usd: usd('0.001'), lowerBoundEvents: 1 }], '≥ $0.00'],
  [
    [
      { usd: usd('0.001'), lowerBoundEvents: 1 },
      { amount: amountIn({ code: 'EUR', symbol: '€', perUsd: 0.9 }) },
    ],
    '≥ €0.00',
  ],
  [[{ usd: 0n, unpricedTokens: 5, unpricedEvents: 1 }], 'unpriced'],
  [[{ usd: 0n, unpricedEvents: 1 }], 'unpriced'],
  [[{ usd: usd('1234.5') }, { amount: usdCents }], '$1,234.50'],
]);

check('bytesText', bytesText, [
  [0, '0 B'],
  [999, '999 B'],
  [1234, '1.2 kB'],
  [999_950, '1.0 MB'],
  [45_000_000, '45.0 MB'],
  [1.5e9, '1.5 GB'],
  [3e12, '3.0 TB'],
]);

check('durationText', durationText, [
  [-5, '0ms'],
  [850.7, '850ms'],
  [12_900, '12s'],
  [59_999, '59s'],
  [185_000, '3m 05s'],
  [3_599_999, '59m 59s'],
  [8_040_000, '2h 14m'],
  [273_600_000, '3d 04h'],
]);

check('agoText', agoText, [
  [-1000, 'just now'],
  [4999, 'just now'],
  [12_000, '12s ago'],
  [200_000, '3m ago'],
  [5 * 3_600_000, '5h ago'],
  [4 * 86_400_000, '4d ago'],
]);
