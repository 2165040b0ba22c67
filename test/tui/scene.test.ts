/** What panes are drawn of: the same object for as long as they would show the same. */
import { describe, expect, test } from 'vitest';
import type { Snapshot } from '../../src/core/feed.ts';
import { Journal } from '../../src/core/journal.ts';
import { createPriceLookup } from '../../src/prices/index.ts';
import { type Lights, Stage } from '../../src/tui/scene.ts';
import { startView, type View } from '../../src/tui/view.ts';
import { busyFiles } from '../support/busy-home.ts';
import { NOW_MS, UTC } from '../support/clock.ts';
import { home } from '../support/home.ts';
import { feedOf, looked, snapshotOf } from '../support/journal-of.ts';

interface Asked {
  readonly snapshot: Snapshot;
  readonly view: View;
  readonly lights: Lights;
}

async function asked(): Promise<Asked> {
  const today = UTC.day(NOW_MS);
  const prices = createPriceLookup({ now: NOW_MS });
  return {
    snapshot: await snapshotOf(home(busyFiles())),
    view: startView('dark'),
    lights: { prices, zone: UTC, today, minuteMs: NOW_MS, limits: [] },
  };
}

const sceneOf = (stage: Stage, { snapshot, view, lights }: Asked) => stage.scene(snapshot, view, lights);

describe('a scene', () => {
  test('is the same after a look that finds nothing, however late', async () => {
    let nowMs = NOW_MS;
    const at = home(busyFiles());
    at.settle();
    const feed = feedOf(at, { now: () => nowMs });
    const first = { ...(await asked()), snapshot: await looked(feed) };
    nowMs += 10_000;
    await feed.refresh();
    const second = { ...first, snapshot: feed.getState() };
    expect(second.snapshot.checkedMs).toBe(NOW_MS + 10_000);
    const stage = new Stage();
    expect(sceneOf(stage, second)).toBe(sceneOf(stage, first));
    feed.close();
  });

  const others: readonly [string, (asked: Asked) => Partial<Asked>][] = [
    ['the view', ({ view }) => ({ view: { ...view, dimension: 'project' } })],
    ['the day', ({ lights }) => ({ lights: { ...lights, today: lights.today + 1 } })],
    ['the prices', ({ lights }) => ({ lights: { ...lights, prices: createPriceLookup({ now: NOW_MS }) } })],
    ['the limits', ({ lights }) => ({ lights: { ...lights, limits: [] } })],
    ['the journal', ({ snapshot }) => ({ snapshot: { ...snapshot, journal: Journal.empty() } })],
    ['the sources', ({ snapshot }) => ({ snapshot: { ...snapshot, sources: [] } })],
    [
      'the cache',
      ({ snapshot }) => ({ snapshot: { ...snapshot, cache: { ...snapshot.cache, problem: 'full' } } }),
    ],
    ['what is known', ({ snapshot }) => ({ snapshot: { ...snapshot, checkedMs: undefined } })],
  ];

  test.each(others)('is another one where %s is', async (_, other) => {
    const before = await asked();
    const stage = new Stage();
    const scene = sceneOf(stage, before);
    expect(sceneOf(stage, { ...before, ...other(before) })).not.toBe(scene);
  });
});
