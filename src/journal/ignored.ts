/**
 * Rows that do not count, because other rows are better evidence of the same usage:
 *
 *   several witnesses of a session   only the rows of the best one count (a database before an older file)
 *   calls made through another tool  Goose runs Claude Code, which logs each response itself: where it did, its rows count
 *
 * Both answers depend on the set of rows alone, not on their order or files.
 */
import { getOrInsert } from '../core/group.ts';
import { type Attribution, PROMPT_KINDS, QUALITIES, sessionName } from '../core/usage.ts';
import type { Facts } from './facts.ts';

interface Span {
  readonly from: number;
  readonly to: number;
}

/** 1 for each row of these files that does not count; undefined where all do. */
export function ignoredRows(facts: Facts, files: readonly Span[]): Uint8Array | undefined {
  if (!facts.hasWitnesses) return undefined;
  const rows = rowsByAttribution(facts, files);
  const ignored = new Uint8Array(facts.length);
  for (const id of outdone(facts, rows)) for (const row of rows.get(id)!) ignored[row] = 1;
  for (const row of loggedElsewhere(facts, rows, ignored)) ignored[row] = 1;
  return ignored;
}

/** The latest moment at which a response of `source` may replace a row of another tool, UTC ms. */
export function lastCallThrough(facts: Facts, source: string): number {
  let last = Number.NEGATIVE_INFINITY;
  const ids = new Set<number>();
  facts.attributions.values.forEach((a, id) => {
    if (a.calledThrough === source) ids.add(id);
  });
  if (ids.size === 0) return last;
  const { attribution, atMs } = facts.columns;
  for (let row = 0; row < facts.length; row++) {
    if (ids.has(attribution.get(row))) last = Math.max(last, atMs.get(row) + LATEST_MS);
  }
  return last;
}

/** Rows that state a witness or another tool, and the rows of those tools. */
function rowsByAttribution(facts: Facts, files: readonly Span[]): ReadonlyMap<number, readonly number[]> {
  const all = facts.attributions.values;
  const tools = new Set(all.map(a => a.calledThrough));
  const isWanted = all.map(
    a => a.witness !== undefined || a.calledThrough !== undefined || tools.has(a.source),
  );
  const rows = new Map<number, number[]>();
  for (const { from, to } of files) {
    for (let row = from; row < to; row++) {
      const id = facts.columns.attribution.get(row);
      if (isWanted[id]) getOrInsert(rows, id, () => []).push(row);
    }
  }
  return rows;
}

/** The attributions of a session that has a better witness. A database and a file are matched by the id alone. */
function outdone(facts: Facts, rows: ReadonlyMap<number, unknown>): readonly number[] {
  const nameOf = ({ source, session }: Attribution) => sessionName({ source, session });
  const best = new Map<string, number>();
  const ids = [...rows.keys()].filter(id => facts.attributions.get(id).witness !== undefined);
  for (const id of ids) {
    const a = facts.attributions.get(id);
    best.set(nameOf(a), Math.min(a.witness!, best.get(nameOf(a)) ?? a.witness!));
  }
  return ids.filter(id => {
    const a = facts.attributions.get(id);
    return a.witness! > best.get(nameOf(a))!;
  });
}

/** A tool writes down a call when all of it is over, in whole seconds: the other tool's records come before. */
const LATEST_MS = 5000;
const SECOND_MS = 1000;
const EXACT = QUALITIES.indexOf('exact');

/** A span of time in which a tool called another, and what it says of the call. */
interface Call {
  readonly row: number;
  readonly fromMs: number;
  readonly toMs: number;
}

/**
 * Rows whose call another tool has logged too: between the row before and this one it has responses in the same
 * directory, or responses of one session that come to the same counts (a desktop program runs it elsewhere).
 */
function loggedElsewhere(
  facts: Facts,
  rows: ReadonlyMap<number, readonly number[]>,
  ignored: Uint8Array,
): readonly number[] {
  const found: number[] = [];
  for (const [source, sessions] of sessionsCalling(facts, rows, ignored)) {
    const answers = answersOf(facts, rows, source);
    for (const session of sessions) {
      for (const call of callsOf(facts, session)) {
        if (isLogged(facts, call, answers)) found.push(call.row);
      }
    }
  }
  return found;
}

/** The rows of each session that calls other tools, by the source of the tool. */
function sessionsCalling(
  facts: Facts,
  rows: ReadonlyMap<number, readonly number[]>,
  ignored: Uint8Array,
): ReadonlyMap<string, Iterable<number[]>> {
  const sources = new Map<string, Map<string, number[]>>();
  for (const [id, own] of rows) {
    const a = facts.attributions.get(id);
    if (a.calledThrough === undefined) continue;
    const sessions = getOrInsert(sources, a.calledThrough, () => new Map<string, number[]>());
    const session = getOrInsert(sessions, sessionName(a), () => []);
    for (const row of own) if (ignored[row] === 0) session.push(row);
  }
  return new Map([...sources].map(([source, sessions]) => [source, sessions.values()]));
}

/** The calls of a session: each from the one before it, or from its beginning where it is a sum of several. */
function callsOf(facts: Facts, rows: readonly number[]): readonly Call[] {
  const { atMs, attribution, quality } = facts.columns;
  const calls: Call[] = [];
  let [beforeMs, lastMs]: (number | undefined)[] = [undefined, undefined];
  for (const row of rows.toSorted((a, b) => atMs.get(a) - atMs.get(b))) {
    const own = atMs.get(row);
    // Rows of one moment, such as those of two copies, are of one call.
    if (own !== lastMs) beforeMs = lastMs;
    lastMs = own;
    const { startedMs = own } = facts.attributions.get(attribution.get(row));
    const isSum = quality.get(row) !== EXACT;
    const fromMs = isSum || beforeMs === undefined ? startedMs : beforeMs + SECOND_MS;
    calls.push({ row, fromMs: Math.min(fromMs, own), toMs: own + LATEST_MS });
  }
  return calls;
}

/** The rows of a source in the order of their times. */
function answersOf(
  facts: Facts,
  rows: ReadonlyMap<number, readonly number[]>,
  source: string,
): readonly number[] {
  const { atMs } = facts.columns;
  const own = [...rows].flatMap(([id, all]) => (facts.attributions.get(id).source === source ? all : []));
  return own.sort((a, b) => atMs.get(a) - atMs.get(b));
}

function isLogged(facts: Facts, { row, fromMs, toMs }: Call, answers: readonly number[]): boolean {
  const { atMs, attribution, keyLo, keyHi, output } = facts.columns;
  const attributionOf = (at: number) => facts.attributions.get(attribution.get(at));
  const { cwd } = attributionOf(row);
  const promptOf = (at: number) => PROMPT_KINDS.reduce((sum, kind) => sum + facts.columns[kind].get(at), 0);
  const sums = new Map<string, { prompt: number; output: number }>();
  const seen = new Set<string>();
  for (let i = firstFrom(facts, answers, fromMs); i < answers.length; i++) {
    const answer = answers[i]!;
    if (atMs.get(answer) > toMs) break;
    const a = attributionOf(answer);
    if (isBelow(a.cwd, cwd)) return true;
    const key = `${keyHi.get(answer)}:${keyLo.get(answer)}`;
    if (seen.has(key)) continue;
    seen.add(key);
    const sum = getOrInsert(sums, sessionName(a), () => ({ prompt: 0, output: 0 }));
    sum.prompt += promptOf(answer);
    sum.output += output.get(answer);
  }
  return [...sums.values()].some(sum => sum.prompt === promptOf(row) && sum.output === output.get(row));
}

/** The position of the first row at or after a moment. */
function firstFrom(facts: Facts, rows: readonly number[], ms: number): number {
  const { atMs } = facts.columns;
  let low = 0;
  let high = rows.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (atMs.get(rows[middle]!) < ms) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** Whether a directory is another one or inside it. */
function isBelow(dir: string | undefined, other: string | undefined): boolean {
  if (!dir || !other) return false;
  const top = other.replace(/[\\/]+$/, '');
  return dir === other || (dir.startsWith(top) && /^[\\/]/.test(dir.slice(top.length)));
}
