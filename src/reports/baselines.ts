/** How many tokens each type of task took, beside the usual range of its type; what is out of range is named. */

import { counted, grouped } from '../core/format.ts';
import { getOrInsert } from '../core/group.ts';
import { count, list, nullable, type Output, record, text, within } from '../core/json-output.ts';
import { published } from '../core/json-schema.ts';
import { TASK_TYPES, type TaskType, taskTypeOf } from '../core/task-type.ts';
import type { Work } from '../core/work.ts';
import { entriesFor, MANUAL_LOG } from './declared.ts';
import { groupUsage, rowOf } from './groups.ts';
import type { Answer, Column, EventGrouping, Report, ReportInput, Row } from './report.ts';
import { TASK_FIELDS, TASK_MEASURES, TASK_TOTALS } from './task-columns.ts';

const OTHER = '(other)';
/** So many entries are named; the rest is counted. */
const MOST_NAMED = 10;

const taskType: EventGrouping = {
  word: 'task-type',
  id: 'taskType',
  title: 'Task type',
  isOrdered: false,
  decidedBy: 'event',
  keys: () => event => (event.work && taskTypeOf(event.work.name)?.id) ?? OTHER,
  nameOf: id => TASK_TYPES.find(type => type.id === id)?.title ?? id,
};

/** What was seen of a type. */
interface Seen {
  readonly row: Row;
  readonly type: TaskType | undefined;
  /** Sorted. */
  readonly counts: readonly number[];
  readonly outside: readonly Work[];
}

const SEEN: Output<Seen> = record({
  taskType: text(({ row }: Seen) => row.keys[0]),
  title: text(({ row }: Seen) => taskType.nameOf?.(row.keys[0] ?? '')),
  from: nullable(count(({ type }: Seen) => type?.from)),
  to: nullable(count(({ type }: Seen) => type?.to)),
  least: nullable(count(({ counts }: Seen) => counts[0])),
  median: nullable(count(({ counts }: Seen) => middleOf(counts))),
  most: nullable(count(({ counts }: Seen) => counts.at(-1))),
  ...Object.fromEntries(
    Object.entries(TASK_FIELDS).map(([name, field]) => [name, within(({ row }: Seen) => row, field)]),
  ),
  outside: list(
    ({ outside }: Seen) => outside,
    record({
      at: text((work: Work) => work.at),
      project: text((work: Work) => work.project),
      task: text((work: Work) => work.name),
      tokens: count((work: Work) => work.tokens.total),
      line: count((work: Work) => work.place.line),
    }),
  ),
});

const SHAPE: Output<{ readonly seen: readonly Seen[]; readonly total: Row }> = record({
  baselines: list(({ seen }) => seen, SEEN),
  totals: within(({ total }) => total, TASK_TOTALS),
});

export const baselines = {
  id: 'baselines',
  title: 'Baselines',
  answers: 'How many tokens do tasks of each type take, and which are out of the usual range?',
  period: 'day',
  isDeclared: true,
  columns: columnsOf(() => undefined),
  run,
  schema: () => published('token-dash baselines --json', SHAPE.json),
} as const satisfies Report;

function run(asked: ReportInput): Answer {
  const input = { ...asked, query: { ...asked.query, sources: [MANUAL_LOG] } };
  const { rows, total } = groupUsage(input, [taskType]);
  const byType = new Map<string, Work[]>();
  for (const work of entriesFor(input)) {
    getOrInsert(byType, taskTypeOf(work.name)?.id ?? OTHER, (): Work[] => []).push(work);
  }
  const known = new Map(rows.map(row => [row.keys[0], row]));
  const ids = [...TASK_TYPES.map(({ id }) => id), ...(known.has(OTHER) ? [OTHER] : [])];
  const all = ids.map((id): Seen => {
    const type = TASK_TYPES.find(each => each.id === id);
    const work = byType.get(id) ?? [];
    return {
      row: known.get(id) ?? rowOf({ keys: [id], models: new Map() }),
      type,
      counts: work.map(each => each.tokens.total).sort((a, b) => a - b),
      outside: type ? work.filter(each => isOutside(each, type)) : [],
    };
  });
  const seen = (input.query.order === 'desc' ? all.reverse() : all).slice(0, input.query.limit);
  const seenOf = (row: Row) => seen.find(each => each.row === row);
  return {
    rows: seen.map(each => each.row),
    total,
    columns: columnsOf(seenOf),
    rowsLeftOut: all.length - seen.length,
    notes: () => notesOn(seen.flatMap(each => each.outside)),
    json: () => SHAPE.write({ seen, total }) ?? null,
  };
}

function isOutside({ tokens }: Work, { from, to }: TaskType): boolean {
  return tokens.total < from || tokens.total > to;
}

function notesOn(outside: readonly Work[]): readonly string[] {
  if (outside.length === 0) return [];
  const lines = outside.slice(-MOST_NAMED).map(({ at, name, tokens }) => {
    const type = taskTypeOf(name)!;
    return `Out of range: '${name}' of ${at} took ${grouped(tokens.total)} tokens; ${type.title.toLowerCase()} usually takes ${grouped(type.from)} to ${grouped(type.to)}.`;
  });
  const more = outside.length - lines.length;
  return more > 0 ? [...lines, `And ${counted(more, 'task')} before them.`] : lines;
}

function columnsOf(seenOf: (row: Row) => Seen | undefined): readonly Column[] {
  return [
    {
      id: 'taskType',
      title: 'Task type',
      kind: 'text',
      cell: row => (row.keys[0] === undefined ? undefined : taskType.nameOf?.(row.keys[0])),
    },
    {
      id: 'baseline',
      title: 'Baseline tokens',
      kind: 'text',
      cell: row => {
        const type = seenOf(row)?.type;
        return type && `${grouped(type.from)} to ${grouped(type.to)}`;
      },
    },
    { id: 'least', title: 'Least', kind: 'count', leaves: 5, cell: row => seenOf(row)?.counts[0] },
    {
      id: 'median',
      title: 'Median',
      kind: 'count',
      leaves: 6,
      cell: row => middleOf(seenOf(row)?.counts ?? []),
    },
    { id: 'most', title: 'Most', kind: 'count', leaves: 5, cell: row => seenOf(row)?.counts.at(-1) },
    {
      id: 'outOfRange',
      title: 'Out of range',
      kind: 'count',
      leaves: 7,
      cell: row => seenOf(row)?.outside.length,
    },
    ...TASK_MEASURES,
  ];
}

function middleOf(sorted: readonly number[]): number | undefined {
  return sorted[Math.floor((sorted.length - 1) / 2)];
}
