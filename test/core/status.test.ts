/** The status that is kept between two lines. */
import { describe, expect, it } from 'vitest';
import { usd } from '../../src/core/money.ts';
import { readStatus, type Status, statusText } from '../../src/core/status.ts';
import { HOUR, NOW_MS } from '../support/clock.ts';

const cost = {
  usd: usd('12.345678901234567891'.slice(0, 18)),
  unpricedTokens: 3,
  unpricedEvents: 1,
  lowerBoundEvents: 0,
};
const span = { fromMs: NOW_MS - HOUR, toMs: NOW_MS + HOUR, cost };

describe('a status', () => {
  it('comes back as it was kept, to the last digit', () => {
    const status: Status = {
      ...{ madeMs: NOW_MS, goodForMs: 10_000, today: span, block: { ...span, usdPerHour: 1n } },
      currency: { code: 'EUR', perUsd: 0.92 },
    };
    expect(readStatus(statusText(status))).toMatchObject(status);
  });

  it.each([
    undefined,
    '',
    '{"format":',
    'null',
    '5',
    '{}',
    '{"format":"token-dash status 1"}',
    '{"a":"usd:x"}',
  ])('is not in %j', text => expect(readStatus(text)).toBeUndefined());
});
