/** Sonnet does more of the tracked tasks than the limit. */
import { modelSplit } from '../model-split.ts';
import { isAboveShare } from './above.ts';
import type { AlertInput } from './input.ts';
import type { Rule } from './rule.ts';

export const modelImbalance: Rule<AlertInput> = {
  id: 'model-imbalance',
  summary: 'Sonnet tasks > 70% of all tracked tasks',
  limit: 70,

  check({ sessions = [] }, limit) {
    const { haiku, sonnet, other } = modelSplit(sessions);
    const all = haiku.tasks + sonnet.tasks + other.tasks;
    if (!isAboveShare(BigInt(sonnet.tasks), BigInt(all), limit)) return [];
    return [
      {
        rule: modelImbalance.id,
        level: 'yellow',
        key: 'model-imbalance',
        text: `SUGGEST: Consider more Haiku usage (Sonnet does ${sonnet.tasks} of ${all} tasks)`,
        advice: 'token-dash budget lists the Sonnet tasks that Haiku could do',
        evidence: [],
      },
    ];
  },
};
