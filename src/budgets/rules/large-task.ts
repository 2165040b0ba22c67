/** A single task that took very many tokens. */
import { grouped } from '../../core/format.ts';
import type { Rule } from './rule.ts';
import { lately } from './weeks.ts';

export const largeTask: Rule = {
  id: 'large-task',
  summary: 'a task above 10,000 tokens, in the last 30 days',
  limit: 10_000,
  check: (input, limit) =>
    lately(input)
      .filter(({ tokens }) => tokens.total > limit)
      .map(({ name, project, at, tokens, place }) => ({
        rule: 'large-task',
        level: 'red',
        key: `large-task ${at} ${project} ${name}`,
        text: `'${name}' (${project}, ${at}) took ${grouped(tokens.total)} tokens, above ${grouped(limit)}`,
        advice: 'break into smaller pieces',
        evidence: [place],
      })),
};
