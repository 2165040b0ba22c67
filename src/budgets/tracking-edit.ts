/**
 * Adds a task to a COST-TRACKING file: the text of the file in, the same text out with a task more and the declared totals
 * carried on. Every other byte stays: comments, key order, quotes, line ends. The YAML library would write the document
 * anew, so its nodes give only their positions.
 */
import { isMap, isScalar, isSeq, type Node, parseDocument, type YAMLMap, type YAMLSeq } from 'yaml';
import { usd } from '../core/money.ts';
import { countLike, moneyLike } from './amount-edit.ts';
import { readCount, readMoney } from './amounts.ts';
import { sameName } from './fields.ts';
import { type NewTask, taskText } from './task-text.ts';
import { familyOf } from './tracked.ts';
import { readTracking } from './tracking.ts';

export type Edited =
  | { readonly text: string; readonly changed: readonly string[] }
  | { readonly problem: string };

interface Change {
  readonly from: number;
  readonly to: number;
  readonly text: string;
}

export interface EditOptions {
  /** Also takes the cost from the budget: budget_spent and budget_remaining change. */
  readonly fromBudget: boolean;
}

export function addTask(text: string, task: NewTask, { fromBudget }: EditOptions): Edited {
  const before = readTracking(text, '');
  if (!before.session) return { problem: before.troubles[0]?.why ?? 'it cannot be read' };
  const document = parseDocument(text, { keepSourceTokens: false, merge: true });
  const root = document.contents;
  if (!isMap(root)) return { problem: 'it holds no fields' };
  if (root.flow) return { problem: 'it is written as one {...}: a task cannot be added line by line' };
  const totals = totalChanges(text, root, task, before.session.tasks.length, fromBudget);
  if ('problem' in totals) return totals;
  const insertion = taskChange(text, root, task);
  if ('problem' in insertion) return insertion;
  const changes = [...totals.changes, insertion].sort((a, b) => b.from - a.from);
  const edited = changes.reduce(
    (all, change) => all.slice(0, change.from) + change.text + all.slice(change.to),
    text,
  );
  // Layouts vary: what was written must read back with the new value.
  const after = readTracking(edited, '').session;
  const added = after?.tasks.at(-1);
  const isRight =
    after?.tasks.length === before.session.tasks.length + 1 &&
    added?.description === task.description &&
    added.model === task.model &&
    (added.usd ?? undefined) === (task.usd === undefined ? undefined : usd(task.usd));
  if (!isRight) return { problem: 'its layout is too unusual to be changed safely: add the task by hand' };
  return { text: edited, changed: totals.changes.map(({ text: value }) => value) };
}

/** Fields of totals by the names they go by, and by how much a task changes them. */
function totalChanges(
  text: string,
  root: YAMLMap,
  task: NewTask,
  tasksBefore: number,
  fromBudget: boolean,
): { readonly changes: readonly Change[] } | { readonly problem: string } {
  const metrics = [root, ...['efficiency_metrics', 'summary'].flatMap(name => mapAt(root, name) ?? [])];
  const cost = task.usd === undefined ? 0n : usd(task.usd);
  const family = familyOf(task.model);
  const changes: Change[] = [];
  const problems: string[] = [];
  const edit = (names: readonly string[], replace: (old: string, value: unknown) => string | undefined) => {
    for (const map of metrics) {
      for (const name of names) {
        const pair = pairOf(map, name);
        const node = pair?.value as Node | null | undefined;
        if (!node) continue;
        const [from, to] = node.range ?? [0, 0];
        const old = text.slice(from, to);
        const next = isScalar(node) ? replace(old, node.value) : undefined;
        if (next === undefined)
          problems.push(`${name} is ${JSON.stringify(old.slice(0, 40))}, which cannot be carried on`);
        else if (next !== old) changes.push({ from, to, text: next });
      }
    }
  };
  const addMoney = (by: bigint) => (old: string, value: unknown) => {
    const read = readMoney(value);
    return 'value' in read ? moneyLike(old, read.value + by) : undefined;
  };
  const addCount = (by: number) => (old: string, value: unknown) => {
    const read = readCount(value);
    return 'value' in read ? countLike(old, read.value + by) : undefined;
  };
  let total: bigint | undefined;
  edit(['total_cost', 'total_cost_usd'], (old, value) => {
    const read = readMoney(value);
    if ('value' in read) total = read.value + cost;
    return addMoney(cost)(old, value);
  });
  edit(['total_tokens_in', 'total_tokens_input'], addCount(task.tokensIn ?? 0));
  edit(['total_tokens_out', 'total_tokens_output'], addCount(task.tokensOut ?? 0));
  if (family !== 'other') edit([`${family}_tasks`], addCount(1));
  edit(['total_tasks'], addCount(1));
  const mean = total === undefined ? undefined : total / BigInt(tasksBefore + 1);
  if (mean !== undefined) {
    // To the cent, as the template has it: a mean has no end of digits.
    const cents = 10n ** 16n;
    edit(['avg_cost_per_task', 'avg_cost_per_task_usd'], old =>
      moneyLike(old, ((mean + cents / 2n) / cents) * cents),
    );
  }
  if (fromBudget) {
    edit(['budget_spent', 'budget_spent_usd'], addMoney(cost));
    edit(['budget_remaining', 'budget_remaining_usd', 'remaining_usd'], addMoney(-cost));
  }
  const [problem] = problems;
  return problem === undefined ? { changes } : { problem };
}

/** Where the new task goes, in the style of the tasks that are there. */
function taskChange(text: string, root: YAMLMap, task: NewTask): Change | { readonly problem: string } {
  const eol = text.includes('\r\n') ? '\r\n' : '\n';
  const pair = pairOf(root, 'tasks');
  const tasks = pair?.value as Node | null | undefined;
  if (!pair) {
    const end = text.endsWith('\n') || text === '' ? '' : eol;
    return {
      from: text.length,
      to: text.length,
      text: `${end}tasks:${eol}${taskText(task, { indent: '  ', eol })}`,
    };
  }
  if (isSeq(tasks) && tasks.items.length > 0) {
    return tasks.flow ? flowChange(tasks, task) : blockChange(text, tasks, task, eol);
  }
  if (isSeq(tasks) || (isScalar(tasks) && tasks.value === null)) {
    const [from, to] = tasks.range ?? [0, 0];
    // An empty value may lie behind a comment: the task goes below the line of its key.
    const lineEnd = lineEndOf(text, to);
    const kept = text.slice(from, to).trim() === '' ? text.slice(from, lineEnd) : text.slice(to, lineEnd);
    const start = text.slice(from, to).trim() === '' ? from : trimmedStart(text, from);
    const tail = lineEnd < text.length ? '' : eol;
    const below = taskText(task, { indent: '  ', eol });
    return {
      from: start,
      to: lineEnd,
      text: `${kept}${eol}${tail === '' ? below.slice(0, -eol.length) : below}`,
    };
  }
  return { problem: 'tasks is no list: add the task by hand' };
}

function blockChange(
  text: string,
  tasks: YAMLSeq,
  task: NewTask,
  eol: string,
): Change | { readonly problem: string } {
  const first = tasks.items[0] as Node | null;
  const last = tasks.items.at(-1) as Node | null;
  if (!first?.range || !last?.range) return { problem: 'its last task is empty: add the task by hand' };
  const dash = /(?:^|\n)([ ]*)-([ ]+)(?:&\S+\s+)?$/.exec(text.slice(0, first.range[0]));
  if (!dash) return { problem: 'its layout is too unusual to be changed safely: add the task by hand' };
  const end = last.range[1];
  const at = text[end - 1] === '\n' ? end : lineEndOf(text, end);
  const names = isMap(last)
    ? last.items.flatMap(({ key }) => (isScalar(key) ? [String(key.value)] : []))
    : [];
  const isFlow = isMap(last) && last.flow === true;
  const body = taskText(task, { indent: dash[1]!, gap: dash[2]!, eol, names, isFlow });
  if (text[at - 1] === '\n') return { from: at, to: at, text: body };
  const hasEnd = at < text.length;
  const from = hasEnd ? at + (text.startsWith('\r\n', at) ? 2 : 1) : at;
  return { from, to: from, text: hasEnd ? body : `${eol}${body}` };
}

function flowChange(tasks: YAMLSeq, task: NewTask): Change | { readonly problem: string } {
  const end = (tasks.items.at(-1) as Node | null)?.range?.[1];
  if (end === undefined) return { problem: 'its last task is empty: add the task by hand' };
  return {
    from: end,
    to: end,
    text: `, ${taskText(task, { indent: '', eol: '', isFlow: true }).replace(/^- /, '')}`,
  };
}

function lineEndOf(text: string, position: number): number {
  const feed = text.indexOf('\n', position);
  if (feed < 0) return text.length;
  return text[feed - 1] === '\r' && feed - 1 >= position ? feed - 1 : feed;
}

function trimmedStart(text: string, position: number): number {
  let start = position;
  while (start > 0 && text[start - 1] === ' ') start -= 1;
  return start;
}

function pairOf(map: YAMLMap, name: string) {
  return map.items.find(({ key }) => isScalar(key) && sameName(String(key.value)) === name);
}

function mapAt(map: YAMLMap, name: string): YAMLMap | undefined {
  const value = pairOf(map, name)?.value;
  return isMap(value) ? value : undefined;
}
