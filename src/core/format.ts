/**
 * The words for numbers that all faces share: token counts, dollars, bytes, times. A cell of a table has room for
 * six or seven columns, so the short forms never grow beyond that, and none of them rounds something to nothing:
 * a cost that is not zero never reads `$0.00`, and a sum with a part missing says that it is a lower bound.
 */
import { printable } from './clean.ts';
import { type Cost, decimal, type Money, rounded } from './money.ts';
import type { Trouble } from './usage.ts';

/** Units of a thousand, and below how many of one a tenth of it still tells something. */
const UNITS = [
  { letter: 'K', size: 1e3, tenthsBelow: 10 },
  { letter: 'M', size: 1e6, tenthsBelow: 1000 },
  { letter: 'B', size: 1e9, tenthsBelow: 1000 },
  { letter: 'T', size: 1e12, tenthsBelow: 1000 },
] as const;

/**
 * A count in at most six columns: 999, 1.2K, 45K, 1.9M, 450.0M, 1.2B. Thousands lose their tenths from 10K on, where
 * a hundred tokens are noise; larger units keep them, where a tenth is still a long prompt.
 */
export function shortCount(count: number): string {
  if (count < 0) return `-${shortCount(-count)}`;
  if (Math.round(count) < 1000) return String(Math.round(count));
  for (const { letter, size, tenthsBelow } of UNITS) {
    const tenths = Math.round(count / (size / 10));
    if (tenths < tenthsBelow * 10) return `${(tenths / 10).toFixed(1)}${letter}`;
    const whole = Math.round(count / size);
    if (whole < 1000) return `${whole}${letter}`;
  }
  return '>999T';
}

/** A count with every digit, in groups of three: 1,234,567. One that is too large for every digit to be right has a `~`. */
export function grouped(count: number): string {
  const digits = groupDigits(String(Math.round(count)));
  return Math.abs(count) > Number.MAX_SAFE_INTEGER ? `~${digits}` : digits;
}

/** So many of something: 1 response, 1,234 responses. */
export function counted(count: number, noun: string): string {
  return `${grouped(count)} ${noun}${count === 1 ? '' : 's'}`;
}

/** Money for a narrow cell, at most seven columns: $0.00, <$0.01, $12.34, $1,234, $12.3K, $1.2M. `places` as below. */
export function usdShort(amount: Money, places = 2): string {
  if (amount < 0n) return `-${usdShort(-amount, places)}`;
  const cents = rounded(amount, places);
  const wholeDigits = places === 0 ? cents.length : cents.length - places - 1;
  if (wholeDigits <= 3) return tinyOr(amount, cents);
  const whole = rounded(amount, 0);
  if (whole.length <= '9999'.length) return `$${groupDigits(whole)}`;
  for (const { letter, size } of UNITS) {
    const tenths = rounded(amount / BigInt(size), 1);
    if (tenths.length <= '999.9'.length) return `$${tenths}${letter}`;
  }
  return '>$999T';
}

/**
 * Money to the cent: $1,234.56; what is less than half a cent and not nothing is <$0.01. `places` are the decimals of a
 * currency whose smallest coin is another one.
 */
export function usdCents(amount: Money, places = 2): string {
  return amount < 0n ? `-${usdCents(-amount, places)}` : tinyOr(amount, groupDigits(rounded(amount, places)));
}

/** Money with no digit lost: $1,234.5678. */
export function usdExact(amount: Money): string {
  return amount < 0n ? `-${usdExact(-amount)}` : `$${groupDigits(decimal(amount, 2))}`;
}

function tinyOr(amount: Money, cents: string): string {
  const isTiny = amount > 0n && /^0(\.0+)?$/.test(cents);
  return isTiny ? `<$${cents.slice(0, -1)}1` : `$${cents}`;
}

/** How a face writes a cost. */
export interface CostStyle {
  readonly amount?: (usd: Money) => string;
  /** '>=' where the output must be ASCII. */
  readonly atLeast?: string;
}

/**
 * A cost with its honesty: `$12.34`; `≥ $12.34` where a part has no price or a log lacks its final counts; `unpriced`
 * where nothing had a price, because a bare $0.00 would be a lie.
 */
export function costText(cost: Cost, { amount = usdShort, atLeast = '≥' }: CostStyle = {}): string {
  const isPartUnpriced = cost.unpricedTokens > 0 || cost.unpricedEvents > 0;
  if (isPartUnpriced && cost.usd === 0n) return 'unpriced';
  if (!isPartUnpriced && cost.lowerBoundEvents === 0) return amount(cost.usd);
  return lowerBound(amount(cost.usd), atLeast);
}

/** An amount in words as a lower bound: `≥ $12.34`, and `≥ $0.00` for what is too small to tell. */
export function lowerBound(shown: string, atLeast = '≥'): string {
  return `${atLeast} ${shown.startsWith('<') ? shown.slice(1).replace(/(\d[\d.]*)$/, zero => zero.replace('1', '0')) : shown}`;
}

/** A file size in powers of 1000: 999 B, 1.2 kB, 45.0 MB. */
export function bytesText(bytes: number): string {
  if (bytes < 1000) return `${Math.round(bytes)} B`;
  let size = bytes / 1000;
  for (const unit of ['kB', 'MB', 'GB']) {
    if (Math.round(size * 10) < 10_000) return `${size.toFixed(1)} ${unit}`;
    size /= 1000;
  }
  return `${size.toFixed(1)} TB`;
}

const SECOND = 1000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

/** How long something took, in its two largest units, never rounded up: 850ms, 12s, 3m 05s, 2h 14m, 3d 04h. */
export function durationText(ms: number): string {
  const past = Math.max(0, ms);
  if (past < SECOND) return `${Math.floor(past)}ms`;
  if (past < MINUTE) return `${Math.floor(past / SECOND)}s`;
  if (past < HOUR) return twoUnits(past, MINUTE, 'm', SECOND, 's');
  if (past < DAY) return twoUnits(past, HOUR, 'h', MINUTE, 'm');
  return twoUnits(past, DAY, 'd', HOUR, 'h');
}

function twoUnits(ms: number, large: number, largeName: string, small: number, smallName: string): string {
  const rest = Math.floor((ms % large) / small);
  return `${Math.floor(ms / large)}${largeName} ${String(rest).padStart(2, '0')}${smallName}`;
}

/** How long ago, in one unit: just now, 12s ago, 3m ago, 5h ago, 4d ago. A clock that ran backwards is just now. */
export function agoText(ms: number): string {
  if (ms < 5 * SECOND) return 'just now';
  if (ms < MINUTE) return `${Math.floor(ms / SECOND)}s ago`;
  if (ms < HOUR) return `${Math.floor(ms / MINUTE)}m ago`;
  if (ms < DAY) return `${Math.floor(ms / HOUR)}h ago`;
  return `${Math.floor(ms / DAY)}d ago`;
}

/** Where something is wrong, and why: config.yaml:3: theme is "pink", not one of ... */
export function troubleText({ path, line, why }: Trouble): string {
  return printable(`${path}${line === undefined ? '' : `:${line}`}: ${why}`);
}

/** Groups the digits in front of the point. */
function groupDigits(text: string): string {
  return text.replace(/^-?\d+/, whole => whole.replace(/\B(?=(\d{3})+$)/g, ','));
}
