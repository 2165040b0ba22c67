/** A day that cost far more than days usually do. */
import type { Alert } from '../../core/alert.ts';
import { dayText } from '../../core/calendar.ts';
import { usdCents } from '../../core/format.ts';
import { medianUsd, usd } from '../../core/money.ts';
import { isMoreThan } from './above.ts';
import type { AlertInput } from './input.ts';
import type { Rule } from './rule.ts';

const HISTORY_DAYS = 28;
const FEWEST_DAYS = 7;
/** What is small change is no spike, however small the other days were. */
const LEAST = usd(1);

export const spike: Rule<AlertInput> = {
  id: 'spike',
  summary: `today costs > 3 times the median of the days with usage among the last ${HISTORY_DAYS}, where there are at least ${FEWEST_DAYS}, and > $1`,
  limit: 3,

  check({ days = new Map(), today }, times) {
    const now = days.get(today)?.usd ?? 0n;
    const before = Array.from({ length: HISTORY_DAYS }, (_, i) => days.get(today - 1 - i)?.usd ?? 0n).filter(
      each => each > 0n,
    );
    if (before.length < FEWEST_DAYS || now <= LEAST) return [];
    const usual = medianUsd(before);
    if (!isMoreThan(now, times, usual)) return [];
    return [
      {
        rule: spike.id,
        level: 'yellow',
        key: `spike:${dayText(today)}`,
        text: `today costs ${usdCents(now)}, more than ${times} times the usual ${usdCents(usual)} (median of ${before.length} days)`,
        advice: 'token-dash explain today shows what it is made of',
        scope: { from: today, to: today },
        evidence: [],
      } satisfies Alert,
    ];
  },
};
