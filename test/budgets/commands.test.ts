/** The commands that write, and those that join tracked work with real usage, over files on disk. */
import { existsSync, readFileSync, statSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { readTracking } from '../../src/budgets/tracking.ts';
import { usd } from '../../src/core/money.ts';
import { askerOfHome } from '../cli/ask.ts';
import { REPORT_HOME } from '../cli/report-home.ts';
import { home } from '../support/home.ts';
import { FIRST, SECOND } from './tracking-file.ts';

async function asking(files: Readonly<Record<string, string | Uint8Array>>, settings = {}) {
  const at = home({ ...REPORT_HOME, ...files });
  const ask = await askerOfHome(at, settings);
  const words = (line: string) => line.replaceAll('ROOT', at.at('r'));
  return {
    at,
    ask: (line: string) => ask(words(line)),
    text: (path: string) => readFileSync(at.at(path), 'utf8'),
  };
}

describe('add-task', () => {
  const LINE =
    'budget add-task ROOT/COST-TRACKING-1.yaml --description docs --model haiku --in 1000 --out 400 --cost 1.00 --milestone 25% --at 2025-11-01T11:00:00Z';
  it('changes the totals, adds the task and keeps the file of before, with its mode', async () => {
    const { ask, at, text } = await asking({ 'r/COST-TRACKING-1.yaml': FIRST });
    const { code, out } = await ask(LINE);
    expect(code).toBe(0);
    expect(out).toContain('.bak');
    expect(text('r/COST-TRACKING-1.yaml.bak')).toBe(FIRST);
    const after = text('r/COST-TRACKING-1.yaml');
    expect(after).toContain('session: session-001   # work package\n');
    expect(readTracking(after, 'x').session).toMatchObject({
      declared: { usd: usd('235.56'), haikuTasks: 13 },
    });
    expect(statSync(at.at('r/COST-TRACKING-1.yaml')).mode & 0o777).toBe(0o644);
  });
  it.each([
    [LINE.replace('1.00', 'free'), '--cost "free" is not an amount of money'],
    [LINE.replace('--in 1000', '--in 1.5'), '--in "1.5" is not a whole number'],
    [LINE.replace('2025-11-01T11:00:00Z', 'noon'), '--at "noon" is not a date'],
    [LINE.replace('COST-TRACKING-1', 'none'), 'there is no such file or directory'],
    [LINE.replace('COST-TRACKING-1', 'flow'), 'it is written as one {...}'],
  ])('%s is refused, and nothing is written', async (line, why) => {
    const { ask, text, at } = await asking({
      'r/COST-TRACKING-1.yaml': FIRST,
      'r/flow.yaml': '{session: a, tasks: []}',
    });
    const { code, err } = await ask(line);
    expect(code).toBe(1);
    expect(err).toContain(why);
    expect(err).toContain('nothing was changed');
    expect(text('r/COST-TRACKING-1.yaml')).toBe(FIRST);
    expect(existsSync(at.at('r/COST-TRACKING-1.yaml.bak'))).toBe(false);
  });
});

it('import shows tasks and mismatches, and writes the template, never over another file', async () => {
  const report =
    'session: S-4\nactual_cost_usd: 24.00\nbudget_allocated_usd: 25\ntasks:\n- {name: "a: b", model: haiku, phase: 1, tokens_input: 5, tokens_output: 6, cost_usd: 1.783}\n';
  const { ask, text } = await asking({ 'r/report.yaml': report, 'r/prose.yaml': 'session: a\n**x**\n' });
  const { code, out, err } = await ask('budget import ROOT/report.yaml ROOT/prose.yaml');
  expect(code).toBe(0);
  expect(out).toContain('S-4, 1 task, $24.00 declared, $1.78 in its tasks');
  expect(out).toContain('total cost: $24.00 declared, $1.78 counted');
  expect(err).toContain('prose.yaml:2: is not YAML');
  expect((await ask('budget import ROOT/report.yaml --out ROOT/COST-TRACKING-4.yaml')).code).toBe(0);
  const written = readTracking(text('r/COST-TRACKING-4.yaml'), 'x');
  expect(written.troubles).toEqual([]);
  expect(written.session).toMatchObject({
    session: 'S-4',
    declared: { usd: usd(24) },
    tasks: [{ description: 'a: b', phase: 'phase-1', usd: usd('1.783') }],
  });
  await expect(ask('budget import ROOT/report.yaml --out ROOT/COST-TRACKING-4.yaml')).rejects.toThrow(
    'already exists and was not changed',
  );
});

describe('joined with real usage', () => {
  it('a draft of a session reads back as a tracked session with the cost of its log', async () => {
    const { ask } = await asking({});
    const { code, out, err } = await ask('budget draft --session s3-99 --name loom');
    expect(code).toBe(0);
    expect(err).toContain('without a price, and so without cost_usd: acme-coder-9');
    const { session, troubles } = readTracking(out, 'x');
    expect(troubles).toEqual([]);
    expect(session).toMatchObject({ session: 'loom', tie: { sessions: ['s3-99'] } });
    expect(session!.tasks.map(task => task.description)).toEqual([
      'conversation',
      'skill pdf',
      'conversation',
      'conversation',
    ]);
    const logged = JSON.parse((await ask('session --session s3-99 --json')).out);
    const drafted = session!.tasks.reduce((sum, task) => sum + (task.usd ?? 0n), 0n);
    expect(Number(drafted) / 1e18).toBeCloseTo(Number(logged.totals.totalCost ?? logged.totals.cost), 9);
  });
  it.each([
    ['budget draft --session nope-1234', 2, 'no session begins with nope-1234'],
    ['budget draft --session s3', 1, 'is too short'],
  ])('%s', async (line, code, why) => {
    const { ask } = await asking({});
    const said = await ask(line);
    expect(said.code).toBe(code);
    expect(said.err).toContain(why);
  });
  it('declared and logged are side by side, tied by id or by project and date, and the gap is named', async () => {
    const tracked = (lines: string) =>
      `${lines}\ntasks:\n- {model: sonnet, tokens_in: 100, tokens_out: 10, cost_usd: 1}\n`;
    const { ask } = await asking({
      'r/COST-TRACKING-1.yaml': tracked('session: by-id\nsession_id: s3-99'),
      'r/COST-TRACKING-2.yaml': tracked('session: by-day\nproject: shuttle\ndate: 2026-07-14'),
      'r/COST-TRACKING-3.yaml': tracked('session: loose'),
      'r/COST-TRACKING-4.yaml': tracked('session: gone\nsession_id: zzzz-1'),
    });
    const rows = JSON.parse((await ask('budget usage ROOT --json')).out);
    const [byId, byDay, loose, gone] = rows;
    expect(byId).toMatchObject({
      tiedBy: 'session_id',
      declared: { tokens: 110, cost: '1.00' },
      logged: { tokens: 11_979, unpricedTokens: 700 },
    });
    expect(byId.gap.tokens).toBe(11_979 - 110);
    expect(byDay).toMatchObject({ tiedBy: 'shuttle on 2026-07-14', logged: { tokens: 879 } });
    expect(loose).toMatchObject({ logged: null, gap: null });
    expect(gone).toMatchObject({ logged: null });
    const { out } = await ask('budget usage ROOT');
    expect(out).toContain('nothing ties it: add session_id, or project and date');
    expect(out).toMatch(/by-id\s+110\s+11,979\s+11,869\s+\$1\.00\s+≥ /);
  });
});

it('archive moves past months below the root, totals unchanged, and never over another file', async () => {
  const { ask, at } = await asking({
    'r/a/COST-TRACKING-1.yaml': FIRST,
    'r/b/COST-TRACKING-1.yaml': SECOND.replaceAll('2025-11-02', '2025-12-02'),
    'r/COST-TRACKING-now.yaml': 'session: now\ndate: 2026-07-14\ntotal_cost: 5\ntasks: []\n',
    'r/COST-TRACKING-undated.yaml': 'session: undated\ntotal_cost: 5\ntasks: []\n',
  });
  const total = async () => JSON.parse((await ask('budget ROOT --json')).out).totals;
  const before = await total();
  expect((await ask('budget archive ROOT --before 2026-01 --dry-run')).out).toContain(
    '2 files would be moved',
  );
  expect(existsSync(at.at('r/a/COST-TRACKING-1.yaml'))).toBe(true);
  const { code, out } = await ask('budget archive ROOT --before 2026-01');
  expect(code).toBe(0);
  expect(out).toContain('2 files moved; total $433.79 in 40 tasks');
  expect(existsSync(at.at('r/archive/2025-11/a/COST-TRACKING-1.yaml'))).toBe(true);
  expect(existsSync(at.at('r/archive/2025-12/b/COST-TRACKING-1.yaml'))).toBe(true);
  expect(existsSync(at.at('r/COST-TRACKING-undated.yaml'))).toBe(true);
  expect(await total()).toEqual(before);
  expect((await ask('budget archive ROOT --before 2026-01')).out).toContain('0 files moved');
  expect((await ask('budget archive ROOT --before soon')).err).toContain("--before 'soon' is not a month");
});

it('notes are kept and listed with before and after, stated or measured', async () => {
  const { ask } = await asking({});
  expect((await ask('budget notes')).code).toBe(2);
  expect((await ask('budget note haiku --before 12.50 --after 8')).code).toBe(0);
  expect((await ask('budget note measured --on 2026-07-14 --days 14')).code).toBe(0);
  expect((await ask('budget note x --before 1')).err).toContain('--before and --after go together');
  const [stated, measured] = JSON.parse((await ask('budget notes --json')).out);
  expect(stated).toMatchObject({ text: 'haiku', impact: { before: '12.50', after: '8.00', stated: true } });
  expect(measured.impact.stated).toBe(false);
  expect(Number(measured.impact.before)).toBeGreaterThan(0);
  expect((await ask('budget notes')).out).toContain('-$4.50 (-36%)');
});

it('the weekly report is written with cost, budgets, alerts and the efficiency of tracked work', async () => {
  const { ask, text } = await asking({ 'r/COST-TRACKING-1.yaml': FIRST });
  const { code } = await ask('report weekly ROOT --of 2026-07-14 --out ROOT/reports/');
  expect(code).toBe(0);
  const report = text('r/reports/cost-report-2026-07-19.md');
  for (const part of [
    '# Cost report, 2026-07-13 to 2026-07-19',
    '## By day',
    '| 2026-07-14 |',
    '## By model',
    '## Against the week before',
    '## Budgets',
    '## Alerts',
    '# Tracked work',
    '- Burn Rate: $234.00/day',
    '## Tasks by complexity and cost',
  ]) {
    expect(report).toContain(part);
  }
  expect((await ask('report weekly --of 2030-01-01')).out).toContain('no usage in this week');
  expect((await ask('report weekly --of soon')).err).toContain("--of 'soon' is not a day");
});

describe('export --focus', () => {
  it('adds up to the daily report, row by row quantity times unit price, unpriced rows empty', async () => {
    const { ask } = await asking({});
    const { code, out } = await ask('export --focus');
    expect(code).toBe(0);
    const [head, ...rows] = out
      .trimEnd()
      .split('\r\n')
      .map(line => line.match(/("(?:[^"]|"")*"|[^,]*)(?:,|$)/g)!.map(cell => cell.replace(/,$/, '')));
    const at = (name: string) => head!.indexOf(name);
    const exact = (cell: string) => usd(cell);
    let sum = 0n;
    for (const row of rows) {
      const [cost, unit, quantity] = ['ListCost', 'ListUnitPrice', 'PricingQuantity'].map(
        name => row[at(name)]!,
      );
      if (row[at('x_CostStatus')] === 'unpriced') expect(cost).toBe('');
      else {
        expect(exact(cost!)).toBe(exact(unit!) * BigInt(quantity!));
        sum += exact(cost!);
      }
    }
    expect(rows.some(row => row[at('x_CostStatus')] === 'unpriced')).toBe(true);
    const daily = JSON.parse((await ask('daily --json')).out);
    expect(Number(sum) / 1e18).toBeCloseTo(Number(daily.totals.totalCost ?? daily.totals.cost), 9);
    const tokens = rows
      .filter(row => row[at('ConsumedUnit')] === 'Tokens')
      .reduce((all, row) => all + Number(row[at('ConsumedQuantity')]), 0);
    expect(tokens).toBe(daily.totals.totalTokens);
  });
  it('is narrowed by days', async () => {
    const { ask } = await asking({});
    const { out } = await ask('export --focus --since 2026-07-14 --until 2026-07-14');
    expect(out).toContain('2026-07-14T00:00:00Z,2026-07-15T00:00:00Z');
    expect(out).not.toContain('2026-07-01T00:00:00Z,2026-07-02');
  });
});
