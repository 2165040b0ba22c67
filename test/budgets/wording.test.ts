import { expect, test } from 'vitest';
import { remarkOnMeasured, remarkOnRounding, remarksOn } from '../../src/budgets/wording.ts';
import { taskTypeOf } from '../../src/core/task-type.ts';

test.each<[task: string, rules: readonly string[], tokens?: number]>([
  ['Fix bug', ['vague']],
  ['Fix the bug.', ['vague']],
  ['Refactor', ['vague']],
  ['Various small changes', ['vague']],
  ['Fix modal dismissal timeout', []],
  ['Fix flaky test', []],
  ['Add AGENTS.md', []],
  ['Fix N+1 query', []],
  ['Corregir la búsqueda', []],
  ['修复登录', []],
  ['Research styling options', ['exploratory']],
  ['Explore caching', ['exploratory']],
  ['Explorer sidebar keeps its width', []],
  ['Work in progress', ['partial']],
  ['Login form (WIP)', ['partial']],
  ['Start workers before the queue', []],
  ['Continue button on the last page', []],
  ['Abandoned the new parser', ['abandoned']],
  ['Fix failed login', []],
  ['Parser, guessed', ['guessed']],
  ['Session-1: feature-x', []],
  ['Session-2: fix bug', ['vague']],
  ['Small fix', ['vague', 'exaggerated'], 10_000],
  ['Small fix to the header', ['exaggerated'], 10_000],
  ['Small fix to the header', [], 3_000],
])('%j: %j', (task, rules, tokens = 2_800) => {
  expect(remarksOn(task, tokens).map(({ rule }) => rule)).toEqual(rules);
});

test.each([
  [5_000, true],
  [10_000, true],
  [2_000, false],
  [3_500, false],
  [0, false],
])('%d tokens is a round number: %s', (tokens, isRound) => {
  expect(remarkOnRounding(tokens) !== undefined).toBe(isRound);
});

test.each([
  [10_000, 2_000, true],
  [4_001, 2_000, true],
  [4_000, 2_000, false],
  [10_000, 0, false],
])('%d declared against %d measured is exaggerated: %s', (declared, measured, isExaggerated) => {
  expect(remarkOnMeasured(declared, measured) !== undefined).toBe(isExaggerated);
});

test.each([
  ['Fix modal dismissal timeout', 'bug-fix'],
  ['Implement cost dashboard', 'feature-medium'],
  ['Small feature: dark mode', 'feature-small'],
  ['Large feature: billing', 'feature-large'],
  ['Debug rate limiting issue', 'debugging'],
  ['Add AGENTS.md', 'docs'],
  ['Refactor the parser', 'refactor'],
  ['Fix flaky test', 'testing'],
  ['Review of the parser', 'review'],
  ['Weave', undefined],
])('%j is of the type %s', (name, id) => {
  expect(taskTypeOf(name)?.id).toBe(id);
});
