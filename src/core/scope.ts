/**
 * A part of the journal that can be pointed at: a day, a model, a project, a session, or several of these at once.
 * Every number on a screen is the sum of a scope, which is what makes it possible to open it.
 */
import { actionName } from './action.ts';
import type { Day, Zone } from './calendar.ts';
import { originOf } from './origin.ts';
import type { Rate } from './price.ts';
import type { UsageEvent } from './usage.ts';

export interface Scope {
  /** First and last day, both included. */
  readonly from?: Day;
  readonly to?: Day;
  /** As `modelName` gives it. */
  readonly model?: string;
  readonly project?: string;
  readonly session?: string;
  readonly source?: string;
  /** These as `ATTRIBUTES` names them. */
  readonly agent?: string;
  readonly skill?: string;
  readonly command?: string;
  readonly branch?: string;
  readonly action?: string;
  readonly origin?: string;
  readonly client?: string;
}

/** The main conversation, where agents are named. */
export const MAIN = '(main)';

/** What an event is told apart by beside model and project, and the name of what has none. */
export const ATTRIBUTES = {
  agent: event => event.agent ?? MAIN,
  skill: event => event.attribution.skill ?? '(no skill)',
  command: event => event.attribution.command ?? '(no command)',
  source: event => event.attribution.source,
  branch: event => event.attribution.branch ?? '(no branch)',
  action: event => actionName(event.action),
  origin: event => originOf(event.attribution),
  client: event => event.attribution.client ?? '(not said)',
} as const satisfies Record<string, (event: Pick<UsageEvent, 'agent' | 'action' | 'attribution'>) => string>;
const ATTRIBUTE_NAMES = Object.keys(ATTRIBUTES) as readonly (keyof typeof ATTRIBUTES)[];

/** What a model goes by. */
export type ModelName = (usage: Pick<UsageEvent, 'terms'>, rate: Rate) => string;

/** Dated and prefixed spellings of one model are one model; an unknown model has the name in the log. */
export function modelName(event: Pick<UsageEvent, 'terms'>, rate: Rate): string {
  return rate.origin?.model ?? (event.terms.model || '(no model)');
}

export function isIn(
  scope: Scope,
  event: UsageEvent,
  rate: Rate,
  zone: Zone,
  nameOf: ModelName = modelName,
): boolean {
  for (const name of ATTRIBUTE_NAMES) {
    if (scope[name] !== undefined && ATTRIBUTES[name](event) !== scope[name]) return false;
  }
  if (scope.session !== undefined && event.attribution.session !== scope.session) return false;
  if (scope.model !== undefined && nameOf(event, rate) !== scope.model) return false;
  if (scope.project !== undefined && event.project !== scope.project) return false;
  if (scope.from === undefined && scope.to === undefined) return true;
  const day = zone.day(event.atMs);
  return day >= (scope.from ?? day) && day <= (scope.to ?? day);
}
