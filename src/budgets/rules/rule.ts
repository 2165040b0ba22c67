/** What a rule over declared work is, and how rules are run. Pure: work and a day in, alerts out. */
import { ALERT_LEVELS, type Alert } from '../../core/alert.ts';
import type { Day } from '../../core/calendar.ts';
import type { Weekday } from '../../core/span.ts';
import type { Work } from '../../core/work.ts';

export interface RuleInput {
  readonly work: readonly Work[];
  readonly today: Day;
  readonly weekStart: Weekday;
}

export interface Rule<Input extends RuleInput = RuleInput> {
  /** Stable: names the rule in settings, JSON and acknowledged alerts. */
  readonly id: string;
  /** What it looks for, with its operator: 'a task above 10,000 tokens'. */
  readonly summary: string;
  /** The number that the operator compares with, where there is one. The configuration may give another. */
  readonly limit?: number;
  check(input: Input, limit: number): readonly Alert[];
}

/** Limits by id of the rule, where the user sets another than the rule's own. */
export type Limits = Readonly<Record<string, number | undefined>>;

/** What the rules find, the most urgent level first, else in the order of the rules. */
export function runRules<Input extends RuleInput>(
  rules: readonly Rule<Input>[],
  input: Input,
  limits: Limits = {},
): readonly Alert[] {
  const found = rules.flatMap(rule => rule.check(input, limits[rule.id] ?? rule.limit ?? 0));
  return ALERT_LEVELS.flatMap(level => found.filter(alert => alert.level === level));
}
