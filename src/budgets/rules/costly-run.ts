/** A run of an agent, skill, command or schedule that cost far more than its runs usually do. */
import { actionName } from '../../core/action.ts';
import type { Alert } from '../../core/alert.ts';
import { usdCents } from '../../core/format.ts';
import { getOrInsert } from '../../core/group.ts';
import { type Money, medianUsd, usd } from '../../core/money.ts';
import { isMoreThan } from './above.ts';
import type { AlertInput } from './input.ts';
import type { Rule } from './rule.ts';
import { actionText, costOf, explainAdvice, FEWEST, HISTORY_DAYS, recentRuns } from './runs.ts';

/** What is small change is no spike, however small the other runs were. */
const LEAST = usd('0.5');

export const costlyRun: Rule<AlertInput> = {
  id: 'costly-run',
  summary: `a run of an agent, skill, command or schedule costs > 3 times the median of its other runs of ${HISTORY_DAYS} days, where there are at least ${FEWEST}, and > $0.50`,
  limit: 3,

  check(input, times) {
    const costs = new Map<string, Money[]>();
    for (const { action, calls } of input.runs ?? [])
      getOrInsert(costs, actionName(action), () => []).push(costOf(calls));
    return recentRuns(input).flatMap((run): readonly Alert[] => {
      if (run.action.type === 'manual') return [];
      const name = actionName(run.action);
      const cost = costOf(run.calls);
      const all = costs.get(name)!;
      const others = all.toSpliced(all.indexOf(cost), 1);
      if (others.length < FEWEST || cost <= LEAST) return [];
      const usual = medianUsd(others);
      if (!isMoreThan(cost, times, usual)) return [];
      const { source, session, agentId = '' } = run;
      return [
        {
          ...{ rule: costlyRun.id, level: 'yellow', evidence: [], scope: { source, session, action: name } },
          key: `costly-run:${name}:${source}:${session}:${agentId}`,
          text: `a run of ${actionText(run)} cost ${usdCents(cost)}, more than ${times} times the usual ${usdCents(usual)} (median of ${others.length} runs)`,
          advice: explainAdvice(session),
        },
      ];
    });
  },
};
