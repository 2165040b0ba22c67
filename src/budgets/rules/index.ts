/** The registry of rules: to add one, write its file and its line here. */
import { budget } from './budget.ts';
import { budgetThreshold } from './budget-threshold.ts';
import { costCreep } from './cost-creep.ts';
import { dailyLimit } from './daily-limit.ts';
import { deviceShare } from './device-share.ts';
import { fallingCosts } from './falling-costs.ts';
import type { AlertInput } from './input.ts';
import { largeTask } from './large-task.ts';
import { modelImbalance } from './model-imbalance.ts';
import { officialLimit } from './official-limit.ts';
import { own } from './own.ts';
import { priceChange } from './price-change.ts';
import { retention } from './retention.ts';
import type { Rule } from './rule.ts';
import { spike } from './spike.ts';
import { unpriced } from './unpriced.ts';
import { wastePercentage } from './waste-percentage.ts';

export const RULES: readonly Rule<AlertInput>[] = [
  budget,
  budgetThreshold,
  dailyLimit,
  wastePercentage,
  modelImbalance,
  spike,
  own,
  officialLimit,
  unpriced,
  priceChange,
  retention,
  largeTask,
  costCreep,
  fallingCosts,
  deviceShare,
];
