/**
 * Amounts as people write them into files by hand: money, percentages, counts. Each reader gives the exact value, or a
 * sentence that says why the text is none; a placeholder of a template (`$XXX`, `XX.XX`) is told apart from a mistake.
 */
import { type Money, usd } from '../core/money.ts';

/** A value, or why there is none. */
export type Read<T> = { readonly value: T } | { readonly problem: string; readonly isPlaceholder?: true };

/** A part of the whole as a fraction with 18 decimal digits: 10^18 is all of it. */
export type Share = bigint;

export const WHOLE: Share = 10n ** 18n;

/** `$XXX`, `XX.XX`, `X%`, `XXXXX`: the template's placeholders. */
const PLACEHOLDER = /^\$?\s*X+(?:[.,]X+)*\s*%?$/i;

export function isPlaceholder(value: unknown): boolean {
  return typeof value === 'string' && PLACEHOLDER.test(value.trim());
}

/**
 * US dollars: 234.56, "234.56", $234.56, $1,234.56, 1.234,56, USD 500, 500 USD, $1.2k, -$5, ($5).
 * A comma with exactly three digits behind it groups thousands; any other single comma is a decimal comma.
 */
export function readMoney(value: unknown): Read<Money> {
  const text = textOf(value);
  if (text === undefined) return noAmount(value, 'an amount of money');
  if (isPlaceholder(text)) return { problem: `${quoted(text)} is a placeholder`, isPlaceholder: true };
  const foreign = /[€£¥₹₩₽]|\b(?!USD\b)(?:EUR|GBP|JPY|CNY|INR|CHF|CAD|AUD)\b/i.exec(text)?.[0];
  if (foreign !== undefined) return { problem: `${quoted(text)} is in ${foreign}; write US dollars` };
  const match =
    /^(\()?\s*([-+−])?\s*(?:US)?(?:\$|USD)?\s*([-+−])?\s*([\d.,_'\s]*\d[\d.,_]*)(?:e([+-]?\d{1,2}))?\s*([km])?\s*(?:\$|USD)?\s*(\))?$/i.exec(
      text,
    );
  if (!match || (match[1] === undefined) !== (match[7] === undefined))
    return noAmount(value, 'an amount of money');
  const digits = plainDigits(match[4]!);
  if (digits === undefined) return noAmount(value, 'an amount of money');
  const isNegative =
    match[1] !== undefined || [match[2], match[3]].some(sign => sign === '-' || sign === '−');
  const times = match[6] === undefined ? 1n : match[6].toLowerCase() === 'k' ? 1000n : 1_000_000n;
  const amount = usd(`${digits}${match[5] === undefined ? '' : `e${match[5]}`}`) * times;
  return { value: isNegative ? -amount : amount };
}

/**
 * A percentage as a share of the whole. With a percent sign it is what it says; without one, a number below 1 is a
 * fraction (0.12) and any other is a percentage (12), so `12%`, `12` and `0.12` are the same.
 */
export function readPercent(value: unknown): Read<Share> {
  const text = textOf(value);
  if (text === undefined) return noAmount(value, 'a percentage');
  if (isPlaceholder(text)) return { problem: `${quoted(text)} is a placeholder`, isPlaceholder: true };
  const match = /^([\d.,]*\d)\s*(%|percent)?$/i.exec(text);
  const digits = match && plainDigits(match[1]!);
  if (!match || digits === undefined || digits === null) return noAmount(value, 'a percentage');
  const number = usd(digits);
  const isFraction = match[2] === undefined && number < WHOLE;
  const share = isFraction ? number : number / 100n;
  if (share > WHOLE) return { problem: `${quoted(text)} is more than 100 %` };
  return { value: share };
}

/** A whole number of things: 1000, "1,000", 1_000, 12K, 1.5M. */
export function readCount(value: unknown): Read<number> {
  const text = textOf(value);
  if (text === undefined) return noAmount(value, 'a count');
  if (isPlaceholder(text)) return { problem: `${quoted(text)} is a placeholder`, isPlaceholder: true };
  const match = /^([\d.,_'\s]*\d)\s*([km])?(?:\s*tokens?)?$/i.exec(text);
  const digits = match ? plainDigits(match[1]!) : undefined;
  if (!match || digits === undefined) return noAmount(value, 'a count');
  const times = match[2] === undefined ? 1 : match[2].toLowerCase() === 'k' ? 1e3 : 1e6;
  const count = Math.round(Number(digits) * times * 1e6) / 1e6;
  if (!Number.isInteger(count) || !Number.isSafeInteger(count)) {
    return { problem: `${quoted(text)} is not a whole number` };
  }
  return { value: count };
}

/** A number's shortest decimal form, or trimmed text; undefined for anything else (a map, `.nan`, yes). */
function textOf(value: unknown): string | undefined {
  if (typeof value === 'number') return Number.isFinite(value) ? String(value) : undefined;
  if (typeof value === 'bigint') return String(value);
  const text = typeof value === 'string' ? value.trim() : '';
  return text !== '' && text.length <= LONGEST ? text : undefined;
}

/** No amount is longer; a text of a megabyte is not searched for one. */
const LONGEST = 60;

/** Digits with a decimal point at most, out of digits with separators; undefined where these contradict each other. */
function plainDigits(text: string): string | undefined {
  const bare = text.replace(/[_'\s]/g, '');
  const [commas, points] = [bare.split(',').length - 1, bare.split('.').length - 1];
  if (commas > 0 && points > 0) {
    const decimalSign = bare.lastIndexOf(',') > bare.lastIndexOf('.') ? ',' : '.';
    return ungrouped(bare, decimalSign);
  }
  if (points > 1) return ungrouped(bare, ',');
  if (commas > 1 || /^\d{1,3},\d{3}$/.test(bare)) return ungrouped(bare, '.');
  const plain = bare.replace(',', '.');
  return /^(?:\d+\.?\d*|\.\d+)$/.test(plain) ? plain.replace(/^\./, '0.').replace(/\.$/, '') : undefined;
}

/** Takes the grouping out; undefined where groups are not of three digits. */
function ungrouped(text: string, decimalSign: ',' | '.'): string | undefined {
  const form = decimalSign === '.' ? /^\d{1,3}(?:,\d{3})+(?:\.\d+)?$/ : /^\d{1,3}(?:\.\d{3})+(?:,\d+)?$/;
  if (!form.test(text)) return undefined;
  return decimalSign === '.' ? text.replaceAll(',', '') : text.replaceAll('.', '').replace(',', '.');
}

function noAmount(value: unknown, wanted: string): Read<never> {
  return { problem: `${quoted(value)} is not ${wanted}` };
}

/** The value for a sentence, cut where it is long. */
export function quoted(value: unknown): string {
  const text =
    typeof value === 'number' || typeof value === 'bigint'
      ? String(value)
      : (JSON.stringify(value) ?? 'nothing');
  return text.length > 60 ? `${text.slice(0, 57)}...` : text;
}
