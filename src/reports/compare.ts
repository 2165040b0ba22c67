/**
 * Why another tool shows other numbers than we do over the same logs. For every known mistake we work out what our own
 * facts would come to if we made it, and look which of them turn our numbers into theirs: first the counting of tokens
 * and the days, then, over tokens on which both agree, the prices. What fits nothing stays `other`; a cause is never
 * named for being likely.
 */
import { type Day, dayText, type Zone } from '../core/calendar.ts';
import type { PriceLookup } from '../core/price.ts';
import { modelName } from '../core/scope.ts';
import type { Journal } from '../rollup/journal.ts';
import { type Account, accountOf, changeBetween } from './compare/account.ts';
import { type Aside, ourAsides, type Sum, theirAsides } from './compare/asides.ts';
import type { Evidence } from './compare/counting.ts';
import { type Explanation, explain, hasSameTokens } from './compare/explanation.ts';
import { lineUp } from './compare/names.ts';
import type { PeerReport, PeerRow } from './compare/peer.ts';
import type { Clock } from './compare/quarters.ts';
import { type EachRecord, Records } from './compare/records.ts';
import { repricing } from './compare/repricing.ts';
import { type Cell, isSameUsd, keysOf, type Sheet, shapesOf, theirSheet } from './compare/sheet.ts';
import { stepsOf } from './compare/steps.ts';
import { offsetClocks, ruledClocks } from './compare/zones.ts';

export interface CompareOptions {
  readonly report: PeerReport;
  readonly journal: Journal;
  readonly eachRecord: EachRecord;
  readonly prices: PriceLookup;
  readonly zone: Zone;
  readonly nowMs: number;
}

/** One row of their report beside ours. */
export interface ComparedRow {
  readonly day?: Day;
  readonly model?: string;
  readonly theirs: Cell | undefined;
  readonly ours: Cell | undefined;
}

export interface Comparison extends Account {
  readonly tool: string;
  readonly rows: readonly ComparedRow[];
  readonly theirs: Sum;
  readonly ours: Sum;
  /** Whether their report has dollars that can be compared. */
  readonly hasUsd: boolean;
  readonly asides: readonly Aside[];
  /** Other explanations that fit as well, in words. */
  readonly alternatives: readonly string[];
  /** Models whose tokens agree while their dollars do not, and no known mistake makes the difference. */
  readonly otherwisePriced: readonly string[];
  readonly remarks: readonly string[];
}

export async function compare(options: CompareOptions): Promise<Comparison> {
  const { report, prices, zone, nowMs } = options;
  const sides = await sidesOf(options);
  const { records, range, isShared, ourName } = sides;
  const shapes = shapesOf(report);
  const rowsWithin = (from: Day, to: Day) =>
    theirSheet(report, shapes, ourName, row => isShared(row.source) && isWithin(row, from, to));
  const evidence: Evidence = {
    records,
    prices,
    nowMs,
    home: zone,
    isReported: reportedBy(report),
    shapes,
    theirs: rowsWithin(...looseDays(range)),
    ours: sides.ours,
    theirModels: new Set(report.models.map(ourName)),
  };
  const midnights = {
    offsets: offsetClocks(zone.offsetMs(range.toMs) / 60_000),
    ruled: () => ruledClocks(range.fromMs, range.toMs),
  };
  const reprice = repricing(prices, nowMs);
  const found = explain(evidence, midnights, reprice, new Set(report.unpriced.map(ourName)));
  const ourDays = found.isMidnightKnown ? daysOf(range, found.clock) : looseDays(range);
  const compared = { ...evidence, theirs: rowsWithin(...ourDays) };
  const { right, steps, theirs } = stepsOf(compared, found, reprice);
  return {
    tool: report.tool,
    rows: rowsOf(right, theirs),
    theirs: changeBetween(new Map(), theirs),
    ours: changeBetween(new Map(), right),
    hasUsd: shapes.some(shape => shape.hasUsd),
    ...accountOf(right, steps, theirs),
    asides: [...theirAsides(report, isShared, ourDays), ...ourAsides(evidence, found.clock)],
    alternatives: alternativesOf(found),
    otherwisePriced: otherwisePriced(steps.at(-1)?.sheet ?? right, theirs),
    remarks: [...report.remarks, ...sides.remarks, ...cutRemarks(report, ourDays[0])],
  };
}

interface Range {
  readonly fromMs: number;
  readonly toMs: number;
}

/** What both sides can have seen: our records of the sources that they read. */
async function sidesOf({ report, journal, eachRecord, prices, nowMs }: CompareOptions) {
  const sources = new Set<string>();
  journal.visit(event => sources.add(event.attribution.source));
  const isShared = (source: string | undefined) =>
    source === undefined || (sources.has(source) && (report.sources?.includes(source) ?? true));
  const records = await Records.gather(journal, eachRecord, isShared, report.madeMs);
  const ours = new Set<string>();
  for (const charge of records.charges(new Set())) ours.add(modelName(charge, prices.rate(charge)));
  const range: Range = records.range ?? { fromMs: nowMs, toMs: nowMs };
  const ourName = lineUp([...ours], prices, nowMs);
  return { records, range, isShared, ours, ourName, remarks: sourceRemarks(report, sources) };
}

/** Sources that one side does not read; theirs can be told apart only where their rows say whose they are. */
function sourceRemarks({ sources, views }: PeerReport, ours: ReadonlySet<string>): readonly string[] {
  const unread = [...ours].filter(source => sources && !sources.includes(source)).sort();
  const isMixed = views.some(rows => rows.some(row => row.source === undefined));
  const unknown = (isMixed ? (sources ?? []) : []).filter(source => !ours.has(source));
  return [
    ...(unread.length > 0
      ? [`their report does not read ${unread.join(', ')}, so ours of it is left out`]
      : []),
    ...(unknown.length > 0 ? [`their sums hold ${unknown.join(', ')}, of which we found no logs`] : []),
  ];
}

/** So many zones are named that would fit as well. */
const MOST_MIDNIGHTS = 3;
const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;

/** The days of our usage in any zone of the world. */
function looseDays({ fromMs, toMs }: Range): [from: Day, to: Day] {
  return [Math.floor((fromMs - 12 * HOUR_MS) / DAY_MS), Math.floor((toMs + 14 * HOUR_MS) / DAY_MS)];
}

function daysOf({ fromMs, toMs }: Range, clock: Clock): [from: Day, to: Day] {
  return [clock.day(fromMs), clock.day(toMs)];
}

function isWithin({ day }: PeerRow, from: Day, to: Day): boolean {
  return day === undefined || (day >= from && day <= to);
}

/** Whether usage falls into the days of their report, by someone's midnight; without days, all does. */
function reportedBy({ views, isOpenEnded }: PeerReport): Evidence['isReported'] {
  const days = views.flatMap(rows => rows.flatMap(row => row.day ?? []));
  if (days.length === 0) return () => () => true;
  const from = days.reduce((a, b) => Math.min(a, b));
  const to = isOpenEnded ? Number.POSITIVE_INFINITY : days.reduce((a, b) => Math.max(a, b));
  return clock => atMs => {
    const day = clock.day(atMs);
    return day >= from && day <= to;
  };
}

function rowsOf(ours: Sheet, theirs: Sheet): readonly ComparedRow[] {
  return [...keysOf(ours, theirs)]
    .map(key => {
      const cells = { ours: ours.get(key), theirs: theirs.get(key) };
      const { day, model, shape } = (cells.ours ?? cells.theirs)!;
      return { day, model, view: shape.view, ...cells };
    })
    .sort((a, b) => a.view - b.view || (a.day ?? 0) - (b.day ?? 0) || order(a.model ?? '', b.model ?? ''));
}

function order(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

/** Tokens without days cannot be cut to ours where theirs reach further back. */
function cutRemarks({ views }: PeerReport, from: Day): readonly string[] {
  const isUncut = views.some(rows => rows.some(row => row.tokens !== undefined && row.day === undefined));
  const isLonger = views.some(rows => rows.some(row => row.day !== undefined && row.day < from));
  if (!isUncut || !isLonger) return [];
  return [
    `their tokens reach back before our first log and have no days to cut them by: make their report from ${dayText(from)} on`,
  ];
}

/** What else would have made the same numbers: other midnights in one sentence, other mistakes in one each. */
function alternativesOf({ counting, rivals }: Explanation): readonly string[] {
  const words = ({ mistakes, absent }: Explanation['counting']) =>
    [
      ...mistakes.map(mistake => mistake.says),
      ...(absent.size > 0 ? [`${[...absent].sort().join(', ')} left out altogether`] : []),
    ].join('; ');
  const own = words(counting);
  const others = new Set(rivals.map(words).filter(rival => rival !== own));
  const midnights = rivals.flatMap(rival => (rival.clock && words(rival) === own ? rival.clock.name : []));
  const some = midnights.slice(0, MOST_MIDNIGHTS).join(', ');
  const more = midnights.length > MOST_MIDNIGHTS ? ` and ${midnights.length - MOST_MIDNIGHTS} more` : '';
  return [...others, ...(some === '' ? [] : [`days cut at midnight ${some}${more}`])];
}

function otherwisePriced(ours: Sheet, theirs: Sheet): readonly string[] {
  const models = new Set<string>();
  for (const [key, cell] of ours) {
    const their = theirs.get(key);
    const { model, shape } = cell;
    if (!their || model === undefined || !shape.hasTokens || !shape.hasUsd) continue;
    if (hasSameTokens(cell, their) && !isSameUsd(cell.usd, their.usd)) models.add(model);
  }
  return [...models].sort();
}
