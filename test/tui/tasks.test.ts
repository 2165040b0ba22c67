/** The Tasks screen over a small manual log: its figures, its views, and what Enter opens. */
import { describe, expect, test } from 'vitest';
import { declaredOf } from '../../src/budgets/declared.ts';
import { readWorkLog } from '../../src/core/work-log.ts';
import { lineWidth } from '../../src/tui/draw/styled.ts';
import { busyFiles } from '../support/busy-home.ts';
import { NOW_MS } from '../support/clock.ts';
import { fixed, type ShowOptions, SIZES, show, snapshotFor } from '../support/dashboard.ts';

const FILE = '/home/ada/.claude/token-usage.log';
const LOG = [
  '2026-05-20 09:00:00 | loom | Add a guide.md | 2500 tokens | $0.0065',
  '2026-06-20 | reed | Refactor the shuttle | 5000 tokens | $0.013',
  '2026-07-01 10:00:00 | loom | Debug the camera on a device | 7000 tokens | $0.0182',
  '2026-07-08 10:00:00 | loom | Weave | 12001 tokens | $0.0312026',
  '2026-07-14 16:00:00 | reed | Add a guide.md | 2600 tokens | $0.00676',
  '2026-07-15 08:30:00 | loom | Odd \u001b[31m name | 100 tokens | $9.10',
].join('\n');

const SETTINGS = { goalUsdPerDay: 0.02, usdPerMonth: 0.9 };
const logged = (text: string) => fixed(declaredOf(readWorkLog(text, FILE), SETTINGS));

async function shown(options: ShowOptions = {}, log = LOG, files = busyFiles()) {
  return show(await snapshotFor(files), {
    ...options,
    home: '/home/ada',
    view: { screen: 'tasks', ...options.view },
    stores: { declared: logged(log) },
  });
}

describe.each(SIZES)('at %ix%i', (columns, rows) => {
  const size = { columns, rows };

  test('every view is a whole frame, and looks as it did', async () => {
    const app = await shown({ size });
    for (let view = 0; view < 6; view++) {
      const { lines } = app.controller.getState();
      expect(lines).toHaveLength(rows);
      expect(lines.map(lineWidth)).toEqual(Array(rows).fill(columns));
      if (columns === 80 || columns === 120) expect(app.text()).toMatchSnapshot();
      app.press('n');
    }
  });

  test('without tasks it says where they would be, and what to try', async () => {
    const app = await shown({ size }, '');
    expect(app.text().replaceAll(/[\s│]+/g, ' ')).toContain(
      'Nothing is logged by hand yet in ~/.claude/token-usage.log.',
    );
    expect(app.text()).toContain('token-dash log test-project "test task" 1000');
    expect(app.text()).not.toContain('NaN');
  });
});

test('costs are marked as estimates, and nothing of a log acts on the terminal', async () => {
  const app = await shown();
  expect(app.text()).toContain('flat estimate, $0.0026 per 1,000 tokens');
  expect(app.text()).toContain('estimates, in no other total');
  expect(app.text()).toMatch(/All +6 +29,201 +~\$9\.18/);
  expect(app.ansi()).not.toContain('[31m name');
});

test('Enter opens the entries of a row, then the receipt of one', async () => {
  const app = await shown({ view: { tables: { 'tasks 0': { sort: 'task' } } } });
  app.press('n');
  expect(app.lines()[1]).toContain('Projects, 2 of 6');
  app.press('enter');
  expect(app.text()).toContain('Tasks › loom');
  expect(app.text()).toMatch(/total .*21,601 +~\$9\.16/);
  expect(app.text()).not.toContain('reed');
  app.press('G', 'enter');
  expect(app.text()).toContain('Task logged by hand');
  expect(app.text()).toContain('/home/ada/.claude/token-usage.log:1');
  app.press('escape', 'escape', 'escape');
  expect(app.lines()[1]).toContain('Projects, 2 of 6');
});

test('a pattern opens the entries that it was derived from, a type and a week theirs', async () => {
  const app = await shown();
  app.press('n', 'n', 'n', 'n', 'n', 'enter');
  expect(app.text()).toMatch(/1-1 of 1/);
  expect(app.text()).toContain('Weave');
  app.press('escape', 'escape', 'N', 'N');
  expect(app.lines()[1]).toContain('Weeks, 4 of 6');
  app.press('G', 'enter');
  expect(app.text()).toContain('Tasks › 2026-07-13');
});

test('it obeys the filter for projects, and shows without any usage what is logged', async () => {
  const app = await shown({ view: { filters: { project: 'reed' } } });
  expect(app.text()).toMatch(/All +2 +7,600/);
  const alone = await shown({}, LOG, {});
  expect(alone.text()).toMatch(/All +6 +29,201/);
  expect(alone.lines().at(-1)).toContain('Enter open');
});

test('while the log is being read it says so', async () => {
  const app = await show(await snapshotFor({}), { view: { screen: 'tasks' }, now: () => NOW_MS });
  expect(app.text()).toContain('Reading the log.');
});
