/**
 * Days in the JSON that ccusage has for `daily` by project: with `--instances` the days of each project
 * under its name, with `--project` the project in each row. What ccusage calls a project is a directory in the words of
 * Claude Code, so there a worktree is one of its own. Tables and CSV are for readers, and know projects as everywhere else.
 */

import { getOrInsert } from '../core/group.ts';
import { keyed, type Output, record, within } from '../core/json-output.ts';
import { published } from '../core/json-schema.ts';
import { projectSlug } from '../core/project.ts';
import { keyColumns } from './columns.ts';
import { daily } from './daily.ts';
import { groupUsage } from './groups.ts';
import { answerShape, rowShape, TOTALS } from './json.ts';
import { projects } from './projects.ts';
import type { Answer, Column, Grouping, PlaceGrouping, Report, ReportInput, Row } from './report.ts';

const directory: PlaceGrouping = {
  word: 'directory',
  id: 'project',
  title: 'Project',
  isOrdered: false,
  decidedBy: 'place',
  keys: () => {
    const known = new Map<string, string>();
    return ({ projectDir }) => {
      const dir = projectDir || '(no project)';
      return getOrInsert(known, dir, () => projectSlug(dir));
    };
  },
};

const INSTANCES: Output<Pick<Answer, 'rows' | 'total'>> = record({
  projects: keyed(({ rows }) => byDirectory(rows), rowShape(keyColumns([daily.grouping, directory], []))),
  totals: within(({ total }) => total, TOTALS),
});

/** `daily --instances` */
export const dailyInstances: Report = {
  ...daily,
  run: input => ({
    ...daily.run({ ...input, by: [projects.grouping] }),
    json: () => INSTANCES.write(daily.run({ ...input, by: [directory] })) ?? null,
  }),
  schema: () => published('token-dash daily --instances --json', INSTANCES.json),
};

function byDirectory(rows: readonly Row[]): ReadonlyMap<string, readonly Row[]> {
  const directories = new Map<string, Row[]>();
  for (const row of rows) getOrInsert(directories, row.keys[1] ?? '', () => []).push(row);
  return directories;
}

/** `daily --project`; where rows are split by project anyhow, each says its own already. */
export const dailyOfProject: Report = {
  ...daily,
  run: input => {
    const answer = daily.run(input);
    if (input.by.includes(projects.grouping)) return answer;
    return { ...answer, json: () => rowsShape(input.by, directoriesOf(input)).write(answer) ?? null };
  },
  schema: by =>
    by.includes(projects.grouping)
      ? daily.schema(by)
      : published('token-dash daily --project --json', rowsShape(by, new Map()).json),
};

/** `directories` by the key of the row. */
function rowsShape(by: readonly Grouping[], directories: ReadonlyMap<string, readonly string[]>) {
  const [day, ...parts] = keyColumns(groupingsFor(by), []);
  const project: Column = {
    ...{ id: 'project', title: 'Project', kind: 'text' },
    cell: row => directories.get(keyOf(row))?.join(', '),
  };
  return answerShape(daily.id, [day!, project, ...parts]);
}

/** The end of a path may mean several directories: a row names all that it has. */
function directoriesOf(input: ReportInput): ReadonlyMap<string, readonly string[]> {
  const directories = new Map<string, string[]>();
  for (const row of groupUsage(input, [...groupingsFor(input.by), directory]).rows) {
    getOrInsert(directories, keyOf({ keys: row.keys.slice(0, -1) }), () => []).push(row.keys.at(-1)!);
  }
  for (const names of directories.values()) names.sort();
  return directories;
}

function groupingsFor(by: readonly Grouping[]): readonly Grouping[] {
  return [daily.grouping, ...by.filter(other => other !== daily.grouping)];
}

function keyOf({ keys }: Pick<Row, 'keys'>): string {
  return keys.join('\0');
}
