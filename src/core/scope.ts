/**
 * A part of the journal that can be pointed at: a day, a model, a project, a session, or several of these at once.
 * Every number on a screen is the sum of a scope, which is what makes it possible to open it.
 */
import type { Day, Zone } from './calendar.ts';
import type { Rate } from './price.ts';
import { projectPath } from './project.ts';
import type { UsageEvent } from './usage.ts';

export interface Scope {
  /** First and last day, both included. */
  readonly from?: Day;
  readonly to?: Day;
  /** As `modelName` gives it. */
  readonly model?: string;
  /** As `projectPath` gives it. */
  readonly project?: string;
  readonly session?: string;
  readonly source?: string;
}

/** Dated and prefixed spellings of one model are one model; what nobody knows goes by the name in the log. */
export function modelName(event: Pick<UsageEvent, 'terms'>, rate: Rate): string {
  return rate.origin?.model ?? (event.terms.model || '(no model)');
}

export function isIn(scope: Scope, event: UsageEvent, rate: Rate, zone: Zone): boolean {
  if (scope.source !== undefined && event.attribution.source !== scope.source) return false;
  if (scope.session !== undefined && event.attribution.session !== scope.session) return false;
  if (scope.model !== undefined && modelName(event, rate) !== scope.model) return false;
  if (scope.project !== undefined && projectPath(event.projectDir) !== scope.project) return false;
  if (scope.from === undefined && scope.to === undefined) return true;
  const day = zone.day(event.atMs);
  return day >= (scope.from ?? day) && day <= (scope.to ?? day);
}
