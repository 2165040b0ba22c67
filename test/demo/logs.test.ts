import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { CHOICES } from '../../src/app/config-file.ts';
import { readConfig } from '../../src/config/read.ts';
import { dayText, Zone } from '../../src/core/calendar.ts';
import { newestLimits } from '../../src/core/limits.ts';
import { readWorkLog } from '../../src/core/work-log.ts';
import { DEMO_CONFIG } from '../../src/demo/config.ts';
import { dice } from '../../src/demo/dice.ts';
import { demoLimits } from '../../src/demo/limits.ts';
import { type DemoFile, demoLogs } from '../../src/demo/logs.ts';
import { demoManualLog } from '../../src/demo/manual-log.ts';
import {
  AGENTS,
  CLIENTS,
  COMMANDS,
  FREE_MODEL,
  PERSONAL,
  PROJECTS,
  SKILLS,
  TOOLS,
  UNPRICED_MODEL,
  WORK,
} from '../../src/demo/names.ts';
import { demoRecovered } from '../../src/demo/recovered.ts';
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

  test('has the same numbers all day: only the times of today move', () => {
    const startOfDay = NOW_MS - (NOW_MS % DAY);
    const counted = (hours: number) =>
      demoLogs(7, startOfDay + hours * HOUR, UTC)
        .map(({ text }) => text.replaceAll(/"timestamp":"[^"]+"/g, ''))
        .sort();
    expect(counted(23)).toEqual(counted(9));
    const untilToday = (hours: number) =>
      demoLogs(7, startOfDay + hours * HOUR, UTC).filter(file => momentsOf([file])[0]! < startOfDay);
    expect(untilToday(23)).toEqual(untilToday(9));
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
      { numRuns: 3, examples: [['UTC', 1]] },
    );
  });

  test('has something for every moment of a working day to show', () => {
    const moments = momentsOf(today);
    const days = new Set(moments.map(at => dayText(UTC.day(at))));
    expect(days.size).toBeGreaterThan(250);
    expect(NOW_MS - latestOf(today)).toBeLessThan(HOUR);
    expect(NOW_MS - moments.reduce((first, at) => Math.min(first, at))).toBeLessThan(366 * DAY);
  });

  test('writes each file once, below the home', () => {
    const files = today;
    expect(new Set(files.map(file => file.path)).size).toBe(files.length);
    for (const { path } of files)
      expect(path).toMatch(/^\.(claude(-home)?\/projects|local\/state\/goose\/logs\/cli)\//);
  });

  test('is read without a trouble: every source has some, models and agents are named', async () => {
    const files = today;
    const at = home(Object.fromEntries(files.map(file => [file.path, file.text])));
    const roots = [WORK, PERSONAL].map(dir => at.at(dir)).join(',');
    const feed = new DiskFeed({
      sources: SOURCES,
      place: { ...at.place, env: { ...at.place.env, CLAUDE_CONFIG_DIR: roots } },
      cacheDir: at.cacheDir,
      now: () => NOW_MS,
    });
    await feed.refresh();
    const { journal, sources } = feed.getState();
    expect(sources.flatMap(source => source.troubles)).toEqual([]);
    const seen = {
      source: new Set<unknown>(),
      agent: new Set<unknown>(),
      skill: new Set<unknown>(),
      command: new Set<unknown>(),
      branch: new Set<unknown>(),
      client: new Set<unknown>(),
      tool: new Set<unknown>(),
      project: new Set<unknown>(),
      model: new Set<unknown>(),
      quality: new Set<unknown>(),
    };
    journal.visit(event => {
      const { source, skill, command, branch, client } = event.attribution;
      const facts = { source, skill, command, branch, client, agent: event.agent, quality: event.quality };
      for (const [name, value] of Object.entries(facts)) seen[name as keyof typeof facts].add(value);
      for (const tool of event.tools) seen.tool.add(tool);
      seen.project.add(event.projectDir);
      seen.model.add(event.terms.model);
    });
    expect([...seen.source].sort()).toEqual(['claude-code', 'goose']);
    expect([...seen.agent]).toEqual(expect.arrayContaining(AGENTS.map(({ type }) => type)));
    expect([...seen.skill]).toEqual(expect.arrayContaining([...SKILLS]));
    expect([...seen.command]).toEqual(expect.arrayContaining([...COMMANDS]));
    expect([...seen.client]).toEqual(expect.arrayContaining(CLIENTS.map(({ id }) => id)));
    expect([...seen.tool]).toEqual(expect.arrayContaining(TOOLS.map(({ name }) => name)));
    expect(seen.branch.size).toBeGreaterThan(5);
    expect(seen.project.size).toBe(PROJECTS.length);
    expect([...seen.model]).toContain(UNPRICED_MODEL.id);
    expect([...seen.model]).toContain(FREE_MODEL);
    expect([...seen.quality]).toContain('exact');
    expect(journal.length).toBeGreaterThan(10_000);
  });

  test('has a configuration that is read without a word', () => {
    const { config, troubles } = readConfig(DEMO_CONFIG, 'config.yaml', CHOICES);
    expect(troubles).toEqual([]);
    expect(config.budgets?.length).toBeGreaterThan(2);
    expect(config.roots?.claude).toEqual([`~/${WORK}`, `~/${PERSONAL}`]);
  });

  test('has limits of both accounts that are not over', () => {
    for (const account of [WORK, PERSONAL]) {
      const limits = demoLimits(NOW_MS).get(account)!;
      expect(limits.length).toBeGreaterThan(1);
      expect(newestLimits([], limits, NOW_MS)).toEqual(limits);
    }
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
    const what = (hours: number) =>
      log(startOfDay + hours * HOUR).entries.map(({ project, name, tokens }) => [
        project,
        name,
        tokens.total,
      ]);
    expect(what(23)).toEqual(what(1));
  });
});

test('days before the logs are remembered, and none with logs is', () => {
  const days = demoRecovered(7, UTC.day(NOW_MS));
  const firstDay = dayText(UTC.day(Math.min(...momentsOf(today))));
  expect(days.length).toBeGreaterThan(20);
  for (const { day } of days) expect(day < firstDay, day).toBe(true);
  expect(demoRecovered(7, UTC.day(NOW_MS))).toEqual(days);
});
