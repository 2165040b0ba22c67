/** The newest tasks that were logged by hand, and the dearest ones, as events, in the orders of `latest`. */
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

export interface WorkQuestion {
  readonly most: number;
  readonly after?: Position;
  /** Only those of this name. */
  readonly task?: string;
}

/** None where the question does not name their source. */
export function latestWork(input: ReportInput, { most, after, task }: WorkQuestion): FoundWork {
  const events = workEvents(input).filter(({ work }) => task === undefined || work?.name === task);
  const isEarlier = ({ atMs, id }: UsageEvent) =>
    !after || atMs < after.atMs || (atMs === after.atMs && id < after.id);
  return { events: events.filter(isEarlier).sort(newestFirst).slice(0, most), count: events.length };
}

export function newestFirst(a: Position, b: Position): number {
  return b.atMs - a.atMs || (a.id < b.id ? 1 : -1);
}

/** Those of the highest cost. */
export function costliestWork(input: ReportInput, most: number): readonly UsageEvent[] {
  return workEvents(input)
    .sort((a, b) => (b.loggedUsd ?? -1) - (a.loggedUsd ?? -1) || (a.id < b.id ? 1 : -1))
    .slice(0, most);
}

function workEvents(input: ReportInput): UsageEvent[] {
  const isWanted = matcher(input.query, input.zone);
  const events: UsageEvent[] = [];
  visitDeclared(input, (event, rate) => {
    if (isWanted(event, rate)) events.push(event);
  });
  return events;
}
