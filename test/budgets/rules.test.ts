import { expect, test } from 'vitest';
import { RULE_IDS } from '../../src/budgets/rules/ids.ts';
import { RULES } from '../../src/budgets/rules/index.ts';
import { type Rule, runRules } from '../../src/budgets/rules/rule.ts';
import type { AlertLevel } from '../../src/core/alert.ts';

const INPUT = { work: [], today: 20_000, weekStart: 1 } as const;

/** A rule that fires when its limit is below 10. */
function rule(id: string, level: AlertLevel, limit?: number): Rule {
  return {
    id,
    summary: `${id} below 10`,
    limit,
    check: (_, given) => (given < 10 ? [{ rule: id, level, key: id, text: `${given}`, evidence: [] }] : []),
  };
}

test('each rule is listed under its own id, which the configuration names', () => {
  expect(RULES.map(rule => rule.id)).toEqual(RULE_IDS);
});

test('what is most urgent comes first, and the user may set other limits', () => {
  const rules = [rule('good', 'green', 1), rule('watch', 'yellow', 99), rule('stop', 'red')];
  const found = (limits = {}) => runRules(rules, INPUT, limits).map(alert => `${alert.rule} ${alert.text}`);
  expect(found()).toEqual(['stop 0', 'good 1']);
  expect(found({ watch: 5, stop: 10 })).toEqual(['watch 5', 'good 1']);
});

test('each rule has an id of its own and says what it looks for', () => {
  expect(new Set(RULES.map(each => each.id)).size).toBe(RULES.length);
  for (const each of RULES) expect(each.summary, each.id).toMatch(/\w/);
});
