/** Costs that fall from week to week: good news, and worth knowing why. */
import { usdCents } from '../../core/format.ts';
import type { Rule } from './rule.ts';
import { costOf, weekBack } from './weeks.ts';

/** So many weeks are compared; a shorter history needs two. */
const WEEKS = 4;

export const fallingCosts: Rule = {
  id: 'falling-costs',
  summary:
    'costs that fell from week to week over the last four weeks (runs of 7 days), or since work is logged',
  check(input) {
    const weeks = Array.from({ length: WEEKS }, (_, i) => weekBack(input, WEEKS - 1 - i));
    const first = weeks.findIndex(work => costOf(work) > 0n);
    const costs = first < 0 ? [] : weeks.slice(first).map(costOf);
    const isFalling = costs.every((cost, i) => cost > 0n && (i === 0 || cost < costs[i - 1]!));
    if (costs.length < 2 || !isFalling) return [];
    return [
      {
        rule: 'falling-costs',
        level: 'green',
        key: `falling-costs ${input.today}`,
        text: `costs fell every week: ${costs.map(cost => usdCents(cost)).join(', ')}`,
        advice: 'document what changed',
        evidence: weeks.at(-1)!.map(({ place }) => place),
      },
    ];
  },
};
