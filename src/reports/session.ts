/** What each session cost. A subagent's calls belong to the session that started it. */
import { printable } from '../core/clean.ts';
import { projectNames, projectSlug } from '../core/project.ts';
import type { UsageEvent } from '../core/usage.ts';
import type { SessionId } from '../rollup/session-trees.ts';
import { groupedReport } from './grouped.ts';
import type { Column, PlaceGrouping, ReportInput, Row } from './report.ts';
import { statedColumns, statedNotes } from './witness/beside-sessions.ts';

/** What a row is of: two tools, or two databases, may give one id to two sessions. */
interface SessionKey {
  readonly source: string;
  readonly session: string;
  readonly dir: string;
  readonly project: string;
  readonly store: string;
}

function keyOf(
  { source, session, store = '' }: SessionId,
  { projectDir = '', project }: Pick<UsageEvent, 'projectDir' | 'project'>,
): string {
  return [source, session, projectDir, project, store].join('\0');
}

export const session: PlaceGrouping = {
  word: 'session',
  id: 'sessionId',
  title: 'Session',
  isOrdered: false,
  decidedBy: 'place',
  keys: () => event => keyOf(event.attribution, event),
  nameOf: key => partsOf(key).session || '(no session)',
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
      return keyOf(root, root.projectDir === undefined ? event : root);
    },
};
/** Titles are cut on a screen at so many characters. */
const TITLE_LENGTH = 32;

/** What a session is called, by its user or by a model. It says nothing on a screen without any title. */
function titleColumn(input: ReportInput | undefined, rows: readonly Row[]): Column {
  const titleOf = (row: Row) => {
    const { source, session, store } = sessionIdOf(row);
    const title = input?.journal.titleOf(source, session, store);
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

/** `rows` are all there are, so that projects of one name can be distinguished. */
function details(rows: readonly Row[]): readonly Column[] {
  const projects = projectNames(rows.map(row => sessionOf(row).project));
  return [
    {
      id: 'project',
      title: 'Project',
      kind: 'text',
      leaves: 9,
      cell: row => sessionOf(row).project,
      short: row => projects.get(sessionOf(row).project) ?? sessionOf(row).project,
    },
    // As ccusage has it: the directory in the words of Claude Code.
    {
      id: 'projectPath',
      title: 'projectPath',
      kind: 'text',
      leaves: 0,
      cell: row => projectSlug(sessionOf(row).dir),
    },
    { id: 'source', title: 'source', kind: 'text', leaves: 0, cell: row => sessionOf(row).source },
    { id: 'firstActivity', title: 'firstActivity', kind: 'moment', leaves: 0, cell: row => row.sum.fromMs },
    { id: 'lastActivity', title: 'Last activity', kind: 'moment', leaves: 8, cell: row => row.sum.toMs },
  ];
}

export const sessions = groupedReport({
  id: 'session',
  title: 'By session',
  answers: 'What did each session cost?',
  grouping: session,
  list: 'sessions',
  details: (input, rows) => [titleColumn(input, rows), ...details(rows)],
  extras: (input, rows) => statedColumns(input, rows, sessionIdOf),
  notesOf: (input, rows, amount) => statedNotes(input, rows, sessionIdOf, amount),
});

/** The session that a row of the report is of. */
export function sessionOf(row: Row): SessionKey {
  return partsOf(row.keys[0] ?? '');
}

function sessionIdOf(row: Row): SessionId {
  const { source, session, store } = sessionOf(row);
  return { source, session, store: store || undefined };
}

function partsOf(key: string): SessionKey {
  const [source = '', session = '', dir = '', project = '', store = ''] = key.split('\0');
  return { source, session, dir, project, store };
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
