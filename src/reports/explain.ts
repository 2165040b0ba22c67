/**
 * Finds what a word means: a day, a session, an event, a model, a project. Whatever a screen or a report
 * shows can be given to `token-dash explain`, and becomes a scope whose parts add up to the number that was shown.
 */
import { parseDay, type Zone } from '../core/calendar.ts';
import type { PriceLookup } from '../core/price.ts';
import { projectNames } from '../core/project.ts';
import { modelName, type Scope } from '../core/scope.ts';
import type { Work } from '../core/work.ts';
import type { Journal } from '../rollup/journal.ts';
import { type CopiedSession, copiedSessions } from './copied-sessions.ts';
import { workId } from './declared.ts';

export type Meaning =
  | { readonly kind: 'event'; readonly index: number }
  | { readonly kind: 'work'; readonly work: Work }
  | { readonly kind: 'scope'; readonly what: string; readonly scope: Scope }
  | { readonly kind: 'copies'; readonly copied: CopiedSession }
  | { readonly kind: 'many'; readonly candidates: readonly string[] }
  | { readonly kind: 'nothing'; readonly near: readonly string[] };

/** Words for days that need no date. */
const DAYS: Readonly<Record<string, number>> = { today: 0, yesterday: 1 };

export function meaningOf(
  word: string,
  journal: Journal,
  prices: PriceLookup,
  zone: Zone,
  nowMs: number,
  entries: readonly Work[] = [],
): Meaning {
  const back = DAYS[word.toLowerCase()];
  const day = back === undefined ? parseDay(word) : zone.day(nowMs) - back;
  if (day !== undefined) return { kind: 'scope', what: 'day', scope: { from: day, to: day } };
  if (/^\d{4}-\d\d$/.test(word)) {
    const from = parseDay(`${word}-01`);
    if (from !== undefined) return { kind: 'scope', what: 'month', scope: { from, to: monthEnd(from) } };
  }
  const seen = namesIn(journal, prices, isLikeId(word) ? entries : []);
  const events = seen.events.get(word.toLowerCase());
  if (events !== undefined) return { kind: 'event', index: events };
  const work = seen.work.get(word.toLowerCase());
  if (work) return { kind: 'work', work };
  const exact = scopeOf(word, seen);
  if (exact) return exact;
  const begins = byBeginning(word, seen);
  const [copied] = begins.kind === 'nothing' && word.length >= 4 ? copiedSessions(journal, word) : [];
  return copied ? { kind: 'copies', copied } : begins;
}

interface Seen {
  readonly events: ReadonlyMap<string, number>;
  /** Tasks that were logged by hand, by id. */
  readonly work: ReadonlyMap<string, Work>;
  readonly sessions: ReadonlySet<string>;
  /** As they are priced, and as they were logged. */
  readonly models: ReadonlyMap<string, string>;
  /** Path by path, and by the short name on the screen. */
  readonly projects: ReadonlyMap<string, string>;
}

function namesIn(journal: Journal, prices: PriceLookup, entries: readonly Work[]): Seen {
  const events = new Map<string, number>();
  const sessions = new Set<string>();
  const models = new Map<string, string>();
  const paths = new Set<string>();
  journal.visit((event, index) => {
    events.set(event.id, index);
    sessions.add(event.attribution.session);
    const model = modelName(event, prices.rate(event));
    models
      .set(model, model)
      .set(event.terms.model, model)
      .set(model.replace(/^claude-/, ''), model);
    paths.add(event.project);
  });
  const projects = new Map([...paths].map(path => [path, path]));
  for (const [path, name] of projectNames(paths)) projects.set(name, path);
  const work = new Map(entries.map(entry => [workId(entry), entry]));
  return { events, work, sessions, models, projects };
}

/** Entries are named only by their ids, which are hexadecimal. */
function isLikeId(word: string): boolean {
  return /^[0-9a-f]{4,16}$/i.test(word);
}

function scopeOf(word: string, { sessions, models, projects }: Seen): Meaning | undefined {
  const model = models.get(word);
  if (model !== undefined) return { kind: 'scope', what: 'model', scope: { model } };
  const project = projects.get(word);
  if (project !== undefined) return { kind: 'scope', what: 'project', scope: { project } };
  if (sessions.has(word)) return { kind: 'scope', what: 'session', scope: { session: word } };
  return undefined;
}

/** Ids are long: their beginning will do where only one begins so. */
function byBeginning(word: string, seen: Seen): Meaning {
  const ids = [...seen.events.keys(), ...seen.work.keys()];
  const all = [...ids, ...seen.sessions, ...seen.models.keys(), ...seen.projects.keys()];
  const begin = word.length < 4 ? [] : [...new Set(all.filter(name => name.startsWith(word)))];
  if (begin.length === 1) {
    const index = seen.events.get(begin[0]!);
    const work = seen.work.get(begin[0]!);
    if (work) return { kind: 'work', work };
    return index === undefined ? scopeOf(begin[0]!, seen)! : { kind: 'event', index };
  }
  if (begin.length > 1) return { kind: 'many', candidates: begin.slice(0, 8) };
  const lower = word.toLowerCase();
  const near = [...seen.models.keys(), ...seen.projects.keys()].filter(name =>
    name.toLowerCase().includes(lower),
  );
  return { kind: 'nothing', near: near.slice(0, 8) };
}

function monthEnd(first: number): number {
  const date = new Date(first * 86_400_000);
  return Date.UTC(date.getUTCFullYear(), date.getUTCMonth() + 1, 0) / 86_400_000;
}
