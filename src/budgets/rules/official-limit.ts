/** An official window of a Claude subscription that is nearly used up. */
import type { Alert } from '../../core/alert.ts';
import type { AlertInput } from './input.ts';
import type { Rule } from './rule.ts';

export const officialLimit: Rule<AlertInput> = {
  id: 'official-limit',
  summary: 'an official window of the subscription is used to 90% or more',
  limit: 90,

  check({ officialLimits = [] }, limit) {
    return officialLimits
      .filter(({ usedPercent }) => usedPercent >= limit)
      .map(({ window, usedPercent, resetsAtMs }): Alert => {
        const ends =
          resetsAtMs === undefined ? '' : `, resets at ${new Date(resetsAtMs).toISOString().slice(0, 16)}Z`;
        return {
          rule: officialLimit.id,
          level: usedPercent >= 100 ? 'red' : 'yellow',
          // Sessions name the end of one window a little differently.
          key: `official-limit:${window}:${Math.round((resetsAtMs ?? 0) / 600_000)}:${usedPercent >= 100 ? 'full' : 'near'}`,
          text: `${window.replaceAll('_', ' ')} window is ${usedPercent.toFixed(0)}% used${ends}`,
          evidence: [],
        };
      });
  },
};
