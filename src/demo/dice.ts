/** Dice that fall the same way for the same seed, on every machine. */
export interface Dice {
  /** A number from `least` up to, not including, `most`. */
  between(least: number, most: number): number;
  /** A whole number from `least` to `most`, both included. */
  whole(least: number, most: number): number;
  chance(probability: number): boolean;
  /** One of the items; by their weights where they have them. */
  pick<T>(items: readonly T[]): T;
  hex(digits: number): string;
  uuid(): string;
}

export function dice(seed: number): Dice {
  let state = seed >>> 0;
  // Mulberry32: small, fast, and good enough to look like life.
  const next = () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let t = Math.imul(state ^ (state >>> 15), state | 1);
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
    return ((t ^ (t >>> 14)) >>> 0) / 2 ** 32;
  };
  const between = (least: number, most: number) => least + next() * (most - least);
  /** Eight digits a throw: ids are most of what is thrown. */
  const hex = (digits: number) => {
    let text = '';
    while (text.length < digits)
      text += Math.floor(next() * 2 ** 32)
        .toString(16)
        .padStart(8, '0');
    return text.slice(0, digits);
  };
  return {
    between,
    whole: (least, most) => Math.floor(between(least, most + 1)),
    chance: probability => next() < probability,
    pick: items => {
      const weights = items.map(item => (item as { weight?: number }).weight ?? 1);
      let point = next() * weights.reduce((sum, weight) => sum + weight, 0);
      const index = weights.findIndex(weight => {
        point -= weight;
        return point < 0;
      });
      return items[Math.max(0, index)]!;
    },
    hex,
    uuid: () => `${hex(8)}-${hex(4)}-4${hex(3)}-a${hex(3)}-${hex(12)}`,
  };
}
