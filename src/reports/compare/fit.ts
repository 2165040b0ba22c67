/**
 * How well numbers that we made with a mistake on purpose are the other tool's numbers. What counts is how many of the
 * numbers that the mistake changes come out right to the last token: that does not happen by chance, while being near
 * does. A mistake that spoils as many numbers as it settles is not believed.
 */
import { PEER_KINDS } from './peer.ts';
import { type Cell, keysOf, type Sheet } from './sheet.ts';

export interface Fit {
  /** Numbers that differ between right and theirs. */
  readonly differing: number;
  /** Numbers that the mistake changes to what they show, and to something else. */
  readonly settled: number;
  readonly wrong: number;
  /** Numbers, zeros aside, that are theirs to the last token. */
  readonly same: number;
  /** Everything that differed is settled, and nothing is wrong. */
  readonly isExact: boolean;
  /** Tokens by which the mistake still misses, over tokens by which right misses; 0 is a perfect fit. */
  readonly missed: number;
}

/** Compares token counts in the cells that `isJudged` says yes to. */
export function fitOf(right: Sheet, made: Sheet, theirs: Sheet, isJudged: (cell: Cell) => boolean): Fit {
  let differing = 0;
  let settled = 0;
  let wrong = 0;
  let same = 0;
  let gap = 0;
  let left = 0;
  for (const key of keysOf(right, made, theirs)) {
    const cell = (theirs.get(key) ?? made.get(key) ?? right.get(key))!;
    if (!cell.shape.hasTokens || !isJudged(cell)) continue;
    for (const kind of PEER_KINDS) {
      const ours = right.get(key)?.tokens[kind] ?? 0;
      const other = made.get(key)?.tokens[kind] ?? 0;
      const their = theirs.get(key)?.tokens[kind] ?? 0;
      gap += Math.abs(their - ours);
      left += Math.abs(their - other);
      if (their !== ours) differing += 1;
      if (their === other && their !== 0) same += 1;
      if (other === ours) continue;
      if (other === their) settled += 1;
      else wrong += 1;
    }
  }
  const isExact = wrong === 0 && settled === differing;
  return { differing, settled, wrong, same, isExact, missed: gap === 0 ? 0 : left / gap };
}

/** So much of a gap may stay open where hardly a number fits to the last token. */
const NEAR = 0.05;

/**
 * Orders explanations with so many causes; 0 or less is not believed. Exact ones come first, the fewer causes the
 * better; then those that settle more numbers than they spoil, where a cause must explain some to be listed;
 * at last those that come near everywhere.
 */
export function scoreOf(fit: Fit, causes: number): number {
  // Zeros alone prove nothing: a report about something else has them, too.
  const isProven = fit.same > 0;
  if (isProven && fit.isExact) return 2e12 - causes;
  const worth = fit.settled - fit.wrong - causes * (1 + fit.differing / 50);
  if (isProven && worth > 0) return 1e12 + worth;
  return fit.missed <= NEAR ? 1 - fit.missed - causes / 100 : 0;
}
