/** Every spelling of money, percentages, counts and dates that people use, each read exactly or refused in words. */
import { describe, expect, it } from 'vitest';
import { isPlaceholder, readCount, readMoney, readPercent } from '../../src/budgets/amounts.ts';
import { momentDay, readMoment } from '../../src/budgets/dates.ts';
import { dayText, Zone } from '../../src/core/calendar.ts';
import { decimal } from '../../src/core/money.ts';

const money = (value: unknown) => {
  const read = readMoney(value);
  return 'value' in read ? decimal(read.value, 0) : read.problem;
};

describe('money', () => {
  it.each([
    ['$234.56', '234.56'],
    ['$1,234.56', '1234.56'],
    ['234.56', '234.56'],
    [234.56, '234.56'],
    ['$500', '500'],
    [500, '500'],
    ['$ 500', '500'],
    ['500$', '500'],
    ['500 USD', '500'],
    ['USD 500', '500'],
    ['US$1,000,000', '1000000'],
    ['1.234,56', '1234.56'],
    ['1.234.567', '1234567'],
    ['12,5', '12.5'],
    ['1,234', '1234'],
    ['1_000.50', '1000.5'],
    ["1'000.50", '1000.5'],
    ['1 000', '1000'],
    ['1\u00a0000', '1000'],
    ['.5', '0.5'],
    ['5.', '5'],
    ['$1.2k', '1200'],
    ['$2M', '2000000'],
    ['-$5', '-5'],
    ['$-5', '-5'],
    ['−5', '-5'],
    ['($5.25)', '-5.25'],
    ['  $7 ', '7'],
    ['1e-7', '0.0000001'],
    [0, '0'],
    [1e-7, '0.0000001'],
    ['0.1234567890123', '0.1234567890123'],
  ])('%j is %s', (value, expected) => expect(money(value)).toBe(expected));

  it.each([
    ['20-28', '"20-28" is not an amount of money'],
    ['about $5', '"about $5" is not an amount of money'],
    ['1,23,4', '"1,23,4" is not an amount of money'],
    ['1.2.3,4', '"1.2.3,4" is not an amount of money'],
    ['($5', '"($5" is not an amount of money'],
    ['€5', '"€5" is in €; write US dollars'],
    ['5 EUR', '"5 EUR" is in EUR; write US dollars'],
    ['', '"" is not an amount of money'],
    [true, 'true is not an amount of money'],
    [null, 'null is not an amount of money'],
    [Number.NaN, 'NaN is not an amount of money'],
    [Number.POSITIVE_INFINITY, 'Infinity is not an amount of money'],
    [{ usd: 5 }, '{"usd":5} is not an amount of money'],
    ['9'.repeat(100_000), `"${'9'.repeat(56)}... is not an amount of money`],
    ['$XXX', '"$XXX" is a placeholder'],
    ['XX.XX', '"XX.XX" is a placeholder'],
  ])('%j is none', (value, why) => expect(money(value)).toBe(why));

  it.each(['$XXX', 'XX.XX', '$XXX.XX', 'X%', 'XXXXX', 'X'])('%s is a placeholder', text =>
    expect(isPlaceholder(text)).toBe(true),
  );
  it.each(['X1', '$5', 'XL size', '', 5])('%j is none', text => expect(isPlaceholder(text)).toBe(false));
});

describe('a percentage', () => {
  const percent = (value: unknown) => {
    const read = readPercent(value);
    return 'value' in read ? decimal(read.value, 0) : read.problem;
  };
  it.each([
    ['12%', '0.12'],
    ['12 %', '0.12'],
    [12, '0.12'],
    ['12', '0.12'],
    [0.12, '0.12'],
    ['0.12', '0.12'],
    ['0.5%', '0.005'],
    ['15.1%', '0.151'],
    ['12,5%', '0.125'],
    ['12 percent', '0.12'],
    [1, '0.01'],
    [0, '0'],
    ['100%', '1'],
  ])('%j is %s of the whole', (value, expected) => expect(percent(value)).toBe(expected));
  it.each([
    ['101%', '"101%" is more than 100 %'],
    ['-5%', '"-5%" is not a percentage'],
    ['X%', '"X%" is a placeholder'],
    ['low', '"low" is not a percentage'],
  ])('%j is none', (value, why) => expect(percent(value)).toBe(why));
});

describe('a count', () => {
  const count = (value: unknown) => {
    const read = readCount(value);
    return 'value' in read ? read.value : read.problem;
  };
  it.each([
    [1000, 1000],
    ['1,000', 1000],
    ['1_000', 1000],
    ['12K', 12_000],
    ['1.5M', 1_500_000],
    ['1000 tokens', 1000],
    [0, 0],
    ['1.5', '"1.5" is not a whole number'],
    [-5, '-5 is not a count'],
    ['many', '"many" is not a count'],
    [1e300, '1e+300 is not a count'],
    ['XXXXX', '"XXXXX" is a placeholder'],
  ])('%j is %s', (value, expected) => expect(count(value)).toBe(expected));
});

describe('a date', () => {
  const day = (value: unknown, zone = 'UTC') => {
    const read = readMoment(value);
    return 'value' in read ? dayText(momentDay(read.value, new Zone(zone))) : read.problem;
  };
  it.each([
    ['2025-11-01', '2025-11-01'],
    ['2025/11/1', '2025-11-01'],
    ['20251101', '2025-11-01'],
    [20251101, '2025-11-01'],
    ['1.11.2025', '2025-11-01'],
    ['Nov 1, 2025', '2025-11-01'],
    ['1 November 2025', '2025-11-01'],
    ['November 1st, 2025', '2025-11-01'],
    ['25/11/2025', '2025-11-25'],
    ['11/25/2025', '2025-11-25'],
    ['11/11/2025', '2025-11-11'],
    [1762000000, '2025-11-01'],
    [1762000000000, '2025-11-01'],
    [new Date(Date.UTC(2025, 10, 1)), '2025-11-01'],
    ['2025-11-01T23:30:00Z', '2025-11-01'],
    ['2025-11-01T23:30:00.123456Z', '2025-11-01'],
    ['2025-11-01 23:30', '2025-11-01'],
    ['2025-11-01T23:30:00-05:00', '2025-11-02'],
    ['2025-11-01T00:30:00+0530', '2025-10-31'],
    ['2024-02-29', '2024-02-29'],
  ])('%j is %s', (value, expected) => expect(day(value)).toBe(expected));

  it.each([
    ['2025-02-29', '"2025-02-29" is not a day of the calendar'],
    ['2025-13-01', '"2025-13-01" is not a day of the calendar'],
    ['03/04/2025', '"03/04/2025" may be two different days: write it as 2025-MM-DD'],
    ['tomorrow', '"tomorrow" is not a date (try 2025-11-01)'],
    ['2025-11-01T25:00', '"2025-11-01T25:00" has no such time of day'],
    ['YYYY-MM-DD', '"YYYY-MM-DD" is a placeholder'],
    ['ISO8601', '"ISO8601" is a placeholder'],
    [true, 'true is not a date (try 2025-11-01)'],
  ])('%j is none', (value, why) => expect(day(value)).toBe(why));

  it.each(['UTC', 'Asia/Kolkata', 'America/Los_Angeles', 'Pacific/Kiritimati', 'Pacific/Pago_Pago'])(
    'without a time, or with a time of no zone, belongs to that day in %s',
    zone => {
      expect(day('2025-11-01', zone)).toBe('2025-11-01');
      expect(day('2025-11-01 23:59', zone)).toBe('2025-11-01');
    },
  );
  it('with a zone is an instant, whose day depends on where it is read', () => {
    expect(day('2025-11-01T23:30:00Z', 'Asia/Kolkata')).toBe('2025-11-02');
    expect(day('2025-11-01T00:30:00Z', 'America/Los_Angeles')).toBe('2025-10-31');
  });
});
