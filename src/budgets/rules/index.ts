/** The registry of rules over declared work: to add one, write its file and its line here. */
import type { Rule } from './rule.ts';

export const RULES: readonly Rule[] = [];
