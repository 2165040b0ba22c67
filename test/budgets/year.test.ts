/** Budgets replayed day by day over a year: each alert once, on its day, across changes of the clocks and ends of months. */
import { describe, expect, test } from 'vitest';
import { type AlertRecord, advance, sent } from '../../src/budgets/alert-state.ts';
import { budgetState } from '../../src/budgets/budget-state.ts';
import { plansOf } from '../../src/budgets/plan.ts';
import { RULES } from '../../src/budgets/rules/index.ts';
import { runRules } from '../../src/budgets/rules/rule.ts';
import type { BudgetSetting } from '../../src/core/budget.ts';
import { type Day, dayText, parseDay, weekday, Zone } from '../../src/core/calendar.ts';
import { usageDays } from '../../src/reports/usage-days.ts';
import { MINUTE } from '../support/clock.ts';
import { somePrices } from '../support/prices.ts';
import { journalOfReadings, reading } from '../support/readings.ts';

const FIRST = parseDay('2026-01-01')!;
const LAST = parseDay('2026-12-31')!;
const DAYS = Array.from({ length: LAST - FIRST + 1 }, (_, i) => FIRST + i);

/** $1 a quarter of an hour after each midnight, and $1 a quarter before the next. */
function yearIn(zone: Zone) {
  const at = (day: Day) => [zone.startOf(day) + 15 * MINUTE, zone.startOf(day + 1) - 15 * MINUTE];
  const readings = DAYS.flatMap(day =>
    at(day).map((atMs, i) => reading({ key: `${day} ${i}`, atMs, terms: { model: 'fair' } })),
  );
  return journalOfReadings([{ path: '/a', readings }]);
}

/** What is sent over the year: the day, and the text. The program looks at noon and at the end of each day. */
function replay(zone: Zone, setting: BudgetSetting): readonly (readonly [day: Day, text: string])[] {
  const journal = yearIn(zone);
  const [budget] = plansOf([setting]);
  let records: readonly AlertRecord[] = [];
  const all: [Day, string][] = [];
  const input = { journal, prices: somePrices, zone, projectNames: {}, weekStart: 1 } as const;
  const uses = usageDays({ ...input, nowMs: zone.startOf(LAST) }, {});
  for (const day of DAYS) {
    for (const nowMs of [zone.startOf(day) + 720 * MINUTE, zone.startOf(day + 1) - MINUTE]) {
      // At noon the second dollar of the day is still to come.
      const known = new Map([...uses].filter(([each]) => each <= day));
      const today = known.get(day)!;
      if (nowMs < zone.startOf(day + 1) - 15 * MINUTE) known.set(day, { ...today, usd: today.usd / 2n });
      const state = budgetState(budget!, known, day, 1);
      const alerts = runRules(
        RULES.filter(({ id }) => id === 'budget'),
        { work: [], today: day, weekStart: 1, zone, budgets: [state] },
      );
      const next = advance(records, [{ scope: '', alerts }], { nowMs, cooldownMs: 86_400_000 });
      records = sent(next.records, new Set(next.due.map(({ id }) => id)), nowMs);
      for (const { alert } of next.due) all.push([day, alert.text]);
    }
  }
  return all;
}

const dayOfMonth = (day: Day) => Number(dayText(day).slice(8));

describe.each(['UTC', 'Europe/Berlin', 'America/New_York', 'Australia/Lord_Howe', 'Asia/Kathmandu'])(
  'in %s',
  name => {
    const zone = new Zone(name);

    test('a month of $40 at $2 a day warns on the 17th and is over on the 21st', () => {
      const found = replay(zone, { name: 'All', per: 'month', usd: 40 });
      expect(found).toHaveLength(24);
      for (const [i, [day, text]] of found.entries()) {
        expect(dayOfMonth(day), text).toBe(i % 2 === 0 ? 17 : 21);
        expect(dayText(day).slice(0, 7), text).toBe(`2026-${String((i >> 1) + 1).padStart(2, '0')}`);
        expect(text).toContain(i % 2 === 0 ? 'warning' : 'over');
      }
    });

    test('a week of $10 warns on Friday and is over on Saturday', () => {
      const found = replay(zone, { name: 'All', per: 'week', usd: 10 });
      // The first days of the year are a short week, which does not come to a warning.
      const expected = DAYS.filter(day => day - FIRST >= 4 && [5, 6].includes(weekday(day)));
      expect(found.map(([day]) => dayText(day))).toEqual(expected.map(dayText));
    });

    test('a day of $1.50 is over on every day, once', () => {
      const found = replay(zone, { name: 'All', per: 'day', usd: 1.5 });
      expect(found.filter(([, text]) => text.includes('over')).map(([day]) => day)).toEqual(DAYS);
    });
  },
);
