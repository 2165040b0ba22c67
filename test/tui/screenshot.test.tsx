/** The pictures in the README are screens over the demo, made anew whenever one looks different. */
import { expect, it, test } from 'vitest';
import { CHOICES } from '../../src/app/config-file.ts';
import { readConfig } from '../../src/config/read.ts';
import { DEMO_CONFIG } from '../../src/demo/config.ts';
import { demoLimits } from '../../src/demo/limits.ts';
import { demoLogs } from '../../src/demo/logs.ts';
import { PERSONAL, WORK } from '../../src/demo/names.ts';
import { createPriceLookup, type Overrides, priceTables } from '../../src/prices/index.ts';
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

/** The log of a response lies where this run put it, which is on its receipt. */
function withoutPaths(snapshot: Snapshot, dir: string): Snapshot {
  const { journal } = snapshot;
  const event = (index: number) => {
    const known = journal.event(index);
    return { ...known, file: known.file.replace(dir, '/home/demo') };
  };
  return { ...snapshot, journal: Object.assign(Object.create(journal) as Journal, { event }) };
}

/** With the model that the configuration of the demo makes free. */
function demoPrices() {
  const { config } = readConfig(DEMO_CONFIG, 'config.yaml', CHOICES);
  return priceTables({ overrides: config.prices as Overrides });
}

/** The demo at a moment, as `--demo` shows it. */
async function demo(): Promise<Shown> {
  const files = Object.fromEntries(demoLogs(20_250_624, AT_MS, UTC).map(({ path, text }) => [path, text]));
  const at = home(files);
  const CLAUDE_CONFIG_DIR = [WORK, PERSONAL].map(dir => at.at(dir)).join(',');
  const place = { ...at.place, env: { ...at.place.env, CLAUDE_CONFIG_DIR } };
  const read = await snapshotOf(at, { sources: SOURCES, place, now: () => AT_MS });
  const snapshot = withoutPaths(read, at.dir);
  const limits = demoLimits(AT_MS).get(WORK)!;
  return show(snapshot, {
    size: SIZE,
    theme: 'dark',
    depth: '256',
    prices: fixed(createPriceLookup({ tables: demoPrices().tables, now: AT_MS })),
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
