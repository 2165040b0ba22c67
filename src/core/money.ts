/**
 * Exact money. A dollar is 10^18 atto-dollars in a BigInt, so that the price of one token times any published
 * multiplier is a whole number, and sums are the same in any order. No float ever holds an amount of money.
 */

/** Atto-dollars (10^-18 USD). */
export type Money = bigint;

const ATTO = 10n ** 18n;

/** A millionth of a dollar. */
const MICRO = 10n ** 12n;
/** As many of those are told apart by the digits of any number. */
const MOST_MICROS = 1e15;

/** Reads decimal text ('0.125', '-3', '1e-7') or a number's shortest decimal form. Throws on anything else. */
export function usd(amount: string | number): Money {
  return typeof amount === 'number' ? (shortUsd(amount) ?? readUsd(String(amount))) : readUsd(amount.trim());
}

/** A number of few digits, which prices are, without spelling it out; undefined for any other. */
function shortUsd(amount: number): Money | undefined {
  const micros = Math.round(amount * 1e6);
  return Math.abs(micros) < MOST_MICROS && micros / 1e6 === amount ? BigInt(micros) * MICRO : undefined;
}

function readUsd(text: string): Money {
  const match = /^(-?)(\d+)(?:\.(\d*))?(?:e([+-]?\d+))?$/i.exec(text);
  if (!match) throw new RangeError(`not an amount of money: ${JSON.stringify(text)}`);
  const [, sign, whole = '0', fraction = '', exponent = '0'] = match;
  const digits = BigInt(whole + fraction) * (sign ? -1n : 1n);
  const shift = 18 - fraction.length + Number(exponent);
  return shift >= 0 ? digits * 10n ** BigInt(shift) : digits / 10n ** BigInt(-shift);
}

/** The whole amount as decimal text, no digit lost, at least `least` digits behind the point. */
export function decimal(amount: Money, least = 6): string {
  const abs = amount < 0n ? -amount : amount;
  const fraction = (abs % ATTO).toString().padStart(18, '0');
  const kept = fraction.replace(/0+$/, '').padEnd(least, '0');
  return `${amount < 0n ? '-' : ''}${abs / ATTO}${kept ? `.${kept}` : ''}`;
}

/** Rounded half away from zero to `places` digits, as decimal text. */
export function rounded(amount: Money, places: number): string {
  const unit = 10n ** BigInt(18 - places);
  const abs = amount < 0n ? -amount : amount;
  const units = (abs + unit / 2n) / unit;
  const text = units.toString().padStart(places + 1, '0');
  const shown = places === 0 ? text : `${text.slice(0, -places)}.${text.slice(-places)}`;
  return amount < 0n && units > 0n ? `-${shown}` : shown;
}

/** The middle amount, or the mean of both middle ones; there must be at least one. */
export function medianUsd(amounts: readonly Money[]): Money {
  const sorted = [...amounts].sort((a, b) => (a < b ? -1 : a > b ? 1 : 0));
  const middle = sorted.length >> 1;
  return sorted.length % 2 === 1 ? sorted[middle]! : (sorted[middle - 1]! + sorted[middle]!) / 2n;
}

/** For drawing only (heights of curves, lengths of bars): a float near the amount, in USD. */
export function approximateUsd(amount: Money): number {
  return Number(amount / 10n ** 9n) / 1e9;
}

/** An amount with what is not in it. A reader shows `usd` bare only when nothing is missing. */
export interface Cost {
  readonly usd: Money;
  /** Tokens of models without a price: the true cost is higher. */
  readonly unpricedTokens: number;
  readonly unpricedEvents: number;
  /** Events whose log lacks the final counts: the true cost is higher. */
  readonly lowerBoundEvents: number;
}
