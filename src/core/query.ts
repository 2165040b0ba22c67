/**
 * Which part of the journal a question is about, and in which order its rows are wanted. A query is applied while
 * events are visited, in the zone of the query, so another zone or another filter never needs the logs again.
 */
import type { Day, Zone } from './calendar.ts';
import { getOrInsert } from './group.ts';
import type { Rate } from './price.ts';
import { projectSlug } from './project.ts';
import { isProject } from './project-names.ts';
import { MAIN, type ModelName, modelName } from './scope.ts';

export { MAIN } from './scope.ts';

import { lastPeriods, type Period, spanOf, type Weekday } from './span.ts';
import type { UsageEvent } from './usage.ts';

export const ORDERS = ['asc', 'desc'] as const;
export type Order = (typeof ORDERS)[number];

/** Names of which an event must have one; an empty list lets all in. */
export interface Filters {
  readonly projects: readonly string[];
  readonly models: readonly string[];
  readonly sources: readonly string[];
  readonly agents: readonly string[];
  readonly sessions: readonly string[];
}

export interface Query extends Filters {
  /** First and last day, both included. */
  readonly from?: Day;
  readonly to?: Day;
  /** Absent: oldest first where rows are times, most expensive first elsewhere. */
  readonly order?: Order;
  /** At most so many rows. */
  readonly limit?: number;
  readonly weekStart: Weekday;
}

/** Days as the user wrote them. */
export interface DayWords {
  readonly since?: string;
  readonly until?: string;
  readonly last?: string;
}

const MOST_PERIODS = 9999;

/** The days that words mean, or what is wrong with them, in words for the user. */
export function daysOf(
  { since, until, last }: DayWords,
  period: Period,
  today: Day,
  weekStart: Weekday,
): Pick<Query, 'from' | 'to'> | { readonly problem: string } {
  const first = since === undefined ? undefined : spanOf(since, today, weekStart);
  if (since !== undefined && !first) return { problem: noDay('--since', since) };
  const end = until === undefined ? undefined : spanOf(until, today, weekStart);
  if (until !== undefined && !end) return { problem: noDay('--until', until) };
  const count = last === undefined ? undefined : wholeNumber(last);
  if (last !== undefined && (!count || count > MOST_PERIODS)) {
    return { problem: `--last takes a whole number from 1 to ${MOST_PERIODS}, not '${last}'` };
  }
  if (count !== undefined && since !== undefined) {
    return { problem: '--last and --since both say where to begin: give one of them' };
  }
  const from = count === undefined ? first?.from : lastPeriods(count, period, today, weekStart).from;
  // `--since 7d` is the last week; `--until 7d` is all before it.
  const to = until !== undefined && /^\d+[dw]$/i.test(until) ? end!.from - 1 : end?.to;
  if (from !== undefined && to !== undefined && from > to) {
    return { problem: `${last === undefined ? '--since' : '--last'} begins after --until ends` };
  }
  return { from, to };
}

/** Digits as a count; undefined for anything else. */
export function wholeNumber(text: string): number | undefined {
  return /^\d{1,9}$/.test(text) ? Number(text) : undefined;
}

function noDay(flag: string, word: string): string {
  return `${flag} '${word}' is an invalid date (try 2026-11-22, 7d, 2w, today, yesterday, this-month, last-month)`;
}

/** Which usage a query is about, by what decides it. */
export interface Matchers {
  /** Undefined where any time will do. */
  readonly isTime: ((atMs: number) => boolean) | undefined;
  isPlace(usage: Pick<UsageEvent, 'attribution' | 'agent' | 'action' | 'projectDir' | 'project'>): boolean;
  isModel(usage: Pick<UsageEvent, 'terms'>, rate: Rate): boolean;
}

/** `nameOf` gives the name of a model that a query may use beside its id. */
export function matchers(query: Query, zone: Zone, nameOf: ModelName = modelName): Matchers {
  const { sources, from = Number.NEGATIVE_INFINITY, to = Number.POSITIVE_INFINITY } = query;
  const isAnyDay = query.from === undefined && query.to === undefined;
  // By day, not by instant: where clocks go back at midnight, a day goes on after the next one has begun.
  const isDay = (day: Day) => day >= from && day <= to;
  const isProject = oneOf(query.projects, fitsProject);
  const isDirectory = oneOf(query.projects, (dir, wanted) => projectSlug(dir) === wanted);
  const isModel = oneOf(query.models, fitsModel);
  const isAgent = oneOf(query.agents, fitsAgent);
  const isSession = oneOf(query.sessions, fitsSession);
  return {
    isTime: isAnyDay ? undefined : atMs => isDay(zone.day(atMs)),
    isPlace: usage =>
      (sources.length === 0 || sources.includes(usage.attribution.source)) &&
      // Names are looked up only where a filter needs them: in a rollup most are not decoded yet.
      (!isProject || isProject(usage.project) || isDirectory!(usage.projectDir ?? '')) &&
      (!isAgent || isAgent(usage.agent ?? MAIN)) &&
      (!isSession || isSession(usage.attribution.session)),
    isModel: (usage, rate) => !isModel || isModel(usage.terms.model) || isModel(nameOf(usage, rate)),
  };
}

/** What of an event decides whether a query lets it in. */
export type Matched = Pick<
  UsageEvent,
  'atMs' | 'attribution' | 'terms' | 'agent' | 'action' | 'projectDir' | 'project'
>;

/** Whether a query lets an event in. */
export function matcher(
  query: Query,
  zone: Zone,
  nameOf?: ModelName,
): (event: Matched, rate: Rate) => boolean {
  const { isTime, isPlace, isModel } = matchers(query, zone, nameOf);
  return (event, rate) => (isTime?.(event.atMs) ?? true) && isPlace(event) && isModel(event, rate);
}

/** Undefined where any name will do. There are few names and many events: each name is compared once. */
function oneOf(wanted: readonly string[], fits: (name: string, wanted: string) => boolean) {
  if (wanted.length === 0) return undefined;
  const known = new Map<string, boolean>();
  return (name: string) => getOrInsert(known, name, () => wanted.some(each => fits(name, each)));
}

/** The whole path, or the end of it; a directory also fits as Claude Code spells it. */
function fitsProject(path: string, wanted: string): boolean {
  return wanted === '(no project)' ? path === '' : isProject(path, wanted);
}

/** The whole id, or some of its parts: 'opus' and 'opus-4-6' both fit 'claude-opus-4-6'. */
function fitsModel(id: string, wanted: string): boolean {
  return parts(id).includes(parts(wanted));
}

/** Whether one of these names of models, as a query has them, means a model. */
export function isModelNamed(id: string, models: readonly string[]): boolean {
  return models.some(each => fitsModel(id, each));
}

/** A point between digits is part of a version. */
function parts(id: string): string {
  return `-${id.toLowerCase().replace(/[^a-z0-9.]+|\.(?!\d)|(?<!\d)\./g, '-')}-`;
}

function fitsAgent(agent: string, wanted: string): boolean {
  const name = agent.toLowerCase();
  return name === wanted.toLowerCase() || name === `(${wanted.toLowerCase()})`;
}

/** Ids are long: the beginning will do. */
function fitsSession(id: string, wanted: string): boolean {
  return wanted.length >= 4 ? id.startsWith(wanted) : id === wanted;
}
