import { expect, test } from 'vitest';
import { parseDay, Zone } from '../../src/core/calendar.ts';
import { isIn, modelName, type Scope } from '../../src/core/scope.ts';
import { UTC } from '../support/clock.ts';
import { rateOf } from '../support/prices.ts';
import { journalOfReadings, reading } from '../support/readings.ts';

const event = journalOfReadings([
  {
    path: '/a',
    readings: [
      reading({
        atMs: Date.UTC(2026, 6, 15, 23, 30),
        terms: { model: 'dear' },
        attribution: { source: 'claude-code', session: 's1', cwd: '/home/ada/loom/.claude/worktrees/silk' },
      }),
    ],
  },
]).event(0);
const day = (text: string) => parseDay(text)!;

test.each<[Scope, boolean]>([
  [{}, true],
  [{ source: 'claude-code' }, true],
  [{ source: 'goose' }, false],
  [{ session: 's1' }, true],
  [{ session: 's2' }, false],
  [{ model: 'dear' }, true],
  [{ model: 'fair' }, false],
  [{ project: '/home/ada/loom' }, true],
  [{ project: '/home/ada/loom/.claude/worktrees/silk' }, false],
  [{ from: day('2026-07-15'), to: day('2026-07-15') }, true],
  [{ from: day('2026-07-15') }, true],
  [{ from: day('2026-07-16') }, false],
  [{ to: day('2026-07-15') }, true],
  [{ to: day('2026-07-14') }, false],
  [{ session: 's1', model: 'fair' }, false],
])('%j holds it: %j', (scope, expected) => {
  expect(isIn(scope, event, rateOf('dear'), UTC)).toBe(expected);
});

test('the day is that of the zone', () => {
  const rate = rateOf('dear');
  expect(isIn({ from: day('2026-07-16') }, event, rate, new Zone('Asia/Tokyo'))).toBe(true);
  expect(isIn({ to: day('2026-07-15') }, event, rate, new Zone('Asia/Tokyo'))).toBe(false);
});

test.each([
  ['dear', 'dear'],
  ['what-nobody-knows', 'what-nobody-knows'],
  ['', '(no model)'],
])('the model %j is called %j', (model, name) => {
  expect(modelName({ terms: { model } }, rateOf(model))).toBe(name);
});
