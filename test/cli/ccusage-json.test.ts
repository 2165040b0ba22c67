/**
 * The JSON that scripts written for ccusage read: what it says is what an independent reader works out, over a small home
 * and over the transcripts of other people where they are at hand; and it is as its own schema has it.
 */
import { existsSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { JsonSchema } from '../../src/core/json-schema.ts';
import { REPORTS } from '../../src/reports/index.ts';
import { Home } from '../support/home.ts';
import { snapshotOfPlace } from '../support/journal-of.ts';
import { type Asker, askerOfSnapshot } from './ask.ts';
import { REPORT_HOME } from './report-home.ts';
import { dayIn, groupSlowly, type Response, readSlowly, sundayOf, windowsSlowly } from './slow-reader.ts';

const SAMPLES = join(import.meta.dirname, '../../../shared/samples/claude');
/** Its message ids are used again by other calls, which the slow reader merges by their ids alone. */
const REUSED_IDS = 'daaain+claude-code-log';
const ZONES = ['UTC', 'Asia/Kolkata', 'America/Los_Angeles', 'Pacific/Chatham'];

const own = new Home(REPORT_HOME);
afterAll(() => own.remove());

const roots = [
  { name: 'the small home', dir: own.at('.claude') },
  ...(existsSync(SAMPLES)
    ? readdirSync(SAMPLES)
        .filter(name => name !== REUSED_IDS)
        .map(name => ({ name: `sample ${name}`, dir: join(SAMPLES, name) }))
    : []),
];

test.skipIf(existsSync(SAMPLES))(
  'skipped: the samples of other people are not at ../shared/samples',
  () => {},
);

describe.each(roots)('$name', ({ name, dir }) => {
  // The slow reader knows when a response began, not when its last record came.
  const isTimed = !name.startsWith('sample');
  let ask: Asker;
  let slow: readonly Response[];

  beforeAll(async () => {
    const cacheDir = mkdtempSync(join(tmpdir(), 'token-dash-test-'));
    const place = { home: '/nobody', env: { CLAUDE_CONFIG_DIR: dir }, platform: 'linux' };
    ask = askerOfSnapshot(await snapshotOfPlace(place, cacheDir));
    rmSync(cacheDir, { recursive: true });
    slow = readSlowly(dir);
  });

  const json = async (line: string) => JSON.parse((await ask(line)).out);

  test.each(ZONES)('daily, weekly and monthly in %s', async zone => {
    const day = dayIn(zone);
    const flags = `--json --timezone ${zone}`;
    const rows = (name: string, key: (response: Response) => string) =>
      groupSlowly(slow, key).map(([is, group]) => ({ [name]: is, ...rowOf(group) }));
    const daily = await json(`daily ${flags}`);
    expect(known(daily)).toEqual(near({ daily: rows('date', day), totals: totalsOf(slow) }));
    const weekly = await json(`weekly ${flags}`);
    expect(known(weekly)).toEqual(
      near({ weekly: rows('week', each => sundayOf(day(each))), totals: totalsOf(slow) }),
    );
    const monthly = await json(`monthly ${flags}`);
    expect(known(monthly)).toEqual(
      near({ monthly: rows('month', each => day(each).slice(0, 7)), totals: totalsOf(slow) }),
    );
  });

  test('daily by project, and of each project', async () => {
    const day = dayIn('UTC');
    const cwds = new Map(groupSlowly(slow, each => each.session).map(([id, [first]]) => [id, first!.cwd]));
    const byProject = groupSlowly(slow, each => slug(cwds.get(each.session)!));
    const expected = byProject.map(([project, of]) => {
      const days = groupSlowly(of, day).map(([date, group]) => ({ date, project, ...rowOf(group) }));
      return { project, days, totals: totalsOf(of) };
    });
    const days = (found: { projects: object }) =>
      Object.entries(found.projects).map(([name, rows]) => [name, known(rows, 'project')]);
    expect(Object.fromEntries(days(await json('daily -i --json')))).toEqual(
      near(Object.fromEntries(expected.map(({ project, days }) => [project, days]))),
    );
    for (const { project, days: daily, totals } of expected) {
      const found = await json(`daily --project=${project} --json`);
      expect(known(found, 'project')).toEqual(near({ daily, totals }));
      expect(days(await json(`daily -i --project=${project} --json`))).toEqual(near([[project, daily]]));
    }
  });

  test.runIf(isTimed)('session', async () => {
    const sessions = groupSlowly(slow, each => each.session).map(([sessionId, group]) => ({
      sessionId,
      projectPath: slug(group[0]!.cwd),
      firstActivity: new Date(group[0]!.at).toISOString(),
      lastActivity: new Date(group.at(-1)!.at).toISOString(),
      ...rowOf(group),
    }));
    const found = await json('session --json');
    const costs = found.sessions.map((row: { totalCost: number }) => row.totalCost);
    expect(costs).toEqual([...costs].sort((a, b) => b - a));
    found.sessions.sort((a: { sessionId: string }, b: { sessionId: string }) =>
      a.sessionId < b.sessionId ? -1 : 1,
    );
    expect(known(found)).toEqual(near({ sessions, totals: totalsOf(slow) }));
  });

  test.runIf(isTimed)('blocks', async () => {
    const { blocks } = await json('blocks --json');
    const windows = blocks.filter((block: { isGap: boolean }) => !block.isGap);
    const expected = windowsSlowly(slow).map(group => {
      const start = Math.floor(group[0]!.at / 3.6e6) * 3.6e6;
      const row = rowOf(group);
      return {
        id: new Date(start).toISOString(),
        startTime: new Date(start).toISOString(),
        endTime: new Date(start + 18e6).toISOString(),
        actualEndTime: new Date(group.at(-1)!.at).toISOString(),
        isGap: false,
        entries: group.length,
        tokenCounts: {
          inputTokens: row.inputTokens,
          outputTokens: row.outputTokens,
          cacheCreationInputTokens: row.cacheCreationTokens,
          cacheReadInputTokens: row.cacheReadTokens,
        },
        totalTokens: row.totalTokens,
        costUSD: row.totalCost,
        models: row.modelsUsed,
      };
    });
    expect(known({ blocks: windows }).blocks).toMatchObject(near(expected) as object[]);
    for (const [i, block] of blocks.entries()) {
      if (!block.isGap) continue;
      expect(Date.parse(block.startTime) - Date.parse(blocks[i - 1].actualEndTime)).toBe(18e6);
      expect(Date.parse(block.endTime)).toBeLessThan(Date.parse(blocks[i + 1].endTime));
      expect(block).toMatchObject({ id: `gap-${block.startTime}`, actualEndTime: null, entries: 0 });
    }
  });

  // What is logged by hand has no place in this home.
  const ofLogs = REPORTS.filter(report => !('isDeclared' in report && report.isDeclared));
  test.each(ofLogs.map(report => report.id))('%s is as its schema says, total and rows alike', async id => {
    const schema = await json(`${id} --schema`);
    for (const flags of ['', ' --limit 1', ' --last 1', ' --model nobody']) {
      expect(complaints(schema, await json(`${id} --json${flags}`))).toEqual([]);
    }
    const split = `${id} --by project,tool`;
    expect(complaints(await json(`${split} --schema`), await json(`${split} --json`))).toEqual([]);
  });

  test('so are the shapes that a flag asks for', async () => {
    const sessions = [...slow.slice(0, 1), { session: 'nobody' }].map(
      ({ session }) => `session -i ${session}`,
    );
    const ofProject = ['', ' --by model', ' --by day,project', ' --model nobody'].map(
      flags => `daily -p loom,example-project${flags}`,
    );
    for (const line of ['daily -i', ...ofProject, ...sessions]) {
      expect(complaints(await json(`${line} --schema`), await json(`${line} --json`))).toEqual([]);
    }
  });
});

function complaints(schema: JsonSchema, value: unknown) {
  const isValid = new Ajv2020({ allowUnionTypes: true }).compile(schema);
  return isValid(value) ? [] : isValid.errors;
}

function rowOf(group: readonly Response[]) {
  const models = groupSlowly(group, each => each.model || '(no model)').map(([modelName, of]) => ({
    modelName,
    ...countsOf(of),
    cost: sum(of, each => each.cost),
    ...(of.some(each => !each.isPriced) && { missingPricing: true }),
  }));
  const { totalTokens, totalCost } = totalsOf(group);
  return {
    ...countsOf(group),
    totalTokens,
    totalCost,
    modelsUsed: models.map(model => model.modelName),
    modelBreakdowns: models,
  };
}

function totalsOf(group: readonly Response[]) {
  const counts = countsOf(group);
  const unpriced = [...new Set(group.filter(each => !each.isPriced).map(each => each.model || '(no model)'))];
  return {
    ...counts,
    totalTokens: Object.values(counts).reduce((all, count) => all + count, 0),
    totalCost: sum(group, each => each.cost),
    ...(unpriced.length > 0 && { unpricedModels: unpriced }),
  };
}

function countsOf(group: readonly Response[]) {
  return {
    inputTokens: sum(group, each => each.input),
    outputTokens: sum(group, each => each.output),
    cacheCreationTokens: sum(group, each => each.written),
    cacheReadTokens: sum(group, each => each.read),
  };
}

/** A directory in the words of Claude Code. */
function slug(dir: string): string {
  return dir.replace(/[^A-Za-z0-9]/g, '-');
}

function sum(group: readonly Response[], read: (response: Response) => number): number {
  return group.reduce((all, each) => all + read(each), 0);
}

/** What we say beside the names that ccusage has. */
const OURS = new Set(
  'usd responses rowsLeftOut cacheWrites reasoningTokens webSearches unpricedTokens quality project source title statedUsd unloggedUsd costBasis usdByKind cacheReadShare'.split(
    ' ',
  ),
);

/** Our answer without what only we say here; models in the order of their names, because theirs has no order. */
function known(value: unknown, ...theirs: readonly string[]): ReturnType<typeof JSON.parse> {
  if (Array.isArray(value)) {
    const all = value.map(each => known(each, ...theirs));
    if (all.every(each => typeof each === 'string')) return all.sort();
    return all.every(each => each?.modelName)
      ? all.sort((a, b) => (a.modelName < b.modelName ? -1 : 1))
      : all;
  }
  if (typeof value !== 'object' || value === null) return value;
  const kept = Object.entries(value).filter(([name]) => theirs.includes(name) || !OURS.has(name));
  return Object.fromEntries(kept.map(([name, each]) => [name, known(each, ...theirs)]));
}

/** Floats that were added in another order are the same to a billionth. */
function near(value: unknown): unknown {
  if (typeof value === 'number' && !Number.isInteger(value)) return expect.closeTo(value, 9);
  if (Array.isArray(value)) return value.map(near);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([name, each]) => [name, near(each)]));
}
