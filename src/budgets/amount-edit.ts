/** New amounts in the spelling of old ones: with or without a dollar sign, grouping, quotes, and as many decimals. */
import { decimal, type Money, rounded } from '../core/money.ts';

/** The number within the text in the file, such as `"$1,234.50"`. */
const NUMBER = /[\d.,_]*\d[\d.,_]*/;

/** Undefined where the old text is not simple enough to be imitated. */
export function moneyLike(old: string, amount: Money): string | undefined {
  const number = NUMBER.exec(old)?.[0];
  if (number === undefined || amount < 0n || !/^["']?\s*(?:US)?\$?\s*[\d.,_]+\s*["']?$/.test(old))
    return undefined;
  const places = /\.(\d+)$/.exec(number)?.[1]?.length ?? 0;
  const isExact = decimal(amount, 0).split('.')[1]?.length ?? 0;
  // No digit is lost, and cents are written in full.
  const needed = isExact === 0 ? places : Math.max(places, isExact, 2);
  const text = needed > 18 ? decimal(amount, places) : rounded(amount, needed);
  const [whole = '0', fraction] = text.split('.');
  const grouped = number.includes(',') ? whole.replace(/\B(?=(\d{3})+$)/g, ',') : whole;
  return old.replace(NUMBER, fraction === undefined ? grouped : `${grouped}.${fraction}`);
}

export function countLike(old: string, count: number): string | undefined {
  const number = NUMBER.exec(old)?.[0];
  if (number === undefined || !/^["']?\s*[\d,_]+\s*["']?$/.test(old)) return undefined;
  const separator = number.includes(',') ? ',' : number.includes('_') ? '_' : '';
  return old.replace(NUMBER, String(count).replace(/\B(?=(\d{3})+$)/g, separator));
}
