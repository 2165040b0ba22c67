/**
 * The gap between two sheets, step by step: from our numbers to theirs by way of one mistake after the other. What each
 * step changes is what its cause is worth, what no step reaches is `other`, and the sum of all is the gap to the digit.
 */
import { getOrInsert } from '../../core/group.ts';
import type { Money } from '../../core/money.ts';
import { CAUSES, type CauseId } from './causes.ts';
import { PEER_KINDS } from './peer.ts';
import { type Cell, cellTokens, isSameUsd, keysOf, type Sheet } from './sheet.ts';

/** Our numbers after one more mistake was made. */
export interface Step {
  readonly cause: CauseId;
  readonly says: string;
  readonly sheet: Sheet;
}

/** What a cause makes the other tool's numbers differ by, theirs minus ours. */
export interface Share {
  readonly cause: CauseId;
  readonly title: string;
  /** What the other tool did, in clauses. */
  readonly says: readonly string[];
  readonly tokens: number;
  readonly usd: Money;
  /** Of all that was changed in tokens and in dollars, by all causes, moves between days and models included: 0 to 1. */
  readonly ofTokens: number;
  readonly ofUsd: number;
}

export interface Account {
  /** Those that are worth something, in the order of the registry; `other` last, where it is. */
  readonly shares: readonly Share[];
  /** How much of the gap has a cause, 0 to 1; undefined where there is no gap. */
  readonly explained: { readonly tokens: number | undefined; readonly usd: number | undefined };
}

interface Change {
  tokens: number;
  usd: Money;
  /** Without signs and over all views. */
  allTokens: number;
  allUsd: Money;
}

export function accountOf(right: Sheet, steps: readonly Step[], theirs: Sheet): Account {
  const changes = new Map<CauseId, { change: Change; says: Set<string> }>();
  let before = right;
  const take = (cause: CauseId, says: string | undefined, after: Sheet) => {
    const entry = getOrInsert(changes, cause, () => ({ change: noChange(), says: new Set<string>() }));
    const step = changeBetween(before, after);
    if (isNothing(step)) return;
    for (const field of ['tokens', 'allTokens'] as const) entry.change[field] += step[field];
    for (const field of ['usd', 'allUsd'] as const) entry.change[field] += step[field];
    if (says !== undefined) entry.says.add(says);
  };
  for (const { cause, says, sheet } of steps) {
    take(cause, says, sheet);
    before = sheet;
  }
  take('other', undefined, theirs);

  const gap = changeBetween(right, theirs);
  const left = changes.get('other')!.change;
  const all = [...changes.values()].map(({ change }) => change);
  const allTokens = all.reduce((sum, change) => sum + change.allTokens, 0);
  const allUsd = all.reduce((sum, change) => sum + change.allUsd, 0n);
  const shares = CAUSES.flatMap(({ id, title }): readonly Share[] => {
    const entry = changes.get(id);
    if (!entry || isNothing(entry.change)) return [];
    const { change, says } = entry;
    return [
      {
        cause: id,
        title,
        says: [...says],
        tokens: change.tokens,
        usd: change.usd,
        ofTokens: ratio(change.allTokens, allTokens),
        ofUsd: ratioOf(change.allUsd, allUsd),
      },
    ];
  });
  return {
    shares,
    explained: {
      tokens: gap.allTokens === 0 ? undefined : Math.max(0, 1 - left.allTokens / gap.allTokens),
      usd: gap.allUsd === 0n ? undefined : Math.max(0, 1 - ratioOf(left.allUsd, gap.allUsd)),
    },
  };
}

/** Their sheet with dollars that differ from ours by no more than floats do set to ours. */
export function withoutHairs(theirs: Sheet, ours: Sheet): Sheet {
  return new Map(
    [...theirs].map(([key, cell]) => {
      const own = ours.get(key)?.usd ?? 0n;
      return [key, isSameUsd(own, cell.usd) ? { ...cell, usd: own } : cell];
    }),
  );
}

/** Rows of the second sheet that the first does not have. */
export function changeBetween(before: Sheet, after: Sheet): Change {
  const change = noChange();
  const first = { tokens: firstView(before, after, 'hasTokens'), usd: firstView(before, after, 'hasUsd') };
  for (const key of keysOf(before, after)) {
    const was = before.get(key);
    const is = after.get(key);
    const { shape } = (is ?? was)!;
    if (shape.hasTokens) {
      if (shape.view === first.tokens) change.tokens += cellTokens(is) - cellTokens(was);
      for (const kind of PEER_KINDS)
        change.allTokens += Math.abs((is?.tokens[kind] ?? 0) - (was?.tokens[kind] ?? 0));
    }
    if (shape.hasUsd) {
      const step = (is?.usd ?? 0n) - (was?.usd ?? 0n);
      if (shape.view === first.usd) change.usd += step;
      change.allUsd += step < 0n ? -step : step;
    }
  }
  return change;
}

/** Every view counts everything once: sums are taken of the first that has them. */
function firstView(a: Sheet, b: Sheet, has: 'hasTokens' | 'hasUsd'): number {
  const views = [...a.values(), ...b.values()].filter((cell: Cell) => cell.shape[has]);
  return views.reduce((least, { shape }) => Math.min(least, shape.view), Number.POSITIVE_INFINITY);
}

function noChange(): Change {
  return { tokens: 0, usd: 0n, allTokens: 0, allUsd: 0n };
}

function isNothing({ allTokens, allUsd }: Change): boolean {
  return allTokens === 0 && allUsd === 0n;
}

function ratio(part: number, whole: number): number {
  return whole === 0 ? 0 : part / whole;
}

function ratioOf(part: Money, whole: Money): number {
  return whole === 0n ? 0 : Number((part * 1_000_000n) / whole) / 1e6;
}
