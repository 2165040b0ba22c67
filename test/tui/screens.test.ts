/** Every screen at every size: golden frames, and what once misled. */
import { describe, expect, test } from 'vitest';
import { lineWidth } from '../../src/tui/draw/styled.ts';
import { KEYS } from '../../src/tui/keys.ts';
import { SCREENS } from '../../src/tui/screens/index.ts';
import { busyFiles, troubledFiles } from '../support/busy-home.ts';
import { said } from '../support/claude-lines.ts';
import { DAY, NOW_MS } from '../support/clock.ts';
import { fixed, SIZES, show, snapshotFor } from '../support/dashboard.ts';

const limits = fixed([
  { window: 'five_hour', usedPercent: 63, reportedMs: NOW_MS - 40_000, resetsAtMs: NOW_MS + 3_600_000 },
  { window: 'seven_day', usedPercent: 90, reportedMs: NOW_MS - 40_000, resetsAtMs: NOW_MS + 3 * DAY },
]);

describe.each(SIZES)('at %ix%i', (columns, rows) => {
  const size = { columns, rows };

  test.each(SCREENS.map(({ id }) => id))('%s, with data, troubles and nothing', async id => {
    for (const files of [busyFiles(), troubledFiles(), {}]) {
      const app = await show(await snapshotFor(files), { size, view: { screen: id }, stores: { limits } });
      for (const keys of [[], ['j'], ['b'], ['z'], ['z']]) {
        app.press(...keys);
        const { lines } = app.controller.getState();
        expect(lines).toHaveLength(rows);
        expect(lines.map(lineWidth)).toEqual(Array(rows).fill(columns));
        if (keys[0] === 'j') expect(app.text()).toMatchSnapshot();
      }
    }
  });
});

describe('what once misled', () => {
  const busy = async (options = {}) => show(await snapshotFor(busyFiles()), options);

  test('the selected row is reversed on its label only, not over its bar', async () => {
    const app = await busy({ theme: 'dark', depth: '256' });
    app.press('j');
    const reversed = app.controller
      .getState()
      .lines.flatMap(line => line.filter(part => part.inverse).map(part => part.text));
    expect(reversed.length).toBeGreaterThan(0);
    for (const text of reversed) expect(text).toMatch(/^[a-z0-9-]+$/);
  });

  test('logs that ended months ago open on their last day, and say so', async () => {
    const nowMs = NOW_MS + 100 * DAY;
    const snapshot = { ...(await snapshotFor(busyFiles())), checkedMs: nowMs };
    const app = await show(snapshot, { now: () => nowMs });
    expect(app.text()).toContain('Last activity Wed 2026-07-15, 100 days ago');
    expect(app.text()).toContain('Wed 2026-07-15 · cost');
    expect(app.text()).toContain('the last with usage');
    expect(app.lines()[0]).toContain('◌ 100 d');
    expect(app.text()).not.toContain('No usage in this range');
  });

  test('Esc clears the selection and does not quit', async () => {
    let left = 0;
    const app = await busy({ onQuit: () => left++ });
    app.press('j', 'escape');
    expect(left).toBe(0);
    app.press('escape');
    expect(left).toBe(1);
  });

  test('cost is the last column to go', async () => {
    for (const columns of [20, 30, 40, 60, 80]) {
      for (const key of ['2', '3', '4', '6']) {
        const app = await busy({ size: { columns, rows: 18 } });
        app.press(key);
        expect(app.text(), `${columns} ${key}`).toMatch(/cost/);
        expect(app.text(), `${columns} ${key}`).toMatch(/\$\d/);
      }
    }
  });

  test('the cursor shows its day, weekday and total, and takes the range along', async () => {
    const app = await busy();
    app.press('<');
    expect(app.text()).toMatch(/Cost trend.*Tue 2026-07-14 {2}\$\d/);
    expect(app.text()).toContain('▲');
    app.press(...Array(60).fill('h'));
    expect(app.lines()[1]).not.toContain('to 07-15');
  });

  test('small charts keep their names under the cursor, whatever the day holds', async () => {
    const app = await busy();
    const heads = () =>
      app.text().match(/[■▲◆●○▼] (?:opus|sonnet|haiku)-[\d-]+ +(?:\$[\d.]+|[\d.]+[KM]|-) /g) ?? [];
    const before = heads().length;
    app.press('<');
    expect(heads()).toHaveLength(before);
    expect(app.text()).toMatch(/▼ haiku-4-5 +- /);
  });

  test('three ticks and a weekly bucket over 90 days at 80x24', async () => {
    const app = await busy({ size: { columns: 80, rows: 24 }, view: { range: { id: '90d' } } });
    expect(app.lines()[1]).toContain('per week');
    const ticks = app.lines().filter(line => /┤/.test(line.slice(40)) || /^│ +\$0└/.test(line.slice(40)));
    expect(ticks.length).toBeGreaterThanOrEqual(2);
  });

  test('series are told apart without colour', async () => {
    const app = await busy({ theme: 'mono' });
    const chart = app
      .lines()
      .slice(8, 26)
      .map(line => line.slice(60, 96))
      .join('');
    expect(new Set([...chart.matchAll(/[■▲◆●○▼□◇]/g)].map(match => match[0])).size).toBeGreaterThanOrEqual(4);
  });

  test('60x18 has heads, short words and the troubles', async () => {
    const app = await show(await snapshotFor(troubledFiles()), { size: { columns: 60, rows: 18 } });
    expect(app.lines()[2]).toMatch(/cost +in +out +cache/);
    expect(app.lines()[0]).toMatch(/!\d/);
  });

  test('a list that scrolls says so, and keeps its scale', async () => {
    const files = Object.fromEntries(
      Array.from({ length: 20 }, (_, i) => [
        `.claude/projects/-home-ada-p${i}/s${i}.jsonl`,
        said({
          id: `m${i}`,
          at: new Date(NOW_MS - 60_000).toISOString(),
          input: 0,
          output: 1000 * (20 - i),
          model: `claude-p${i}`,
        }),
      ]),
    );
    const app = await show(await snapshotFor(files), {
      size: { columns: 60, rows: 18 },
      view: { measure: 'tokens' },
    });
    const barOf = (name: string) =>
      /█+[▏▎▍▌▋▊▉]?/.exec(app.lines().find(line => line.includes(` ${name} `)) ?? '')?.[0];
    const before = barOf('p4');
    app.press(...Array(8).fill('j'));
    expect(app.text()).toContain('↑');
    // 13,000 against 16,000 tokens: rescaled to the rows in sight, the bar would be a third longer.
    expect(Math.abs(barOf('p7')!.length - (before!.length * 13) / 16)).toBeLessThanOrEqual(1);
  });

  test('no two series share a mark or a colour', async () => {
    const app = await busy({ theme: 'dark', depth: '256' });
    const marks = [...app.ansi().matchAll(/\x1b\[38;5;(\d+)m([■▲◆●○▼□◇]) \x1b\[0m([a-z0-9-]+)/g)];
    const byName = new Map(marks.map(([, colour, mark, name]) => [name, `${colour}${mark}`]));
    expect(new Set(byName.values()).size).toBe(byName.size);
  });

  test('each breakdown is ordered by its own measure', async () => {
    const app = await busy();
    const left = app
      .lines()
      .slice(26)
      .map(line => line.slice(0, 60));
    const tokens = left.flatMap(line => /([\d.]+)([KM]?) +\d+ %/.exec(line)?.slice(1, 3) ?? []);
    const counts = tokens.flatMap((text, i) =>
      i % 2 === 0 ? [Number(text) * { K: 1e3, M: 1e6, '': 1 }[tokens[i + 1] as 'K']!] : [],
    );
    const list = counts.slice(0, -1);
    expect(list).toEqual([...list].sort((a, b) => b - a));
  });

  test('help says how much more there is, and wraps', async () => {
    const app = await busy({ size: { columns: 80, rows: 24 } });
    app.press('?');
    expect(app.text()).toMatch(/1-\d+ of \d+/);
  });

  test('the keys below are valid here', async () => {
    const app = await busy();
    const footer = (...keys: string[]) => app.press(...keys).at(-1)!;
    expect(footer('4')).toMatch(/j k row.*Enter open.*s sort.*\/ find/);
    expect(footer('j', 'enter', 'j', 'enter')).not.toContain('Enter');
    expect(app.text()).toContain('Receipt');
  });

  test('responses have both cache columns and their session', async () => {
    const app = await busy();
    app.press('6');
    expect(app.text()).toMatch(/session .*cache r +cache w/);
  });
});

describe('questions', () => {
  test('/ narrows as one types, Enter keeps, Esc clears', async () => {
    const app = await show(await snapshotFor(busyFiles()));
    app.press('4');
    const all = /of (\d+)/.exec(app.text())![1];
    app.press('/', 'l', 'o', 'o', 'm');
    expect(app.lines()[1]).toContain('/ loom_');
    app.press('enter');
    expect(app.lines()[1]).toContain('/ loom');
    app.press('escape');
    expect(app.text()).toContain(`of ${all}`);
  });

  test('a filter holds across screens, and F clears it', async () => {
    const app = await show(await snapshotFor(busyFiles()));
    app.press('f', ...'haiku', 'enter');
    for (const key of ['1', '2', '4', '6']) {
      app.press(key);
      expect(app.lines()[1]).toMatch(/model haiku/);
    }
    expect(app.press('F').at(-1)).toContain('filters cleared');
    expect(app.lines()[1]).toContain('model any');
  });

  test('the palette does everything that a key does, by name', async () => {
    const app = await show(await snapshotFor(busyFiles()));
    for (const { does } of KEYS.filter(({ id }) => id !== 'palette')) {
      // Once in the field, and once in the list.
      const typed = does.slice(0, 10);
      app.press(':', ...typed);
      expect(app.text().split(typed).length, does).toBeGreaterThan(2);
      app.press('escape');
    }
    app.press(':', ...'calendar', 'enter');
    expect(app.controller.view.screen).toBe('calendar');
    app.press(':', ...'measure: tokens', 'enter');
    expect(app.controller.view.measure).toBe('tokens');
    app.press(':', ...'2026-07-14', 'enter');
    expect(app.text()).toContain('2026-07-14');
  });

  test('c compares with the period before', async () => {
    const app = await show(await snapshotFor(busyFiles()));
    expect(app.press('2', 'c').join('\n')).toMatch(/vs before/);
    expect(app.lines()[1]).toContain('compared');
  });

  test('Space pauses, and the age stays on the screen', async () => {
    const app = await show(await snapshotFor(busyFiles()));
    expect(app.press('space')[0]).toContain('‖ 12:00');
    expect(app.press('space')[0]).toContain('●');
  });

  test('y copies a row by OSC 52, e exports the view', async () => {
    let bytes = '';
    const files: { name: string; text: string }[] = [];
    const app = await show(await snapshotFor(busyFiles()), {
      write: text => {
        bytes += text;
      },
      save: async file => {
        files.push(file);
        return `/home/ada/${file.name}`;
      },
    });
    app.press('4', 'j', 'y');
    const [, copied = ''] = /\x1b\]52;c;(.*)\x07/.exec(bytes) ?? [];
    expect(Buffer.from(copied, 'base64').toString()).toContain('/home/ada/');
    for (const [i, format] of ['csv', 'json', 'md', 'svg'].entries()) {
      app.press('e', ...Array(i).fill('j'), 'enter');
      expect(files.at(-1)?.name).toBe(`token-dash-sessions-2026-07-15.${format}`);
    }
    expect(JSON.parse(files[1]!.text).length).toBeGreaterThan(3);
    expect(files[0]!.text.split('\r\n')[0]).toContain('start,title,project');
    expect(files[3]!.text).toMatch(/^<svg/);
  });

  test('a click selects, a second one opens, the head sorts, a tab goes there', async () => {
    const app = await show(await snapshotFor(busyFiles()));
    app.press('4');
    const click = (x: number, y: number) => app.press(`mouse <0;${x + 1};${y + 1}M`);
    click(10, 5);
    expect(app.lines()[5]).toMatch(/^▌/);
    click(10, 5);
    expect(app.controller.view.levels.sessions).toHaveLength(1);
    app.press('backspace');
    const head = app.lines()[3]!;
    click(head.indexOf('length'), 3);
    expect(app.lines()[3]).toContain('length▼');
    click(app.lines()[0]!.indexOf('7 Calendar'), 0);
    expect(app.controller.view.screen).toBe('calendar');
    app.press('4', 'mouse <65;5;10M');
    expect(app.text()).toContain('▌');
  });
});

test('a key in a table of a hundred thousand rows is answered at once', async () => {
  const { tableOf, byNumber } = await import('../../src/tui/table.ts');
  const { drawTable } = await import('../../src/tui/draw/table.ts');
  const { glyphs } = await import('../../src/tui/draw/glyphs.ts');
  const { themeOf } = await import('../../src/tui/theme.ts');
  let drawn = 0;
  let named = 0;
  const rows = Array.from({ length: 100_000 }, (_, id) => ({ id, cost: (id * 7919) % 100_003 }));
  const table = (selected: string) =>
    tableOf(
      {
        title: 'Rows',
        rows,
        idOf(row) {
          named += 1;
          return String(row.id);
        },
        nameOf: row => `row ${row.id}`,
        columns: [
          {
            id: 'name',
            title: 'name',
            width: 10,
            cell(row) {
              drawn += 1;
              return `row ${row.id}`;
            },
          },
          {
            id: 'cost',
            title: 'cost',
            width: 10,
            compare: byNumber(row => row.cost),
            isDescending: true,
            cell: row => String(row.cost),
          },
        ],
        sort: 'cost',
      },
      { selected },
    );
  const size = { columns: 200, rows: 50 };
  const look = { glyphs: glyphs.braille, theme: themeOf('dark', '256', 'dark') };
  const lines = drawTable(table('500'), { selected: '500' }, { size, screen: size, look });
  expect(lines).toHaveLength(50);
  // What is drawn is what is in sight, whatever the number of rows.
  expect(drawn).toBeLessThanOrEqual(50);
  // A step from a row that was shown names that row and the next, and searches no other.
  const shown = table('500');
  const next = shown.idAt(shown.positionOf('500') + 1)!;
  named = 0;
  expect(table(next).positionOf(next)).toBe(shown.positionOf('500') + 1);
  expect(named).toBe(0);
  expect(shown.positionOf('no such row')).toBe(-1);
  expect(table('500').idAt(0)).toBe(
    String(rows.reduce((best, row) => (row.cost > best.cost ? row : best)).id),
  );
});
