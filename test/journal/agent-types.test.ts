/** Subagents that started subagents: what they cost is of the one that the main conversation started. */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { type AgentType, agentChain, agentTypesIn, joinAgentTypes } from '../../src/journal/agent-types.ts';
import { actions } from '../../src/reports/actions.ts';
import { agents } from '../../src/reports/agents.ts';
import { said } from '../support/claude-lines.ts';
import { journalOf } from '../support/journal-of.ts';
import { inputOf } from '../support/report-input.ts';

test.each<[string, readonly AgentType[], readonly string[]]>([
  ['no other', [['a', 'Plan']], ['a']],
  ['one of which nothing is stated', [], ['a']],
  [
    'its parents',
    [
      ['a', 'A', 'b'],
      ['b', 'B', 'c'],
      ['c', 'C'],
    ],
    ['a', 'b', 'c'],
  ],
  ['a parent of which nothing is stated', [['a', 'A', 'z']], ['a', 'z']],
  ['itself', [['a', 'A', 'a']], ['a', 'a']],
  [
    'a circle',
    [
      ['a', 'A', 'd'],
      ['d', 'D', 'c'],
      ['c', 'C', 'd'],
    ],
    ['a', 'd', 'c', 'c'],
  ],
])('agent a has %s behind it', (_, stated, expected) =>
  expect(agentChain(agentTypesIn([{ agentTypes: stated }]), 'a')).toEqual(expected),
);

test('law: the order of files decides nothing, and every chain ends', () => {
  const id = fc.constantFrom('a', 'b', 'c', 'd');
  const stated = fc.tuple(id, fc.constantFrom('Plan', 'Explore'), fc.option(id, { nil: undefined }));
  fc.assert(
    fc.property(fc.array(fc.array(stated, { maxLength: 4 }), { maxLength: 4 }), lists => {
      const files = lists.map(agentTypes => ({ agentTypes }));
      const all = agentTypesIn(files);
      expect(agentTypesIn(files.toReversed())).toEqual(all);
      for (const each of 'abcd') expect(agentChain(all, each).length).toBeLessThanOrEqual(5);
    }),
  );
});

test('a later statement of a file replaces the type, and keeps the parent', () =>
  expect(joinAgentTypes([['a', 'A', 'b']], [['a', 'B']], [['c', 'C']])).toEqual([
    ['a', 'B', 'b'],
    ['c', 'C'],
  ]));

test('a nested agent has its own row among agents, and is a part of the action that led to it', async () => {
  const dir = '.claude/projects/p/s1/subagents';
  const agent = (id: string, output: number) =>
    said({ id: `m-${id}`, output, line: { isSidechain: true, agentId: id } });
  const journal = await journalOf({
    '.claude/projects/p/s1.jsonl': said({ id: 'm1', output: 1 }),
    [`${dir}/agent-a1.jsonl`]: agent('a1', 10),
    [`${dir}/agent-a1.meta.json`]: '{"agentType":"planner"}',
    [`${dir}/agent-a2.jsonl`]: agent('a2', 100),
    [`${dir}/agent-a2.meta.json`]: '{"agentType":"finder","parentAgentId":"a1"}',
  });
  const rows = (report: typeof actions | typeof agents) =>
    Object.fromEntries(
      report
        .run(inputOf({ journal }))
        .rows.map(({ keys, tally }) => [keys[0], [tally.events, tally.tokens.output]]),
    );
  expect(rows(agents)).toEqual({ '(main)': [1, 1], planner: [1, 10], finder: [1, 100] });
  expect(rows(actions)).toEqual({ 'manual (prompt)': [1, 1], 'agent planner': [2, 110] });
});
