/** What rules over runs share: which runs are recent, what they cost, how they are named. */
import type { Day, Zone } from '../../core/calendar.ts';
import { getOrInsert } from '../../core/group.ts';
import type { Money } from '../../core/money.ts';
import type { RunTrace, TracedCall } from '../../core/run-trace.ts';
import type { AlertInput } from './input.ts';

/** Costs of runs are compared with those of so many days. */
export const HISTORY_DAYS = 30;
/** Fewer have no usual cost. */
export const FEWEST = 5;

/** Runs are looked at on the day of their last call and on the next. */
export function recentRuns({ runs = [], zone, today }: AlertInput): readonly RunTrace[] {
  return zone ? runs.filter(run => lastDay(run.calls, zone) >= today - 1) : [];
}

export function lastDay(calls: readonly TracedCall[], zone: Zone): Day {
  return zone.day(calls.at(-1)!.atMs);
}

/** Without what has no price. */
export function costOf(calls: readonly TracedCall[]): Money {
  return calls.reduce((sum, { usd }) => sum + (usd ?? 0n), 0n);
}

/** Calls with the same name, in the order of time. */
export function callsBy(
  runs: readonly RunTrace[],
  nameOf: (run: RunTrace) => string,
): ReadonlyMap<string, { readonly run: RunTrace; readonly calls: readonly TracedCall[] }> {
  const groups = new Map<string, { readonly run: RunTrace; readonly calls: TracedCall[] }>();
  for (const run of runs) {
    const { calls } = getOrInsert(groups, nameOf(run), () => ({ run, calls: [] }));
    for (const call of run.calls) calls.push(call);
  }
  for (const { calls } of groups.values()) calls.sort((a, b) => a.atMs - b.atMs);
  return groups;
}

export function actionText({ action: { type, name } }: RunTrace): string {
  return type === 'manual' ? 'prompts' : `${type} ${name}`;
}

export function explainAdvice(session: string): string {
  return `token-dash explain ${session} shows what it is made of`;
}
