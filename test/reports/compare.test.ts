/**
 * A tool that makes one mistake over a made-up home, and what we say of its numbers. The homes hold everything that
 * tools disagree about; the tool shares no code with what is tested.
 */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { readPeer } from '../../src/cli/peers/index.ts';
import { dayText, Zone } from '../../src/core/calendar.ts';
import { dice } from '../../src/demo/dice.ts';
import { eachRecord } from '../../src/logs/read/readings.ts';
import { createPriceLookup } from '../../src/prices/index.ts';
import type { CauseId } from '../../src/reports/compare/causes.ts';
import type { LogRecord } from '../../src/reports/compare/records.ts';
import { verdict } from '../../src/reports/compare/text.ts';
import { type Comparison, compare } from '../../src/reports/compare.ts';
import { claudeCode } from '../../src/sources/claude-code.ts';
import { said } from '../support/claude-lines.ts';
import { Home } from '../support/home.ts';
import { snapshotOf, totalsOf } from '../support/journal-of.ts';
import { type Files, type HomeOptions, madeUpHome, NOW_MS } from './compare-home.ts';
import {
  ccusageDaysJson,
  ccusageJson,
  codeburnJson,
  type Mistakes,
  type Row,
  tokscaleGraphJson,
  tokscaleModelsJson,
  toolRows,
} from './compare-tool.ts';

const prices = createPriceLookup({ now: NOW_MS });

/** Our side: what was read of a home, once for all tests that look at it. */
async function sideOf(files: Files) {
  const home = new Home(files);
  const { journal } = await snapshotOf(home);
  const records: LogRecord[] = [];
  await eachRecord([claudeCode], home.place, record => records.push(record));
  home.remove();
  return {
    files,
    journal,
    beside(json: string, zone = 'UTC'): Promise<Comparison> {
      const { report, problem } = readPeer(json);
      if (!report) throw new Error(problem);
      const each = async (see: (record: LogRecord) => void) => records.forEach(see);
      return compare({ report, journal, eachRecord: each, prices, zone: new Zone(zone), nowMs: NOW_MS });
    },
  };
}

const sides = new Map<string, ReturnType<typeof sideOf>>();

function side(options: HomeOptions) {
  const key = JSON.stringify(options);
  const known = sides.get(key) ?? sideOf(madeUpHome(options));
  sides.set(key, known);
  return known;
}

const causes = ({ shares }: Comparison) => shares.map(share => share.cause);
const at = (hours: number) => (atMs: number) => new Date(atMs + hours * 3_600_000).toISOString().slice(0, 10);
const dayIn = (name: string) => {
  const zone = new Zone(name);
  return (atMs: number) => dayText(zone.day(atMs));
};

const MISTAKES: readonly (readonly [cause: CauseId, name: string, mistakes: Mistakes])[] = [
  ['duplicates', 'every record', { fold: 'every record' }],
  ['duplicates', 'every copy in another file', { fold: 'every file' }],
  ['first-partial', 'the first record', { fold: 'first record' }],
  ['subagents', 'no subagents', { skip: 'subagents' }],
  ['subagents', 'no files of subagents', { skip: 'subagent files' }],
  ['subagents', 'no progress lines', { skip: 'progress lines' }],
  ['missing-model', 'a model at $0', { zero: ['claude-opus-5-5'] }],
  ['missing-model', 'a model left out', { absent: ['claude-opus-5-5'] }],
  ['days', 'the day of UTC+05:30', { dayOf: at(5.5) }],
  ['days', 'the day of UTC-08:00', { dayOf: at(-8) }],
  ['write-1h', 'hour-long writes as short ones', { hourAs5m: true }],
  ['length-tier', 'no length tier', { tier: 'ignored' }],
  ['length-tier', 'a marginal length tier', { tier: 'marginal' }],
  ['modifier', 'no fast mode', { noFast: true }],
  ['modifier', 'no geography', { noGeo: true }],
  ['modifier', 'no batch', { noBatch: true }],
  ['modifier', 'no fee for searches', { noFee: true }],
  ['price-date', "today's prices", { todaysPrices: true }],
];

const FORMATS = {
  'ccusage daily': ccusageJson,
  'ccusage daily, 19': ccusageDaysJson,
  'tokscale graph': tokscaleGraphJson,
  'tokscale models': tokscaleModelsJson,
  'codeburn report': codeburnJson,
};

describe('one mistake is named, alone, and explains all of the gap', () => {
  test.each(MISTAKES)('%s: %s', async (cause, _, mistakes) => {
    for (const seed of [1, 2, 3, 4]) {
      const { files, beside } = await side({ seed });
      const found = await beside(ccusageJson(toolRows(files, mistakes)));
      expect(causes(found)).toEqual([cause]);
      expect([1, undefined]).toContain(found.explained.tokens);
      expect(found.explained.usd).toBe(1);
    }
  });

  describe.each(Object.entries(FORMATS))('in the words of %s', (format, jsonOf) => {
    test.each(MISTAKES)('%s: %s', async (cause, _, mistakes) => {
      const { files, beside } = await side({ seed: 5, days: 7 });
      const found = await beside(jsonOf(toolRows(files, mistakes)));
      const hasDays = format !== 'tokscale models';
      expect(causes(found)).toEqual(cause !== 'days' || hasDays ? [cause] : []);
    });
  });
});

describe('several mistakes are told apart', () => {
  test.each<readonly [readonly CauseId[], Mistakes]>([
    [['duplicates', 'write-1h'], { fold: 'every record', hourAs5m: true }],
    [['duplicates', 'days'], { fold: 'every file', dayOf: at(9) }],
    [['first-partial', 'subagents'], { fold: 'first record', skip: 'progress lines' }],
    [['first-partial', 'length-tier'], { fold: 'first record', tier: 'marginal' }],
    [['subagents', 'missing-model'], { skip: 'subagents', zero: ['claude-sonnet-5-5'] }],
    [['missing-model', 'days'], { absent: ['claude-opus-5-5'], dayOf: at(-5) }],
    [['write-1h', 'modifier'], { hourAs5m: true, noFee: true, noGeo: true }],
    [['length-tier', 'price-date'], { tier: 'ignored', todaysPrices: true }],
    [['first-partial', 'days', 'write-1h'], { fold: 'first record', dayOf: at(-7), hourAs5m: true }],
  ])('%j', async (expected, mistakes) => {
    for (const seed of [1, 2]) {
      const { files, beside } = await side({ seed });
      const found = await beside(ccusageJson(toolRows(files, mistakes)));
      expect(causes(found)).toEqual(expected);
      expect(found.explained.usd).toBe(1);
    }
  });
});

describe('without a mistake there is no difference', () => {
  test.each(Object.entries(FORMATS))('%s', async (_, jsonOf) => {
    const { files, beside, journal } = await side({ seed: 3 });
    const found = await beside(jsonOf(toolRows(files)));
    expect(causes(found)).toEqual([]);
    expect(found.explained).toEqual({ tokens: undefined, usd: undefined });
    expect(verdict(found)).toMatch(/^No difference: [\d,]+ tokens and \$[\d.]+ on both sides\.$/);
    expect(found.ours.tokens).toBe(Object.values(totalsOf(journal)).reduce((a, b) => a + b));
  });

  test('nor where their zone is ours', async () => {
    const { files, beside } = await side({ seed: 3 });
    const found = await beside(ccusageJson(toolRows(files, { dayOf: dayIn('Asia/Tokyo') })), 'Asia/Tokyo');
    expect(verdict(found)).toMatch(/^No difference/);
  });
});

describe('the midnight that fits is named', () => {
  test.each([
    ['UTC', 'UTC'],
    ['Asia/Kolkata', 'UTC+05:30'],
    ['Asia/Kathmandu', 'UTC+05:45'],
    ['Pacific/Kiritimati', 'UTC+14:00'],
    ['Pacific/Pago_Pago', 'UTC-11:00'],
    // Clocks changed meanwhile: no offset fits.
    ['America/Los_Angeles', 'America/Los_Angeles'],
    ['Europe/Paris', 'Europe/Berlin'],
    ['America/St_Johns', 'America/St_Johns'],
  ])('%s', async (zone, name) => {
    const { files, beside } = await side({ seed: 7, from: '2026-10-10', days: 32 });
    const found = await beside(ccusageJson(toolRows(files, { dayOf: dayIn(zone) })), 'Australia/Sydney');
    expect(found.shares.flatMap(share => share.says)).toEqual([`days were cut at midnight ${name}`]);
  });

  test('and where none does, usage that only moved is said to have moved', async () => {
    const { files, beside } = await side({ seed: 4 });
    const shifted = (atMs: number) => at(0)(atMs).replace('2026-10-06', '2026-10-05');
    const found = await beside(ccusageJson(toolRows(files, { dayOf: shifted, fold: 'first record' })));
    expect(causes(found)).toEqual(['first-partial', 'days']);
    expect(found.shares[1]?.says).toEqual([
      'the same usage stands on other days, as no time zone would put it',
    ]);
  });
});

/** Numbers that no mistake makes. */
const GARBAGE: Readonly<Record<string, (row: Row, roll: ReturnType<typeof dice>) => Row>> = {
  'random counts': (row, roll) => ({
    ...row,
    input: roll.whole(0, 1e5),
    output: roll.whole(0, 1e4),
    cacheRead: roll.whole(0, 1e6),
    cacheWrite: roll.whole(0, 1e5),
  }),
  'all counts a third larger': row => ({
    ...row,
    input: Math.round(row.input * 1.33),
    output: Math.round(row.output * 1.33),
    cacheRead: Math.round(row.cacheRead * 1.33),
    cacheWrite: Math.round(row.cacheWrite * 1.33),
    usd: row.usd * 1.33,
  }),
  'half of the output': row => ({ ...row, output: Math.round(row.output / 2) }),
  'a little more output everywhere': (row, roll) => ({ ...row, output: row.output + roll.whole(1, 50) }),
  'dollars at random': (row, roll) => ({ ...row, usd: row.usd * roll.between(0.7, 1.2) }),
  'a tenth off': row => ({ ...row, usd: row.usd * 0.9 }),
  'models that nobody has': row => ({ ...row, model: `gpt-${row.model}` }),
  'zeros only': row => ({ ...row, input: 0, output: 0, cacheRead: 0, cacheWrite: 0, usd: 0 }),
};

describe('what no mistake makes is other', () => {
  test.each(Object.entries(GARBAGE))('%s', async (_, spoil) => {
    for (const seed of [1, 2, 3]) {
      const { files, beside } = await side({ seed });
      const roll = dice(seed);
      const rows = toolRows(files).map(row => spoil(row, roll));
      for (const jsonOf of [ccusageJson, tokscaleModelsJson, codeburnJson]) {
        const found = await beside(jsonOf(rows));
        expect(causes(found)).toEqual(['other']);
        expect(verdict(found)).toMatch(/^No known cause explains the gap/);
      }
    }
  });

  test('beside a mistake that is named all the same', async () => {
    const { files, beside } = await side({ seed: 2 });
    const rows = toolRows(files, { fold: 'every record' });
    const spoilt = rows.map((row, i) => (i === 3 ? { ...row, input: row.input + 12_345_678 } : row));
    const found = await beside(ccusageJson(spoilt));
    expect(causes(found)).toEqual(['duplicates', 'other']);
    expect(found.shares[1]?.tokens).toBe(12_345_678);
    expect(found.explained.tokens).toBeLessThan(1);
  });

  test('beside a mistake that hardly a number shows exactly', async () => {
    const { files, beside } = await side({ seed: 2 });
    const rows = toolRows(files, { fold: 'every record' });
    const odd = rows.map(row => ({
      ...row,
      input: row.input + 1,
      output: row.output + 2,
      cacheRead: row.cacheRead + 3,
      cacheWrite: row.cacheWrite + 4,
    }));
    const found = await beside(ccusageJson(odd));
    expect(causes(found)).toEqual(['duplicates', 'other']);
    expect(found.shares[1]?.tokens).toBe(rows.length * 10);
  });

  test('a price of their own is told by the model it is of', async () => {
    const { files, beside } = await side({ seed: 2 });
    const rows = toolRows(files).map(row =>
      row.model === 'claude-opus-5-5' ? { ...row, usd: row.usd * 3 } : row,
    );
    const found = await beside(ccusageJson(rows));
    expect(causes(found)).toEqual(['other']);
    expect(found.otherwisePriced).toEqual(['claude-opus-5-5']);
  });
});

test('the parts of a gap add up to it, to the digit, whatever they wrote', async () => {
  const { files, beside } = await side({ seed: 6, days: 4 });
  const right = toolRows(files);
  const change = fc.record({
    row: fc.nat(right.length - 1),
    field: fc.constantFrom('input', 'output', 'cacheRead', 'cacheWrite', 'usd'),
    by: fc.nat(5000),
  });
  const mistakes = fc.constantFrom(...MISTAKES.map(([, , made]) => made));
  await fc.assert(
    fc.asyncProperty(mistakes, fc.array(change, { maxLength: 4 }), async (made, changes) => {
      const rows = toolRows(files, made).map(row => ({ ...row }));
      for (const { row, field, by } of changes) rows[row % rows.length]![field as 'usd'] += by;
      const { shares, theirs, ours } = await beside(ccusageJson(rows));
      expect(shares.reduce((sum, share) => sum + share.tokens, 0)).toBe(theirs.tokens - ours.tokens);
      expect(shares.reduce((sum, share) => sum + share.usd, 0n)).toBe(theirs.usd - ours.usd);
      const parts = shares.reduce((sum, share) => sum + share.ofTokens, 0);
      expect(parts === 0 || Math.abs(parts - 1) < 1e-9).toBe(true);
    }),
    { numRuns: 30 },
  );
});

describe('what only one side has is set aside', () => {
  test('their history is longer: our logs were deleted since', async () => {
    const all = madeUpHome({ seed: 5, days: 14 });
    const lastLine = (text: string) => JSON.parse(text.trim().split('\n').at(-1) ?? '').timestamp as string;
    const left = Object.entries(all).filter(([, text]) => lastLine(text) >= '2026-10-10');
    const { beside } = await sideOf(Object.fromEntries(left));
    const made: Mistakes = { fold: 'every record' };
    const found = await beside(ccusageJson(toolRows(all, { ...made, days: day => day < '2026-10-10' })));
    expect(verdict(found)).toBe('Nothing to compare: no usage is in both.');
    expect(found.asides.map(aside => aside.why)).toContain(
      'before our first log: these logs were deleted since',
    );
    const whole = await beside(ccusageJson(toolRows(all, made)), 'Europe/Berlin');
    expect(causes(whole)).toEqual(['duplicates', 'days']);
    expect(whole.explained).toEqual({ tokens: 1, usd: 1 });
    expect(whole.asides.map(aside => aside.days)).toEqual([8]);
  });

  test('their report covers some of our days', async () => {
    const { files, beside } = await side({ seed: 1 });
    const days = (day: string) => day >= '2026-10-05' && day <= '2026-10-08';
    const found = await beside(ccusageJson(toolRows(files, { hourAs5m: true, dayOf: at(9), days })));
    expect(causes(found)).toEqual(['days', 'write-1h']);
    expect(found.explained).toEqual({ tokens: 1, usd: 1 });
    expect(found.asides.map(aside => aside.why)).toEqual(['ours, on days their report does not cover']);
  });

  test('usage since their report was made', async () => {
    const { files, beside } = await side({ seed: 1 });
    const madeMs = Date.UTC(2026, 9, 8, 12);
    const before = Object.fromEntries(
      Object.entries(files).map(([path, text]) => {
        const lines = text.split('\n').filter(line => line !== '');
        const kept = lines.filter(line => Date.parse(JSON.parse(line).timestamp) <= madeMs);
        return [path, kept.map(line => `${line}\n`).join('')];
      }),
    );
    const json = tokscaleGraphJson(toolRows(before)).replace('2026-11-20T11', '2026-10-08T12');
    const found = await beside(json);
    expect(found.asides.map(aside => aside.why)).toEqual(['ours, since their report was made']);
    expect(found.explained.usd).toBeUndefined();
  });

  test('rows of tools that we found no logs of', async () => {
    const { files, beside } = await side({ seed: 1 });
    const report = JSON.parse(tokscaleGraphJson(toolRows(files)));
    report.contributions[0].clients.push({
      client: 'codex',
      modelId: 'gpt-5.5',
      tokens: { input: 5, output: 6, cacheRead: 0, cacheWrite: 0, reasoning: 7 },
      cost: 0.5,
    });
    const found = await beside(JSON.stringify(report));
    expect(verdict(found)).toMatch(/^No difference in what both have/);
    expect(found.asides).toMatchObject([{ why: 'read from codex, of which we found no logs', tokens: 18 }]);
  });
});

test('explanations that fit alike are all told', async () => {
  // Only a subagent uses the model: was the agent left out, or the model?
  const usage = { cache_read_input_tokens: 0, cache_creation: {} };
  const main = { '.claude/projects/p/s1.jsonl': said({ id: 'a', model: 'claude-opus-5-5', usage }) };
  const line = { isSidechain: true, agentId: 'a1' };
  const agent = said({ id: 'b', model: 'claude-haiku-5-5', usage, line });
  const { beside } = await sideOf({ ...main, '.claude/projects/p/s1/subagents/agent-a1.jsonl': agent });
  const daily = { date: '2026-07-01', modelBreakdowns: [breakdown('claude-opus-5-5', 10, 5, 0.00014)] };
  const found = await beside(JSON.stringify({ daily: [daily], totals: {} }));
  expect(causes(found)).toEqual(['subagents']);
  expect(found.alternatives).toEqual(['claude-haiku-5-5 left out altogether']);
});

function breakdown(modelName: string, inputTokens: number, outputTokens: number, cost: number) {
  return { modelName, inputTokens, outputTokens, cacheCreationTokens: 0, cacheReadTokens: 0, cost };
}
