/** Two spans beside each other: per day, what drove the difference, and how sure it is. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { approximateUsd, usd } from '../../src/core/money.ts';
import type { Span } from '../../src/core/span.ts';
import { models } from '../../src/reports/models.ts';
import { groupChanges, spanChange } from '../../src/reports/span-change.ts';
import { DAY, NOW_MS, UTC } from '../support/clock.ts';
import { anyFiles, journalOfReadings, reading } from '../support/readings.ts';
import { inputOf } from '../support/report-input.ts';

const TODAY = UTC.day(NOW_MS);

/** One response on each day, of so many tokens of a model: `dear` is $3 a token, `fair` $1. */
function days(...used: readonly (readonly [daysAgo: number, model: string, tokens: number])[]) {
  return journalOfReadings([
    {
      path: '/a',
      readings: used.map(([daysAgo, model, input], i) =>
        reading({ key: `k${i}`, atMs: NOW_MS - daysAgo * DAY, terms: { model }, tokens: { input } }),
      ),
    },
  ]);
}

const BEFORE: Span = { from: TODAY - 7, to: TODAY - 4 };
const AFTER: Span = { from: TODAY - 3, to: TODAY };

test('days without usage count, and spans of different lengths are compared by the day', () => {
  const journal = days([6, 'fair', 8], [1, 'fair', 8]);
  const { before, after, difference } = spanChange(inputOf({ journal }), BEFORE, {
    from: TODAY - 1,
    to: TODAY,
  });
  expect([before.perDay, after.perDay, difference]).toEqual([usd('2'), usd('4'), usd('2')]);
  expect([before.days, before.activeDays, after.days, after.activeDays]).toEqual([4, 1, 2, 1]);
});

test('groups are ordered by the size of their difference, and add up to it', () => {
  const journal = days([6, 'fair', 8], [5, 'dear', 4], [2, 'dear', 40], [1, 'nobody-knows', 9]);
  const changes = groupChanges(inputOf({ journal }), BEFORE, AFTER, [models.grouping]);
  expect(changes.map(each => [each.keys[0], each.difference, each.isLowerBound])).toEqual([
    ['dear', usd('27'), false],
    ['fair', usd('-2'), false],
    ['nobody-knows', 0n, true],
  ]);
});

describe('what a difference is made of', () => {
  test.each<[string, ReturnType<typeof days>, object]>([
    ['twice as many responses', days([6, 'fair', 8], [2, 'fair', 8], [1, 'fair', 8]), { responses: 2 }],
    ['responses twice as large', days([6, 'fair', 8], [2, 'fair', 16]), { tokensEach: 2 }],
    ['a dearer model', days([6, 'fair', 8], [2, 'dear', 8]), { price: 4 }],
  ])('%s', (_, journal, expected) => {
    const { factors } = spanChange(inputOf({ journal }), BEFORE, AFTER);
    for (const [name, value] of Object.entries({ responses: 0, tokensEach: 0, price: 0, ...expected })) {
      expect(factors![name as keyof typeof factors], name).toBeCloseTo(value as number, 9);
    }
  });

  test('is not known where one side cost nothing', () => {
    expect(spanChange(inputOf({ journal: days([6, 'fair', 8]) }), BEFORE, AFTER).factors).toBeUndefined();
  });

  test('law: the parts, and the groups, add up to the difference', () => {
    const files = anyFiles.map(all =>
      all.map(file => ({
        ...file,
        readings: file.readings.map((each, i) => ({
          ...each,
          terms: { model: i % 2 === 0 ? 'dear' : 'fair' },
          atMs: NOW_MS - (i % 8) * DAY,
        })),
      })),
    );
    fc.assert(
      fc.property(files, all => {
        const input = inputOf({ journal: journalOfReadings(all) });
        const { factors, difference, before, after } = spanChange(input, BEFORE, AFTER);
        const changes = groupChanges(input, BEFORE, AFTER, [models.grouping]);
        // Each is divided by the days of its span and rounded: by no more than a unit for each group and side.
        const sum = changes.reduce((total, each) => total + each.difference, 0n);
        const off = sum - difference;
        expect(off < 0n ? -off : off).toBeLessThanOrEqual(BigInt(2 * changes.length + 2));
        if (!factors) return;
        const dollars = approximateUsd(difference);
        const scale = approximateUsd(before.perDay + after.perDay);
        const parts = factors.responses + factors.tokensEach + factors.price;
        expect(Math.abs(parts - dollars)).toBeLessThan(1e-6 * scale + 1e-6);
      }),
    );
  });
});

describe('chance', () => {
  const chanceOf = (before: readonly number[], after: readonly number[]) => {
    const all = [...before, ...after];
    const journal = days(...all.map((tokens, i) => [all.length - 1 - i, 'fair', tokens] as const));
    const border = TODAY - after.length;
    return spanChange(
      inputOf({ journal }),
      { from: border - before.length + 1, to: border },
      { from: border + 1, to: TODAY },
    ).chance;
  };

  test.each<[string, number[], number[], number, number]>([
    ['days that are all the same', [5, 5, 5, 5], [5, 5, 5, 5], 1, 1],
    // Of the 70 ways to deal eight days out, two are as far apart.
    ['days that do not overlap', [1, 2, 3, 4], [101, 102, 103, 104], 0.015, 0.045],
    ['days that differ by themselves', [1, 90, 2, 80], [3, 70, 95, 4], 0.5, 1],
  ])('%s', (_, before, after, least, most) => {
    const chance = chanceOf(before, after)!;
    expect(chance).toBeGreaterThanOrEqual(least);
    expect(chance).toBeLessThanOrEqual(most);
    expect(chanceOf(before, after)).toBe(chance);
  });

  test('says nothing of two days', () => expect(chanceOf([1, 2], [3, 4, 5])).toBeUndefined());
});
