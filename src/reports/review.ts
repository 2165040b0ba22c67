/**
 * The review of logged work: the last weeks with their most expensive project and task, the last 30 days and their daily
 * average, the goal, the month so far, a plan for the next month, and the patterns that the rules find.
 */
import { dayText } from '../core/calendar.ts';
import { counted, grouped } from '../core/format.ts';
import {
  count,
  described,
  list,
  nullable,
  number,
  type Output,
  record,
  text,
  within,
} from '../core/json-output.ts';
import { published } from '../core/json-schema.ts';
import { decimal, type Money } from '../core/money.ts';
import { lastPeriods, periodOf } from '../core/span.ts';
import { keyColumns } from './columns.ts';
import { doubtsAbout, entriesFor, MANUAL_LOG } from './declared.ts';
import { groupUsage } from './groups.ts';
import { inOrder } from './ranking.ts';
import type { Answer, Column, Report, ReportInput, Row } from './report.ts';
import { type Figures, figuresOf, type Most, topOf } from './review-figures.ts';
import { TASK_FIELDS, TASK_MEASURES, TASK_TOTALS } from './task-columns.ts';
import { weekly } from './weekly.ts';

/** So many weeks are shown where the question names no days. */
const WEEKS = 5;

/** So many patterns are spelled out on a screen. */
const MOST_PATTERNS = 10;

interface Week {
  readonly row: Row;
  readonly topProject: Most | undefined;
  readonly topTask: Most | undefined;
}

const MOST = record({ name: text((most: Most) => most.name), usd: text((most: Most) => decimal(most.usd)) });

const amount = <T>(read: (of: T) => Money | undefined, description: string) =>
  described(
    nullable(
      text((of: T) => {
        const usd = read(of);
        return usd === undefined ? undefined : decimal(usd);
      }),
    ),
    description,
  );

const FIGURES: Output<Figures> = record({
  last30Days: record({
    from: text((of: Figures) => dayText(of.from)),
    to: text((of: Figures) => dayText(of.to)),
    tasks: count((of: Figures) => of.tasks),
    totalTokens: count((of: Figures) => of.tokens),
    usd: text((of: Figures) => decimal(of.usd)),
    usdPerDay: described(
      text((of: Figures) => decimal(of.usdPerDay)),
      'the cost of the last 30 days divided by 30',
    ),
    topProject: nullable(within((of: Figures) => of.topProject, MOST)),
    topTask: nullable(within((of: Figures) => of.topTask, MOST)),
  }),
  month: record({
    month: text((of: Figures) => of.month.name),
    days: count((of: Figures) => of.month.days),
    tasks: count((of: Figures) => of.month.tasks),
    usd: text((of: Figures) => decimal(of.month.usd)),
    usdPerDay: text((of: Figures) => decimal(of.month.usdPerDay)),
    budgetUsd: amount((of: Figures) => of.month.budgetUsd, 'manualLog.usdPerMonth of the configuration'),
    budgetUsedPercent: nullable(number((of: Figures) => of.month.usedPercent)),
    budgetLeftUsd: amount((of: Figures) => of.month.leftUsd, 'below zero where the budget is exceeded'),
  }),
  goal: record({
    usdPerDay: amount((of: Figures) => of.goalUsdPerDay, 'manualLog.goalUsdPerDay of the configuration'),
    overByUsdPerDay: amount(
      (of: Figures) => of.overByUsdPerDay,
      'below zero where the average is within the goal',
    ),
  }),
  nextMonth: record({
    month: text((of: Figures) => of.next.name),
    days: count((of: Figures) => of.next.days),
    usd: described(
      text((of: Figures) => decimal(of.next.usd)),
      'the daily average of the last 30 days times the days of the month',
    ),
    goalUsd: amount((of: Figures) => of.next.goalUsd, 'the goal times the days of the month'),
  }),
  patterns: list(
    (of: Figures) => of.patterns,
    record({
      rule: text(alert => alert.rule),
      level: text(alert => alert.level),
      text: text(alert => alert.text),
      advice: nullable(text(alert => alert.advice)),
      lines: list(
        alert => alert.evidence.flatMap(({ line }) => line ?? []),
        count((line: number) => line),
      ),
    }),
  ),
});

interface Review {
  readonly weeks: readonly Week[];
  readonly total: Row;
  readonly figures: Figures;
}

const SHAPE: Output<Review> = record({
  weeks: list(
    ({ weeks }: Review) => weeks,
    record({
      week: text(({ row }: Week) => row.keys[0]),
      ...Object.fromEntries(
        Object.entries(TASK_FIELDS).map(([name, field]) => [name, within(({ row }: Week) => row, field)]),
      ),
      topProject: nullable(within(({ topProject }: Week) => topProject, MOST)),
      topTask: nullable(within(({ topTask }: Week) => topTask, MOST)),
    }),
  ),
  totals: within(({ total }: Review) => total, TASK_TOTALS),
  review: within(({ figures }: Review) => figures, FIGURES),
});

export const review = {
  id: 'review',
  title: 'Review',
  answers: 'What did logged work cost lately, and what is worth a look?',
  period: 'week',
  isDeclared: true,
  columns: columnsOf([], () => undefined),
  run,
  schema: () => published('token-dash review --json', SHAPE.json),
} as const satisfies Report;

function run(asked: ReportInput): Answer {
  const { zone, nowMs, declared } = asked;
  const { from, to, weekStart, limit, order } = asked.query;
  const today = zone.day(nowMs);
  const isAnyTime = from === undefined && to === undefined;
  const days = isAnyTime ? lastPeriods(WEEKS, 'week', today, weekStart) : { from, to };
  const input = { ...asked, query: { ...asked.query, ...days, sources: [MANUAL_LOG] } };
  const { rows, total } = groupUsage(input, [weekly.grouping]);
  const shown = inOrder(rows, [weekly.grouping], order).slice(0, limit);
  const entries = entriesFor(input);
  const weeks = shown.map((row): Week => {
    const work = entries.filter(each => dayText(periodOf(each.day, 'week', weekStart).from) === row.keys[0]);
    return { row, topProject: topOf(work, each => each.project), topTask: topOf(work, each => each.name) };
  });
  const all = entriesFor({ ...input, query: { ...input.query, from: undefined, to: undefined } });
  const figures = figuresOf(all, today, declared);
  return {
    rows: shown,
    total,
    columns: columnsOf(shown, row => weeks.find(each => each.row === row)),
    rowsLeftOut: rows.length - shown.length,
    notes: amountText =>
      all.length === 0 ? [] : [...sentences(figures, amountText), ...doubtsAbout(entries, input.declared)],
    json: () => SHAPE.write({ weeks, total, figures }) ?? null,
  };
}

function columnsOf(rows: readonly Row[], weekOf: (row: Row) => Week | undefined): readonly Column[] {
  return [
    ...keyColumns([weekly.grouping], rows),
    ...TASK_MEASURES,
    {
      id: 'topProject',
      title: 'Top project',
      kind: 'text',
      leaves: 4,
      cell: row => weekOf(row)?.topProject?.name,
    },
    { id: 'topTask', title: 'Top task', kind: 'text', leaves: 5, cell: row => weekOf(row)?.topTask?.name },
  ];
}

type AmountText = (usd: Money) => string;

/** The figures in words, for a screen. */
function sentences(figures: Figures, amountText: AmountText): readonly string[] {
  const { from, to, tasks, tokens, usd, usdPerDay, month, next, topProject, topTask, patterns } = figures;
  const lines = [
    `Last 30 days (${dayText(from)} to ${dayText(to)}): ${amountText(usd)} in ${counted(tasks, 'task')}, ${grouped(tokens)} tokens; ${amountText(usdPerDay)} a day. All costs are estimates.`,
    ...(topProject && topTask
      ? [
          `Most of it: project '${topProject.name}' with ${amountText(topProject.usd)}, task '${topTask.name}' with ${amountText(topTask.usd)}.`,
        ]
      : []),
    `${month.name}: ${amountText(month.usd)} in ${counted(month.tasks, 'task')}, ${amountText(month.usdPerDay)} a day over ${counted(month.days, 'day')}.`,
    ...budgetSentence(figures, amountText),
    ...goalSentence(figures, amountText),
    `Plan for ${next.name} (${next.days} days): ${amountText(next.usd)} at the average of the last 30 days${next.goalUsd === undefined ? '' : `, ${amountText(next.goalUsd)} at the goal`}.`,
  ];
  for (const { level, text: says, advice } of patterns.slice(0, MOST_PATTERNS)) {
    lines.push(`${level}: ${says}${advice ? `: ${advice}` : ''}`);
  }
  const more = patterns.length - MOST_PATTERNS;
  if (more > 0) lines.push(`And ${counted(more, 'pattern')} more; --json has them all.`);
  if (patterns.some(({ rule }) => rule === 'large-task')) lines.push(CAUSES);
  return lines;
}

const CAUSES =
  'Where a small task cost much: its count may be higher than thought, device debugging and other work may share a session, several attempts may be in one count, or the work itself took the tokens: look at its session.';

function budgetSentence({ month }: Figures, amountText: AmountText): readonly string[] {
  const { budgetUsd, usedPercent, leftUsd } = month;
  if (budgetUsd === undefined || usedPercent === undefined || leftUsd === undefined) return [];
  const rest = leftUsd >= 0n ? `${amountText(leftUsd)} left` : `${amountText(-leftUsd)} over`;
  return [`Budget of ${month.name}: ${amountText(budgetUsd)}, ${usedPercent} % used, ${rest}.`];
}

function goalSentence(
  { goalUsdPerDay, overByUsdPerDay }: Figures,
  amountText: AmountText,
): readonly string[] {
  if (goalUsdPerDay === undefined || overByUsdPerDay === undefined) return [];
  const gap = overByUsdPerDay;
  const where =
    gap > 0n ? `over by ${amountText(gap)} a day` : gap < 0n ? `under by ${amountText(-gap)} a day` : 'met';
  return [`Goal: ${amountText(goalUsdPerDay)} a day: ${where}.`];
}
