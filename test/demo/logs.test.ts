import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { dayText, Zone } from '../../src/core/calendar.ts';
import { readWorkLog } from '../../src/core/work-log.ts';
import { dice } from '../../src/demo/dice.ts';
import { type DemoFile, demoLogs } from '../../src/demo/logs.ts';
import { demoManualLog } from '../../src/demo/manual-log.ts';
import { DiskFeed } from '../../src/logs/feed.ts';
import { SOURCES } from '../../src/sources/index.ts';
import { DAY, HOUR, NOW_MS, UTC } from '../support/clock.ts';
import { home } from '../support/home.ts';

function momentsOf(files: readonly DemoFile[]): readonly number[] {
  return files.flatMap(({ text }) =>
    [...text.matchAll(/"timestamp":"([^"]+)"/g)].map(match => Date.parse(match[1]!)),
  );
}

function latestOf(files: readonly DemoFile[]): number {
  return momentsOf(files).reduce((latest, at) => Math.max(latest, at), 0);
}

const today = demoLogs(7, NOW_MS, UTC);

describe('the demo', () => {
  test('is the same for the same seed and moment', () => {
    expect(demoLogs(7, NOW_MS, UTC)).toEqual(today);
    expect(demoLogs(8, NOW_MS, UTC)).not.toEqual(today);
  });

  test('goes on during a day without changing the days before', () => {
    const startOfDay = NOW_MS - (NOW_MS % DAY);
    const untilToday = (files: readonly DemoFile[]) =>
      new Map(files.filter(file => momentsOf([file])[0]! < startOfDay).map(file => [file.path, file.text]));
    const evening = untilToday(demoLogs(7, startOfDay + 23 * HOUR, UTC));
    for (const [path, text] of untilToday(demoLogs(7, startOfDay + 9 * HOUR, UTC))) {
      // A session that began last night may have gone on past midnight.
      expect(evening.get(path)?.startsWith(text)).toBe(true);
    }
  });

  test('never tells of the future, in any zone at any moment', () => {
    const zone = fc.constantFrom('UTC', 'Asia/Kathmandu', 'America/New_York', 'Pacific/Kiritimati');
    fc.assert(
      // Early in a day something is always going on.
      fc.property(zone, fc.integer({ min: 1, max: 3 * HOUR }), (name, sinceMidnight) => {
        const each = new Zone(name);
        const nowMs = each.startOf(each.day(NOW_MS)) + sinceMidnight;
        expect(latestOf(demoLogs(7, nowMs, each))).toBeLessThanOrEqual(nowMs);
      }),
      { numRuns: 4, examples: [['UTC', 1]] },
    );
  });

  test('has something for every moment of a working day to show', () => {
    const moments = momentsOf(today);
    const days = new Set(moments.map(at => dayText(UTC.day(at))));
    expect(days.size).toBeGreaterThan(90);
    expect(NOW_MS - latestOf(today)).toBeLessThan(2 * DAY);
    expect(NOW_MS - moments.reduce((first, at) => Math.min(first, at))).toBeLessThan(121 * DAY);
  });

  test('writes each file once, below the home', () => {
    const files = today;
    expect(new Set(files.map(file => file.path)).size).toBe(files.length);
    for (const { path } of files)
      expect(path).toMatch(/^\.(claude\/projects|local\/state\/goose\/logs\/cli)\//);
  });

  test('is read without a trouble: every source has some, models and agents are named', async () => {
    const files = today;
    const at = home(Object.fromEntries(files.map(file => [file.path, file.text])));
    const feed = new DiskFeed({
      sources: SOURCES,
      place: at.place,
      cacheDir: at.cacheDir,
      now: () => NOW_MS,
    });
    await feed.refresh();
    const { journal, sources } = feed.getState();
    expect(sources.flatMap(source => source.troubles)).toEqual([]);
    const seen = {
      sources: new Set(),
      agents: new Set(),
      commands: new Set(),
      qualities: new Set(),
      projects: new Set(),
    };
    journal.visit(event => {
      seen.sources.add(event.attribution.source);
      seen.agents.add(event.agent);
      seen.commands.add(event.attribution.command);
      seen.qualities.add(event.quality);
      seen.projects.add(event.projectDir);
      expect(event.terms.model).not.toBe('');
    });
    expect([...seen.sources].sort()).toEqual(['claude-code', 'goose']);
    expect(seen.agents.size).toBeGreaterThan(2);
    expect(seen.commands.size).toBeGreaterThan(2);
    expect(seen.projects.size).toBe(5);
    expect([...seen.qualities]).toContain('exact');
    expect(journal.length).toBeGreaterThan(2000);
  });
});

describe('dice', () => {
  test('fall the same way for the same seed', () => {
    const roll = (seed: number) => {
      const each = dice(seed);
      return [
        each.whole(1, 6),
        each.between(0, 1),
        each.chance(0.5),
        each.hex(8),
        each.uuid(),
        each.pick(['a', 'b']),
      ];
    };
    expect(roll(42)).toEqual(roll(42));
    expect(roll(42)).not.toEqual(roll(43));
    expect(roll(42)[4]).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-a[0-9a-f]{3}-[0-9a-f]{12}$/);
  });

  test('stay within their bounds and fall fairly', () => {
    const each = dice(1);
    const faces = new Map<number, number>();
    for (let i = 0; i < 6000; i++) {
      const face = each.whole(1, 6);
      faces.set(face, (faces.get(face) ?? 0) + 1);
      const between = each.between(2, 3);
      expect(between >= 2 && between < 3).toBe(true);
    }
    expect([...faces.keys()].sort()).toEqual([1, 2, 3, 4, 5, 6]);
    for (const count of faces.values()) expect(Math.abs(count - 1000)).toBeLessThan(150);
  });

  test('weigh what has weight', () => {
    const each = dice(1);
    const picks = Array.from(
      { length: 4000 },
      () =>
        each.pick([
          { weight: 3, id: 'a' },
          { weight: 1, id: 'b' },
        ]).id,
    );
    expect(Math.abs(picks.filter(id => id === 'a').length - 3000)).toBeLessThan(150);
  });
});

describe('the tasks that were logged by hand', () => {
  const log = (nowMs: number) => readWorkLog(demoManualLog(7, nowMs, UTC).text, 'log');
  test('are all readable, in the order of time, and none is of the future', () => {
    const { entries, troubles } = log(NOW_MS);
    expect(troubles).toEqual([]);
    expect(entries.length).toBeGreaterThan(20);
    const now = new Date(NOW_MS).toISOString().slice(0, 19).replace('T', ' ');
    expect(entries.map(({ at }) => at)).toEqual(entries.map(({ at }) => at).sort());
    expect(entries.every(({ at }) => at <= now)).toBe(true);
  });

  test('stay what they were in the course of a day', () => {
    const startOfDay = NOW_MS - (NOW_MS % DAY);
    const morning = log(startOfDay + HOUR).entries;
    expect(log(startOfDay + 23 * HOUR).entries.slice(0, morning.length)).toEqual(morning);
  });
});
