/** A price of a model in use that will change soon. */
import type { Alert } from '../../core/alert.ts';
import { parseDay } from '../../core/calendar.ts';
import type { AlertInput } from './input.ts';
import type { Rule } from './rule.ts';

export const priceChange: Rule<AlertInput> = {
  id: 'price-change',
  summary: 'the price of a model in use changes within 14 days',
  limit: 14,

  check({ priceChanges = [], today }, days) {
    return priceChanges
      .filter(({ on }) => {
        const day = parseDay(on);
        return day !== undefined && day > today && day - today <= days;
      })
      .map(
        ({ model, on, what }): Alert => ({
          rule: priceChange.id,
          level: 'yellow',
          key: `price-change:${model}:${on}`,
          text: `from ${on} on, ${model} ${what}`,
          evidence: [],
        }),
      );
  },
};
