/** Reads the fields of one row of a statement after the other. */
import type { Day } from '../../core/calendar.ts';
import { instant } from '../../core/counts.ts';
import { type Money, usd } from '../../core/money.ts';
import type { BilledLine } from '../../reports/reconcile.ts';

const DAY_MS = 86_400_000;
const MOST_TROUBLES = 20;

/** How a CSV is read that has these columns. */
export interface CsvKind {
  readonly title: string;
  readonly vendor?: string;
  readonly columns: readonly string[];
  line(reader: Reader): void;
}

export class Reader {
  readonly lines: BilledLine[] = [];
  readonly troubles: string[] = [];
  private readonly names: readonly string[];
  private cells: readonly string[] = [];
  private place = '';

  constructor(names: readonly string[]) {
    this.names = names;
  }

  begin(cells: readonly string[], place: string): void {
    this.cells = cells;
    this.place = place;
  }

  has(name: string): boolean {
    return this.names.includes(name);
  }

  /** '' where the row has no such field. */
  text(...names: readonly string[]): string {
    for (const name of names) {
      const cell = this.cells[this.names.indexOf(name)]?.trim();
      if (cell) return cell;
    }
    return '';
  }

  count(...names: readonly string[]): number {
    return this.wholeNumber(this.text(...names), names[0]!);
  }

  wholeNumber(value: unknown, name: string): number {
    if (value === undefined || value === null || value === '') return 0;
    const number = typeof value === 'string' ? Number(value.replaceAll(',', '')) : value;
    if (typeof number === 'number' && Number.isSafeInteger(number) && number >= 0) return number;
    this.trouble(`${name} is no count: read as 0`);
    return 0;
  }

  /** An amount in dollars, with or without its sign; undefined where it is empty, or words such as "Included". */
  amount(value: unknown): Money | undefined {
    const text = String(value ?? '')
      .trim()
      .replace(/^(-?)\$/, '$1')
      .replaceAll(',', '');
    if (text === '' || /^[a-z]/i.test(text)) return undefined;
    try {
      return usd(text);
    } catch {
      this.trouble(`'${text.slice(0, 40)}' is no amount: left out`);
      return undefined;
    }
  }

  /** A UTC day out of ISO text, seconds since 1970, or `MM/DD/YYYY`. */
  day(value: unknown): Day | undefined {
    const american = /^(\d\d?)\/(\d\d?)\/(\d{4})$/.exec(String(value));
    const pad = (part: string) => part.padStart(2, '0');
    const text = american ? `${american[3]}-${pad(american[1]!)}-${pad(american[2]!)}` : value;
    const seconds = typeof text === 'number' || /^\d{9,11}$/.test(String(text)) ? Number(text) * 1000 : text;
    const ms = instant(seconds);
    if (ms === undefined) this.trouble('has no day: left out');
    return ms === undefined ? undefined : Math.floor(ms / DAY_MS);
  }

  line(line: BilledLine): void {
    this.lines.push(line);
  }

  trouble(why: string): void {
    if (this.troubles.length < MOST_TROUBLES) this.troubles.push(`${this.place}: ${why}`);
    else this.troubles[MOST_TROUBLES] = 'and more';
  }
}
