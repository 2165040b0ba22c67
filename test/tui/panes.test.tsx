/**
 * The dashboard at the sizes people have: the whole frame, as text, in every state it can be in. A snapshot is looked
 * at when it changes; what must hold whatever it looks like is claimed beside it.
 */
import { describe, expect, it, onTestFinished, vi } from 'vitest';
import { displayWidth } from '../../src/core/width.ts';
import { createPriceLookup } from '../../src/prices/index.ts';
import type { Feed, Snapshot } from '../../src/rollup/feed.ts';
import { App, type AppProps } from '../../src/tui/app.tsx';
import { composer } from '../../src/tui/compose.ts';
import { type GlyphSet, glyphs } from '../../src/tui/draw/glyphs.ts';
import type { Size } from '../../src/tui/draw/look.ts';
import type { Key } from '../../src/tui/input.ts';
import { PANES } from '../../src/tui/panes/index.ts';
import { themeOf } from '../../src/tui/theme.ts';
import { ViewModelBuilder } from '../../src/tui/view-model.ts';
import { busyFiles, troubledFiles } from '../support/busy-home.ts';
import { DAY, NOW_MS, UTC } from '../support/clock.ts';
import { type Files, home } from '../support/home.ts';
import { snapshotOf } from '../support/journal-of.ts';
import { type Rendered, renderAt } from '../support/render-at.tsx';

const SIZES = [
  [60, 18],
  [80, 24],
  [120, 35],
  [200, 50],
] as const;

const prices = createPriceLookup({ now: NOW_MS });

/** A feed that stands still. */
function still(snapshot: Snapshot): Feed {
  return { getState: () => snapshot, subscribe: () => () => {}, refresh: async () => {}, close: () => {} };
}

async function snapshotFor(files: Files): Promise<Snapshot> {
  const at = home(files);
  const snapshot = await snapshotOf(at);
  // Paths of this run would be in every frame.
  const named = JSON.parse(JSON.stringify(snapshot.sources).replaceAll(at.dir, '/home/ada'));
  return { ...snapshot, sources: named };
}

interface Shown extends Rendered {
  press(...keys: Key[]): Promise<string[]>;
}

async function show(
  feed: Feed,
  size: Size,
  set: GlyphSet = 'braille',
  more: Partial<AppProps> = {},
): Promise<Shown> {
  let hear: (keys: readonly Key[]) => void = () => {};
  const look = { glyphs: glyphs[set], theme: themeOf('mono', 'none', 'dark') };
  const app = await renderAt(
    <App
      feed={feed}
      prices={{ getState: () => prices, subscribe: () => () => {} }}
      zone={UTC}
      builder={new ViewModelBuilder()}
      compose={composer()}
      now={() => NOW_MS}
      size={{ getState: () => size, subscribe: () => () => {} }}
      keys={{
        listen: listener => {
          hear = listener;
          return () => {};
        },
      }}
      themes={['dark', 'mono']}
      theme="mono"
      lookOf={() => look}
      recordsOf={async () => []}
      onQuit={() => {}}
      {...more}
    />,
    size,
  );
  return {
    ...app,
    async press(...keys) {
      hear(keys);
      await app.settle();
      return app.lines();
    },
  };
}

function sameShape(lines: readonly string[], { columns, rows }: Size): void {
  expect(lines.length).toBeLessThanOrEqual(rows);
  for (const line of lines) expect(displayWidth(line)).toBeLessThanOrEqual(columns);
}

describe.each(SIZES)('at %ix%i', (columns, rows) => {
  const size = { columns, rows };

  it('shows usage', async () => {
    const app = await show(still(await snapshotFor(busyFiles())), size);
    sameShape(app.lines(), size);
    const frame = app.lines().join('\n');
    for (const title of ['token-dash', 'Usage trend', 'Cost trend', 'Today']) expect(frame).toContain(title);
    expect(frame).toMatchSnapshot();
  });

  it('shows what is missing from it', async () => {
    const app = await show(still(await snapshotFor(troubledFiles())), size);
    sameShape(app.lines(), size);
    const frame = app.lines().join('\n');
    expect(frame).toContain('≥ $');
    expect(frame).toContain('unpriced');
    expect(frame).toMatchSnapshot();
  });

  it('says something kind where there is nothing', async () => {
    const app = await show(still(await snapshotFor({})), size);
    sameShape(app.lines(), size);
    const frame = app.lines().join('\n');
    expect(frame).toContain('--demo');
    expect(frame).toMatchSnapshot();
  });

  it('shows the frame before anything is known, and no number', async () => {
    const known = await snapshotFor({});
    const progress = { startedMs: 0, nowMs: 2000, files: 12, ofFiles: 40, bytes: 6e6, ofBytes: 20e6 };
    const app = await show(still({ ...known, checkedMs: undefined, progress }), size);
    sameShape(app.lines(), size);
    const frame = app.lines().join('\n');
    expect(frame).toContain('12 of 40 files');
    expect(frame).not.toContain('$0.00');
  });

  it('says nothing of speed before there is any', async () => {
    const known = await snapshotFor({});
    const progress = { startedMs: 0, nowMs: 0, files: 0, ofFiles: 40, bytes: 0, ofBytes: 20e6 };
    const app = await show(still({ ...known, checkedMs: undefined, progress }), size);
    const frame = app.lines().join('\n');
    expect(frame).toContain('0 of 40 files');
    expect(frame).not.toContain('/s');
  });

  it('opens what a number is made of, down to the receipt', async () => {
    const app = await show(still(await snapshotFor(busyFiles())), size);
    const parts = await app.press('j', 'enter');
    sameShape(parts, size);
    expect(parts.join('\n')).toContain('1 response,');
    const receipt = await app.press('enter');
    sameShape(receipt, size);
    expect(receipt.join('\n')).toContain('Receipt');
    expect((await app.press('escape', 'escape')).join('\n')).toContain('Usage trend');
  });

  it('has help', async () => {
    const app = await show(still(await snapshotFor({})), size);
    const lines = await app.press('?');
    sameShape(lines, size);
    expect(lines.join('\n')).toContain('Split by project');
  });
});

describe('the trends', () => {
  const size = { columns: 120, rows: 35 };
  const halves = (lines: readonly string[]) =>
    [0, 60].map(from =>
      lines
        .slice(6, 25)
        .map(line => line.slice(from, from + 60))
        .join('\n'),
    );

  it('names every line in both legends, the same five', async () => {
    const app = await show(still(await snapshotFor(busyFiles())), size);
    const five = ['opus-4-6', 'sonnet-4-6', 'opus-4-5', 'sonnet-4-5', 'sonnet-4 '];
    for (const half of halves(app.lines())) {
      for (const name of five) expect(half).toContain(name);
      expect(half).not.toContain('haiku');
    }
  });

  it('has dollars on the axis of cost, and none on that of usage', async () => {
    const app = await show(still(await snapshotFor(busyFiles())), size);
    const [usage, cost] = halves(app.lines());
    expect(cost).toMatch(/\$\d+\.\d\d┤/);
    expect(usage).not.toMatch(/\$[\d.]+┤/);
  });

  it('gives a model one colour everywhere', async () => {
    const coloured = { glyphs: glyphs.braille, theme: themeOf('dark', '256', 'dark') };
    const app = await show(still(await snapshotFor(busyFiles())), size, 'braille', {
      lookOf: () => coloured,
    });
    // Each mark stands before its name in the colour of its curve.
    const colours = [...app.frame().matchAll(/\x1b\[38;5;(\d+)m[●■▲◆▼★○□] \x1b\[\d+m([a-z0-9-]+)/g)];
    const byName = new Map<string, Set<string>>();
    for (const [, colour, name] of colours) byName.set(name!, (byName.get(name!) ?? new Set()).add(colour!));
    expect(byName.size).toBeGreaterThanOrEqual(5);
    for (const [name, seen] of byName) expect(seen.size, name).toBe(1);
    expect(new Set([...byName.values()].map(seen => [...seen][0])).size).toBe(byName.size);
  });

  it('says so when the day has no usage', async () => {
    const app = await show(still(await snapshotFor(busyFiles())), size, 'braille', {
      now: () => NOW_MS + DAY,
    });
    expect(app.lines().join('\n')).toContain('No data today yet');
  });
});

it('shows money in the currency of the user, everywhere', async () => {
  const currency = { code: 'EUR', symbol: '€', perUsd: 0.5 };
  const size = { columns: 120, rows: 35 };
  const look = { glyphs: glyphs.braille, theme: themeOf('mono', 'none', 'dark'), currency };
  const app = await show(still(await snapshotFor(busyFiles())), size, 'braille', { lookOf: () => look });
  const frame = app.lines().join('\n');
  expect(frame).toMatch(/Lifetime +€10\.77/);
  expect(frame).toMatch(/€\d+\.\d\d┤/);
  expect(frame).not.toContain('$');
  expect((await app.press('enter')).join('\n')).toMatch(/€0\.\d\d/);
});

it('shows the official limits beside our own sum of the window', async () => {
  const limits = [{ window: 'five_hour', usedPercent: 42.4, toldMs: NOW_MS - 120_000 }];
  const store = { getState: () => limits, subscribe: () => () => {} };
  const app = await show(still(await snapshotFor(busyFiles())), { columns: 120, rows: 35 }, 'braille', {
    limits: store,
  });
  expect(app.lines().join('\n')).toContain('5-hour window until 16:00: $0.73 · 5h 42% (official, 11:58)');
});

describe('other terminals', () => {
  it('writes nothing but ASCII where the locale has nothing else', async () => {
    const app = await show(still(await snapshotFor(troubledFiles())), { columns: 100, rows: 30 }, 'ascii');
    const frame = app.lines().join('\n');
    expect(frame).toMatch(/^[\x20-\x7e\n]*$/);
    expect(frame).toMatchSnapshot();
  });

  it('says how much room it needs', async () => {
    const app = await show(still(await snapshotFor({})), { columns: 40, rows: 10 });
    expect(app.lines().join('\n')).toContain('60x18');
  });

  it('lets no escape sequence of a project name through', async () => {
    const files = Object.fromEntries(
      Object.entries(busyFiles()).map(([path, text]) => [
        path,
        String(text).replaceAll('/home/ada/loom', '/home/ada/l\\u001b]0;owned\\u0007\\u001b[2Joom'),
      ]),
    );
    const app = await show(still(await snapshotFor(files)), { columns: 120, rows: 35 });
    await app.press('p');
    expect(app.frame()).not.toMatch(/\x1b\]|\x07|\x1b\[2J/);
    expect(app.lines().join('\n')).toContain('loom');
  });
});

describe('keys', () => {
  const size = { columns: 120, rows: 35 };

  it('split by project and by model', async () => {
    const app = await show(still(await snapshotFor(busyFiles())), size);
    expect((await app.press('p')).join('\n')).toContain('cost by project');
    expect((await app.press('m')).join('\n')).toContain('cost by model');
  });

  it('step to the days with usage and back', async () => {
    const app = await show(still(await snapshotFor(busyFiles())), size);
    expect((await app.press('<')).join('\n')).toContain('2026-07-14 · tokens');
    expect((await app.press(',')).join('\n')).toContain('2026-07-13 · tokens');
    expect((await app.press('>', '.')).join('\n')).toContain('Today · tokens');
    expect((await app.press('>')).join('\n')).toContain('Today · tokens');
  });

  it('change the range', async () => {
    const app = await show(still(await snapshotFor(busyFiles())), size);
    const seen = [];
    for (let i = 0; i < 4; i++)
      seen.push(/(\d+ days|all days) ─/.exec((await app.press('r')).join('\n'))?.[1]);
    expect(seen).toEqual(['90 days', 'all days', '7 days', '30 days']);
  });

  it('look at the logs now', async () => {
    let asked = 0;
    const feed = { ...still(await snapshotFor({})), refresh: async () => void asked++ };
    const app = await show(feed, size);
    const before = asked;
    await app.press('R');
    expect(asked).toBe(before + 1);
  });

  it('look again every ten seconds, and follow the clock over midnight', async () => {
    vi.useFakeTimers({ toFake: ['setInterval', 'clearInterval'] });
    onTestFinished(() => void vi.useRealTimers());
    let asked = 0;
    let nowMs = NOW_MS;
    const feed = { ...still(await snapshotFor(busyFiles())), refresh: async () => void asked++ };
    const app = await show(feed, size, 'braille', { now: () => nowMs });
    expect(asked).toBe(1);
    vi.advanceTimersByTime(9_999);
    expect(asked).toBe(1);
    vi.advanceTimersByTime(1);
    expect(asked).toBe(2);
    nowMs += DAY;
    vi.advanceTimersByTime(10_000);
    await app.settle();
    expect(app.lines().join('\n')).toContain('No data today yet');
    app.unmount();
  });

  it('draw nothing but its age when a look finds nothing', async () => {
    let snapshot = await snapshotFor(busyFiles());
    let tell = () => {};
    const subscribe = (listener: () => void) => {
      tell = listener;
      return () => {};
    };
    const app = await show({ ...still(snapshot), getState: () => snapshot, subscribe }, size);
    const before = app.lines();
    const draws = PANES.map(pane => vi.spyOn(pane, 'draw'));
    onTestFinished(() => void vi.restoreAllMocks());
    snapshot = { ...snapshot, checkedMs: snapshot.checkedMs! + 10_000 };
    tell();
    await app.settle();
    expect(app.lines()[0]).toContain('updated 12:00:10');
    expect(app.lines().slice(1)).toEqual(before.slice(1));
    expect(draws.map(draw => draw.mock.calls.length)).toEqual(PANES.map(pane => (pane.showsAge ? 1 : 0)));
  });

  it('leave: q at once, Esc when nothing is open', async () => {
    const feed = still(await snapshotFor(busyFiles()));
    for (const keys of [['q'], ['escape'], ['ctrl-c'], ['?', 'escape', 'escape']]) {
      let left = 0;
      const app = await show(feed, size, 'braille', { onQuit: () => left++ });
      for (const key of keys) {
        expect(left).toBe(0);
        await app.press(key);
      }
      expect(left).toBeGreaterThan(0);
    }
  });
});
