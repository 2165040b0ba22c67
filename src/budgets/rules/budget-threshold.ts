/** More of a tracked budget is spent than the threshold: of one session, and of all together where there are several. */
import type { Alert } from '../../core/alert.ts';
import { usdCents } from '../../core/format.ts';
import type { Money } from '../../core/money.ts';
import type { Place } from '../../core/work.ts';
import { budgetText } from '../amount-text.ts';
import { sessionSpent } from '../tracked.ts';
import { isAboveShare } from './above.ts';
import type { AlertInput } from './input.ts';
import type { Rule } from './rule.ts';

export const budgetThreshold: Rule<AlertInput> = {
  id: 'budget-threshold',
  summary: 'budget_spent > 80% of budget_allocated, of a session and of all sessions',
  limit: 80,

  check({ sessions = [] }, limit) {
    const budgeted = sessions.filter(({ allocated = 0n }) => allocated > 0n);
    const sum = (of: (session: (typeof budgeted)[number]) => Money) =>
      budgeted.reduce((all, session) => all + of(session), 0n);
    const all =
      budgeted.length > 1
        ? alert(
            'all sessions',
            'all',
            sum(sessionSpent),
            sum(({ allocated = 0n }) => allocated),
            limit,
            [],
          )
        : [];
    const each = budgeted.flatMap(session =>
      alert(session.session, `session:${session.session}`, sessionSpent(session), session.allocated!, limit, [
        { file: session.file },
      ]),
    );
    return [...all, ...each];
  },
};

function alert(
  name: string,
  key: string,
  spent: Money,
  allocated: Money,
  limit: number,
  evidence: readonly Place[],
): readonly Alert[] {
  if (!isAboveShare(spent, allocated, limit)) return [];
  return [
    {
      rule: budgetThreshold.id,
      level: spent > allocated ? 'red' : 'yellow',
      key: `budget-threshold:${key}`,
      text: `WARNING: ${limit}% budget consumed (${name}: ${usdCents(spent)} of ${budgetText(allocated)})`,
      evidence,
    },
  ];
}
