/**
 * Everything that is known of tracked work at once: the aggregates that the command line, the dashboard and the page
 * show, and that scripts read. Pure: sessions, zone and prices in, figures out, the same for any order of the sessions.
 */
import type { Day, Zone } from '../core/calendar.ts';
import type { Money } from '../core/money.ts';
import { momentDay } from './dates.ts';
import { type HeatMap, heatMap } from './heat-map.ts';
import { type Milestone, milestones } from './milestones.ts';
import { type Mismatch, mismatches } from './mismatches.ts';
import { type ModelSplit, modelSplit } from './model-split.ts';
import { byNature, type Phase, phases } from './phases.ts';
import { type ProjectTotals, projectTotals } from './project-totals.ts';
import { type TokenTotals, taskCount, tokenTotals } from './token-totals.ts';
import { sessionUsd, type TrackedSession } from './tracked.ts';
import { type DayCost, trackedDays } from './tracked-days.ts';
import type { FindingInput } from './waste/finding.ts';
import { type Found, findWaste } from './waste/index.ts';
import { wasteUsd } from './waste-share.ts';

export interface Overview {
  /** Oldest first. */
  readonly sessions: readonly TrackedSession[];
  readonly total: TotalCost;
  readonly project: ProjectTotals;
  readonly models: ModelSplit;
  readonly tokens: TokenTotals;
  readonly phases: readonly Phase[];
  readonly milestones: readonly Milestone[];
  readonly wasteUsd: Money;
  readonly found: readonly Found[];
  readonly days: readonly DayCost[];
  readonly heatMap: HeatMap;
  readonly mismatches: readonly Mismatch[];
}

export interface OverviewInput {
  readonly zone: Zone;
  /** Counts elapsed days up to this one instead of the last session's. */
  readonly asOf?: Day;
  readonly haikuUsd: FindingInput['haikuUsd'];
}

export function overviewOf(
  found: readonly TrackedSession[],
  { zone, asOf, haikuUsd }: OverviewInput,
): Overview {
  const sessions = inOrder(found, zone);
  return {
    sessions,
    total: totalCost(sessions),
    project: projectTotals(sessions, zone, asOf),
    models: modelSplit(sessions),
    tokens: tokenTotals(sessions),
    phases: phases(sessions, zone),
    milestones: milestones(sessions),
    wasteUsd: wasteUsd(sessions),
    found: findWaste({ sessions, haikuUsd }),
    days: trackedDays(sessions, zone),
    heatMap: heatMap(sessions),
    mismatches: mismatches(sessions),
  };
}

/** The figures of the seed's own aggregation script. */
export interface TotalCost {
  readonly usd: Money;
  readonly tasks: number;
  /** 0 without tasks. */
  readonly usdPerTask: Money;
}

export function totalCost(sessions: readonly TrackedSession[]): TotalCost {
  const usd = sessions.reduce((sum, session) => sum + sessionUsd(session), 0n);
  const tasks = sessions.reduce((sum, session) => sum + taskCount(session), 0);
  return { usd, tasks, usdPerTask: tasks === 0 ? 0n : usd / BigInt(tasks) };
}

/** By date, then by name; sessions without a date come last. Folders and names of files have no say. */
export function inOrder(sessions: readonly TrackedSession[], zone: Zone): readonly TrackedSession[] {
  const dayOf = ({ date }: TrackedSession) =>
    date === undefined ? Number.POSITIVE_INFINITY : momentDay(date, zone);
  return [...sessions].sort((a, b) => {
    const [left, right] = [dayOf(a), dayOf(b)];
    if (left !== right) return left < right ? -1 : 1;
    return byNature(a.session, b.session) || byNature(baseName(a.file), baseName(b.file));
  });
}

function baseName(path: string): string {
  return path.slice(path.replaceAll('\\', '/').lastIndexOf('/') + 1);
}
