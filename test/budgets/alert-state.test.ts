/** What is remembered of alerts: sent once, quiet when acknowledged, resolved, back again; and a year of budgets replayed. */
import { describe, expect, it } from 'vitest';
import {
  type AlertRecord,
  acknowledge,
  advance,
  keptRecords,
  recordsText,
  sent,
} from '../../src/budgets/alert-state.ts';
import { budgetState } from '../../src/budgets/budget-state.ts';
import { plansOf } from '../../src/budgets/plan.ts';
import { budget as budgetRule } from '../../src/budgets/rules/budget.ts';
import { runRules } from '../../src/budgets/rules/rule.ts';
import type { Alert } from '../../src/core/alert.ts';
import { type BudgetSetting, NO_USE, type Use } from '../../src/core/budget.ts';
import { dayText, monthStart, parseDay, Zone } from '../../src/core/calendar.ts';
import { usd } from '../../src/core/money.ts';

const HOUR = 3_600_000;
const alert = (key: string): Alert => ({ rule: 'r', level: 'yellow', key, text: key, evidence: [] });

/** Steps of one alert at hours; what is sent at each. */
function play(
  steps: readonly (readonly [hour: number, isThere: boolean, isAcknowledged?: true])[],
  remindHours?: number,
) {
  let records: readonly AlertRecord[] = [];
  return steps.map(([hour, isThere, isAcknowledged]) => {
    const nowMs = hour * HOUR;
    const looks = [{ scope: '', alerts: isThere ? [alert('a')] : [] }];
    const remindMs = remindHours === undefined ? undefined : remindHours * HOUR;
    const next = advance(records, looks, { nowMs, cooldownMs: 24 * HOUR, remindMs });
    records = sent(next.records, new Set(next.due.map(({ id }) => id)), nowMs);
    if (isAcknowledged) records = acknowledge(records, 'all', nowMs).records;
    return next.due.length;
  });
}

describe('an alert', () => {
  it('is sent once for as long as it lasts', () =>
    expect(
      play([
        [0, true],
        [1, true],
        [999, true],
      ]),
    ).toEqual([1, 0, 0]));
  it('is sent again where reminders are wanted', () =>
    expect(
      play(
        [
          [0, true],
          [47, true],
          [48, true],
          [49, true],
          [96, true],
        ],
        48,
      ),
    ).toEqual([1, 0, 1, 0, 1]));
  it('stays quiet once acknowledged, reminders or not', () =>
    expect(
      play(
        [
          [0, true, true],
          [1, true],
          [999, true],
        ],
        48,
      ),
    ).toEqual([1, 0, 0]));
  it('that comes back within the cool-down is not sent again', () =>
    expect(
      play([
        [0, true],
        [1, false],
        [24, true],
        [25, true],
      ]),
    ).toEqual([1, 0, 0, 0]));
  it('that comes back within the cool-down stays acknowledged', () =>
    expect(
      play([
        [0, true, true],
        [1, false],
        [24, true],
      ]),
    ).toEqual([1, 0, 0]));
  it('that comes back after the cool-down is sent again', () =>
    expect(
      play([
        [0, true, true],
        [1, false],
        [25, true],
      ]),
    ).toEqual([1, 0, 1]));
  it('that reached no output is still due', () => {
    const looks = [{ scope: '', alerts: [alert('a')] }];
    const times = { nowMs: 0, cooldownMs: HOUR };
    const first = advance([], looks, times);
    expect(advance(first.records, looks, { ...times, nowMs: 1 }).due).toHaveLength(1);
  });
});

it('a look resolves what it would have found, and nothing of other scopes', () => {
  const times = { nowMs: 0, cooldownMs: HOUR };
  const { records } = advance(
    [],
    [
      { scope: 'x', alerts: [alert('a')] },
      { scope: 'y', alerts: [alert('a')] },
    ],
    times,
  );
  expect(new Set(records.map(({ id }) => id)).size).toBe(2);
  const next = advance(records, [{ scope: 'x', alerts: [] }], { ...times, nowMs: 5 });
  expect(next.records.map(({ scope, resolvedMs }) => [scope, resolvedMs])).toEqual([
    ['x', 5],
    ['y', undefined],
  ]);
  const later = advance(next.records, [], { ...times, nowMs: 91 * 24 * HOUR });
  expect(later.records.map(({ scope }) => scope)).toEqual(['y']);
});

it('acknowledging takes the beginning of an id, and says what it found', () => {
  const { records } = advance([], [{ scope: '', alerts: [alert('a'), alert('b')] }], {
    nowMs: 0,
    cooldownMs: 0,
  });
  const [first] = records;
  expect(
    acknowledge(records, [first!.id.slice(0, 4).toUpperCase()], 7).marked.map(({ id, acknowledgedMs }) => [
      id,
      acknowledgedMs,
    ]),
  ).toEqual([[first!.id, 7]]);
  expect(acknowledge(records, ['zzzzzz', ''], 7).marked).toEqual([]);
});

describe('the file', () => {
  it('reads back as it was written', () => {
    const { records } = advance([], [{ scope: 'r', alerts: [alert('a\x1b')] }], { nowMs: 3, cooldownMs: 0 });
    expect(keptRecords(recordsText(records))).toEqual(JSON.parse(JSON.stringify(records)));
  });
  it.each([
    undefined,
    '',
    '{',
    'null',
    '[]',
    '{"format":"other","records":[]}',
    '{"format":"token-dash alerts 1","records":[1,{"id":"a"},null]}',
  ])('that is damaged or not ours holds nothing: %s', text => expect(keptRecords(text)).toEqual([]));
});

describe('a year replayed day by day', () => {
  /** $10 on every day: a month of 31 days costs 310, of 30 days 300, of 28 days 280. */
  function replay(setting: BudgetSetting, zoneName = 'UTC') {
    const zone = new Zone(zoneName);
    const [plan] = plansOf([setting]);
    const first = parseDay('2026-01-01')!;
    const days = new Map<number, Use>();
    let records: readonly AlertRecord[] = [];
    const fired: string[] = [];
    for (let day = first; day < first + 365; day++) {
      // Several looks a day, the first and the last minute of it among them.
      for (const atMs of [zone.startOf(day), zone.startOf(day) + 7 * HOUR, zone.startOf(day + 1) - 60_000]) {
        const today = zone.day(atMs);
        days.set(today, { ...NO_USE, usd: usd(10) });
        const state = budgetState(plan!, days, today, 1);
        const alerts = runRules([budgetRule], { work: [], today, weekStart: 1, budgets: [state] });
        const next = advance(records, [{ scope: '', alerts }], { nowMs: atMs, cooldownMs: 24 * HOUR });
        records = sent(next.records, new Set(next.due.map(({ id }) => id)), atMs);
        fired.push(...next.due.map(({ alert: { key } }) => `${dayText(today)} ${key.split(':').at(-1)}`));
      }
    }
    return fired;
  }

  const MONTHS = Array.from({ length: 12 }, (_, i) =>
    monthStart(parseDay(`2026-${String(i + 1).padStart(2, '0')}-01`)!),
  );

  it.each(['UTC', 'Europe/Berlin', 'America/New_York', 'Australia/Lord_Howe', 'Pacific/Apia'])(
    'a month of $200 warns on the 17th and is over on the 21st, once each, in %s',
    zone =>
      expect(replay({ per: 'month', usd: 200 }, zone)).toEqual(
        MONTHS.flatMap(from => [`${dayText(from + 16)} warning`, `${dayText(from + 20)} over`]),
      ),
  );
  it('a month that is only just kept warns once, and is over in months of 31 days alone', () =>
    expect(replay({ per: 'month', usd: 300 }).filter(each => each.endsWith('over'))).toEqual(
      ['01', '03', '05', '07', '08', '10', '12'].map(month => `2026-${month}-31 over`),
    ));
  it('a week of $60 is over on its seventh day, 51 times and no more', () => {
    const over = replay({ per: 'week', usd: 60 }).filter(each => each.endsWith('over'));
    // The year begins on a Thursday and ends on one: its first and last week are not whole.
    expect(over).toHaveLength(51);
    for (const each of over) expect(new Date(each.slice(0, 10)).getUTCDay()).toBe(0);
  });
  it('a rolling week of $60 is over from the seventh day on, and said once', () =>
    expect(replay({ per: 'week', rolling: true, usd: 60 })).toEqual([
      '2026-01-05 warning',
      '2026-01-07 over',
    ]));
  it('what is overspent is taken along, month after month', () =>
    expect(
      replay({ per: 'month', usd: 300, carryOver: 'balance', since: '2026-01-01' }).filter(each =>
        each.endsWith('over'),
      ),
    ).toEqual(
      // February gives back what January took; from May on every month begins with less.
      ['01-31', '05-31', '06-30', '07-30', '08-29', '09-28', '10-28', '11-27', '12-27'].map(
        day => `2026-${day} over`,
      ),
    ));
});
