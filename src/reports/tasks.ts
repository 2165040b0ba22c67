/** Which tasks that were logged by hand cost the most. Tasks of one name are one row, whatever their projects. */

import { getOrInsert } from '../core/group.ts';
import { described, list, names, type Output, record, text, within } from '../core/json-output.ts';
import { published } from '../core/json-schema.ts';
import { byTime } from '../core/work.ts';
import { keyColumns } from './columns.ts';
import { doubtsAbout, entriesFor, MANUAL_LOG, workId } from './declared.ts';
import { groupUsage } from './groups.ts';
import { inOrder } from './ranking.ts';
import type { Answer, Column, EventGrouping, Report, ReportInput, Row } from './report.ts';
import { TASK_FIELDS, TASK_MEASURES, TASK_TOTALS } from './task-columns.ts';

export const task: EventGrouping = {
  word: 'task',
  id: 'task',
  title: 'Task',
  isOrdered: false,
  decidedBy: 'event',
  keys: () => event => event.work?.name ?? '(no task)',
};

interface Tasks extends Pick<Answer, 'rows' | 'total'> {
  projectsOf(row: Row): readonly string[];
  idsOf(row: Row): readonly string[];
}

interface TaskRow {
  readonly row: Row;
  readonly projects: readonly string[];
  readonly ids: readonly string[];
}

const SHAPE: Output<Tasks> = record({
  tasks: list(
    ({ rows, projectsOf, idsOf }: Tasks): TaskRow[] =>
      rows.map(row => ({ row, projects: projectsOf(row), ids: idsOf(row) })),
    record({
      task: text(({ row }: TaskRow) => row.keys[0]),
      projects: names(({ projects }: TaskRow) => projects),
      ids: described(
        names(({ ids }: TaskRow) => ids),
        'of its entries, the newest first; token-dash explain ID shows one',
      ),
      ...Object.fromEntries(
        Object.entries(TASK_FIELDS).map(([name, field]) => [name, within(({ row }: TaskRow) => row, field)]),
      ),
    }),
  ),
  totals: within(tasks => tasks.total, TASK_TOTALS),
});

export const tasks = {
  id: 'tasks',
  title: 'By task',
  answers: 'Which tasks that were logged by hand cost the most?',
  period: 'day',
  isDeclared: true,
  grouping: task,
  columns: [...keyColumns([task], []), projectsColumn(() => []), ...TASK_MEASURES],
  run,
  schema: () => published('token-dash tasks --json', SHAPE.json),
} as const satisfies Report;

function run(asked: ReportInput): Answer {
  const input = { ...asked, query: { ...asked.query, sources: [MANUAL_LOG] } };
  const { rows, total } = groupUsage(input, [task]);
  const projects = new Map<string, Set<string>>();
  const entries = entriesFor(input);
  for (const work of entries) {
    getOrInsert(projects, work.name, () => new Set<string>()).add(work.project);
  }
  const projectsOf = (row: Row) => [...(projects.get(row.keys[0] ?? '') ?? [])];
  const idsOf = (row: Row) =>
    entries
      .filter(work => work.name === row.keys[0])
      .sort((a, b) => byTime(b, a))
      .map(workId);
  const shown = inOrder(rows, [task], input.query.order).slice(0, input.query.limit);
  return {
    rows: shown,
    total,
    columns: [...keyColumns([task], shown), projectsColumn(projectsOf), ...TASK_MEASURES],
    rowsLeftOut: rows.length - shown.length,
    notes: () => doubtsAbout(entries, input.declared),
    json: () => SHAPE.write({ rows: shown, total, projectsOf, idsOf }) ?? null,
  };
}

function projectsColumn(projectsOf: (row: Row) => readonly string[]): Column {
  return {
    id: 'projects',
    title: 'Projects',
    kind: 'text',
    leaves: 4,
    cell: row => projectsOf(row).join(', ') || undefined,
  };
}
