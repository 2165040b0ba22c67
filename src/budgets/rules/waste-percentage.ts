/** A tracked session whose author declares more waste than the limit. */
import type { Alert } from '../../core/alert.ts';
import { WHOLE } from '../amounts.ts';
import { shareText } from '../waste-share.ts';
import { isAboveShare } from './above.ts';
import type { AlertInput } from './input.ts';
import type { Rule } from './rule.ts';

export const wastePercentage: Rule<AlertInput> = {
  id: 'waste-percentage',
  summary: 'cost_waste_percent of a tracked session > 15%',
  limit: 15,

  check({ sessions = [] }, limit) {
    return sessions.flatMap(({ session, file, waste }): readonly Alert[] =>
      waste === undefined || !isAboveShare(waste, WHOLE, limit)
        ? []
        : [
            {
              rule: wastePercentage.id,
              level: 'yellow',
              key: `waste-percentage:${session}`,
              text: `OPTIMIZE: Waste exceeds ${limit}% (${session}: ${shareText(waste)})`,
              advice: 'token-dash budget lists redundant, over-engineered and failed tasks',
              evidence: [{ file }],
            },
          ],
    );
  },
};
