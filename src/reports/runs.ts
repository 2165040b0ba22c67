/**
 * What one run of an action, agent, skill or command cost: on average, in the middle, and lately. A run is what one
 * subagent used, or a session outside of its subagents: logs do not separate the calls of one skill within a session.
 */
import { getOrInsert } from '../core/group.ts';
import { type Cost, type Money, medianUsd } from '../core/money.ts';
import { groupTotals } from './groups.ts';
import type { Column, Grouping, PlaceGrouping, ReportInput, Row, TimeGrouping } from './report.ts';

export interface RunFigures {
  readonly runs: number;
  /** Cost of a run; at least this where some usage of the row has no price. */
  readonly average: Cost;
  readonly median: Cost;
  /** How much more, in percent, the last week cost than the one before; undefined where that cost nothing. */
  readonly trend: number | undefined;
}

/** Separates runs by the session, and within it by the outermost agent. */
export const RUN: PlaceGrouping = {
  word: 'run',
  id: 'run',
  title: 'Run',
  isOrdered: false,
  decidedBy: 'place',
  keys:
    ({ journal }) =>
    ({ attribution }) =>
      [attribution.source, attribution.session, journal.agentChain(attribution).at(-1) ?? ''].join('\0'),
};

/** Figures by the names of a row's keys, as `figuresOf` looks them up. */
export type FiguresByRow = ReadonlyMap<string, RunFigures>;

export function runFigures(input: ReportInput, groupings: readonly Grouping[]): FiguresByRow {
  const costs = new Map<string, Cost[]>();
  for (const { keys, cost } of groupTotals(input, [...groupings, RUN])) {
    getOrInsert(costs, nameOf(keys.slice(0, -1)), (): Cost[] => []).push(cost);
  }
  const trends = trendsOf(input, groupings);
  return new Map(
    [...costs].map(([name, each]) => [
      name,
      {
        runs: each.length,
        average: of(each, each.reduce((sum, { usd }) => sum + usd, 0n) / BigInt(each.length)),
        median: of(each, medianUsd(each.map(({ usd }) => usd))),
        trend: trends.get(name),
      },
    ]),
  );
}

/** A cost of runs, with what is unknown of any of them. */
function of(runs: readonly Cost[], usd: Money): Cost {
  const sum = (name: 'unpricedTokens' | 'unpricedEvents' | 'lowerBoundEvents') =>
    runs.reduce((total, run) => total + run[name], 0);
  return {
    usd,
    unpricedTokens: sum('unpricedTokens'),
    unpricedEvents: sum('unpricedEvents'),
    lowerBoundEvents: sum('lowerBoundEvents'),
  };
}

const WEEK = 7;

function trendsOf(input: ReportInput, groupings: readonly Grouping[]): ReadonlyMap<string, number> {
  const { query, zone, nowMs } = input;
  const to = Math.min(query.to ?? Number.POSITIVE_INFINITY, zone.day(nowMs));
  const from = to - 2 * WEEK + 1;
  // A shorter span has no week before the last one.
  if (query.from !== undefined && query.from > from) return new Map();
  const half: TimeGrouping = {
    word: 'half',
    id: 'half',
    title: 'Half',
    isOrdered: true,
    decidedBy: 'time',
    keys: () => event => (zone.day(event.atMs) > to - WEEK ? 'last' : 'before'),
  };
  const rows = groupTotals({ ...input, query: { ...query, from, to } }, [...groupings, half]);
  const sums = new Map<string, Record<string, Money>>();
  for (const { keys, cost } of rows) {
    getOrInsert(sums, nameOf(keys.slice(0, -1)), () => ({}) as Record<string, Money>)[keys.at(-1)!] =
      cost.usd;
  }
  return new Map(
    [...sums].flatMap(([name, { before = 0n, last = 0n }]) =>
      before === 0n ? [] : [[name, Number(((last - before) * 1000n) / before) / 10] as const],
    ),
  );
}

function nameOf(keys: readonly string[]): string {
  return JSON.stringify(keys);
}

/** Columns for the figures of rows that were grouped the same way; without figures they describe what would be there. */
export function runColumns(figures: FiguresByRow = new Map(), total?: Row): readonly Column[] {
  const figuresOf = (row: Row) => figures.get(nameOf(row.keys));
  return [
    {
      id: 'costShare',
      title: 'Share',
      kind: 'percent',
      leaves: 11,
      cell: row => {
        const whole = total?.cost.usd ?? 0n;
        return whole === 0n ? undefined : Number((row.cost.usd * 100_000n) / whole) / 1000;
      },
    },
    { id: 'runs', title: 'Runs', kind: 'count', leaves: 8, cell: row => figuresOf(row)?.runs },
    { id: 'averageUsd', title: 'Average', kind: 'cost', leaves: 9, cell: row => figuresOf(row)?.average },
    { id: 'medianUsd', title: 'Median', kind: 'cost', leaves: 10, cell: row => figuresOf(row)?.median },
    { id: 'trendPercent', title: 'Trend 7d', kind: 'percent', leaves: 8, cell: row => figuresOf(row)?.trend },
  ];
}
