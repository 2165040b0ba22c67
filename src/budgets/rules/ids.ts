/**
 * The rules of alerts by their ids, in the order in which they are shown. The configuration names them, and is read at every
 * start: so they are here without their code, which `index.ts` joins.
 */
export const RULE_IDS = [
  'budget',
  'budget-threshold',
  'daily-limit',
  'waste-percentage',
  'model-imbalance',
  'spike',
  'loop',
  'costly-run',
  'large-prompt',
  'session-burn',
  'expired-cache',
  'own',
  'official-limit',
  'unpriced',
  'price-change',
  'retention',
  'large-task',
  'cost-creep',
  'falling-costs',
  'device-share',
] as const;
export type RuleId = (typeof RULE_IDS)[number];
