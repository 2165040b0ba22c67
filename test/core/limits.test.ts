/** Official limits: what is told, which of two tellings counts, and how they are kept. */
import { describe, expect, it } from 'vitest';
import { keptLimits, type Limit, limitsText, newestLimits, readLimits } from '../../src/core/limits.ts';
import { HOUR, MINUTE, NOW_MS } from '../support/clock.ts';

const limit = (usedPercent: number, given: Partial<Limit> = {}): Limit => ({
  ...{ window: 'five_hour', usedPercent, resetsAtMs: NOW_MS + HOUR, toldMs: NOW_MS },
  ...given,
});

describe('of two tellings', () => {
  function check(known: Limit, told: Limit, expected: Limit) {
    expect(newestLimits([known], [told], NOW_MS)).toEqual([expected]);
  }
  const earlier = { toldMs: NOW_MS - MINUTE };

  it('the larger share counts: an idle session is behind', () => {
    check(limit(30, earlier), limit(20), limit(30, earlier));
    check(limit(20, earlier), limit(30), limit(30));
  });
  it('the later window counts, however little of it is used', () => {
    const next = { resetsAtMs: NOW_MS + 6 * HOUR };
    check(limit(90, earlier), limit(1, next), limit(1, next));
    check(limit(1, { ...next, ...earlier }), limit(90), limit(1, { ...next, ...earlier }));
  });
  it('ends that are named a little differently are one end', () =>
    check(limit(30, { ...earlier, resetsAtMs: NOW_MS + HOUR + 30_000 }), limit(40), limit(40)));
  it('what was told long ago gives way: limits can be raised', () =>
    check(limit(90, { toldMs: NOW_MS - 11 * MINUTE }), limit(20), limit(20)));
  it('windows that are over do not count', () => {
    expect(newestLimits([limit(90, { resetsAtMs: NOW_MS })], [], NOW_MS)).toEqual([]);
    expect(newestLimits([], [limit(90, { resetsAtMs: NOW_MS - 1 })], NOW_MS)).toEqual([]);
  });
  it('what only one of them knows is known', () => {
    const week = limit(5, { window: 'seven_day' });
    expect(newestLimits([week], [limit(1)], NOW_MS)).toEqual([limit(1), week]);
  });
});

describe('limits', () => {
  it('end at seconds, milliseconds or a moment in text', () => {
    const end = Date.UTC(2026, 6, 15, 14);
    const told = [end / 1000, end, new Date(end).toISOString(), 'soon', null].map(resets_at =>
      readLimits({ five_hour: { used_percentage: 5, resets_at } }, NOW_MS),
    );
    expect(told.map(([each]) => each!.resetsAtMs)).toEqual([end, end, end, undefined, undefined]);
  });
  it.each([undefined, null, 'much', 5, [], { five_hour: null }, { five_hour: { used_percentage: -1 } }])(
    'are not in %j',
    value => expect(readLimits(value, NOW_MS)).toEqual([]),
  );
  it('are kept as they are', () => {
    const limits = [limit(1), limit(2, { window: 'seven_day', resetsAtMs: undefined })];
    expect(keptLimits(limitsText(limits))).toEqual(limits);
  });
  it.each([undefined, '', '{', '[]', '{"format":"token-dash limits 0","limits":[1]}'])(
    'are not kept in %j',
    text => expect(keptLimits(text)).toEqual([]),
  );
});
