/** What sessions' own counts say beside the rows of a report: what was used in each, but is not in its log. */
import { type Cost, type Money, usd } from '../../core/money.ts';
import { sessionName } from '../../core/usage.ts';
import type { SessionId } from '../../rollup/session-trees.ts';
import type { Column, ReportInput, Row } from '../report.ts';
import { allUnloggedUsd, type SessionCount, sessionCounts, unloggedUsd } from './session-counts.ts';

type SessionOf = (row: Row) => SessionId;

/** Two columns: what the tool counted itself, and what it counted above the log. Files only have the first. */
export function statedColumns(
  input: ReportInput | undefined,
  rows: readonly Row[],
  sessionOf: SessionOf,
): readonly Column[] {
  const counts = input ? countsByName(input) : NONE;
  const countOf = (row: Row) => counts.get(sessionName(sessionOf(row)));
  const unlogged = (row: Row) => {
    const count = countOf(row);
    return count && costOf(unloggedUsd(count));
  };
  return [
    {
      id: 'statedUsd',
      title: 'statedUsd',
      kind: 'cost',
      isNullable: true,
      leaves: 0,
      cell: row => {
        const stated = countOf(row)?.facts.stated.usd;
        return costOf(stated === undefined ? undefined : usd(stated));
      },
    },
    {
      id: 'unloggedUsd',
      title: 'Not in the log',
      kind: 'cost',
      isNullable: true,
      leaves: rows.some(row => unlogged(row) !== undefined) ? 9 : 0,
      cell: unlogged,
    },
  ];
}

/** A sentence on the sessions of these rows, where any was counted above its log. */
export function statedNotes(
  input: ReportInput,
  rows: readonly Row[],
  sessionOf: SessionOf,
  amount: (usd: Money) => string,
): readonly string[] {
  const counts = countsByName(input);
  const found = rows.flatMap(row => counts.get(sessionName(sessionOf(row))) ?? []);
  return sentenceOf(found, amount);
}

/** The same of all sessions, or of some. */
export function sentenceOf(
  counts: readonly SessionCount[],
  amount: (usd: Money) => string,
): readonly string[] {
  const all = allUnloggedUsd(counts);
  if (all === 0n) return [];
  const above = counts.filter(count => unloggedUsd(count) !== undefined);
  const stated = above.reduce((sum, { facts }) => sum + usd(facts.stated.usd ?? 0), 0n);
  const logged = above.reduce((sum, count) => sum + count.logged.cost().usd, 0n);
  const sessions = above.length === 1 ? 'one session' : `${above.length} sessions`;
  return [
    `At least ${amount(logged)} in the lines of ${sessions}, ${amount(stated)} by Claude Code's own count: ${amount(all)} was used, but is not in the log (token-dash witness). It is in no sum.`,
  ];
}

/** Beside totals that are minimums: where Claude Code's own count of them is. Nothing is counted for it. */
export function otherCountNote({ journal }: ReportInput, { cost }: Row): readonly string[] {
  if (cost.lowerBoundEvents === 0) return [];
  const has = [...journal.sessionStatements.values()].some(({ stated }) => stated !== undefined);
  return has ? ["token-dash witness shows Claude Code's own count beside these minimums."] : [];
}

const NONE: ReadonlyMap<string, SessionCount> = new Map();

function countsByName({ journal, prices }: ReportInput): ReadonlyMap<string, SessionCount> {
  return new Map(sessionCounts(journal, prices).map(count => [sessionName(count.facts), count]));
}

function costOf(amount: Money | undefined): Cost | undefined {
  if (amount === undefined) return undefined;
  return { usd: amount, unpricedTokens: 0, unpricedEvents: 0, lowerBoundEvents: 0 };
}
