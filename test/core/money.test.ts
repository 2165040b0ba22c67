import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { approximateUsd, decimal, type Money, rounded, usd } from '../../src/core/money.ts';

const DOLLAR = 10n ** 18n;
const amount = fc.bigInt({ min: -(10n ** 30n), max: 10n ** 30n });

test.each<[string | number, Money]>([
  ['0', 0n],
  ['1', DOLLAR],
  ['0.125', DOLLAR / 8n],
  ['-3', -3n * DOLLAR],
  ['-0.000001', -(10n ** 12n)],
  ['5.', 5n * DOLLAR],
  [' 2.50 ', (5n * DOLLAR) / 2n],
  ['1e-7', 10n ** 11n],
  ['2.5E+3', 2500n * DOLLAR],
  ['0.000000000000000001', 1n],
  ['0.0000000000000000019', 1n],
  [0.1, DOLLAR / 10n],
  [3e-7, 3n * 10n ** 11n],
  [1e21, 10n ** 21n * DOLLAR],
])('usd(%j)', (text, expected) => {
  expect(usd(text)).toBe(expected);
});

test.each([
  '',
  ' ',
  '.',
  '.5',
  '1,000',
  '$1',
  '1 2',
  '--1',
  '1e',
  '1e1.5',
  'Infinity',
  'NaN',
  '0x10',
  'null',
])('usd(%j) is refused', text => {
  expect(() => usd(text)).toThrow(RangeError);
});
test('law: a number is worth what its digits say', () => {
  const price = fc.integer({ min: -(10 ** 12), max: 10 ** 12 }).map(micros => micros / 1e6);
  fc.assert(
    fc.property(
      fc.oneof(price, fc.double({ noNaN: true, noDefaultInfinity: true }), fc.integer()),
      number => {
        expect(usd(number)).toBe(usd(String(number)));
      },
    ),
  );
});

test.each([Number.NaN, Number.POSITIVE_INFINITY])('usd(%j) is refused', number => {
  expect(() => usd(number)).toThrow(RangeError);
});

test.each<[Money, number | undefined, string]>([
  [0n, undefined, '0.000000'],
  [DOLLAR, undefined, '1.000000'],
  [1n, undefined, '0.000000000000000001'],
  [-1n, 0, '-0.000000000000000001'],
  [DOLLAR / 8n, 2, '0.125'],
  [DOLLAR, 0, '1'],
  [12_345n * DOLLAR, 2, '12345.00'],
])('decimal(%s, %s)', (money, least, expected) => {
  expect(decimal(money, least)).toBe(expected);
});

test.each<[string, number, string]>([
  ['0', 2, '0.00'],
  ['0.004999', 2, '0.00'],
  ['0.005', 2, '0.01'],
  ['0.014999', 2, '0.01'],
  ['1.995', 2, '2.00'],
  ['999.995', 2, '1000.00'],
  ['-0.005', 2, '-0.01'],
  ['-0.0049', 2, '0.00'],
  ['-1.5', 0, '-2'],
  ['0.5', 0, '1'],
  ['0.49', 0, '0'],
  ['0.000000000000000001', 18, '0.000000000000000001'],
])('rounded(%s, %j)', (text, places, expected) => {
  expect(rounded(usd(text), places)).toBe(expected);
});

describe('laws', () => {
  test('what is written is read back', () => {
    fc.assert(
      fc.property(amount, fc.nat(20), (money, least) => {
        expect(usd(decimal(money, least))).toBe(money);
      }),
    );
  });

  test('rounding is off by half of its last digit at most, and drops only what it rounds', () => {
    fc.assert(
      fc.property(amount, fc.nat(18), (money, places) => {
        const text = rounded(money, places);
        const off = usd(text) - money;
        expect(2n * (off < 0n ? -off : off) <= 10n ** BigInt(18 - places)).toBe(true);
        expect(text.split('.')[1]?.length ?? 0).toBe(places);
        expect(rounded(-money, places).replace('-', '')).toBe(text.replace('-', ''));
      }),
    );
  });

  test('a float is read as its shortest decimal form', () => {
    fc.assert(
      fc.property(fc.double({ min: -1e15, max: 1e15, noNaN: true }), number => {
        const back = Number(decimal(usd(number)));
        // Digits behind the eighteenth are below what the house counts in.
        expect(Math.abs(back - number)).toBeLessThanOrEqual(1e-18);
      }),
    );
  });

  test('the float for drawing is near', () => {
    fc.assert(
      fc.property(fc.bigInt({ min: 0n, max: 10n ** 27n }), money => {
        const exact = Number(decimal(money, 0));
        expect(Math.abs(approximateUsd(money) - exact)).toBeLessThanOrEqual(1e-9 + exact * 1e-12);
      }),
    );
  });
});
