/** Waste as the authors themselves put it: a percentage of what a session spent. */
import type { Money } from '../core/money.ts';
import { type Share, WHOLE } from './amounts.ts';
import { sessionSpent, type TrackedSession } from './tracked.ts';

/** Sum of budget spent x waste share; sessions that state no share add nothing. */
export function wasteUsd(sessions: readonly TrackedSession[]): Money {
  return sessions.reduce((sum, session) => sum + partOf(sessionSpent(session), session.waste ?? 0n), 0n);
}

function partOf(amount: Money, share: Share): Money {
  return (amount * share) / WHOLE;
}

/** A share in words: 20%, 15.1%. */
export function shareText(share: Share): string {
  return `${Math.round(Number(share / 10n ** 9n) / 1e3) / 1e4}%`;
}
