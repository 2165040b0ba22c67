/** The registry of rules: to add one, write its file and its line here. */
import { budget } from './budget.ts';
import { budgetThreshold } from './budget-threshold.ts';
import { costCreep } from './cost-creep.ts';
import { costlyRun } from './costly-run.ts';
import { dailyLimit } from './daily-limit.ts';
import { deviceShare } from './device-share.ts';
import { expiredCache } from './expired-cache.ts';
import { fallingCosts } from './falling-costs.ts';
import type { AlertInput } from './input.ts';
import { largePrompt } from './large-prompt.ts';
import { largeTask } from './large-task.ts';
import { loop } from './loop.ts';
import { modelImbalance } from './model-imbalance.ts';
import { officialLimit } from './official-limit.ts';
import { own } from './own.ts';
import { priceChange } from './price-change.ts';
import { retention } from './retention.ts';
import type { Rule } from './rule.ts';
import { sessionBurn } from './session-burn.ts';
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
  loop,
  costlyRun,
  largePrompt,
  sessionBurn,
  expiredCache,
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
