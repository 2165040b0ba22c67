/**
 * What only one side can have, set aside before anything is compared: days before our first log, usage since the other
 * report was made, sources of which we have nothing.
 */
import type { Day } from '../../core/calendar.ts';
import type { Money } from '../../core/money.ts';
import { changeBetween } from './account.ts';
import { Bill } from './bill.ts';
import type { Evidence } from './counting.ts';
import type { PeerReport, PeerRow } from './peer.ts';
import type { Clock } from './quarters.ts';
import type { Charge } from './records.ts';
import { repricing } from './repricing.ts';
import type { Shape } from './sheet.ts';

export interface Sum {
  readonly tokens: number;
  readonly usd: Money;
}

/** Something that only one side has, so that it is set aside before anything is compared. */
export interface Aside extends Sum {
  readonly why: string;
  readonly days: number;
}

/** Their rows that were not compared. */
export function theirAsides(
  report: PeerReport,
  isShared: (source: string | undefined) => boolean,
  [from, to]: readonly [from: Day, to: Day],
): readonly Aside[] {
  // Each view counts everything once: the first that has days is complete.
  const rows = report.views.find(view => view.some(row => row.day !== undefined)) ?? report.views[0] ?? [];
  const asideOf = (why: string, isAside: (row: PeerRow) => boolean): readonly Aside[] => {
    const some = rows.filter(isAside);
    if (some.length === 0) return [];
    const days = new Set(some.flatMap(row => row.day ?? []));
    const tokens = some.reduce((sum, row) => sum + (row.tokens ? sumOf(Object.values(row.tokens)) : 0), 0);
    return [{ why, days: days.size, tokens, usd: some.reduce((sum, row) => sum + (row.usd ?? 0n), 0n) }];
  };
  const foreign = [...new Set(rows.flatMap(row => (isShared(row.source) ? [] : [row.source!])))].sort();
  return [
    ...asideOf(
      'before our first log: these logs were deleted since',
      row => isShared(row.source) && (row.day ?? from) < from,
    ),
    ...asideOf('after our last log', row => isShared(row.source) && (row.day ?? to) > to),
    ...foreign.flatMap(source =>
      asideOf(`read from ${source}, of which we found no logs`, row => row.source === source),
    ),
  ];
}

/** Our usage outside the days of their report, and since it was made. */
export function ourAsides({ records, prices, nowMs, isReported }: Evidence, clock: Clock): readonly Aside[] {
  const isIn = isReported(clock);
  const reprice = repricing(prices, nowMs);
  const asideOf = (why: string, charges: Iterable<Charge>, isAside: (atMs: number) => boolean) => {
    const priced = new Bill(charges, prices, nowMs).priced(lot => reprice(lot, new Set()));
    const days = priced.sheet([DAYS], clock, isAside, new Set());
    return days.size === 0 ? [] : [{ why, days: days.size, ...changeBetween(new Map(), days) }];
  };
  return [
    ...asideOf('ours, on days their report does not cover', records.charges(new Set()), atMs => !isIn(atMs)),
    ...asideOf('ours, since their report was made', records.later, () => true),
  ];
}

/** A view of everything day by day. */
const DAYS: Shape = { view: 0, hasDays: true, hasModels: false, hasTokens: true, hasUsd: true };

function sumOf(numbers: readonly number[]): number {
  return numbers.reduce((sum, number) => sum + number, 0);
}
