/** The registry of rules over declared work: to add one, write its file and its line here. */
import { costCreep } from './cost-creep.ts';
import { deviceShare } from './device-share.ts';
import { fallingCosts } from './falling-costs.ts';
import { largeTask } from './large-task.ts';
import type { Rule } from './rule.ts';

export const RULES: readonly Rule[] = [largeTask, costCreep, fallingCosts, deviceShare];
