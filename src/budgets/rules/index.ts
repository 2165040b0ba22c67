/** The rules with their code. To add one, write its file, its id in `ids.ts`, and its line here. */
import { budget } from './budget.ts';
import { budgetThreshold } from './budget-threshold.ts';
import { costCreep } from './cost-creep.ts';
import { costlyRun } from './costly-run.ts';
import { dailyLimit } from './daily-limit.ts';
import { deviceShare } from './device-share.ts';
import { expiredCache } from './expired-cache.ts';
import { fallingCosts } from './falling-costs.ts';
import { RULE_IDS, type RuleId } from './ids.ts';
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

const BY_ID: Readonly<Record<RuleId, Rule<AlertInput>>> = {
  budget,
  'budget-threshold': budgetThreshold,
  'daily-limit': dailyLimit,
  'waste-percentage': wastePercentage,
  'model-imbalance': modelImbalance,
  spike,
  loop,
  'costly-run': costlyRun,
  'large-prompt': largePrompt,
  'session-burn': sessionBurn,
  'expired-cache': expiredCache,
  own,
  'official-limit': officialLimit,
  unpriced,
  'price-change': priceChange,
  retention,
  'large-task': largeTask,
  'cost-creep': costCreep,
  'falling-costs': fallingCosts,
  'device-share': deviceShare,
};

export const RULES: readonly Rule<AlertInput>[] = RULE_IDS.map(id => BY_ID[id]);
