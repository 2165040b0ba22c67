/** Rules of the user's own: a filter, a measure, a span, a threshold, as the configuration has them. */
import type { Alert } from '../../core/alert.ts';
import { dayText } from '../../core/calendar.ts';
import { counted, grouped, usdCents } from '../../core/format.ts';
import { usd } from '../../core/money.ts';
import { budgetText } from '../amount-text.ts';
import type { AlertInput, Measured } from './input.ts';
import type { Rule } from './rule.ts';

export const own: Rule<AlertInput> = {
  id: 'own',
  summary: 'a rule of the configuration (alerts: rules:) measures more than its threshold',

  check: ({ measured = [] }) => measured.flatMap(alertOf),
};

function alertOf({ rule, span, use }: Measured): readonly Alert[] {
  const { name, measure, above, per, level = 'yellow', advice } = rule;
  const isAbove = measure === 'cost' ? use.usd > usd(above) : use[measure] > above;
  if (!isAbove) return [];
  const [used, limit] =
    measure === 'cost'
      ? [`${use.unpricedTokens > 0 ? '≥ ' : ''}${usdCents(use.usd)}`, budgetText(usd(above))]
      : measure === 'tokens'
        ? [`${grouped(use.tokens)} tokens`, grouped(above)]
        : [counted(use.responses, 'response'), grouped(above)];
  return [
    {
      ...{ rule: own.id, level, advice, evidence: [] },
      key: `own:${name}:${dayText(span.from)}`,
      text: `${name}: ${used} this ${per}, more than ${limit}`,
    },
  ];
}
