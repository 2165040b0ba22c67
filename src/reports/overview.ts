/**
 * What a stretch of time came to as a whole, and what the one just before it did: the numbers at the head of a page, and
 * `token-dash summary`.
 */
import { type Day, dayText } from '../core/calendar.ts';
import {
  count,
  described,
  nullable,
  type Output,
  optional,
  record,
  text,
  within,
} from '../core/json-output.ts';
import { published } from '../core/json-schema.ts';
import { approximateUsd, decimal, type Money } from '../core/money.ts';
import type { MonthForecast } from '../core/month-forecast.ts';
import { MEASURES, MODELS_COLUMN } from './columns.ts';
import { daily } from './daily.ts';
import { leftOut, type WorkLeftOut, workLeftOut } from './declared.ts';
import { countGroups, groupUsage } from './groups.ts';
import { BESIDES, TOTALS, WORK_LEFT_OUT } from './json.ts';
import { MONTH_AHEAD, monthAhead } from './month-ahead.ts';
import { type Recovered, recoveredIn, recoveredNote } from './recovered.ts';
import type { Answer, Column, Report, ReportInput, Row } from './report.ts';
import { session } from './session.ts';

/** First and last day, both included. */
interface Days {
  readonly from: Day;
  readonly to: Day;
}

/** The day that cost the most. */
interface Highest {
  readonly date: string;
  readonly usd: Money;
}

interface Overview {
  readonly total: Row;
  /** Undefined where nothing says which days these are, and no response does. */
  readonly days: Days | undefined;
  readonly activeDays: number;
  readonly sessions: number;
  readonly highest: Highest | undefined;
  readonly month: MonthForecast | undefined;
  readonly recovered: readonly Recovered[];
  readonly workLeftOut: WorkLeftOut | undefined;
  readonly previous: { readonly total: Row; readonly days: Days } | undefined;
}

const daysIn = ({ from, to }: Days) => to - from + 1;

const PREVIOUS: Output<NonNullable<Overview['previous']> & { readonly of: Overview }> = record({
  from: text(({ days }) => dayText(days.from)),
  to: text(({ days }) => dayText(days.to)),
  ...Object.fromEntries(
    Object.entries(BESIDES).map(([name, shape]) => [name, within(({ total }) => total, shape)]),
  ),
  totalTokens: count(({ total }) => total.tally.total),
  changePercent: described(
    nullable({
      json: { type: 'number' },
      write: ({ total, of }) => changeOf(of.total.cost.usd, total.cost.usd),
    }),
    'how far the cost is above that of the time before; null where that had none',
  ),
});

const SHAPE: Output<Overview> = record({
  from: nullable(text(({ days }) => days && dayText(days.from))),
  to: nullable(text(({ days }) => days && dayText(days.to))),
  days: described(
    count(({ days }) => (days ? daysIn(days) : 0)),
    'calendar days, today among them',
  ),
  activeDays: count(of => of.activeDays),
  sessions: count(of => of.sessions),
  averagePerDay: described(
    nullable(text(of => averageOf(of))),
    'the cost divided by the calendar days; null where there is none',
  ),
  highestDay: nullable(
    within(
      (of: Overview) => of.highest,
      record({
        date: text((day: Highest) => day.date),
        usd: text((day: Highest) => decimal(day.usd)),
      }),
    ),
  ),
  month: described(
    nullable(within((of: Overview) => of.month, MONTH_AHEAD)),
    'where the month that holds today is heading; null where there is no usage before today',
  ),
  previous: described(
    nullable({
      ...PREVIOUS,
      write: (of: Overview) => (of.previous ? PREVIOUS.write({ ...of.previous, of }) : undefined),
    }),
    'as many days just before; null where the time has no first day, or the logs do not reach back',
  ),
  recoveredDays: described(
    optional(count(({ recovered }) => recovered.length || undefined)),
    'days before the first log that Claude Code itself remembers, in no total; daily lists them; absent where there are none',
  ),
  workLeftOut: WORK_LEFT_OUT,
  ...totalsOf(),
});

/** The fields of a total, as fields of the whole. */
function totalsOf(): Readonly<Record<string, Output<Overview>>> {
  const { properties = {}, required = [] } = TOTALS.json;
  const written = (of: Overview, name: string) =>
    (TOTALS.write(of.total) as Readonly<Record<string, never>>)[name];
  return Object.fromEntries(
    Object.entries(properties).map(([name, json]) => {
      const field: Output<Overview> = { json, write: of => written(of, name) };
      return [name, required.includes(name) ? field : optional(field)];
    }),
  );
}

const WHEN: Column = {
  id: 'when',
  title: 'Time',
  kind: 'text',
  cell: row => row.keys[0],
};

export const overview = {
  id: 'summary',
  title: 'Summary',
  answers: 'What did it come to, and the time before?',
  period: 'day',
  hasRecovered: true,
  columns: [WHEN, MODELS_COLUMN, ...MEASURES],
  run,
  schema: () => published('token-dash summary --json', SHAPE.json),
} as const satisfies Report;

function run(input: ReportInput): Answer {
  const of = overviewOf(input);
  const row = (total: Row, days: Days | undefined): Row => ({
    ...total,
    keys: [days ? `${dayText(days.from)} to ${dayText(days.to)}` : 'all days'],
  });
  const inTime = [
    ...(of.previous ? [row(of.previous.total, of.previous.days)] : []),
    ...(of.total.tally.events > 0 ? [row(of.total, of.days)] : []),
  ];
  const rows = input.query.order === 'desc' ? inTime.reverse() : inTime;
  const shown = rows.slice(0, input.query.limit);
  return {
    columns: overview.columns,
    rows: shown,
    total: of.total,
    rowsLeftOut: rows.length - shown.length,
    notes: amount => [...leftOut(of.workLeftOut, amount), ...recoveredNote(of.recovered)],
    json: () => SHAPE.write(of) ?? null,
  };
}

function overviewOf(input: ReportInput): Overview {
  const { query, zone, nowMs, journal } = input;
  const { rows, total } = groupUsage(input, [daily.grouping]);
  const dates = rows.map(row => row.keys[0]!).sort();
  const today = zone.day(nowMs);
  const first = query.from ?? (dates[0] === undefined ? undefined : dayOf(dates[0]));
  const last = query.to ?? today;
  const days = first === undefined || first > last ? undefined : { from: first, to: last };
  const highest = rows.reduce<Row | undefined>(
    (best, row) => (row.cost.usd > (best?.cost.usd ?? 0n) ? row : best),
    undefined,
  );
  return {
    total,
    days,
    activeDays: rows.length,
    sessions: countGroups(input, session),
    highest: highest && { date: highest.keys[0]!, usd: highest.cost.usd },
    month: monthAhead(input),
    recovered: recoveredIn(query, input.recovered),
    workLeftOut: workLeftOut(input),
    previous: previousOf(),
  };

  function previousOf(): Overview['previous'] {
    if (query.from === undefined || !days || !journal.range) return undefined;
    const before = { from: query.from - daysIn(days), to: query.from - 1 };
    if (zone.day(journal.range.fromMs) > before.from) return undefined;
    const asked = { ...input, query: { ...query, ...before } };
    return { total: groupUsage(asked, [daily.grouping]).total, days: before };
  }
}

function dayOf(date: string): Day {
  return Date.parse(`${date}T00:00:00Z`) / 86_400_000;
}

/** Undefined where there is no day, or nothing that has a price. */
function averageOf({ total, days }: Overview): string | undefined {
  if (!days || total.tally.events === 0 || total.cost.unpricedEvents === total.tally.events) return undefined;
  return decimal(total.cost.usd / BigInt(daysIn(days)));
}

function changeOf(now: Money, before: Money): number | undefined {
  if (before === 0n) return undefined;
  return Math.round((approximateUsd(now) / approximateUsd(before) - 1) * 1000) / 10;
}
