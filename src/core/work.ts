/**
 * Declared work: what somebody wrote down about a finished task, as opposed to what a tool measured. One noun for the
 * entries of the manual log and for the tasks of COST-TRACKING files, so that rules and reports read both alike.
 * Its tokens and its cost are claims; they never enter a sum of measured usage unless the user asks for that by name.
 */
import type { Day } from './calendar.ts';
import type { Money } from './money.ts';

export interface Work {
  /** Which kind of file declares it. */
  readonly from: 'log' | 'tracking';
  /** When, exactly as written: '2026-11-22 04:22:38' (local time, no zone), '2026-11-22', an ISO time. */
  readonly at: string;
  /** The day it counts for. A date that is written belongs to that day in every time zone. */
  readonly day: Day;
  readonly project: string;
  /** What was done, as written. */
  readonly name: string;
  readonly tokens: WorkTokens;
  /** As declared; undefined where none is stated. */
  readonly usd?: Money;
  /** The task's own id: 'P0.1.1'. */
  readonly id?: string;
  readonly model?: string;
  readonly session?: string;
  readonly phase?: string;
  readonly milestone?: string;
  readonly place: Place;
}

/** `in` and `out` are known only where the file tells them apart; `total` is then their sum. */
export interface WorkTokens {
  readonly in?: number;
  readonly out?: number;
  readonly total: number;
}

/** Where something is written; `line` is 1-based and absent where the whole file is meant. */
export interface Place {
  readonly file: string;
  readonly line?: number;
}

/** In the order of time as far as it is written; what is of one day keeps the order of its files and lines. */
export function byTime(a: Work, b: Work): number {
  return a.day - b.day || (a.from === b.from && a.at !== b.at ? (a.at < b.at ? -1 : 1) : 0);
}

/** What some work comes to, as declared; what states no cost adds nothing. */
export function workSum(work: readonly Work[]): { readonly tokens: number; readonly usd: Money } {
  let tokens = 0;
  let usd = 0n;
  for (const each of work) {
    tokens += each.tokens.total;
    usd += each.usd ?? 0n;
  }
  return { tokens, usd };
}
