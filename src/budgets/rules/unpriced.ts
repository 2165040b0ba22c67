/** Models in use that have no price: what they cost is in no sum. */
import type { Alert } from '../../core/alert.ts';
import { counted, shortCount } from '../../core/format.ts';
import type { AlertInput } from './input.ts';
import type { Rule } from './rule.ts';

export const unpriced: Rule<AlertInput> = {
  id: 'unpriced',
  summary: 'a model used in the last 30 days has no price',

  check({ unpriced: models = [] }) {
    return models.map(
      ({ model, tokens, responses }): Alert => ({
        rule: unpriced.id,
        level: 'yellow',
        key: `unpriced:${model}`,
        text: `${model} has no price: ${shortCount(tokens)} tokens of ${counted(responses, 'response')} are in no cost`,
        advice: 'put its price under prices: models: in config.yaml',
        evidence: [],
      }),
    );
  },
};
