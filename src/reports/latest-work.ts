/** The newest tasks that were logged by hand, as events, in the order of `latest`. */
import { matcher } from '../core/query.ts';
import type { UsageEvent } from '../core/usage.ts';
import { visitDeclared } from './declared.ts';
import type { Position } from './latest.ts';
import type { ReportInput } from './report.ts';

export interface FoundWork {
  readonly events: readonly UsageEvent[];
  /** How many are wanted in all, those before `after` among them. */
  readonly count: number;
}

/** None where the question does not name their source. */
export function latestWork(input: ReportInput, most: number, after?: Position): FoundWork {
  const isWanted = matcher(input.query, input.zone);
  const events: UsageEvent[] = [];
  visitDeclared(input, (event, rate) => {
    if (isWanted(event, rate)) events.push(event);
  });
  const isEarlier = ({ atMs, id }: UsageEvent) =>
    !after || atMs < after.atMs || (atMs === after.atMs && id < after.id);
  return { events: events.filter(isEarlier).sort(newestFirst).slice(0, most), count: events.length };
}

export function newestFirst(a: Position, b: Position): number {
  return b.atMs - a.atMs || (a.id < b.id ? 1 : -1);
}
