/**
 * How numbers read on the page: by the same code as in the terminal and on the command line. What is not known is said
 * so; nothing is computed but the form.
 */
import { amountIn, type Currency } from '../../core/currency.ts';
import { grouped, lowerBound, shortCount, usdCents } from '../../core/format.ts';
import { type Money, rounded, usd } from '../../core/money.ts';
import type { Priced, Row } from './answers.ts';

/** How an amount is to be written: to the cent, or with so many digits. */
export type Places = 2 | 4 | 6;

/** The currency of the configuration, once it is known. */
let currency: Currency | undefined;
export function setCurrency(chosen: Currency | undefined): void {
  currency = chosen;
}

export function moneyText(amount: string, places: Places = 2): string {
  return amountIn(currency, (each, decimals = 2) => write(each, places, decimals))(usd(amount));
}

function write(amount: Money, places: Places, decimals: number): string {
  if (places === 2) return usdCents(amount, decimals);
  const text = rounded(amount < 0n ? -amount : amount, places);
  const [whole = '0', fraction = ''] = text.split('.');
  return `${amount < 0n ? '-' : ''}$${grouped(Number(whole))}.${fraction}`;
}

export interface CostWords {
  readonly text: string;
  readonly isAtLeast: boolean;
  readonly isUnpriced: boolean;
  /** For a tooltip and for screen readers. */
  readonly says: string;
}

/** A cost and what is missing from it. */
export function costWords(of: Priced, places: Places = 2): CostWords {
  if (of.isFree)
    return { text: 'free', isAtLeast: false, isUnpriced: false, says: 'free: it is stated to cost nothing' };
  const { unpricedTokens, quality } = of;
  const why = [
    ...(unpricedTokens > 0 ? [`${grouped(unpricedTokens)} tokens have no price`] : []),
    ...(quality.lowerBound > 0
      ? [
          `${grouped(quality.lowerBound)} ${quality.lowerBound === 1 ? 'response was' : 'responses were'} logged without the final output`,
        ]
      : []),
  ];
  if (of.usd === null) {
    const tokens = unpricedTokens > 0 ? `unpriced: ${why[0]}` : 'no cost';
    return {
      text: unpricedTokens > 0 ? 'unpriced' : '–',
      isAtLeast: false,
      isUnpriced: unpricedTokens > 0,
      says: tokens,
    };
  }
  const shown = moneyText(of.usd, places);
  if (why.length === 0) return { text: shown, isAtLeast: false, isUnpriced: false, says: shown };
  const text = lowerBound(shown, '').trim();
  return { text, isAtLeast: true, isUnpriced: false, says: `at least ${text}: ${why.join(', ')}` };
}

/** What the log of a session holds beside what Claude Code counted itself; undefined where that is no more. */
export function countedWords(row: Row): string | undefined {
  if (!row.unloggedUsd || row.statedUsd === null || row.statedUsd === undefined) return undefined;
  const stated = moneyText(String(row.statedUsd));
  return `at least ${row.usd === null ? 'nothing' : moneyText(row.usd)} in the log, ${stated} by Claude Code's own count; the difference is in no sum`;
}

/** `95.8 %`, and `–` for what has no share. */
export function percentText(share: number | null | undefined): string {
  if (share === null || share === undefined) return '–';
  return `${(share * 100).toFixed(1)} %`;
}

/** A part of a whole as a share; undefined where the whole is nothing. */
export function shareOf(part: string | null, whole: string | null): number | undefined {
  const all = whole === null ? 0n : usd(whole);
  if (part === null || all === 0n) return undefined;
  return Number((usd(part) * 1_000_000n) / all) / 1_000_000;
}

/** For the lengths of bars and heights of charts only. */
export function near(amount: string | null): number {
  return amount === null ? 0 : Number(amount);
}

const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];
const LONG_MONTHS = [
  'January',
  'February',
  'March',
  'April',
  'May',
  'June',
  'July',
  'August',
  'September',
  'October',
  'November',
  'December',
];
const WEEKDAYS = ['Sun', 'Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat'];

/** Calendar days as days since 1970, which can be counted. */
export function dayNumber(date: string): number {
  return Date.parse(`${date}T00:00:00Z`) / 86_400_000;
}
export function dateOf(day: number): string {
  return new Date(day * 86_400_000).toISOString().slice(0, 10);
}
/** 0 is Sunday. */
export function weekdayOf(day: number): number {
  return (((day + 4) % 7) + 7) % 7;
}

/** `27 Oct`, with year and weekday on request. */
export function dateText(date: string, { year = false, weekday = false } = {}): string {
  const [y = '', m = '1', d = '1'] = date.split('-');
  const day = weekday ? `${WEEKDAYS[weekdayOf(dayNumber(date))]} ` : '';
  return `${day}${Number(d)} ${MONTHS[Number(m) - 1]}${year ? ` ${y}` : ''}`;
}
export function monthName(date: string): string {
  return LONG_MONTHS[Number(date.slice(5, 7)) - 1] ?? '';
}
export function shortMonth(date: string): string {
  return MONTHS[Number(date.slice(5, 7)) - 1] ?? '';
}

/** `21 Oct – 19 Nov 2026`, `20 Nov 2025 – 19 Nov 2026`, `19 Nov 2026`. */
export function spanText(from: string, to: string): string {
  if (from === to) return dateText(from, { year: true });
  const isOneYear = from.slice(0, 4) === to.slice(0, 4);
  return `${dateText(from, { year: !isOneYear })} – ${dateText(to, { year: true })}`;
}

/** `1 h 29 min`, `12 min`, `40 s`. */
export function lastedText(fromIso: string, toIso: string): string {
  const seconds = Math.max(0, Math.round((Date.parse(toIso) - Date.parse(fromIso)) / 1000));
  if (seconds < 60) return `${seconds} s`;
  const minutes = Math.floor(seconds / 60);
  if (minutes < 60) return `${minutes} min`;
  const hours = Math.floor(minutes / 60);
  if (hours < 48) return `${hours} h ${String(minutes % 60).padStart(2, '0')} min`;
  return `${Math.floor(hours / 24)} d ${hours % 24} h`;
}

/** Steps of an axis from zero: 1, 2, 2.5 or 5 times a power of ten, at most four. */
export function axisSteps(highest: number): readonly number[] {
  if (!(highest > 0)) return [0, 1];
  for (let power = 10 ** Math.floor(Math.log10(highest / 4) - 1); ; power *= 10) {
    for (const factor of [1, 2, 2.5, 5]) {
      const step = factor * power;
      const count = Math.ceil(highest / step - 1e-9);
      if (count <= 4) return Array.from({ length: count + 1 }, (_, i) => Number((i * step).toPrecision(12)));
    }
  }
}

export function dollarTick(value: number, symbolOf: (text: string) => string = text => text): string {
  if (value === 0) return symbolOf('$0');
  const text = value >= 10_000 ? shortCount(value) : value >= 1 ? grouped2(value) : String(value);
  return symbolOf(`$${text}`);
}

function grouped2(value: number): string {
  return Number.isInteger(value) ? grouped(value) : value.toFixed(2);
}

/** Families of models, which keep their colour everywhere. */
export const FAMILIES = ['opus', 'sonnet', 'haiku', 'fable', 'openai', 'google', 'other'] as const;
export type Family = (typeof FAMILIES)[number];

export function familyOf(model: string): Family {
  const id = model.toLowerCase();
  for (const family of ['opus', 'sonnet', 'haiku', 'fable'] as const) if (id.includes(family)) return family;
  if (id.includes('mythos')) return 'fable';
  if (/(^|[^a-z])(gpt|o[1-9]|codex|chatgpt|davinci)/.test(id)) return 'openai';
  if (/gemini|gemma|google|palm/.test(id)) return 'google';
  return 'other';
}

/** `opus-5-5` for `claude-opus-5-5-20261001`: where room is scarce. */
export function shortModel(id: string): string {
  return id.replace(/^claude-(?=\D)/, '').replace(/-20\d{6}(?=$|-fast$)/, '');
}

/** The last part of a path. */
export function pathTail(path: string): string {
  return (
    path
      .split(/[\\/]+/)
      .filter(Boolean)
      .at(-1) ?? path
  );
}
