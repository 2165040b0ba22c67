/** What to say when usage exists but none of it passes the filters: the filters, and the names that may have been meant. */
import { nearest } from '../core/nearest.ts';
import type { Query } from '../core/query.ts';
import { agents } from './agents.ts';
import { copiedSessions, copiedText } from './copied-sessions.ts';
import { models } from './models.ts';
import { projects } from './projects.ts';
import type { Report, ReportInput } from './report.ts';
import type { RequestWords } from './request.ts';

const FILTERS = ['since', 'until', 'last', 'project', 'model', 'source', 'agent', 'session', 'id'] as const;

/** Filters by name, and the report whose rows are the names. */
const NAMED: readonly (readonly [filter: 'project' | 'model' | 'agent', report: Report])[] = [
  ['project', projects],
  ['model', models],
  ['agent', agents],
];

const EVERYTHING: Query = { projects: [], models: [], sources: [], agents: [], sessions: [], weekStart: 0 };

/** `No usage matches these filters (--project nope); did you mean --project loom?` */
export function noMatches(words: RequestWords, input: Omit<ReportInput, 'query' | 'by'>): string {
  const given = FILTERS.flatMap(filter => {
    const value = words[filter];
    const values = value === undefined ? [] : typeof value === 'string' ? [value] : value;
    return values.map(each => `--${filter} ${each}`);
  });
  if (given.length === 0) return 'No usage in this period';
  const hints = NAMED.flatMap(([filter, report]) => {
    const wanted = words[filter] ?? [];
    if (wanted.length === 0) return [];
    const names = namesOf(report, input);
    return wanted.flatMap(word => {
      const isName = names.some(name => name.toLowerCase().includes(word.toLowerCase()));
      const near = isName ? undefined : nearest(word, names);
      return near === undefined ? [] : [`--${filter} ${near}`];
    });
  });
  const hint = hints.length === 0 ? '' : `; did you mean ${hints.join(', ')}?`;
  const asked = words.id === undefined ? (words.session ?? []) : [words.id];
  const copies = asked.flatMap(id => (id.length >= 4 ? copiedSessions(input.journal, id) : []));
  const copied = copies.map(each => `; ${copiedText(each)}`).join('');
  return `No usage matches these filters (${given.join(' ')})${hint}${copied}`;
}

/** All names of a dimension, as typed: of a project also the last part of its path. */
function namesOf(report: Report, input: Omit<ReportInput, 'query' | 'by'>): readonly string[] {
  const { rows } = report.run({ ...input, query: EVERYTHING, by: [] });
  const names = rows.flatMap(({ keys: [name = ''] }) => [name, name.split(/[\\/]/).at(-1) ?? name]);
  return [...new Set(names.filter(name => name !== ''))];
}
