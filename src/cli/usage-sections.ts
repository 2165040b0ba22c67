/**
 * What `token-dash markdown` and `token-dash briefing` write: sections of Markdown over the reports, with the same names
 * and amounts as the tables on a screen. Two runs over the same logs on the same day give the same bytes.
 */

import type { MonthlyBudget } from '../budgets/monthly-budgets.ts';
import { type Day, dayText, monthStart, parseDay, weekday } from '../core/calendar.ts';
import { LEAST_DAYS } from '../core/forecast.ts';
import { costText, counted, grouped } from '../core/format.ts';
import { type Money, usd } from '../core/money.ts';
import { monthForecast } from '../core/month-forecast.ts';
import { lastPeriods, type Span } from '../core/span.ts';
import { agents } from '../reports/agents.ts';
import { commands } from '../reports/commands.ts';
import { daily } from '../reports/daily.ts';
import { entriesFor } from '../reports/declared.ts';
import { caveats } from '../reports/honesty.ts';
import { models } from '../reports/models.ts';
import { monthly } from '../reports/monthly.ts';
import { projects } from '../reports/projects.ts';
import type { Answer, Report, ReportInput, Row } from '../reports/report.ts';
import { sessions } from '../reports/session.ts';
import { skills } from '../reports/skills.ts';
import { weekly } from '../reports/weekly.ts';

/** What sections are made from. */
export interface Sections {
  readonly input: ReportInput;
  readonly today: Day;
  amount(usd: Money): string;
  readonly budgets: readonly MonthlyBudget[];
}

const WEEKS = 8;
const MONTHS = 6;
const MOST_ROWS = 10;
const MONDAY = 1;

/** The whole block between the markers. */
export function dashboardBlock(given: Sections): string {
  const { today } = given;
  const month: Span = { from: monthStart(today), to: today };
  const name = dayText(today).slice(0, 7);
  return [
    '## Month and forecast',
    forecastList(given),
    '## Weeks',
    table(given, weekly, lastPeriods(WEEKS, 'week', today, MONDAY), { name: 'Week', label: isoWeek }),
    '## Months',
    table(given, monthly, lastPeriods(MONTHS, 'month', today, MONDAY), { name: 'Month' }),
    `## Models, ${name}`,
    table(given, models, month, { name: 'Model' }),
    `## Projects, ${name}`,
    table(given, projects, month, { name: 'Project' }),
    `## Agents, ${name}`,
    table(given, agents, month, { name: 'Agent' }),
    `## Skills, ${name}`,
    table(given, skills, month, { name: 'Skill' }),
    `## Commands, ${name}`,
    table(given, commands, month, { name: 'Command' }),
    notesOf(given, run(given, monthly, lastPeriods(MONTHS, 'month', today, MONDAY))),
  ]
    .filter(part => part !== '')
    .join('\n\n');
}

/** One day: what it cost beside the days before it, and what it was made of. */
export function briefingSection(given: Sections, day: Day): string {
  const { amount } = given;
  const of: Span = { from: day, to: day };
  const { total } = run(given, daily, of);
  const before = run(given, daily, { from: day - 30, to: day - 1 }).total.cost.usd / 30n;
  const work = entriesFor(inputFor(given, of));
  const lines = [
    `- Cost: ${costText(total.cost, { amount })}; the 30 days before: ${amount(before)} a day`,
    `- Tokens: ${grouped(total.tally.total)} in ${counted(total.tally.events, 'response')}`,
    ...top(
      given,
      sessions,
      of,
      'Most expensive session',
      row => row.keys[0]?.split('\0')[1]?.slice(0, 8) ?? '',
    ),
    ...(work.length > 0 ? [`- Logged by hand: ${counted(work.length, 'task')} (in no sum above)`] : []),
  ];
  const parts = [
    `## ${dayText(day)}`,
    lines.join('\n'),
    ...(total.tally.events > 0
      ? [
          '### Models',
          table(given, models, of, { name: 'Model' }),
          '### Projects',
          table(given, projects, of, { name: 'Project' }),
        ]
      : ['No usage on this day.']),
    ...(day === given.today ? ['### Month', forecastList(given)] : []),
    caveats(total, amount).map(escaped).join('\n\n'),
  ];
  return parts.filter(part => part !== '').join('\n\n');
}

/** The month so far, its run rate, the forecast and the budgets, as a list. */
function forecastList(given: Sections): string {
  const { amount, today, budgets } = given;
  const { rows } = run(given, daily, { from: today - 365, to: today });
  const days = new Map<Day, Money>(rows.map(row => [parseDay(row.keys[0]!)!, row.cost.usd]));
  const { month, toDate, daysLeft, runRate, forecast } = monthForecast(days, today);
  const soFar = run(given, daily, { from: monthStart(today), to: today }).total.cost;
  const estimate = (dollars: number) => amount(usd(dollars.toFixed(2)));
  const { point, low, high } = forecast;
  const interval =
    low === undefined || high === undefined
      ? `no interval before ${LEAST_DAYS} days of history`
      : `8 of 10 outcomes between ${estimate(low)} and ${estimate(high)}`;
  return [
    `- ${month} to date: ${costText(soFar, { amount })}, ${counted(daysLeft, 'day')} left after today`,
    `- Run rate: ~ ${amount(runRate)}`,
    `- Forecast: ~ ${estimate(point)}; ${interval}`,
    ...budgets.map(
      ({ name, usd: limit }) =>
        `- Budget '${escaped(name)}': ${amount(limit)}, ${percent(toDate, limit)} % used, ${percent(usd(point.toFixed(2)), limit)} % at the forecast`,
    ),
  ].join('\n');
}

function percent(part: Money, whole: Money): number {
  return whole === 0n ? 0 : Number((part * 100n + whole / 2n) / whole);
}

interface Named {
  readonly name: string;
  label?(key: string): string;
}

function table(given: Sections, report: Report, span: Span, { name, label = key => key }: Named): string {
  const { rows, total } = run(given, report, span);
  if (rows.length === 0) return 'No usage.';
  const grouping = report.grouping!;
  const isTimed = grouping.isOrdered;
  // Of times the latest are kept, of all else the most expensive.
  const shown = isTimed ? rows.slice(-MOST_ROWS) : rows.slice(0, MOST_ROWS);
  const key = (row: Row) => label(grouping.nameOf?.(row.keys[0]!) ?? row.keys[0]!);
  const line = (cells: readonly string[]) => `| ${cells.join(' | ')} |`;
  const cells = (first: string, { tally, cost }: Pick<Row, 'tally' | 'cost'>) =>
    line([first, grouped(tally.events), grouped(tally.total), costText(cost, { amount: given.amount })]);
  const more = rows.length - shown.length;
  return [
    line([name, 'Responses', 'Tokens', 'Cost']),
    line(['---', '---:', '---:', '---:']),
    ...shown.map(row => cells(escaped(key(row)), row)),
    cells('**Total**', total),
    ...(more > 0 ? [`\n${more} more in the total.`] : []),
  ].join('\n');
}

function top(given: Sections, report: Report, span: Span, words: string, nameOf: (row: Row) => string) {
  const [row] = run(given, report, span).rows;
  return row ? [`- ${words}: ${escaped(nameOf(row))}, ${costText(row.cost, { amount: given.amount })}`] : [];
}

function run(given: Sections, report: Report, span: Span): Answer {
  return report.run(inputFor(given, span));
}

function inputFor({ input }: Sections, { from, to }: Span): ReportInput {
  return { ...input, by: [], query: { ...input.query, from, to, weekStart: MONDAY, limit: undefined } };
}

function notesOf({ amount }: Sections, answer: Answer): string {
  return [...answer.notes(amount), ...caveats(answer.total, amount)].map(escaped).join('\n\n');
}

/** '2026-W48' for the Monday of that week. */
function isoWeek(monday: string): string {
  const day = parseDay(monday);
  if (day === undefined) return monday;
  // A week belongs to the year of its Thursday; the first one holds 4 January.
  const year = dayText(day + 3).slice(0, 4);
  const fourth = parseDay(`${year}-01-04`)!;
  const first = fourth - ((weekday(fourth) + 6) % 7);
  return `${year}-W${String((day - first) / 7 + 1).padStart(2, '0')}`;
}

function escaped(text: string): string {
  return text
    .replace(/\s+/g, ' ')
    .replace(/[\\|`*_[\]]/g, char => `\\${char}`)
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;');
}
