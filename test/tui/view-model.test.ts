/** What panes are drawn of: the same object for as long as they would show the same. */
import { describe, expect, test } from 'vitest';
import { createPriceLookup } from '../../src/prices/index.ts';
import type { Snapshot } from '../../src/rollup/feed.ts';
import { Journal } from '../../src/rollup/journal.ts';
import { startView, type View } from '../../src/tui/view.ts';
import { type ViewInputs, ViewModelBuilder } from '../../src/tui/view-model.ts';
import { busyFiles } from '../support/busy-home.ts';
import { NOW_MS, UTC } from '../support/clock.ts';
import { home } from '../support/home.ts';
import { feedOf, looked, snapshotOf } from '../support/journal-of.ts';

interface Asked {
  readonly snapshot: Snapshot;
  readonly view: View;
  readonly inputs: ViewInputs;
}

async function asked(): Promise<Asked> {
  const today = UTC.day(NOW_MS);
  const prices = createPriceLookup({ now: NOW_MS });
  return {
    snapshot: await snapshotOf(home(busyFiles())),
    view: startView('dark'),
    inputs: { prices, zone: UTC, today, minuteMs: NOW_MS, limits: [] },
  };
}

const modelOf = (builder: ViewModelBuilder, { snapshot, view, inputs }: Asked) =>
  builder.build(snapshot, view, inputs);

describe('a model', () => {
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
    const builder = new ViewModelBuilder();
    expect(modelOf(builder, second)).toBe(modelOf(builder, first));
    feed.close();
  });

  const others: readonly [string, (asked: Asked) => Partial<Asked>][] = [
    ['the view', ({ view }) => ({ view: { ...view, split: 'project' } })],
    ['the day', ({ inputs }) => ({ inputs: { ...inputs, today: inputs.today + 1 } })],
    ['the prices', ({ inputs }) => ({ inputs: { ...inputs, prices: createPriceLookup({ now: NOW_MS }) } })],
    ['the limits', ({ inputs }) => ({ inputs: { ...inputs, limits: [] } })],
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
    const builder = new ViewModelBuilder();
    const model = modelOf(builder, before);
    expect(modelOf(builder, { ...before, ...other(before) })).not.toBe(model);
  });
});
