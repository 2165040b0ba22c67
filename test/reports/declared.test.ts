/** Logged work in reports: where it is shown, where it is left out, and what its own reports say of it. */
import { describe, expect, test } from 'vitest';
import { declaredOf } from '../../src/budgets/declared.ts';
import { Zone } from '../../src/core/calendar.ts';
import { usdCents } from '../../src/core/format.ts';
import { jsonText } from '../../src/core/json-text.ts';
import { decimal } from '../../src/core/money.ts';
import type { Query } from '../../src/core/query.ts';
import type { ManualLogSettings } from '../../src/core/settings.ts';
import { readWorkLog } from '../../src/core/work-log.ts';
import { baselines } from '../../src/reports/baselines.ts';
import { blocks } from '../../src/reports/blocks.ts';
import { daily } from '../../src/reports/daily.ts';
import { eventOf } from '../../src/reports/declared.ts';
import { overview } from '../../src/reports/overview.ts';
import { projects } from '../../src/reports/projects.ts';
import type { Report } from '../../src/reports/report.ts';
import { review } from '../../src/reports/review.ts';
import { sources } from '../../src/reports/sources.ts';
import { tasks } from '../../src/reports/tasks.ts';
import { Journal } from '../../src/rollup/journal.ts';
import { said } from '../support/claude-lines.ts';
import { journalOf } from '../support/journal-of.ts';
import { inputOf } from '../support/report-input.ts';

/** 2026-11-30 is the last day of a month and a Monday. */
const NOW_MS = Date.UTC(2026, 10, 30, 12);
const MANUAL = { sources: ['manual-log'] };

const LOG = [
  '2026-11-30 09:00:00 | loom | Add a guide.md | 3500 tokens | $0.0091',
  '2026-11-29 09:00:00 | reed | Add a guide.md | 2500 tokens | $0.0065',
  '2026-11-20 | loom | Weave | 10001 tokens | $0.03',
  '2026-10-01 10:00:00 | loom | Spin | 100 tokens | $9.10',
];

interface Case {
  readonly log?: readonly string[];
  readonly journal?: Journal;
  readonly query?: Partial<Query>;
  readonly settings?: ManualLogSettings;
  readonly nowMs?: number;
}

/** As it is written: lists are made when they are. */
function jsonOf(of: ReturnType<typeof answer>) {
  return JSON.parse(jsonText(of.json()));
}

function answer(
  report: Report,
  { log = LOG, journal = Journal.empty(), query, settings, nowMs = NOW_MS }: Case = {},
) {
  const declared = declaredOf(readWorkLog(log.join('\n'), 'log'), settings);
  return report.run({ ...inputOf({ journal, declared, nowMs }, query) });
}

/** Names, tokens and cost of the rows. */
function rows(report: Report, given: Case = {}) {
  const { rows, total } = answer(report, given);
  return [...rows, total].map(row =>
    [row.keys[0] ?? 'total', row.tally.total, decimal(row.cost.usd, 2)].join(' '),
  );
}

const notes = (report: Report, given: Case = {}) => answer(report, given).notes(usd => usdCents(usd));

describe('the manual log is in a report', () => {
  const measured = () =>
    journalOf({ '.claude/projects/-home-ada-loom/s1.jsonl': said({ input: 900, output: 100 }) });

  test('only where its source is named', async () => {
    const usual = rows(sources, { journal: await measured() });
    expect(usual).toHaveLength(2);
    expect(usual[0]).toMatch(/^claude-code 1000 /);
    expect(rows(sources, { journal: await measured(), query: MANUAL })).toEqual([
      'manual-log 16101 9.1456',
      'total 16101 9.1456',
    ]);
    const both = rows(sources, {
      journal: await measured(),
      query: { sources: ['claude-code', 'manual-log'] },
    });
    expect(both.map(row => row.split(' ').slice(0, 2).join(' ')).sort()).toEqual([
      'claude-code 1000',
      'manual-log 16101',
      'total 17101',
    ]);
  });

  test('and one that leaves it out says so', async () => {
    const sentence =
      'Not in these sums: 4 tasks of the manual log, 16,101 tokens, $9.15 (estimate); --source manual-log shows them.';
    expect(notes(projects, { journal: await measured() })).toContain(sentence);
    const json = (query?: Case['query']) =>
      measured().then(journal => answer(projects, { journal, query }).json());
    expect(await json()).toMatchObject({ workLeftOut: { tasks: 4, tokens: 16_101, usd: '9.145600' } });
    expect(await json(MANUAL)).not.toHaveProperty('workLeftOut.tasks');
    expect(notes(projects, { journal: await measured(), query: MANUAL })).not.toContain(sentence);
    expect(notes(projects, { journal: await measured(), query: { sources: ['goose'] } })).toEqual([]);
    expect(notes(projects, { journal: await measured(), log: [] })).toEqual([]);
    // Of the days that were asked for.
    const query = { from: Date.UTC(2026, 10, 29) / 86_400_000 };
    expect(notes(projects, { journal: await measured(), query }).join()).toContain(
      '2 tasks of the manual log, 6,000 tokens',
    );
  });

  test('blocks and the summary say so too; of the running window only what was logged in it', async () => {
    const journal = await journalOf({
      '.claude/projects/-home-ada-loom/s1.jsonl': said({ at: '2026-11-30T08:30:00.000Z', output: 5 }),
    });
    const of = (report: Report, query?: Partial<Query>) => answer(report, { journal, query });
    const out = { tasks: 4, tokens: 16_101, usd: '9.145600' };
    expect(jsonOf(of(blocks))).toMatchObject({ workLeftOut: out });
    expect(jsonOf(of(overview))).toMatchObject({ workLeftOut: out });
    for (const report of [blocks, overview]) {
      expect(of(report).notes(usd => usdCents(usd))[0]).toMatch(
        /^Not in these sums: 4 tasks of the manual log/,
      );
      expect(jsonOf(of(report, { sources: ['claude-code'] }))).not.toHaveProperty('workLeftOut');
    }
    const declared = declaredOf(readWorkLog(LOG.join('\n'), 'log'), undefined);
    const active = blocks.run({
      ...inputOf({ journal, declared, nowMs: NOW_MS }),
      blocks: { hours: 5, only: 'active' },
    });
    expect(jsonOf(active)).toMatchObject({ workLeftOut: { tasks: 1, tokens: 3500 } });
  });

  test('with the filters of all reports', () => {
    expect(rows(projects, { query: { ...MANUAL, projects: ['loom'] } })).toEqual([
      'loom 13601 9.1391',
      'total 13601 9.1391',
    ]);
    expect(rows(daily, { query: { ...MANUAL, to: Date.UTC(2026, 10, 20) / 86_400_000 } })).toEqual([
      '2026-10-01 100 9.10',
      '2026-11-20 10001 0.03',
      'total 10101 9.13',
    ]);
  });

  test.each([
    'UTC',
    'Pacific/Kiritimati',
    'America/St_Johns',
    'America/Sao_Paulo',
    'Asia/Beirut',
    'Australia/Lord_Howe',
  ])('on the day that is written, in %s', name => {
    const zone = new Zone(name);
    const days = Array.from({ length: 730 }, (_, i) => Date.UTC(2017, 0, 1 + i));
    const text = days.flatMap(ms => {
      const day = new Date(ms).toISOString().slice(0, 10);
      return ['', ' 00:00:00', ' 02:30', ' 23:59:59'].map(time => `${day}${time} | a | b | 1 tokens | $0`);
    });
    const wrong = readWorkLog(text.join('\n'), 'log').entries.filter(
      work => zone.day(eventOf(work, zone).atMs) !== work.day,
    );
    expect(wrong.map(({ at }) => at)).toEqual([]);
    const [work] = readWorkLog('2017-07-05 13:14:15 | a | b | 1 tokens | $0', 'log').entries;
    expect(zone.clock(eventOf(work!, zone).atMs)).toBe('13:14:15');
  });
});

describe.each([tasks, review, baselines].map(report => [report.id, report as Report] as const))(
  '%s',
  (_, report) => {
    test('a limit leaves rows out, in both orders, and never changes the total', () => {
      const keys = (query: Partial<Query>) => answer(report, { query }).rows.map(row => row.keys[0]);
      const all = keys({});
      for (const order of ['asc', 'desc'] as const) {
        const whole = keys({ order });
        expect([...whole].sort()).toEqual([...all].sort());
        const part = answer(report, { query: { order, limit: 2 } });
        expect(part.rows.map(row => row.keys[0])).toEqual(whole.slice(0, 2));
        expect(part.rows.length + part.rowsLeftOut).toBe(whole.length);
        expect(part.total.cost).toEqual(answer(report).total.cost);
      }
      expect(keys({ order: 'asc' }).reverse()).toEqual(keys({ order: 'desc' }));
    });

    test('says to scripts what its schema promises', () => {
      const { properties } = report.schema([]);
      expect(Object.keys(properties ?? {})).toEqual(Object.keys(jsonOf(answer(report)) ?? {}));
    });
  },
);

describe('tasks', () => {
  test('of one name are one row that lists its projects, the most expensive first', () => {
    expect(rows(tasks)).toEqual([
      'Spin 100 9.10',
      'Weave 10001 0.03',
      'Add a guide.md 6000 0.0156',
      'total 16101 9.1456',
    ]);
    expect(jsonOf(answer(tasks))).toMatchObject({
      tasks: [
        { task: 'Spin', projects: ['loom'], count: 1, totalCost: 9.1 },
        { task: 'Weave', projects: ['loom'], count: 1, totalTokens: 10_001 },
        {
          task: 'Add a guide.md',
          projects: ['loom', 'reed'],
          count: 2,
          averageTokens: 3_000,
          usd: '0.015600',
        },
      ],
      totals: { count: 4, totalTokens: 16_101, averageTokens: 4_025 },
    });
  });

  test('fifteen of sixteen where fifteen are asked for', () => {
    const log = Array.from({ length: 16 }, (_, i) => `2026-11-30 | a | task ${i} | 10 tokens | $${i}.5`);
    const { rows, rowsLeftOut } = answer(tasks, { log, query: { limit: 15 } });
    expect([rows.length, rowsLeftOut, rows[0]!.keys[0], rows[14]!.keys[0]]).toEqual([
      15,
      1,
      'task 15',
      'task 1',
    ]);
  });

  test('that say $0 are named: no model works for nothing', () => {
    const log = ['2026-11-30 | a | b | 2800 tokens | $0', '2026-11-30 | a | c | 0 tokens | $0'];
    expect(notes(tasks, { log })).toEqual([
      '1 task of these says $0: costs were cut to cents when they were logged. token-dash log recompute --all shows what the rate makes of them.',
    ]);
    expect(notes(tasks)).toEqual([]);
  });

  test('beside lines that cannot be read say so', () => {
    expect(notes(tasks, { log: [...LOG, 'a | b', 'c | d'] })).toEqual([
      '2 lines of the log are left out because they cannot be read; token-dash doctor names them.',
    ]);
  });

  test('none is an answer, too', () => {
    expect(jsonOf(answer(tasks, { log: [] }))).toMatchObject({
      tasks: [],
      totals: { count: 0, averageTokens: 0 },
    });
  });
});

describe('the review', () => {
  const month = [
    '2026-11-01 | loom | Weave | 1000 tokens | $80',
    '2026-11-30 | reed | Spin | 1000 tokens | $7.50',
  ];

  test('has the last 30 days, their average, the goal, the budget and the plan', () => {
    const settings = { goalUsdPerDay: 2.5, usdPerMonth: 90 };
    // 1 November is the first of the last 30 days; 31 October is out.
    const log = ['2026-10-31 | loom | Older | 1 tokens | $50', ...month];
    expect(notes(review, { log, settings })).toEqual([
      'Last 30 days (2026-11-01 to 2026-11-30): $87.50 in 2 tasks, 2,000 tokens; $2.92 a day. All costs are estimates.',
      "Most of it: project 'loom' with $80.00, task 'Weave' with $80.00.",
      '2026-11: $87.50 in 2 tasks, $2.92 a day over 30 days.',
      'Budget of 2026-11: $90.00, 97.2 % used, $2.50 left.',
      'Goal: $2.50 a day: over by $0.42 a day.',
      'Plan for 2026-12 (31 days): $90.42 at the average of the last 30 days, $77.50 at the goal.',
    ]);
    expect(jsonOf(answer(review, { log, settings }))).toMatchObject({
      review: {
        last30Days: { from: '2026-11-01', to: '2026-11-30', tasks: 2, usd: '87.500000' },
        month: { month: '2026-11', days: 30, budgetUsedPercent: 97.2, budgetLeftUsd: '2.500000' },
        nextMonth: { month: '2026-12', days: 31, goalUsd: '77.500000' },
      },
    });
  });

  test.each([
    [3, 'Goal: $3.00 a day: under by $0.08 a day.'],
    [2.5, 'Goal: $2.50 a day: over by $0.42 a day.'],
  ])('a goal of %d', (goalUsdPerDay, sentence) => {
    expect(notes(review, { log: month, settings: { goalUsdPerDay } })).toContain(sentence);
  });

  test('names the most expensive project and task of each week', () => {
    expect(
      jsonOf(
        answer(review, { log: month, query: { weekStart: 1, from: Date.UTC(2026, 9, 1) / 86_400_000 } }),
      ),
    ).toMatchObject({
      weeks: [
        { week: '2026-10-26', usd: '80.000000', topProject: { name: 'loom' }, topTask: { name: 'Weave' } },
        { week: '2026-11-30', usd: '7.500000', topProject: { name: 'reed' }, topTask: { name: 'Spin' } },
      ],
    });
  });

  test('has the patterns, with what to do', () => {
    const found = notes(review, { log: ['2026-11-30 | a | Weave | 10001 tokens | $0.03'] });
    expect(found).toContain(
      "red: 'Weave' (a, 2026-11-30) took 10,001 tokens, above 10,000: break into smaller pieces",
    );
    expect(found.at(-1)).toMatch(/several attempts/);
  });

  test('of nothing says nothing', () => expect(notes(review, { log: [] })).toEqual([]));
});

describe('baselines', () => {
  test('each type with its range, what was logged, and what is out of range', () => {
    const { rows, columns } = answer(baselines);
    const docs = rows.find(row => row.keys[0] === 'docs')!;
    const cells = Object.fromEntries(columns.map(column => [column.id, column.cell(docs)]));
    expect(cells).toMatchObject({
      baseline: '2,000 to 3,000',
      least: 2_500,
      most: 3_500,
      outOfRange: 1,
      count: 2,
    });
    expect(notes(baselines)).toEqual([
      "Out of range: 'Add a guide.md' of 2026-11-30 09:00:00 took 3,500 tokens; documentation usually takes 2,000 to 3,000.",
    ]);
  });

  test('types of which nothing is logged are there, too', () => {
    const { rows } = answer(baselines, { log: [] });
    expect(rows).toHaveLength(10);
    expect(notes(baselines, { log: [] })).toEqual([]);
  });
});
