/** A session that spends far more in an hour than sessions of its project usually do. */
import type { Alert } from '../../core/alert.ts';
import { usdCents } from '../../core/format.ts';
import { type Money, medianUsd, usd } from '../../core/money.ts';
import type { RunTrace, TracedCall } from '../../core/run-trace.ts';
import { isMoreThan } from './above.ts';
import type { AlertInput } from './input.ts';
import type { Rule } from './rule.ts';
import { callsBy, costOf, explainAdvice, FEWEST, HISTORY_DAYS, lastDay } from './runs.ts';

const HOUR_MS = 3_600_000;
const LEAST = usd(2);

export const sessionBurn: Rule<AlertInput> = {
  id: 'session-burn',
  summary: `a session costs > 3 times as much an hour as the median of its project's sessions of ${HISTORY_DAYS} days, where there are at least ${FEWEST} others, and > $2`,
  limit: 3,

  check({ runs = [], zone, today }, times) {
    if (!zone) return [];
    const sessions = [...callsBy(runs, sessionOf).values()].map(each => ({ ...each, perHour: burnOf(each) }));
    return sessions.flatMap(({ run, calls, perHour }): readonly Alert[] => {
      if (lastDay(calls, zone) < today - 1 || costOf(calls) <= LEAST || run.project === '') return [];
      const others = sessions.filter(other => other.run.project === run.project && other.run !== run);
      if (others.length < FEWEST) return [];
      const usual = medianUsd(others.map(other => other.perHour));
      if (!isMoreThan(perHour, times, usual)) return [];
      const { source, session } = run;
      return [
        {
          ...{ rule: sessionBurn.id, level: 'yellow', evidence: [], scope: { source, session } },
          key: `session-burn:${source}:${session}`,
          text: `session ${session.slice(0, 8)} spends ${usdCents(perHour)} an hour, more than ${times} times the ${usdCents(usual)} of its project (median of ${others.length} sessions); it cost ${usdCents(costOf(calls))}`,
          advice: explainAdvice(session),
        },
      ];
    });
  },
};

function sessionOf({ source, session }: RunTrace): string {
  return `${source}\0${session}`;
}

/** USD an hour; a shorter session counts as one of an hour. */
function burnOf({ calls }: { readonly calls: readonly TracedCall[] }): Money {
  const spanMs = Math.max(HOUR_MS, calls.at(-1)!.atMs - calls[0]!.atMs);
  return (costOf(calls) * BigInt(HOUR_MS)) / BigInt(Math.round(spanMs));
}
