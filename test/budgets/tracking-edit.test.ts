/** Adding a task changes the totals and nothing else: byte for byte, in every layout that people use. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { countLike, moneyLike } from '../../src/budgets/amount-edit.ts';
import type { NewTask } from '../../src/budgets/task-text.ts';
import { readTracking } from '../../src/budgets/tracking.ts';
import { addTask } from '../../src/budgets/tracking-edit.ts';
import { usd } from '../../src/core/money.ts';
import { FIRST } from './tracking-file.ts';

const TASK: NewTask = {
  description: 'docs',
  model: 'haiku',
  tokensIn: 1000,
  tokensOut: 400,
  usd: '1.00',
  milestone: '25%',
};
const edit = (text: string, task: NewTask = TASK, fromBudget = false) => {
  const edited = addTask(text, task, { fromBudget });
  return 'problem' in edited ? edited.problem : edited.text;
};

it('the file of the guide: two totals and a task, every other byte as before', () => {
  const after = edit(FIRST);
  const added = `  - description: docs
    model: haiku
    tokens_in: 1000
    tokens_out: 400
    cost_usd: 1.00
    milestone: "25%"
`;
  const expected = FIRST.replace('total_cost: $234.56', `${added}total_cost: $235.56`).replace(
    'haiku_tasks: 12',
    'haiku_tasks: 13',
  );
  // Fields come in the order of the tasks that are there.
  expect(after).toBe(expected);
  expect(readTracking(after, 'x').session).toMatchObject({
    declared: { usd: usd('235.56'), haikuTasks: 13 },
  });
});

it('the budget changes only where that is asked for', () => {
  expect(edit(FIRST)).toContain('budget_spent: $234\nbudget_remaining: $266\n');
  expect(edit(FIRST, TASK, true)).toContain('budget_spent: $235\nbudget_remaining: $265\n');
  expect(edit(FIRST, { ...TASK, usd: '0.25' }, true)).toContain(
    'budget_spent: $234.25\nbudget_remaining: $265.75\n',
  );
});

describe('layouts', () => {
  it.each([
    [
      'no tasks yet',
      'session: a\ntasks:\ntotal_cost: $1\n',
      'session: a\ntasks:\n  - description: docs\n    model: haiku\n    cost_usd: 1.00\ntotal_cost: $2\n',
    ],
    [
      'a comment behind the key',
      'session: a\ntasks: # none\nx: 1\n',
      'session: a\ntasks: # none\n  - description: docs\n    model: haiku\n    cost_usd: 1.00\nx: 1\n',
    ],
    [
      'null',
      'session: a\ntasks: null # yet\nx: 1\n',
      'session: a\ntasks: # yet\n  - description: docs\n    model: haiku\n    cost_usd: 1.00\nx: 1\n',
    ],
    [
      'an empty list',
      'session: a\ntasks: []\nx: 1\n',
      'session: a\ntasks:\n  - description: docs\n    model: haiku\n    cost_usd: 1.00\nx: 1\n',
    ],
    [
      'no tasks key, no last line feed',
      'session: a',
      'session: a\ntasks:\n  - description: docs\n    model: haiku\n    cost_usd: 1.00\n',
    ],
    [
      'no indentation',
      'session: a\ntasks:\n- {model: x}\n',
      'session: a\ntasks:\n- {model: x}\n- { model: haiku, description: docs, cost_usd: 1.00 }\n',
    ],
    [
      'a flow list',
      'session: a\ntasks: [{model: x}]\nx: 1\n',
      'session: a\ntasks: [{model: x}, { description: docs, model: haiku, cost_usd: 1.00 }]\nx: 1\n',
    ],
    [
      'carriage returns',
      'session: a\r\ntasks:\r\n  - model: x\r\nx: 1\r\n',
      'session: a\r\ntasks:\r\n  - model: x\r\n  - model: haiku\r\n    description: docs\r\n    cost_usd: 1.00\r\nx: 1\r\n',
    ],
    [
      'comments behind and below the last task',
      'session: a\ntasks:\n  -   model: x # last\n  # below\nx: 1\n',
      'session: a\ntasks:\n  -   model: x # last\n  -   model: haiku\n      description: docs\n      cost_usd: 1.00\n  # below\nx: 1\n',
    ],
    [
      'no last line feed',
      'session: a\ntasks:\n  - model: x',
      'session: a\ntasks:\n  - model: x\n  - model: haiku\n    description: docs\n    cost_usd: 1.00\n',
    ],
    [
      'a block of text at the end',
      'session: a\ntasks:\n  - model: x\n    description: |\n      one\n      two\nx: 1\n',
      'session: a\ntasks:\n  - model: x\n    description: |\n      one\n      two\n  - model: haiku\n    description: docs\n    cost_usd: 1.00\nx: 1\n',
    ],
    [
      'names of the real reports',
      'session: a\ntasks:\n  - name: "x"\n    tokens_input: 1\n    model: y\nsummary:\n  total_cost_usd: 24.00\n',
      'session: a\ntasks:\n  - name: "x"\n    tokens_input: 1\n    model: y\n  - name: docs\n    model: haiku\n    cost_usd: 1.00\nsummary:\n  total_cost_usd: 25.00\n',
    ],
  ])('%s', (_, text, expected) =>
    expect(edit(text, { description: 'docs', model: 'haiku', usd: '1.00' })).toBe(expected),
  );

  it.each([
    ['{session: a, tasks: []}', 'it is written as one {...}: a task cannot be added line by line'],
    ['session: a\ntasks: none\n', 'tasks is no list: add the task by hand'],
    ['session: a\nx: &x 5\ntotal_cost: *x\ntasks: []\n', 'total_cost is "*x", which cannot be carried on'],
    ['session: a\ntotal_cost: about $5\ntasks: []\n', 'total_cost is "about $5", which cannot be carried on'],
    ['', 'is empty: there is nothing to add up'],
  ])('%j is refused: %s', (text, why) => expect(edit(text)).toBe(why));
});

describe('amounts keep their spelling', () => {
  it.each([
    ['$234.56', '235.56', '$235.56'],
    ['"$1,234.50"', '1235.5', '"$1,235.50"'],
    ["'$999'", '1000', "'$1000'"],
    ['$9,999', '10000', '$10,000'],
    ['5', '5.25', '5.25'],
    ['5', '5.5', '5.50'],
    ['1.783', '2.783', '2.783'],
    ['1.5', '2', '2.0'],
    ['$XXX', '2', undefined],
    ['5 USD', '6', undefined],
  ])('%s becomes %s: %s', (old, amount, expected) => expect(moneyLike(old, usd(amount))).toBe(expected));
  it.each([
    ['12', 13, '13'],
    ['"1,200"', 12_345, '"12,345"'],
    ['1_000', 1001, '1_001'],
    ['12K', 13, undefined],
  ])('%s becomes %s: %s', (old, count, expected) => expect(countLike(old, count)).toBe(expected));
});

it('whatever a description holds reads back as it was given', () => {
  fc.assert(
    fc.property(
      fc.oneof(
        fc.string({ unit: 'binary', minLength: 1 }),
        fc.constantFrom('yes', '1.10', '# x', 'a: b', '- x', '*a', "it's"),
      ),
      description => {
        const wanted = description.trim();
        fc.pre(wanted !== '' && !/[\ud800-\udfff\ufffe\uffff]/.test(wanted));
        const after = edit('session: a\ntasks:\n  - model: x\n', { description: wanted, model: 'haiku' });
        expect(readTracking(after, 'x').session?.tasks[1]?.description, after).toBe(wanted);
      },
    ),
  );
});

/** A file whose lines, comments, quotes, order and line ends are drawn by chance. */
const anyFile = fc
  .record({
    eol: fc.constantFrom('\n', '\r\n'),
    indent: fc.constantFrom('', '  ', '    '),
    gap: fc.constantFrom(' ', '   '),
    comments: fc.array(fc.constantFrom('# note', '', '   # "quoted: $5"', '# tasks:'), {
      minLength: 6,
      maxLength: 6,
    }),
    tail: fc.constantFrom('', ' # why', '   #: [x]'),
    total: fc.constantFrom('$234.56', '"$1,234.56"', "'234.56'", '234.56', '$500'),
    haiku: fc.constantFrom('12', '"1,200"'),
    isFlow: fc.boolean(),
    count: fc.integer({ min: 1, max: 3 }),
    totalFirst: fc.boolean(),
    end: fc.boolean(),
  })
  .map(({ eol, indent, gap, comments, tail, total, haiku, isFlow, count, totalFirst, end }) => {
    const inner = `${indent} ${' '.repeat(gap.length)}`;
    const tasks = Array.from({ length: count }, (_, i) =>
      isFlow
        ? [`${indent}-${gap}{model: haiku, "description": 'it''s ${i}', cost_usd: 1.5}${tail}`]
        : [
            `${indent}-${gap}model: haiku${tail}`,
            comments[4]!,
            `${inner}description: "a: ${i} # no"`,
            `${inner}cost_usd: 1.5${tail}`,
          ],
    ).flat();
    const totals = [
      `total_cost: ${total}${tail}`,
      comments[0]!,
      'efficiency_metrics:',
      `  haiku_tasks:   ${haiku}${tail}`,
    ];
    const list = [`tasks:${tail}`, comments[1]!, ...tasks, comments[2]!];
    const lines = [
      `session: "a"${tail}`,
      comments[3]!,
      ...(totalFirst ? [...totals, ...list] : [...list, ...totals]),
      comments[5]!,
    ];
    return lines.join(eol) + (end ? eol : '');
  });

it('in any layout, what is taken away again is the file as it was', () => {
  fc.assert(
    fc.property(anyFile, text => {
      const before = readTracking(text, 'x').session;
      fc.pre(before !== undefined);
      const after = edit(text, { description: 'new', model: 'haiku', usd: '1.00' });
      const read = readTracking(after, 'x').session;
      expect(read?.tasks.length, after).toBe(before!.tasks.length + 1);
      expect(read?.declared.usd).toBe(before!.declared.usd! + usd(1));
      expect(read?.declared.haikuTasks).toBe(before!.declared.haikuTasks! + 1);
      // Without the lines of the new task, and with the old totals, every byte is that of before.
      const bare = after
        .split(/(?<=\n)/)
        .filter(line => !/(?:description: new\b|^\s*cost_usd: 1\.00\r?\n?$)/.test(line));
      const shorter = bare.join('');
      const withoutModel =
        read!.tasks.length > 0 && !/\{/.test(text)
          ? removeLast(shorter, /^[ ]*-[ ]+model: haiku\r?\n/m)
          : shorter;
      const restored = withoutModel
        .replace(
          /(total_cost: )(["']?[$\d,.]+["']?)/,
          (_, key) => `${key}${/total_cost: (["']?[$\d,.]+["']?)/.exec(text)![1]}`,
        )
        .replace(
          /(haiku_tasks: {3})("?[\d,]+"?)/,
          (_, key) => `${key}${/haiku_tasks: {3}("?[\d,]+"?)/.exec(text)![1]}`,
        );
      expect(restored.trimEnd()).toBe(text.trimEnd());
    }),
    { numRuns: 300 },
  );
});

/** Without the last match of a line. */
function removeLast(text: string, line: RegExp): string {
  const all = [...text.matchAll(new RegExp(line.source, 'gm'))];
  const last = all.at(-1)!;
  return text.slice(0, last.index) + text.slice(last.index + last[0].length);
}
