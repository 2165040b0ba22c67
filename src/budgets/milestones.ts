/** Cost by milestone: the four of the template, always; then one row for tasks of any other or of none. */
import type { Money } from '../core/money.ts';
import type { TrackedSession } from './tracked.ts';

export const MILESTONES = ['25%', '50%', '75%', '100%'] as const;

export interface Milestone {
  readonly name: string;
  readonly usd: Money;
  readonly tasks: number;
}

export const OTHER_MILESTONES = 'other';

export function milestones(sessions: readonly TrackedSession[]): readonly Milestone[] {
  const rows = new Map<string, { usd: Money; tasks: number }>(
    [...MILESTONES, OTHER_MILESTONES].map(name => [name, { usd: 0n, tasks: 0 }]),
  );
  for (const { milestone, usd = 0n } of sessions.flatMap(session => session.tasks)) {
    const row = rows.get(milestoneName(milestone)) ?? rows.get(OTHER_MILESTONES)!;
    row.usd += usd;
    row.tasks += 1;
  }
  return [...rows]
    .map(([name, row]) => ({ name, ...row }))
    .filter(({ name, tasks }) => name !== OTHER_MILESTONES || tasks > 0);
}

/** `25`, `25 %` and `25%` are one milestone. */
function milestoneName(text = ''): string {
  const number = /^(\d+)\s*%?$/.exec(text.trim())?.[1];
  return number === undefined ? OTHER_MILESTONES : `${number}%`;
}
