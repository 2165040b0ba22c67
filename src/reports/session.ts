/** What each session cost. A subagent's calls belong to the session that started it. */
import { projectPath, projectSlug, projectTail } from '../core/project.ts';
import { groupedReport } from './grouped.ts';
import type { Column, PlaceGrouping, Row } from './report.ts';

/** Source, session and directory: two tools may give one id to two sessions. */
type SessionKey = readonly [source: string, session: string, dir: string];

const session: PlaceGrouping = {
  word: 'session',
  id: 'sessionId',
  title: 'Session',
  isOrdered: false,
  decidedBy: 'place',
  keys: () => event => {
    const { source, session } = event.attribution;
    return [source, session, event.projectDir ?? ''].join('\0');
  },
  nameOf: key => partsOf(key)[1] || '(no session)',
  shortNames: beginnings,
};

const DETAILS: readonly Column[] = [
  {
    id: 'project',
    title: 'Project',
    kind: 'text',
    leaves: 9,
    cell: row => projectPath(dirOf(row)),
    short: row => projectTail(projectPath(dirOf(row))),
  },
  // As ccusage has it: the directory in the words of Claude Code.
  { id: 'projectPath', title: 'projectPath', kind: 'text', leaves: 0, cell: row => projectSlug(dirOf(row)) },
  { id: 'source', title: 'source', kind: 'text', leaves: 0, cell: row => partsOf(row.keys[0] ?? '')[0] },
  { id: 'firstActivity', title: 'firstActivity', kind: 'moment', leaves: 0, cell: row => row.sum.fromMs },
  { id: 'lastActivity', title: 'Last activity', kind: 'moment', leaves: 8, cell: row => row.sum.toMs },
];

export const sessions = groupedReport({
  id: 'session',
  title: 'By session',
  answers: 'What did each session cost?',
  grouping: session,
  list: 'sessions',
  details: DETAILS,
});

function partsOf(key: string): SessionKey {
  const [source = '', id = '', dir = ''] = key.split('\0');
  return [source, id, dir];
}

function dirOf(row: Row): string {
  return partsOf(row.keys[0] ?? '')[2];
}

/** As much of each id as distinguishes it from the others, and at least eight letters. */
function beginnings(ids: readonly string[]): ReadonlyMap<string, string> {
  const sorted = [...new Set(ids)].sort();
  return new Map(
    sorted.map((id, i) => {
      const near = Math.max(common(id, sorted[i - 1] ?? ''), common(id, sorted[i + 1] ?? ''));
      return [id, id.slice(0, Math.max(8, near + 1))];
    }),
  );
}

function common(a: string, b: string): number {
  let length = 0;
  while (length < a.length && a[length] === b[length]) length += 1;
  return length;
}
