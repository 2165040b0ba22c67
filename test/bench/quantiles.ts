/** Lengths drawn from a distribution of which a few quantiles are known. */
import type { Dice } from '../../src/demo/dice.ts';

/** The smallest length, those that 50, 90 and 99 of 100 are not above, and the largest. */
export type Quantiles = readonly [
  least: number,
  half: number,
  ninety: number,
  ninetyNine: number,
  most: number,
];

const SHARES = [0, 0.5, 0.9, 0.99, 1] as const;
/** In the last hundredth, few come near the largest. */
const TAIL = 4;

/** A length; between two quantiles its logarithm grows evenly with the share of lengths below it. */
export function lengthOf(quantiles: Quantiles, roll: Dice): number {
  const share = roll.between(0, 1);
  const part = Math.max(
    1,
    SHARES.findIndex(each => share <= each),
  );
  const [from, to] = [SHARES[part - 1]!, SHARES[part]!];
  const within = (share - from) / (to - from);
  const [low, high] = [Math.log(quantiles[part - 1]!), Math.log(quantiles[part]!)];
  return Math.exp(low + (high - low) * (part === SHARES.length - 1 ? within ** TAIL : within));
}
