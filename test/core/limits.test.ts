/** Official limits: what is told, which of two tellings counts, and how they are kept. */
import { describe, expect, it } from 'vitest';
import {
  isOver,
  keptLimits,
  type Limit,
  limitsText,
  newestLimits,
  officialWindowEnd,
  readCachedLimits,
  readLimits,
  wordsOfLimit,
} from '../../src/core/limits.ts';
import { HOUR, MINUTE, NOW_MS } from '../support/clock.ts';

const limit = (usedPercent: number, given: Partial<Limit> = {}): Limit => ({
  ...{ window: 'five_hour', usedPercent, resetsAtMs: NOW_MS + HOUR, reportedMs: NOW_MS },
  ...given,
});

describe('of two tellings', () => {
  function check(known: Limit, told: Limit, expected: Limit) {
    expect(newestLimits([known], [told], NOW_MS)).toEqual([expected]);
  }
  const earlier = { reportedMs: NOW_MS - MINUTE };

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
    check(limit(90, { reportedMs: NOW_MS - 11 * MINUTE }), limit(20), limit(20)));
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

describe('what Claude Code keeps of the vendor', () => {
  const end = Date.UTC(2026, 6, 20, 14);
  const resets_at = new Date(end).toISOString();

  it('has windows, and those of single models', () => {
    const kept = {
      fetchedAtMs: NOW_MS - HOUR,
      accountUuid: 'a',
      utilization: {
        five_hour: { utilization: 46, resets_at, limit_dollars: null },
        seven_day: { utilization: 12.5, resets_at: null },
        seven_day_opus: null,
        seven_day_sonnet: { utilization: 3, resets_at },
        extra_usage: { utilization: 99 },
        limits: [
          { kind: 'session', percent: 46, resets_at, scope: null },
          { kind: 'weekly_scoped', percent: 61, resets_at, scope: { model: { display_name: 'Fable' } } },
          { kind: 'weekly_scoped', percent: 3, resets_at, scope: { model: { display_name: 'Sonnet' } } },
          { kind: 'weekly_scoped', percent: 5, resets_at, scope: { model: null } },
        ],
      },
    };
    const told = { reportedMs: NOW_MS - HOUR };
    expect(readCachedLimits(kept)).toEqual([
      { window: 'five_hour', usedPercent: 46, resetsAtMs: end, ...told },
      { window: 'seven_day', usedPercent: 12.5, resetsAtMs: undefined, ...told },
      { window: 'seven_day_sonnet', usedPercent: 3, resetsAtMs: end, ...told },
      { window: 'seven_day_fable', usedPercent: 61, resetsAtMs: end, ...told },
    ]);
  });

  it.each([undefined, null, {}, { fetchedAtMs: 'now' }, { fetchedAtMs: NOW_MS, utilization: [] }])(
    'is nothing in %j',
    value => expect(readCachedLimits(value)).toEqual([]),
  );
});

it.each([
  ['five_hour', undefined, '5h'],
  ['seven_day', undefined, '7d'],
  ['seven_day_opus', undefined, '7d Opus'],
  ['seven_day_oauth_apps', undefined, '7d Oauth apps'],
  ['spend_limit', undefined, 'spend limit'],
  ['seven_day_opus', '~/.claude-work', 'work 7d Opus'],
  ['five_hour', '~/.claude', 'claude 5h'],
  ['five_hour', 'C:\\Users\\ada\\accounts\\second', 'second 5h'],
])('%s of %s is %s', (window, account, words) => expect(wordsOfLimit({ window, account })).toBe(words));

it('a limit that does not say when it ends is over when it must be', () => {
  const ages = [1, 6, 167, 169].map(hours => ({ resetsAtMs: undefined, reportedMs: NOW_MS - hours * HOUR }));
  expect(ages.map(age => isOver(limit(1, age), NOW_MS))).toEqual([false, true, true, true]);
  const week = ages.map(age => isOver(limit(1, { ...age, window: 'seven_day_opus' }), NOW_MS));
  expect(week).toEqual([false, false, false, true]);
});

it('the end of the window is known where accounts agree on it', () => {
  const work = { account: '~/.claude-work' };
  const ends = (...limits: readonly Limit[]) => officialWindowEnd(limits, NOW_MS);
  expect(ends(limit(1))).toBe(NOW_MS + HOUR);
  expect(ends(limit(1, { window: 'seven_day' }))).toBeUndefined();
  expect(ends(limit(1), limit(2, { ...work, resetsAtMs: NOW_MS + HOUR + 30_000 }))).toBe(NOW_MS + HOUR);
  expect(ends(limit(1), limit(2, { ...work, resetsAtMs: NOW_MS + 2 * HOUR }))).toBeUndefined();
  expect(ends(limit(1, { resetsAtMs: NOW_MS }))).toBeUndefined();
});
