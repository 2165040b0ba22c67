/** The pictures in the README are screens over the demo, made anew whenever one looks different. */
import { expect, it, test } from 'vitest';
import { demoLogs } from '../../src/demo/logs.ts';
import { createPriceLookup } from '../../src/prices/index.ts';
import type { Snapshot } from '../../src/rollup/feed.ts';
import type { Journal } from '../../src/rollup/journal.ts';
import { SOURCES } from '../../src/sources/index.ts';
import { picture } from '../../src/tui/draw/svg.ts';
import type { Key } from '../../src/tui/input.ts';
import { UTC } from '../support/clock.ts';
import { fixed, type Shown, show } from '../support/dashboard.ts';
import { home } from '../support/home.ts';
import { snapshotOf } from '../support/journal-of.ts';

const AT_MS = Date.UTC(2026, 10, 20, 16, 40, 0);
const SIZE = { columns: 120, rows: 35 };
const HOUR_MS = 3_600_000;

/** The log of a response lies where this run put it, which is on its receipt. */
function withoutPaths(snapshot: Snapshot, dir: string): Snapshot {
  const { journal } = snapshot;
  const event = (index: number) => {
    const known = journal.event(index);
    return { ...known, file: known.file.replace(dir, '/home/demo') };
  };
  return { ...snapshot, journal: Object.assign(Object.create(journal) as Journal, { event }) };
}

/** The demo at a moment, as `--demo` shows it. */
async function demo(): Promise<Shown> {
  const files = Object.fromEntries(demoLogs(20_250_624, AT_MS, UTC).map(({ path, text }) => [path, text]));
  const at = home(files);
  const snapshot = withoutPaths(await snapshotOf(at, { sources: SOURCES, now: () => AT_MS }), at.dir);
  const limits = [
    { window: 'five_hour', usedPercent: 63, toldMs: AT_MS - 40_000, resetsAtMs: AT_MS + 1.3 * HOUR_MS },
    { window: 'seven_day', usedPercent: 41, toldMs: AT_MS - 40_000, resetsAtMs: AT_MS + 88 * HOUR_MS },
  ];
  return show(snapshot, {
    size: SIZE,
    theme: 'dark',
    depth: '256',
    prices: fixed(createPriceLookup({ now: AT_MS })),
    stores: { limits: fixed(limits) },
    now: () => AT_MS,
  });
}

const PICTURES: readonly (readonly [name: string, keys: readonly Key[]])[] = [
  ['screenshot', ['b']],
  ['sessions', ['4', 'j', 'j', 'j']],
  ['calendar', ['7']],
  ['limits', ['8', 'j']],
  ['receipt', ['6', 'j', 'enter']],
];

test('pictures of the demo', async () => {
  for (const [name, keys] of PICTURES) {
    const app = await demo();
    app.press(...keys);
    await new Promise(resolve => setImmediate(resolve));
    await expect(picture(app.ansi(), SIZE.columns, SIZE.rows)).toMatchFileSnapshot(
      `../../.github/${name}.svg`,
    );
  }
});

it('shows each of them in the README', async () => {
  const { readFileSync } = await import('node:fs');
  const readme = readFileSync('README.md', 'utf8');
  for (const [name] of PICTURES) expect(readme).toContain(`.github/${name}.svg`);
});
