/** What each session cost. A subagent's calls belong to the session that started it. */
import { printable } from '../core/clean.ts';
import { projectPath, projectSlug, projectTail } from '../core/project.ts';
import type { SessionId } from '../rollup/session-trees.ts';
import { groupedReport } from './grouped.ts';
import type { Column, PlaceGrouping, ReportInput, Row } from './report.ts';

/** Source, session, directory and store: two tools, or two databases, may give one id to two sessions. */
type SessionKey = readonly [source: string, session: string, dir: string, store: string];

function keyOf({ source, session, store = '' }: SessionId, dir = ''): string {
  return [source, session, dir, store].join('\0');
}

const session: PlaceGrouping = {
  word: 'session',
  id: 'sessionId',
  title: 'Session',
  isOrdered: false,
  decidedBy: 'place',
  keys: () => event => keyOf(event.attribution, event.projectDir),
  nameOf: key => partsOf(key)[1] || '(no session)',
  shortNames: beginnings,
};

/** Sessions with all that was started for them: some tools give each subagent a session of its own. */
export const sessionTree: PlaceGrouping = {
  ...session,
  word: 'parent',
  id: 'parentSessionId',
  replaces: session.word,
  keys:
    ({ journal }) =>
    event => {
      const root = journal.rootOf(event.attribution);
      return keyOf(root, root.projectDir ?? event.projectDir);
    },
};
/** Titles are cut on a screen at so many characters. */
const TITLE_LENGTH = 32;

/** What a session is called, by its user or by a model. It says nothing on a screen without any title. */
function titleColumn(input: ReportInput | undefined, rows: readonly Row[]): Column {
  const titleOf = ({ keys: [key = ''] }: Row) => {
    const [source, id, , store] = partsOf(key);
    const title = input?.journal.titleOf(source, id, store || undefined);
    return title === undefined ? undefined : printable(title);
  };
  return {
    id: 'title',
    title: 'Title',
    kind: 'text',
    isNullable: true,
    leaves: rows.some(row => titleOf(row) !== undefined) ? 10 : 0,
    cell: titleOf,
    short: row => shortened(titleOf(row) ?? '', TITLE_LENGTH),
  };
}

function shortened(title: string, length: number): string {
  const letters = [...title];
  return letters.length > length
    ? `${letters
        .slice(0, length - 1)
        .join('')
        .trimEnd()}…`
    : title;
}

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
  details: (input, rows) => [titleColumn(input, rows), ...DETAILS],
});

function partsOf(key: string): SessionKey {
  const [source = '', id = '', dir = '', store = ''] = key.split('\0');
  return [source, id, dir, store];
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
