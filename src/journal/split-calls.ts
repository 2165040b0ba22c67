/**
 * Which records that share a name are one call. Relays give every answer one message id, or count from 1 in each session,
 * so a name alone does not do where a source says so (`Reading.request`).
 *
 *   different requests                       different calls; records without a request go with those of their prompt
 *   both finished, with different prompts    different calls
 *   unfinished, with another prompt          of the call that ended next
 *
 * The answer depends on the set of records alone, not on their order or files.
 */
import { getOrInsert } from '../core/group.ts';
import { NO_REQUEST, UNIQUE_KEY } from '../core/key.ts';
import { PROMPT_KINDS, QUALITIES } from '../core/usage.ts';
import { type Call, promptText } from './calls.ts';
import { sameIn } from './fact-columns.ts';
import type { Facts } from './facts.ts';

/** Rows of one request and one prompt. */
interface Class {
  readonly call: Call;
  readonly rows: number[];
  isFinished: boolean;
  fromMs: number;
  toMs: number;
}

/** What makes rows of one key one call, whatever else they hold. */
const CALL_COLUMNS = ['request', 'quality', ...PROMPT_KINDS] as const;

/** A function that sorts the rows of one key into lists, one for each call. */
export function callsOf(facts: Facts): (rows: readonly number[]) => readonly (readonly number[])[] {
  const isSame = sameIn(facts, CALL_COLUMNS);
  return rows => {
    const first = rows[0]!;
    // Most are written again as they were.
    return rows.every(row => isSame(row, first)) ? [rows] : callsIn(facts, rows);
  };
}

function callsIn(facts: Facts, rows: readonly number[]): readonly (readonly number[])[] {
  if (rows.some(row => facts.columns.request.get(row) === UNIQUE_KEY)) return [rows];
  const classes = classesOf(facts, rows);
  if (classes.length === 1) return [rows];
  return byRequest(classes).flatMap(group => byPrompt(group).map(call => call.flatMap(each => each.rows)));
}

function classesOf(facts: Facts, rows: readonly number[]): readonly Class[] {
  const { atMs, durationMs, quality } = facts.columns;
  const classes = new Map<string, Class>();
  for (const row of rows) {
    const call = facts.call(row);
    const found = getOrInsert(classes, `${call.request} ${promptText(call)}`, () => {
      const never = { fromMs: Number.POSITIVE_INFINITY, toMs: Number.NEGATIVE_INFINITY };
      return { call, rows: [], isFinished: false, ...never };
    });
    found.rows.push(row);
    found.isFinished ||= quality.get(row) === FINISHED;
    found.fromMs = Math.min(found.fromMs, atMs.get(row));
    found.toMs = Math.max(found.toMs, atMs.get(row) + durationMs.get(row));
  }
  return [...classes.values()].sort(
    ({ call: a }, { call: b }) =>
      a.request - b.request || a.input - b.input || a.cacheRead - b.cacheRead || a.cacheWrite - b.cacheWrite,
  );
}
const FINISHED = QUALITIES.indexOf('exact');

/** Classes by request; those without one are last in no group, or in that of the same prompt. */
function byRequest(classes: readonly Class[]): readonly (readonly Class[])[] {
  const groups = new Map<number, Class[]>();
  for (const each of classes) {
    const { request } = each.call;
    if (request === NO_REQUEST) continue;
    getOrInsert(groups, request, () => []).push(each);
  }
  const named = [...groups.values()];
  const byPrompts = new Map<string, Class[]>();
  for (const group of named)
    for (const { call } of group) getOrInsert(byPrompts, promptText(call), () => group);
  const left: Class[] = [];
  for (const each of classes.filter(({ call }) => call.request === NO_REQUEST)) {
    const alike = byPrompts.get(promptText(each.call));
    const group = alike ?? (named.length === 1 && !each.isFinished ? named[0] : undefined);
    if (group) group.push(each);
    else left.push(each);
  }
  return left.length > 0 ? [...named, left] : named;
}

/** The classes of one request by call: finished ones by their prompts, and with them the unfinished. */
function byPrompt(group: readonly Class[]): readonly (readonly Class[])[] {
  const calls = new Map<string, Class[]>();
  for (const each of group) {
    if (each.isFinished) getOrInsert(calls, promptText(each.call), () => []).push(each);
  }
  if (calls.size === 0) return [group];
  const ended = [...calls.values()]
    .map(call => ({ call, toMs: call.reduce((last, each) => Math.max(last, each.toMs), 0) }))
    .sort((a, b) => a.toMs - b.toMs);
  for (const each of group) {
    if (each.isFinished) continue;
    const call = calls.get(promptText(each.call)) ?? endedFrom(ended, each.fromMs).call;
    call.push(each);
  }
  return [...calls.values()];
}

/** The first that ended at or after a time; else the last. */
function endedFrom<Ended extends { readonly toMs: number }>(ended: readonly Ended[], atMs: number): Ended {
  let low = 0;
  let high = ended.length - 1;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (ended[middle]!.toMs < atMs) low = middle + 1;
    else high = middle;
  }
  return ended[low]!;
}
