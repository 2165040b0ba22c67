/**
 * Who else states what was used, what they state, and how far that is from the log: the statements of `witness/`, put
 * together by session, model or day. Nothing of it is in any sum.
 */
import { getOrInsert } from '../core/group.ts';
import type { Money } from '../core/money.ts';
import type { ReportInput } from './report.ts';
import { allUnloggedUsd, sessionCounts } from './witness/session-counts.ts';
import { type Figures, type OtherStatements, type Statement, statements } from './witness/statements.ts';

export const WITNESS_KEYS = ['session', 'model', 'day'] as const;
export type WitnessKey = (typeof WITNESS_KEYS)[number];

/** The sum of some statements. Session, model and day are those of `by`; absent where the witness does not state them. */
export type WitnessRow = Statement;

export interface WitnessAnswer {
  /** By witness, then those that are furthest apart first. */
  readonly rows: readonly WitnessRow[];
  /** What Claude Code counted above the lines of its sessions. */
  readonly unlogged: Money;
}

export function witnessed(
  input: Pick<ReportInput, 'journal' | 'prices' | 'zone'>,
  others: OtherStatements,
  by: readonly WitnessKey[],
): WitnessAnswer {
  const groups = new Map<string, Statement[]>();
  for (const each of statements(input, others)) {
    const key = JSON.stringify([each.witness, each.source, ...by.map(name => each[name] ?? null)]);
    getOrInsert(groups, key, () => []).push(each);
  }
  const rows = Array.from(groups.values(), group => rowOf(group, by));
  return {
    rows: rows.sort((a, b) => compare(a.witness, b.witness) || distance(b) - distance(a)),
    unlogged: allUnloggedUsd(sessionCounts(input.journal, input.prices)),
  };
}

function rowOf(group: readonly Statement[], by: readonly WitnessKey[]): WitnessRow {
  const [first] = group;
  const { witness, source } = first!;
  return {
    ...{ witness, source },
    ...Object.fromEntries(by.map(name => [name, first![name]])),
    stated: sum(group.map(each => each.stated)),
    logged: sum(group.map(each => each.logged)),
    reasons: [...new Set(group.flatMap(each => each.reasons))],
  };
}

/** What one of them does not state, all of them do not. */
function sum(all: readonly Figures[]): Figures {
  const tokens = all.every(each => each.tokens !== undefined)
    ? all.reduce((total, each) => total + each.tokens!, 0)
    : undefined;
  const usd = all.every(each => each.usd !== undefined)
    ? all.reduce((total, each) => total + each.usd!, 0n)
    : undefined;
  return { tokens, usd };
}

/** How much more the witness states than the log has; below 0 for less, undefined where it states nothing of it. */
export function difference({ stated, logged }: Pick<WitnessRow, 'stated' | 'logged'>): Figures {
  const tokens =
    stated.tokens === undefined || logged.tokens === undefined ? undefined : stated.tokens - logged.tokens;
  const usd = stated.usd === undefined || logged.usd === undefined ? undefined : stated.usd - logged.usd;
  return { tokens, usd };
}

function distance(row: WitnessRow): number {
  const { usd, tokens = 0 } = difference(row);
  return Math.abs(usd === undefined ? tokens : Number(usd));
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
