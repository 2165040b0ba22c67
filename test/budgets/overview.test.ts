/** The aggregates of tracked work, by hand-worked figures and by laws that hold for any files. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Overview, overviewOf } from '../../src/budgets/overview.ts';
import { overviewJson } from '../../src/budgets/overview-json.ts';
import { overviewSections } from '../../src/budgets/overview-sections.ts';
import { byNature } from '../../src/budgets/phases.ts';
import { sectionsMarkdown, sectionsText } from '../../src/budgets/section.ts';
import type { TrackedSession, TrackedTask } from '../../src/budgets/tracked.ts';
import { readTracking } from '../../src/budgets/tracking.ts';
import { trackingCsv } from '../../src/budgets/tracking-export.ts';
import { parseDay, type Zone } from '../../src/core/calendar.ts';
import { usd } from '../../src/core/money.ts';
import { UTC } from '../support/clock.ts';
import { FIRST, SECOND } from './tracking-file.ts';

const haikuUsd = (tokensIn: number, tokensOut: number) => usd(tokensIn + 5 * tokensOut) / 1_000_000n;
const overview = (sessions: readonly TrackedSession[], asOf?: number, zone: Zone = UTC): Overview =>
  overviewOf(sessions, { zone, asOf, haikuUsd });
const sessionOf = (text: string, file = 'COST-TRACKING-x.yaml') => readTracking(text, file).session!;
const json = (sessions: readonly TrackedSession[], asOf?: number) =>
  overviewJson(overview(sessions, asOf), []) as Record<string, Record<string, unknown>>;

const BOTH = [sessionOf(SECOND, 'b/COST-TRACKING-2.yaml'), sessionOf(FIRST, 'a/COST-TRACKING-1.yaml')];

describe('the two files of the guide', () => {
  const all = json(BOTH);
  it('project_totals', () =>
    expect(all.project_totals).toMatchObject({
      total_allocated: 1000,
      total_spent: 423,
      total_remaining: 577,
      elapsed_days: 2,
      burn_rate: 211.5,
      projected_completion: expect.closeTo(577 / 211.5, 8),
      projected_end_date: '2025-11-05',
    }));
  it('model_efficiency', () =>
    expect(all.model_efficiency).toMatchObject({
      total_haiku_tasks: 27,
      total_sonnet_tasks: 13,
      haiku_percentage: 67.5,
      sonnet_percentage: 32.5,
      haiku_cost: 120,
      sonnet_cost: 303.79,
      cost_per_haiku_task: expect.closeTo(120 / 27, 9),
      cost_per_sonnet_task: expect.closeTo(303.79 / 13, 9),
      other: { total_tasks: 0, percentage: 0, cost: 0, cost_per_task: null },
    }));
  it('token_analytics', () =>
    expect(all.token_analytics).toEqual({
      total_tokens_in: 53_000,
      total_tokens_out: 21_200,
      avg_tokens_per_task: 1855,
      input_output_ratio: 2.5,
      by_model: {
        haiku: { tokens_in: 27_000, tokens_out: 10_800 },
        sonnet: { tokens_in: 26_000, tokens_out: 10_400 },
        other: { tokens_in: 0, tokens_out: 0 },
      },
    }));
  it('phase_breakdown', () =>
    expect(all.phase_breakdown).toEqual({
      'phase-0': {
        sessions: ['session-001', 'session-002'],
        total_cost: 423.79,
        task_count: 40,
        avg_cost_per_task: 10.59475,
      },
    }));
  it('milestone_costs', () =>
    expect(all.milestone_costs).toEqual({
      '25%': { total_cost: 60, task_count: 12 },
      '50%': { total_cost: 174.56, task_count: 8 },
      '75%': { total_cost: 60, task_count: 15 },
      '100%': { total_cost: 129.23, task_count: 5 },
    }));
  it('efficiency_analysis, each finding with its rule', () => {
    const found = all.efficiency_analysis as Record<string, readonly Record<string, { rule: string }>[]>;
    expect(found.total_waste_cost).toBe(61.2);
    expect(found.waste_by_category!.map(each => Object.keys(each)[0])).toEqual([
      'redundant_tasks',
      'over_engineered',
      'failed_attempts',
    ]);
    expect(found.optimization_opportunities!.map(each => Object.keys(each)[0])).toEqual([
      'switch_to_haiku',
      'batch_processing',
      'prompt_optimization',
    ]);
    for (const each of [...found.waste_by_category!, ...found.optimization_opportunities!]) {
      expect(Object.values(each)[0]!.rule.length).toBeGreaterThan(20);
    }
  });
  it('total cost, tasks and mean, as the aggregation script of the guide has them', () => {
    expect(all.totals).toEqual({ total_cost: 423.79, total_tasks: 40, avg_cost_per_task: 10.59475 });
    expect(json([]).totals).toEqual({ total_cost: 0, total_tasks: 0, avg_cost_per_task: 0 });
  });
  it('daily cost, heat map, no mismatch', () => {
    expect(all.daily_costs).toEqual({ '2025-11-01': 234.56, '2025-11-02': 189.23 });
    expect(all.heat_map).toMatchObject({
      simple: [15, 12, 8, 5],
      medium: [0, 0, 0, 0],
      complex: [0, 0, 0, 0],
    });
    expect(all.mismatches).toEqual([]);
  });
});

describe('the project totals', () => {
  const totals = (text: string, asOf?: string) =>
    json([sessionOf(text)], asOf === undefined ? undefined : parseDay(asOf)!).project_totals;
  const ONE = 'session: a\ndate: 2025-11-01\nbudget_allocated: 100\nbudget_spent: 30\ntasks: []\n';
  it.each([
    [
      'what is left is allocated less spent where the file does not say',
      ONE,
      undefined,
      { total_remaining: 70, burn_rate: 30, projected_end_date: '2025-11-04' },
    ],
    [
      'days are counted up to the one that was asked for',
      ONE,
      '2025-11-10',
      {
        elapsed_days: 10,
        burn_rate: 3,
        projected_completion: expect.closeTo(23.333333333, 8),
        projected_end_date: '2025-12-04',
      },
    ],
    [
      'a day before the first gives no rate',
      ONE,
      '2025-10-01',
      { burn_rate: null, projected_completion: null, projected_end_date: null },
    ],
    [
      'without a date there is no rate',
      ONE.replace(/date.*\n/, ''),
      undefined,
      { burn_rate: null, projected_end_date: null, as_of: null },
    ],
    [
      'nothing spent lasts for ever',
      ONE.replace('30', '0'),
      undefined,
      { burn_rate: 0, projected_completion: null, projected_end_date: null },
    ],
    [
      'nothing left has no end to come',
      ONE.replace('30', '100'),
      undefined,
      { burn_rate: 100, projected_completion: null, total_remaining: 0 },
    ],
    ['overspent', ONE.replace('30', '130'), undefined, { total_remaining: -30, projected_completion: null }],
    [
      'what it spent is its cost where the file does not say',
      'session: a\nbudget_allocated: 100\ntotal_cost: 12\ntasks: []\n',
      undefined,
      { total_spent: 12, total_remaining: 88 },
    ],
    [
      'exactly a day is not rounded up to two',
      ONE.replace('30', '50'),
      undefined,
      { projected_completion: 1, projected_end_date: '2025-11-02' },
    ],
  ])('%s', (_, text, asOf, expected) => expect(totals(text, asOf)).toMatchObject(expected));
});

it('models beyond Haiku and Sonnet are a third part', () => {
  const split = json([
    sessionOf(
      'session: a\ntasks:\n- {model: claude-opus-4-5, cost_usd: 3}\n- {model: claude-haiku-4-5-20251001, cost_usd: 1}\n',
    ),
  ]).model_efficiency;
  expect(split).toMatchObject({
    haiku_percentage: 50,
    sonnet_percentage: 0,
    sonnet_cost: 0,
    cost_per_sonnet_task: null,
    other: { total_tasks: 1, percentage: 50, cost: 3 },
  });
});

it('phases are in natural order', () => {
  const names = ['phase-10', 'phase-2', 'Phase-1', 'phase-0', 'phase-1b', 'phase-1', '(no phase)'];
  expect([...names].sort(byNature)).toEqual([
    '(no phase)',
    'phase-0',
    'Phase-1',
    'phase-1',
    'phase-1b',
    'phase-2',
    'phase-10',
  ]);
});

it('milestones by any spelling, the rest in a row of its own', () => {
  const rows = json([
    sessionOf(
      'session: a\ntasks:\n- {milestone: 25, cost_usd: 1}\n- {milestone: "25 %", cost_usd: 2}\n- {milestone: beta, cost_usd: 4}\n- {cost_usd: 8}\n',
    ),
  ]).milestone_costs;
  expect(rows).toMatchObject({
    '25%': { total_cost: 3, task_count: 2 },
    other: { total_cost: 12, task_count: 2 },
  });
});

it('declared totals that differ from their tasks are shown with both figures', () => {
  const text =
    'session: a\nbudget_allocated: 25\nactual_cost_usd: 24\nremaining_usd: 1\ntasks:\n- {model: sonnet, cost_usd: 1.783, tokens_in: 10}\nsummary: {sonnet_tasks: 2, total_tokens_input: 11}\n';
  expect(json([sessionOf(text)]).mismatches).toEqual([
    { session: 'a', file: 'COST-TRACKING-x.yaml', what: 'total cost', declared: 24, counted: 1.783 },
    { session: 'a', file: 'COST-TRACKING-x.yaml', what: 'tokens in', declared: 11, counted: 10 },
    { session: 'a', file: 'COST-TRACKING-x.yaml', what: 'Sonnet tasks', declared: 2, counted: 1 },
  ]);
});

describe('waste and opportunities', () => {
  const found = (id: string, tasks: readonly string[]) => {
    const text = `session: a\ntasks:\n${tasks.map(task => `- {${task}}`).join('\n')}\n`;
    const { findings } = overview([sessionOf(text)]).found.find(each => each.id === id)!;
    return findings.map(
      ({ text: said, usd: amount }) => `${said} ${amount === undefined ? '-' : Number(amount) / 1e18}`,
    );
  };
  const six = (tokens: number) => [
    ...Array(5).fill('model: haiku, tokens_in: 100, description: d'),
    `model: haiku, tokens_in: ${tokens}, cost_usd: 9, description: big`,
  ];
  it.each([
    [
      'redundant_tasks',
      [
        'description: Write docs!, cost_usd: 1',
        'description: "write  DOCS", cost_usd: 2',
        'description: other, cost_usd: 4',
      ],
      ['"Write docs!" was done 2 times 2'],
    ],
    ['redundant_tasks', ['cost_usd: 1', 'cost_usd: 2'], []],
    ['over_engineered', six(301), ['"big" took 301 tokens; the median of haiku is 100 6.00996678']],
    ['over_engineered', six(300), []],
    ['over_engineered', six(9999).slice(2), []],
    [
      'failed_attempts',
      ['description: Build parser, cost_usd: 1', 'description: Retry build parser, cost_usd: 2'],
      ['"Build parser" was tried again as "Retry build parser" 1'],
    ],
    [
      'failed_attempts',
      ['description: Build parser, cost_usd: 1', 'description: "Build parser (attempt 2)", cost_usd: 2'],
      ['"Build parser" was tried again as "Build parser (attempt 2)" 1'],
    ],
    [
      'failed_attempts',
      ['id: P1, description: one, cost_usd: 1', 'id: P1, description: two'],
      ['"one" was tried again as "two" 1'],
    ],
    ['failed_attempts', ['description: Retry build parser', 'description: Build parser'], []],
    ['failed_attempts', ['description: Build parser', 'description: Build lexer again'], []],
    [
      'switch_to_haiku',
      ['model: sonnet, description: Update README, tokens_in: 1000000, tokens_out: 0, cost_usd: 3'],
      ['"Update README" could be done by Haiku 2'],
    ],
    [
      'switch_to_haiku',
      ['model: sonnet, description: Update README, cost_usd: 3'],
      ['"Update README" could be done by Haiku -'],
    ],
    [
      'switch_to_haiku',
      [
        'model: sonnet, description: Implement YAML parser',
        'model: haiku, description: Update README',
        'model: sonnet, description: Design the thing',
      ],
      [],
    ],
    [
      'batch_processing',
      ['description: Add page one', 'description: Add page two', 'description: add  PAGE three'],
      ['3 tasks of a begin with "add page" -'],
    ],
    ['batch_processing', ['description: Add page one', 'description: Add page two'], []],
    [
      'prompt_optimization',
      ['description: x, tokens_in: 1001, tokens_out: 100'],
      ['"x" sent 1,001 tokens for 100 back -'],
    ],
    ['prompt_optimization', ['description: x, tokens_in: 1000, tokens_out: 100'], []],
  ] as const)('%s %j', (id, tasks, expected) => {
    const rounded = found(id, tasks).map(text =>
      text.replace(/\d+\.\d{9,}$/, number => String(Number(Number(number).toFixed(8)))),
    );
    expect(rounded).toEqual(expected);
  });
});

describe('the CSV of the guide', () => {
  it('to the byte', () =>
    expect(trackingCsv(overview(BOTH).sessions, UTC)).toBe(
      'session,phase,date,budget_allocated,budget_spent,haiku_tasks,sonnet_tasks,total_cost\n' +
        'session-001,phase-0,2025-11-01,$500,$234,12,8,$234.56\n' +
        'session-002,phase-0,2025-11-02,$500,$189,15,5,$189.23\n',
    ));
});

it('control sequences in names never reach the terminal or the Markdown', () => {
  const text =
    'session: "\\e[31mred"\nphase: "p\\u202e|x"\ntasks:\n- {description: "a\\nb | c", cost_usd: 1}\n- {description: "a\\nb | c", cost_usd: 1}\n';
  const sections = overviewSections(overview([sessionOf(text)]), { phases: new Map(), dayUsd: usd(100) });
  expect(sectionsText(sections)).not.toMatch(/[\x1b\u202e]/);
  expect(sectionsMarkdown(sections)).toContain('p\\|x');
});

const task: fc.Arbitrary<TrackedTask> = fc.record({
  id: fc.option(fc.constantFrom('P1', 'P2'), { nil: undefined }),
  description: fc.constantFrom('Write docs', 'Retry write docs', 'Implement it', ''),
  model: fc.constantFrom('haiku', 'sonnet', 'claude-opus-4', ''),
  tokensIn: fc.nat(30_000),
  tokensOut: fc.nat(30_000),
  tokensUnsplit: fc.constantFrom(0, 0, 500),
  usd: fc.option(fc.bigInt(0n, 10n ** 21n), { nil: undefined }),
  at: fc.option(
    fc.nat(400).map(day => ({ day: 20_000 + day, text: '' })),
    { nil: undefined },
  ),
  milestone: fc.constantFrom('25%', '100%', 'beta', undefined),
  phase: fc.constantFrom('phase-1', undefined),
  line: fc.constant(1),
});
const session: fc.Arbitrary<TrackedSession> = fc.record({
  file: fc.constantFrom('x/COST-TRACKING-1.yaml', 'y/z/COST-TRACKING-2.yaml'),
  session: fc.string(),
  phase: fc.constantFrom('phase-2', 'phase-10'),
  date: fc.option(
    fc.nat(400).map(day => ({ day: 20_000 + day, text: '' })),
    { nil: undefined },
  ),
  allocated: fc.option(fc.bigInt(0n, 10n ** 21n), { nil: undefined }),
  spent: fc.option(fc.bigInt(0n, 10n ** 21n), { nil: undefined }),
  remaining: fc.constant(undefined),
  tasks: fc.array(task, { maxLength: 12 }),
  declared: fc.constant({}),
  waste: fc.option(fc.bigInt(0n, 10n ** 18n), { nil: undefined }),
  tie: fc.constant({ sessions: [] }),
});

describe('laws', () => {
  it('aggregates are the same for any split of the sessions into folders, and any order of them', () => {
    fc.assert(
      fc.property(
        fc.array(session, { maxLength: 6 }),
        fc.array(fc.string({ maxLength: 5 })),
        (sessions, folders) => {
          const moved = sessions
            .map((each, i) => ({ ...each, file: `${folders[i] ?? ''}/${each.file.split('/').at(-1)}` }))
            .reverse();
          const figures = (of: readonly TrackedSession[]) => {
            const { total, project, models, tokens, phases, milestones, wasteUsd, days, heatMap } =
              overview(of);
            return { total, project, models, tokens, phases, milestones, wasteUsd, days, heatMap };
          };
          expect(figures(moved)).toEqual(figures(sessions));
        },
      ),
    );
  });

  it('parts add up to the whole', () => {
    fc.assert(
      fc.property(fc.array(session, { minLength: 1, maxLength: 6 }), sessions => {
        const { models, phases, milestones, heatMap, total, tokens } = overview(sessions);
        const sum = (amounts: readonly bigint[]) => amounts.reduce((a, b) => a + b, 0n);
        const tasks = sessions.flatMap(each => each.tasks);
        expect(sum(Object.values(models).map(part => part.usd))).toBe(total.usd);
        expect(sum(phases.map(phase => phase.usd))).toBe(total.usd);
        expect(sum(milestones.map(row => row.usd))).toBe(total.usd);
        expect(
          Object.values(heatMap)
            .flat()
            .reduce((a, b) => a + b),
        ).toBe(tasks.length);
        expect(Object.values(models).reduce((all, part) => all + part.tokens, 0)).toBe(tokens.tokens);
        if (tasks.length > 0) {
          expect(Object.values(models).reduce((all, part) => all + part.percent!, 0)).toBeCloseTo(100, 6);
        }
      }),
    );
  });
});
