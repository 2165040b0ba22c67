/**
 * The address of a view: everything that a reader chose is behind the `#`, so that a link shows the same and the
 * server sees none of it. What is default is left out; what is not known is dropped and named.
 */

export const VIEWS = ['overview', 'messages', 'tasks'] as const;
export type View = (typeof VIEWS)[number];

/** Ranges by their names in the address, and what the command line calls their first day. */
export const RANGES = [
  { id: 'today', title: 'Today', since: 'today', words: 'today', previous: 'yesterday' },
  { id: '7d', title: '7d', since: '7d', words: '7 days', previous: '7 days before' },
  { id: '30d', title: '30d', since: '30d', words: '30 days', previous: '30 days before' },
  { id: '90d', title: '90d', since: '90d', words: '90 days', previous: '90 days before' },
  { id: '1y', title: '1y', since: '365d', words: 'a year', previous: 'the year before' },
  { id: 'all', title: 'All', since: undefined, words: 'all days', previous: '' },
] as const;
export type Range = (typeof RANGES)[number]['id'];

export const SPLITS = ['model', 'project'] as const;
export type Split = (typeof SPLITS)[number];

export const FILTERS = ['project', 'model', 'source'] as const;
export type Filter = (typeof FILTERS)[number];

/** The source of what was logged by hand. */
export const MANUAL_LOG = 'manual-log';

export interface Address {
  readonly view: View;
  /** Absent: what is usual for the view. */
  readonly range?: Range;
  readonly since?: string;
  readonly until?: string;
  readonly project: readonly string[];
  readonly model: readonly string[];
  readonly source: readonly string[];
  readonly by?: Split;
  readonly sort?: string;
  /** The id of a response, or the kind and name of a scope: `day:2026-10-27`. */
  readonly receipt?: string;
}

export interface ReadAddress {
  readonly address: Address;
  /** What was not understood, as it is in the address. */
  readonly dropped: readonly string[];
}

const USUAL: Readonly<Record<View, Range>> = { overview: '30d', messages: 'all', tasks: 'all' };
const DAY = /^\d{4}-\d\d-\d\d$/;
const RECEIPT = /^[0-9a-f]{16}$|^(day|days|month|model|project|session|source|task|all):/;

export function rangeOf({ view, range }: Address): (typeof RANGES)[number] {
  return RANGES.find(each => each.id === (range ?? USUAL[view]))!;
}

export function readAddress(hash: string, usualView: View): ReadAddress {
  const [path = '', query = ''] = hash.replace(/^#\/?/, '').split('?');
  const dropped: string[] = [];
  const known = VIEWS.find(view => view === path);
  if (path !== '' && !known) dropped.push(path);
  const words = new URLSearchParams(query);
  const one = <T extends string>(name: string, isKnown: (value: string) => boolean): T | undefined => {
    const value = words.get(name);
    if (value === null) return undefined;
    if (isKnown(value)) return value as T;
    dropped.push(`${name}=${value}`);
    return undefined;
  };
  const all = (name: Filter) => [...new Set(words.getAll(name).filter(value => value !== ''))];
  const address: Address = {
    view: known ?? usualView,
    range: one<Range>('range', value => RANGES.some(each => each.id === value)),
    since: one('since', value => DAY.test(value)),
    until: one('until', value => DAY.test(value)),
    project: all('project'),
    model: all('model'),
    source: all('source'),
    by: one<Split>('by', value => (SPLITS as readonly string[]).includes(value)),
    sort: one('sort', value => /^-?\w+$/.test(value)),
    receipt: one('receipt', value => RECEIPT.test(value)),
  };
  for (const name of words.keys()) if (!(name in address)) dropped.push(`${name}=${words.get(name)}`);
  return { address, dropped };
}

export function addressText(address: Address): string {
  const words = new URLSearchParams();
  const { view, range, since, until, by, sort, receipt } = address;
  if (range && range !== USUAL[view]) words.set('range', range);
  if (since) words.set('since', since);
  if (until) words.set('until', until);
  for (const name of FILTERS) for (const value of address[name]) words.append(name, value);
  if (by && by !== 'model') words.set('by', by);
  if (sort) words.set('sort', sort);
  if (receipt) words.set('receipt', receipt);
  const query = words.toString();
  return `#/${view}${query === '' ? '' : `?${query}`}`;
}

/** The filters of the address as the server reads them, and further parameters. */
export function queryOf(address: Address, more: Readonly<Record<string, string>> = {}): string {
  const words = new URLSearchParams();
  const since = address.since ?? (address.until === undefined ? rangeOf(address).since : undefined);
  if (since) words.set('since', since);
  if (address.until) words.set('until', address.until);
  for (const name of FILTERS) {
    // What is logged by hand has no model, and one source.
    if (address.view === 'tasks' && name !== 'project') continue;
    for (const value of address[name]) words.append(name, value);
  }
  for (const [name, value] of Object.entries(more)) words.set(name, value);
  const query = words.toString();
  return query === '' ? '' : `?${query}`;
}

/** The filters of the address narrowed down to what a receipt is about. */
export function scopeQuery(
  address: Address,
  receipt: string,
  more: Readonly<Record<string, string>> = address.view === 'tasks' ? { source: MANUAL_LOG } : {},
): string {
  const at = receipt.indexOf(':');
  const kind = receipt.slice(0, at);
  const name = receipt.slice(at + 1);
  if (kind === 'all') return queryOf(address, more);
  // A day, a month ('2026-10') and two days with '..' between are days of their own, whatever the range.
  if (kind === 'day' || kind === 'month' || kind === 'days') {
    const [since = '', until = since] = name.split('..');
    return queryOf(
      { ...address, since: undefined, until: undefined, range: 'all' },
      { ...more, since, until },
    );
  }
  if (kind === 'model' || kind === 'project' || kind === 'source')
    return queryOf({ ...address, [kind]: [name] }, more);
  if (kind === 'task') return queryOf(address, { ...more, task: name });
  return queryOf(address, { ...more, session: name });
}
