/** Reading one COST-TRACKING file: every field of the template, the names of real reports, and what is wrong with a file. */
import { describe, expect, it } from 'vitest';
import { MOST_BYTES, readTracking } from '../../src/budgets/tracking.ts';
import { usd } from '../../src/core/money.ts';
import { FIRST, TEMPLATE } from './tracking-file.ts';

const read = (text: string) => readTracking(text, 'COST-TRACKING-x.yaml');
const whyOf = (text: string) => {
  const { session, troubles } = read(text);
  return { isRead: session !== undefined, why: troubles.map(({ line, why }) => `${line ?? '-'}: ${why}`) };
};

describe('a filled-in template', () => {
  const { session, troubles } = read(`session: session-7
phase: phase-3
date: 2025-11-01
budget_allocated: $1,500
budget_spent: "$234.56"
budget_remaining: 1265.44
tasks:
  - id: P0.1.1
    description: "Write docs"
    model: haiku
    tokens_in: 1000
    tokens_out: 400
    cost_usd: 5.00
    timestamp: 2025-11-01T10:00:00Z
    milestone: "25%"
total_tokens_in: 1000
total_tokens_out: 400
total_cost: $5.00
efficiency_metrics:
  haiku_tasks: 1
  sonnet_tasks: 0
  avg_cost_per_task: $5.00
  cost_waste_percent: 12%
`);

  it('gives every field with its type', () => {
    expect(troubles).toEqual([]);
    expect(session).toEqual({
      file: 'COST-TRACKING-x.yaml',
      session: 'session-7',
      phase: 'phase-3',
      date: { day: 20393, text: '2025-11-01' },
      allocated: usd(1500),
      spent: usd('234.56'),
      remaining: usd('1265.44'),
      tasks: [
        {
          id: 'P0.1.1',
          description: 'Write docs',
          model: 'haiku',
          tokensIn: 1000,
          tokensOut: 400,
          tokensUnsplit: 0,
          usd: usd(5),
          at: { atMs: Date.UTC(2025, 10, 1, 10), text: '2025-11-01T10:00:00Z' },
          milestone: '25%',
          phase: undefined,
          line: 8,
        },
      ],
      declared: {
        tokensIn: 1000,
        tokensOut: 400,
        usd: usd(5),
        haikuTasks: 1,
        sonnetTasks: 0,
        avgUsdPerTask: usd(5),
      },
      waste: usd('0.12'),
      tie: { sessions: [], project: undefined },
    });
  });
});

it('the names of real reports are understood', () => {
  const { session, troubles } = read(`session: SESSION-4
branch: some/branch
budget_allocated_usd: 25.00
estimated_cost_usd: 20-28
actual_cost_usd: 24.00
remaining_usd: 1.00
tasks:
  - name: "Analyse"
    phase: 1
    model: sonnet
    tokens_input: 2000
    tokens_output: 800
    cost_usd: 0.084
  - { name: Docs, phase: 2, model: haiku, tokens: 900, cost_usd: 0.011 }
summary: { sonnet_tasks: 1, haiku_tasks: 2, total_tokens_input: 54500, total_cost_usd: 24.00 }
generated_at: "2025-11-11T22:30:00Z"
`);
  expect(troubles).toEqual([]);
  expect(session).toMatchObject({
    session: 'SESSION-4',
    allocated: usd(25),
    spent: usd(24),
    remaining: usd(1),
    declared: { usd: usd(24), haikuTasks: 2, sonnetTasks: 1, tokensIn: 54500 },
    tasks: [
      { description: 'Analyse', phase: 'phase-1', tokensIn: 2000, tokensOut: 800, tokensUnsplit: 0 },
      { description: 'Docs', phase: 'phase-2', tokensIn: 0, tokensOut: 0, tokensUnsplit: 900 },
    ],
  });
});

it('camel case, carriage returns, a byte order mark, anchors and merges are read', () => {
  const text = `\ufeffsession: s\r\ntotalCost: $3\r\nbase: &base { model: haiku, cost_usd: 1.5 }\r\ntasks:\r\n  - { <<: *base, description: one }\r\n  - { <<: *base, description: two }\r\n`;
  const { session, troubles } = read(text);
  expect(troubles).toEqual([]);
  expect(session).toMatchObject({
    session: 's',
    declared: { usd: usd(3) },
    tasks: [{ usd: usd('1.5') }, { model: 'haiku' }],
  });
});

it('real usage may be tied to it', () => {
  expect(read('session: s\nsession_id: [a1, b2]\nproject: loom\ntasks: []').session?.tie).toEqual({
    sessions: ['a1', 'b2'],
    project: 'loom',
  });
});

const bomb = ['a: &a [x, x, x, x, x, x, x, x, x, x]']
  .concat(
    ['b', 'c', 'd', 'e', 'f', 'g', 'h'].map(
      (name, i) => `${name}: &${name} [${Array(10).fill(`*${'abcdefg'[i]}`).join(', ')}]`,
    ),
  )
  .join('\n');

describe('what cannot be used is named and passed over', () => {
  it.each([
    ['an empty file', '', '-: is empty: there is nothing to add up'],
    ['blanks', ' \n\n', '-: is empty: there is nothing to add up'],
    [
      'the template',
      TEMPLATE,
      '-: is a template: session (session-X) is a placeholder; fill it in, or leave it as it is',
    ],
    ['a list', '- 1\n- 2\n', '-: holds a list, not fields such as session: and tasks:'],
    ['a sentence', 'hello\n', '-: holds "hello", not fields such as session: and tasks:'],
    ['comments alone', '# hello\n', '-: holds null, not fields such as session: and tasks:'],
    [
      'other fields',
      'status: ok\n',
      '-: has neither session nor tasks nor total_cost: it is not a cost-tracking file',
    ],
    [
      'two documents',
      'session: a\n---\nsession: b\n',
      '2: holds several YAML documents (---): keep one session per file',
    ],
    ['a name given twice', 'session: a\nsession: b\n', '2: is not YAML: Map keys must be unique'],
    [
      'prose',
      'session: a\n**Total:** $3\n',
      '2: is not YAML: Implicit map keys need to be followed by map values',
    ],
    [
      'an anchor that does not exist',
      'session: a\ntasks: *none\n',
      '-: is not YAML: Unresolved alias (the anchor must be set before the alias): none',
    ],
    [
      'a bomb of aliases',
      `session: a\n${bomb}\n`,
      '-: is not YAML: Excessive alias count indicates a resource exhaustion attack',
    ],
    ['a tab', 'session: a\n\ttasks: []\n', '2: is not YAML: Tabs are not allowed as indentation'],
    ['deep nesting', `session: ${'['.repeat(20_000)}`, '1: is nested too deep to be read'],
    [
      'too much',
      `session: a\n#${'x'.repeat(MOST_BYTES)}`,
      '-: is 4.0 MB; files above 4 MB are not read: split it by month or phase',
    ],
  ])('%s', (_, text, why) => expect(whyOf(text)).toEqual({ isRead: false, why: [why] }));
});

describe('what is partly wrong is read without the part, which is named with its line', () => {
  it.each([
    ['session: a\ntasks:\n', ['-: has no tasks: only its declared totals are counted']],
    ['session: a\ntotal_cost: $5\n', ['-: has no tasks: only its declared totals are counted']],
    ['session: a\ntasks: none\n', ['-: tasks is "none", not a list: only its declared totals are counted']],
    ['tasks: []\n', ['-: names no session: the name of the file is used']],
    ['session: a\nbudget_spent: lots\ntasks: []\n', ['-: budget_spent: "lots" is not an amount of money']],
    ['session: a\ntasks:\n  - one\n', ['3: a task is "one", not fields such as description: and cost_usd:']],
    ['session: a\ntasks:\n  - cost_usd: 1\n  - cost_usd: XX.XX\n', ['4: cost_usd: "XX.XX" is a placeholder']],
    [
      'session: a\ntasks:\n  - timestamp: 31.2.2025\n',
      ['3: timestamp: "31.2.2025" is not a day of the calendar'],
    ],
    [
      'session: {a: b}\ntasks: []\n',
      ['-: session: {"a":"b"} is not text', '-: names no session: the name of the file is used'],
    ],
  ])('%j', (text, why) => expect(whyOf(text)).toEqual({ isRead: true, why }));

  it('and not more than ten of them are named', () => {
    const { why } = whyOf(`session: a\ntasks:\n${'  - cost_usd: free\n'.repeat(25)}`);
    expect(why).toHaveLength(11);
    expect(why.at(-1)).toBe('-: and 15 more fields that cannot be read');
  });
});

it('a file cut anywhere is read or refused in words, and never throws', () => {
  for (let end = 0; end <= FIRST.length; end += 7) {
    const { session, troubles } = read(FIRST.slice(0, end));
    expect(session !== undefined || troubles.length > 0, FIRST.slice(0, end)).toBe(true);
  }
});
