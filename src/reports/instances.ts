/** Days by project, in the JSON that ccusage has for `daily --instances`: under each project's name, its days. */
import { group } from '../core/group.ts';
import { projectSlug } from '../core/project.ts';
import type { Answer, Column, Report, Row } from '../core/report.ts';
import { keyed, record, type Shape, schemaOf, within } from '../core/shape.ts';
import { daily } from './daily.ts';
import { rowShape, TOTALS } from './json.ts';
import { projects } from './projects.ts';

const HEADS: readonly Column[] = [
  { id: 'date', title: 'Date', kind: 'text', cell: row => row.keys[0] },
  { id: 'project', title: 'Project', kind: 'text', cell: nameOf },
];

const SHAPE: Shape<Pick<Answer, 'rows' | 'total'>> = record({
  projects: keyed(({ rows }) => byProject(rows), rowShape(HEADS)),
  totals: within(({ total }) => total, TOTALS),
});

export const instances: Report = {
  ...daily,
  run: input => {
    const answer = daily.run({ ...input, by: [projects.grouping] });
    return { ...answer, json: () => SHAPE.write(answer) ?? null };
  },
  schema: () => schemaOf('token-dash daily --instances --json', SHAPE),
};

/** As Claude Code spells the directory: that is what ccusage calls a project. */
function nameOf(row: Row): string {
  return projectSlug(row.keys[1] ?? '');
}

function byProject(rows: readonly Row[]): ReadonlyMap<string, readonly Row[]> {
  const projects = new Map<string, Row[]>();
  for (const row of rows) group(projects, nameOf(row), () => []).push(row);
  return projects;
}
