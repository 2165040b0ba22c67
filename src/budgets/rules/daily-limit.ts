/** A day that cost more than the limit: of tracked work any day, of measured usage today and yesterday. */
import type { Alert } from '../../core/alert.ts';
import { dayText } from '../../core/calendar.ts';
import { usdCents } from '../../core/format.ts';
import { usd } from '../../core/money.ts';
import { budgetText } from '../amount-text.ts';
import { trackedDays } from '../tracked-days.ts';
import type { AlertInput } from './input.ts';
import type { Rule } from './rule.ts';

export const dailyLimit: Rule<AlertInput> = {
  id: 'daily-limit',
  summary: 'the cost of a day > $100, of tracked work and of measured usage apart',
  limit: 100,

  check({ sessions = [], zone, days = new Map(), today }, limit) {
    const most = usd(limit);
    const text = (day: number, amount: string) =>
      `ALERT: Daily cost exceeds ${budgetText(most)} (${dayText(day)}: ${amount})`;
    const tracked = zone ? trackedDays(sessions, zone).filter(each => each.usd > most) : [];
    const measured = [today, today - 1].flatMap(day => {
      const use = days.get(day);
      return use && use.usd > most ? [{ day, use }] : [];
    });
    return [
      ...tracked.map(
        (each): Alert => ({
          ...{
            rule: dailyLimit.id,
            level: 'red',
            key: `daily-limit:tracked:${dayText(each.day)}`,
            evidence: [],
          },
          text: text(each.day, `${usdCents(each.usd)} of tracked work`),
        }),
      ),
      ...measured.map(
        ({ day, use }): Alert => ({
          ...{ rule: dailyLimit.id, level: 'red', key: `daily-limit:${dayText(day)}`, evidence: [] },
          text: text(day, `${use.unpricedTokens > 0 ? '≥ ' : ''}${usdCents(use.usd)}`),
          advice: `token-dash explain ${dayText(day)} shows what it is made of`,
        }),
      ),
    ];
  },
};
