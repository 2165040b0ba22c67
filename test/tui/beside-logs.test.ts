/** What is known and in no total: days before the first log are drawn apart, and the summary names them and logged tasks. */
import { describe, expect, test } from 'vitest';
import { declaredOf } from '../../src/budgets/declared.ts';
import { dayText } from '../../src/core/calendar.ts';
import type { RecoveredDay } from '../../src/core/recovered-day.ts';
import { readWorkLog } from '../../src/core/work-log.ts';
import { createPriceLookup } from '../../src/prices/index.ts';
import { glyphs } from '../../src/tui/draw/glyphs.ts';
import { spokenLines } from '../../src/tui/spoken.ts';
import { themeOf } from '../../src/tui/theme.ts';
import { startView } from '../../src/tui/view.ts';
import { ViewModelBuilder } from '../../src/tui/view-model.ts';
import { BUSY_DAYS, busyFiles } from '../support/busy-home.ts';
import { NOW_MS, UTC } from '../support/clock.ts';
import { fixed, type ShowOptions, SIZES, show, snapshotFor } from '../support/dashboard.ts';

const FIRST = UTC.day(NOW_MS) - BUSY_DAYS - 20;
const RECOVERED: readonly RecoveredDay[] = Array.from({ length: 15 }, (_, i) => ({
  ...{ day: dayText(FIRST + i), origin: 'stats-cache', model: 'claude-opus-4-6', counted: 'all' },
  tokens: 1_000_000 + 100_000 * i,
}));
const PROMPTS = { day: dayText(FIRST), origin: 'history', model: '', counted: 'prompts', prompts: 12 };

const recovered = fixed([...RECOVERED, PROMPTS]);
const declared = fixed(
  declaredOf(readWorkLog('2026-07-01 | loom | Weave | 3500 tokens | $0.0091', 'log'), undefined),
);

async function shown(options: ShowOptions, stores: ShowOptions['stores'] = { recovered }) {
  return show(await snapshotFor(busyFiles()), { ...options, stores });
}

describe.each(SIZES)('at %ix%i', (columns, rows) => {
  const size = { columns, rows };

  test('the summary says what is not in its totals, which stay as they are', async () => {
    const plain = await shown({ size }, {});
    const both = await shown({ size }, { recovered, declared });
    expect(both.text()).toMatch(/1 logged task (and|, )|not in totals/);
    expect(both.text()).toContain('15 recovered days');
    const figures = (lines: readonly string[]) => lines.filter(line => /Lifetime|July/.test(line));
    expect(figures(both.lines())).toEqual(figures(plain.lines()));
  });

  test('the calendar draws recovered days in a mark of their own, with a legend, outside of its steps', async () => {
    const plain = await shown({ size, view: { screen: 'calendar' } }, {});
    const app = await shown({ size, view: { screen: 'calendar' } });
    expect(app.text().split('⢕⢕').length - 1).toBe(RECOVERED.length + 1);
    expect(app.text()).toContain('recovered ⢕⢕');
    const steps = (text: string) => /to \$[\d.]+/.exec(text)?.[0];
    expect(steps(app.text())).toBe(steps(plain.text()));
    expect(app.text().replaceAll('⢕⢕', ' ·').replaceAll(/\s+/g, ' ')).toContain(
      /A year by day[^\n]*/
        .exec(plain.text())![0]
        .trim()
        .split(/\s{2,}/)[0]!,
    );
  });
});

test('the chart of tokens has dotted bars where the range reaches before the first log', async () => {
  const app = await shown({ view: { range: { id: '90d' }, measure: 'tokens', period: 'day' } });
  expect(app.text()).toContain('⢕');
  expect(app.text()).toMatch(/⢕ recovered +25\.5M/);
  const bars = await shown({
    view: { range: { id: '90d' }, measure: 'tokens', period: 'week', chart: 'bars' },
  });
  expect(bars.text()).toMatch(/⢕ recovered +25\.5M/);
  // Money is not known of them.
  const twins = await shown({ size: { columns: 80, rows: 24 }, view: { range: { id: '90d' } } });
  const charts = twins.lines().filter(line => line.includes('⢕'));
  expect(charts.some(line => line.slice(0, 40).includes('⢕'))).toBe(true);
  expect(charts.some(line => line.slice(40).includes('⢕'))).toBe(false);
  const month = await shown({ view: { range: { id: '30d' }, measure: 'tokens' } });
  expect(month.text()).not.toContain('⢕');
});

test('all time begins with the first day that is remembered', async () => {
  const app = await shown({ view: { range: { id: 'all' } } });
  expect(app.lines()[1]).toContain(dayText(FIRST).slice(5));
});

test('a filter that no recovered day can obey leaves them out', async () => {
  const app = await shown({ view: { filters: { project: '/home/ada/loom' } } });
  expect(app.text()).not.toContain('recovered');
});

test('the day under the cursor says what is remembered of it', async () => {
  const app = await shown({ view: { screen: 'calendar', cursor: FIRST } });
  expect(app.text()).toContain(
    'Recovered: 1.0M tokens at most, 12 prompts, from history and stats-cache; in no total.',
  );
});

test('what is left out is spoken too', async () => {
  const snapshot = await snapshotFor(busyFiles());
  const view = startView('mono');
  const model = new ViewModelBuilder().build(snapshot, view, {
    ...{ prices: createPriceLookup({ now: NOW_MS }), zone: UTC, today: UTC.day(NOW_MS), minuteMs: NOW_MS },
    ...{ limits: [], recovered: recovered.getState() },
  });
  const look = { glyphs: glyphs.braille, theme: themeOf('mono', 'none', 'dark') };
  expect(spokenLines(model, view, look, { declared })).toContain(
    '1 logged task and 15 recovered days are not in these totals.',
  );
});
