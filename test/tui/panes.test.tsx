/**
 * The Overview at the sizes people have: the whole frame, as text, in every state it can be in. A snapshot is looked at
 * when it changes; what must hold whatever it looks like is claimed beside it.
 */
import { describe, expect, it, onTestFinished, vi } from 'vitest';
import { displayWidth } from '../../src/core/width.ts';
import { App } from '../../src/tui/app.tsx';
import { lineWidth } from '../../src/tui/draw/styled.ts';
import type { Key } from '../../src/tui/input.ts';
import { PANES } from '../../src/tui/panes/index.ts';
import { busyFiles, troubledFiles } from '../support/busy-home.ts';
import { DAY, NOW_MS } from '../support/clock.ts';
import { fixed, type Shown, SIZES, show, snapshotFor, still } from '../support/dashboard.ts';
import { renderAt } from '../support/render-at.tsx';

interface Size {
  readonly columns: number;
  readonly rows: number;
}

function sameShape(shown: Shown, { columns, rows }: Size): void {
  const { lines } = shown.controller.getState();
  expect(lines).toHaveLength(rows);
  expect(lines.map(lineWidth)).toEqual(Array(rows).fill(columns));
}

describe.each(SIZES)('at %ix%i', (columns, rows) => {
  const size = { columns, rows };

  it('shows usage', async () => {
    const app = await show(await snapshotFor(busyFiles()), { size });
    sameShape(app, size);
    for (const title of ['Overview', 'Cost', 'Today']) expect(app.text()).toContain(title);
    expect(app.text()).toMatchSnapshot();
  });

  it('shows what is missing from it', async () => {
    const app = await show(await snapshotFor(troubledFiles()), { size });
    sameShape(app, size);
    expect(app.text()).toContain('≥ $');
    expect(app.text()).toContain('unpriced');
    expect(app.text()).toMatch(/!\d/);
    expect(app.text()).toMatchSnapshot();
  });

  it('says where it looked when there is nothing', async () => {
    const app = await show(await snapshotFor({}), { size });
    sameShape(app, size);
    expect(app.text()).toContain('--demo');
    expect(app.text()).toMatchSnapshot();
  });

  it('shows the frame before anything is known, and no number', async () => {
    const known = await snapshotFor({});
    const progress = { startedMs: 0, nowMs: 2000, files: 12, ofFiles: 40, bytes: 6e6, ofBytes: 20e6 };
    const app = await show({ ...known, checkedMs: undefined, progress }, { size });
    sameShape(app, size);
    expect(app.text()).toContain('12/40');
    expect(app.text()).not.toMatch(/\d\.\d\d/);
  });

  it('opens what a number is made of, down to the receipt', async () => {
    const app = await show(await snapshotFor(busyFiles()), { size });
    const parts = app.press('j', 'enter');
    sameShape(app, size);
    expect(parts.join('\n')).toContain('1-1 of 1');
    const receipt = app.press('enter');
    sameShape(app, size);
    expect(receipt.join('\n')).toContain('Receipt');
    expect(app.press('escape', 'backspace').join('\n')).toContain('Cost');
  });

  it('has help', async () => {
    const app = await show(await snapshotFor({}), { size });
    app.press('?');
    sameShape(app, size);
    expect(app.text()).toContain('Help');
  });
});

describe('the trends', () => {
  const size = { columns: 120, rows: 35 };
  const halves = (lines: readonly string[]) =>
    [0, 60].map(from =>
      lines
        .slice(8, 26)
        .map(line => line.slice(from, from + 60))
        .join('\n'),
    );

  it('names every line in both legends, in the same order', async () => {
    const app = await show(await snapshotFor(busyFiles()), { size });
    const names = halves(app.lines()).map(half =>
      [...half.matchAll(/[■▲◆●○▼□◇] ([a-z0-9-]+) /g)].map(match => match[1]),
    );
    expect(names[0]).toEqual(names[1]);
    for (const name of ['opus-4-6', 'sonnet-4-6', 'opus-4-5', 'sonnet-4-5', 'sonnet-4'])
      expect(names[0]).toContain(name);
  });

  it('has dollars on the axis of cost, and none on that of usage', async () => {
    const app = await show(await snapshotFor(busyFiles()), { size });
    const [usage, cost] = halves(app.lines());
    expect(cost).toMatch(/\$\d+(\.\d\d)?┤/);
    expect(usage).not.toMatch(/\$[\d.]+┤/);
  });

  it('gives a model one colour everywhere', async () => {
    const app = await show(await snapshotFor(busyFiles()), { size, theme: 'dark', depth: '256' });
    // Each mark stands before its name in the colour of its curve.
    const colours = [...app.ansi().matchAll(/\x1b\[38;5;(\d+)m([■▲◆●○▼□◇]) \x1b\[0m([a-z0-9-]+)/g)];
    const byName = new Map<string, Set<string>>();
    for (const [, colour, mark, name] of colours)
      byName.set(name!, (byName.get(name!) ?? new Set()).add(`${colour} ${mark}`));
    expect(byName.size).toBeGreaterThanOrEqual(5);
    for (const [name, seen] of byName) expect(seen.size, name).toBe(1);
    expect(new Set([...byName.values()].map(seen => [...seen][0])).size).toBe(byName.size);
  });

  it('says so when the day has no usage', async () => {
    const app = await show(await snapshotFor(busyFiles()), { size, now: () => NOW_MS + DAY });
    expect(app.text()).toContain('No usage today yet');
  });
});

it('shows money in the currency of the user, everywhere', async () => {
  const currency = { code: 'EUR', symbol: '€', perUsd: 0.5 };
  const app = await show(await snapshotFor(busyFiles()), { look: { currency } });
  expect(app.text()).toMatch(/Lifetime +€10\.77/);
  expect(app.text()).toMatch(/€\d+(\.\d\d)?┤/);
  expect(app.text()).not.toContain('$');
  expect(app.press('enter').join('\n')).toMatch(/€0\.\d\d/);
  // The receipt says at which rate.
  expect(app.press('enter', 'G').join('\n')).toContain('at 0.5 EUR for 1 USD');
});

it('shows the official limits beside our own sum of the window', async () => {
  const limits = [
    { window: 'five_hour', usedPercent: 42.4, reportedMs: NOW_MS - 120_000, resetsAtMs: NOW_MS + 3_600_000 },
  ];
  const app = await show(await snapshotFor(busyFiles()), { stores: { limits: fixed(limits) } });
  expect(app.text()).toMatch(/5-hour .* 42 % {2}13:00, official/);
  expect(app.text()).toMatch(/window +\$0.73 since 08:00, to 13:00/);
});

describe('other terminals', () => {
  it('writes nothing but ASCII where the locale has nothing else', async () => {
    const app = await show(await snapshotFor(troubledFiles()), {
      size: { columns: 100, rows: 30 },
      glyphs: 'ascii',
    });
    for (const key of ['1', 'b', '2', '3', '4', '5', '6', '7', '8', '9', '?', ':', '!']) {
      app.press(key);
      expect(app.text(), key).toMatch(/^[\x20-\x7e\n]*$/);
      if ('?:!'.includes(key)) app.press('escape');
    }
    app.press('1', 'b');
    expect(app.text()).toMatchSnapshot();
  });

  it.each([
    [20, 5],
    [40, 10],
    [59, 17],
    [64, 14],
    [300, 100],
    [400, 120],
  ])('is never broken or too small: %ix%i', async (columns, rows) => {
    const size = { columns, rows };
    const app = await show(await snapshotFor(busyFiles()), { size });
    for (const key of [
      '1',
      '2',
      '3',
      '4',
      '5',
      '6',
      '7',
      '8',
      '9',
      '?',
      'escape',
      ':',
      'escape',
      '1',
      'b',
      'enter',
      'enter',
    ]) {
      app.press(key);
      sameShape(app, size);
    }
    app.press('1', '1');
    if (columns < 60) expect(app.text()).toContain('$0.7');
  });

  it('lets no escape sequence of a project name through', async () => {
    const files = Object.fromEntries(
      Object.entries(busyFiles()).map(([path, text]) => [
        path,
        String(text).replaceAll('/home/ada/loom', '/home/ada/l\\u001b]0;owned\\u0007\\u001b[2Joom'),
      ]),
    );
    const app = await show(await snapshotFor(files), { theme: 'dark', depth: '256' });
    for (const key of ['p', '3', 'j', 'enter', '4', '6', ':', 'l', 'o', 'o']) {
      app.press(key);
      expect(app.ansi()).not.toMatch(/\x1b\]|\x07|\x1b\[2J/);
    }
    expect(app.text()).toContain('loom');
  });
});

describe('keys', () => {
  it('split by project and by model', async () => {
    const app = await show(await snapshotFor(busyFiles()));
    expect(app.press('p').join('\n')).toContain('cost by project');
    expect(app.press('m').join('\n')).toContain('cost by model');
  });

  it('step to the days with usage and back', async () => {
    const app = await show(await snapshotFor(busyFiles()));
    expect(app.press('<').join('\n')).toContain('2026-07-14 · tokens');
    expect(app.press(',').join('\n')).toContain('2026-07-13 · tokens');
    expect(app.press('>', '.').join('\n')).toContain('Today so far · tokens');
    expect(app.press('>').join('\n')).toContain('nothing later');
  });

  it('change the range', async () => {
    const app = await show(await snapshotFor(busyFiles()));
    const seen = ['r', 'r', 'r', 'r', 'r'].map(key => /^ (\w+ ?\w*) {2}/.exec(app.press(key)[1]!)?.[1]);
    expect(seen).toEqual(['90 days', 'July', 'all time', '7 days', '30 days']);
  });

  it('look at the logs now', async () => {
    let asked = 0;
    const feed = { ...still(await snapshotFor({})), refresh: async () => void asked++ };
    (await show(feed)).press('R');
    expect(asked).toBe(1);
  });

  it('leave: q at once, Esc when nothing is open or selected', async () => {
    const snapshot = await snapshotFor(busyFiles());
    for (const keys of [
      ['q'],
      ['escape'],
      ['ctrl-c'],
      ['?', 'escape', 'escape'],
      ['j', 'escape', 'escape'],
      ['?', 'q'],
    ]) {
      let left = 0;
      const app = await show(snapshot, { onQuit: () => left++ });
      for (const key of keys as Key[]) {
        expect(left).toBe(0);
        app.press(key);
      }
      expect(left).toBeGreaterThan(0);
    }
  });
});

describe('in Ink', () => {
  const size = { columns: 120, rows: 35 };
  const keys = { listen: () => () => {} };

  it('look again every ten seconds, and follow the clock over midnight', async () => {
    vi.useFakeTimers({ toFake: ['setInterval', 'clearInterval'] });
    onTestFinished(() => void vi.useRealTimers());
    let asked = 0;
    let nowMs = NOW_MS;
    const shown = await show(await snapshotFor(busyFiles()), { size, now: () => nowMs });
    const { controller } = shown;
    const refresh = () => void asked++;
    const app = await renderAt(
      <App {...{ controller, keys, refresh, size: () => size, lookOf: () => ({}) as never }} />,
      size,
    );
    expect(asked).toBe(1);
    vi.advanceTimersByTime(9_999);
    expect(asked).toBe(1);
    vi.advanceTimersByTime(1);
    expect(asked).toBe(2);
    nowMs += DAY;
    vi.advanceTimersByTime(10_000);
    await app.settle();
    expect(app.lines().join('\n')).toContain('No usage today yet');
    for (const line of app.lines()) expect(displayWidth(line)).toBeLessThanOrEqual(size.columns);
    app.unmount();
  });

  it('draw nothing but its age when a look finds nothing', async () => {
    let snapshot = await snapshotFor(busyFiles());
    let nowMs = NOW_MS;
    let tell = () => {};
    const subscribe = (listener: () => void) => {
      tell = listener;
      return () => {};
    };
    const { controller } = await show(
      { ...still(snapshot), getState: () => snapshot, subscribe },
      { size, now: () => nowMs },
    );
    const app = await renderAt(
      <App {...{ controller, keys, refresh: () => {}, size: () => size, lookOf: () => ({}) as never }} />,
      size,
    );
    const before = app.lines();
    const draws = PANES.map(pane => vi.spyOn(pane, 'draw'));
    onTestFinished(() => void vi.restoreAllMocks());
    snapshot = { ...snapshot, checkedMs: snapshot.checkedMs! + 10_000 };
    nowMs += 12_000;
    controller.tick();
    tell();
    await app.settle();
    expect(app.lines()[0]).toContain('● 2 s');
    expect(app.lines().slice(1)).toEqual(before.slice(1));
    expect(draws.map(draw => draw.mock.calls.length)).toEqual(PANES.map(() => 0));
  });
});
