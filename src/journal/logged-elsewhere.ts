/**
 * Calls that one tool made through another, which logs each response itself (Goose and OpenClaw run Claude Code, so does
 * Cline): where the other one logged a call, its records count, and those of the first do not.
 *
 *   a record of one request    the other tool has a response with the same prompt, near it in time
 *   a record of a whole turn   between the record before and this one, the other tool has responses in the same directory,
 *                              or responses of one session that come to the same counts (a desktop program runs it
 *                              elsewhere)
 *
 * The answer depends on the set of rows alone, not on their order or files.
 */
import { getOrInsert } from '../core/group.ts';
import { PROMPT_KINDS, QUALITIES, sessionName } from '../core/usage.ts';
import type { Facts } from './facts.ts';

/** A tool writes down a turn when all of it is over, in whole seconds: the other tool's records come before. */
const LATEST_MS = 5000;
const SECOND_MS = 1000;
/** Of one request, a tool may log the beginning and the other one the end. */
const LONGEST_REQUEST_MS = 600_000;
const EXACT = QUALITIES.indexOf('exact');

/** A span of time in which a tool called another. */
interface Call {
  readonly row: number;
  readonly fromMs: number;
  readonly toMs: number;
  readonly isOneRequest: boolean;
}

/** The latest moment at which a response of `source` may replace a row of another tool, UTC ms. */
export function lastCallThrough(facts: Facts, source: string): number {
  let last = Number.NEGATIVE_INFINITY;
  const ids = new Set<number>();
  facts.attributions.values.forEach((a, id) => {
    if (a.calledThrough === source) ids.add(id);
  });
  if (ids.size === 0) return last;
  const { attribution, atMs, durationMs } = facts.columns;
  for (let row = 0; row < facts.length; row++) {
    if (!ids.has(attribution.get(row))) continue;
    const { isOneRequest } = facts.attributions.get(attribution.get(row));
    const most = isOneRequest ? LONGEST_REQUEST_MS : durationMs.get(row) + LATEST_MS;
    last = Math.max(last, atMs.get(row) + most);
  }
  return last;
}

/**
 * The rows that another tool has logged as well, each with the rows of that tool. `rows` are those to look at, by their
 * attribution; `isIgnored` says which of them do not count anyhow.
 */
export function loggedElsewhere(
  facts: Facts,
  rows: ReadonlyMap<number, readonly number[]>,
  isIgnored: (row: number) => boolean,
): ReadonlyMap<number, readonly number[]> {
  const found = new Map<number, readonly number[]>();
  for (const [source, sessions] of sessionsCalling(facts, rows, isIgnored)) {
    const answers = answersOf(facts, rows, source);
    for (const session of sessions) {
      for (const call of callsOf(facts, session)) {
        const own = answersTo(facts, call, answers);
        if (own.length > 0) found.set(call.row, own);
      }
    }
  }
  return found;
}

/** The rows of each session that calls other tools, by the source of the tool. */
function sessionsCalling(
  facts: Facts,
  rows: ReadonlyMap<number, readonly number[]>,
  isIgnored: (row: number) => boolean,
): ReadonlyMap<string, Iterable<number[]>> {
  const sources = new Map<string, Map<string, number[]>>();
  for (const [id, own] of rows) {
    const a = facts.attributions.get(id);
    if (a.calledThrough === undefined) continue;
    const sessions = getOrInsert(sources, a.calledThrough, () => new Map<string, number[]>());
    const session = getOrInsert(sessions, sessionName(a), () => []);
    for (const row of own) if (!isIgnored(row)) session.push(row);
  }
  return new Map([...sources].map(([source, sessions]) => [source, sessions.values()]));
}

/**
 * The calls of a session: a turn is from the one before it, or from its beginning where it is a sum of several; a request is
 * between those before and behind it.
 */
function callsOf(facts: Facts, given: readonly number[]): readonly Call[] {
  const { atMs, durationMs, attribution, quality } = facts.columns;
  const rows = given.toSorted((a, b) => atMs.get(a) - atMs.get(b));
  const calls: Call[] = [];
  let [beforeMs, lastMs]: (number | undefined)[] = [undefined, undefined];
  let next = 0;
  for (const row of rows) {
    const own = atMs.get(row);
    // Rows of one moment, such as those of two copies, are of one call.
    if (own !== lastMs) beforeMs = lastMs;
    lastMs = own;
    while (next < rows.length && atMs.get(rows[next]!) === own) next += 1;
    const behindMs = next < rows.length ? atMs.get(rows[next]!) : Number.POSITIVE_INFINITY;
    const { startedMs = own, isOneRequest = false } = facts.attributions.get(attribution.get(row));
    const afterMs = beforeMs === undefined ? undefined : beforeMs + SECOND_MS;
    if (isOneRequest) {
      const fromMs = Math.max(own - LONGEST_REQUEST_MS, afterMs ?? own - LONGEST_REQUEST_MS);
      calls.push({ row, isOneRequest, fromMs, toMs: Math.min(own + LONGEST_REQUEST_MS, behindMs) });
      continue;
    }
    const isSum = quality.get(row) !== EXACT;
    const fromMs = Math.min(isSum ? startedMs : (afterMs ?? startedMs), own);
    calls.push({ row, isOneRequest, fromMs, toMs: own + durationMs.get(row) + LATEST_MS });
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
  return own.sort((a, b) => atMs.get(a) - atMs.get(b) || a - b);
}

/** The rows of the other tool that are of a call; none where it did not log it. */
function answersTo(facts: Facts, call: Call, answers: readonly number[]): readonly number[] {
  const { atMs } = facts.columns;
  const near: number[] = [];
  for (let i = firstFrom(facts, answers, call.fromMs); i < answers.length; i++) {
    if (atMs.get(answers[i]!) > call.toMs) break;
    near.push(answers[i]!);
  }
  if (!call.isOneRequest) return answersToTurn(facts, call.row, near);
  const prompt = promptOf(facts, call.row);
  return prompt > 0 ? near.filter(answer => promptOf(facts, answer) === prompt) : [];
}

function answersToTurn(facts: Facts, row: number, near: readonly number[]): readonly number[] {
  const { attribution, keyLo, keyHi, output } = facts.columns;
  const attributionOf = (at: number) => facts.attributions.get(attribution.get(at));
  const { cwd } = attributionOf(row);
  const there = near.filter(answer => isBelow(attributionOf(answer).cwd, cwd));
  if (there.length > 0) return there;
  const sessions = new Map<string, { prompt: number; output: number; readonly rows: number[] }>();
  const seen = new Set<string>();
  for (const answer of near) {
    const session = sessionName(attributionOf(answer));
    const sum = getOrInsert(sessions, session, () => ({ prompt: 0, output: 0, rows: [] }));
    const response = `${keyHi.get(answer)}:${keyLo.get(answer)} ${session}`;
    if (seen.has(response)) continue;
    seen.add(response);
    sum.prompt += promptOf(facts, answer);
    sum.output += output.get(answer);
    sum.rows.push(answer);
  }
  const [prompt, written] = [promptOf(facts, row), output.get(row)];
  const same = [...sessions.values()].find(sum => sum.prompt === prompt && sum.output === written);
  return same?.rows ?? [];
}

function promptOf({ columns }: Facts, row: number): number {
  return PROMPT_KINDS.reduce((sum, kind) => sum + columns[kind].get(row), 0);
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
