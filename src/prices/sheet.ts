/**
 * Prices that somebody wrote into a file, read value by value. What cannot be a price is left out and said in a
 * trouble that names the file, the field and the value; reading goes on, so all mistakes are told at once.
 */
import { TOKEN_KINDS, type TokenKind, type Trouble } from '../core/usage.ts';
import type { Day, LongPrompt, Rates, Times } from './row.ts';

type Fields = Readonly<Record<string, unknown>>;
export type SomeRates = Readonly<Partial<Record<TokenKind, number>>>;

/** The line that a field ('prices.models.in-house') stands on, where somebody knows. */
export type LineOf = (at: string) => number | undefined;

/** USD per million tokens above which a number is taken for a slip. */
const HIGHEST_RATE = 1_000_000;
const HIGHEST_FACTOR = 100;

export class Sheet {
  readonly troubles: Trouble[] = [];
  private readonly file: string;
  private readonly lineOf: LineOf;

  constructor(file: string, lineOf: LineOf = () => undefined) {
    this.file = file;
    this.lineOf = lineOf;
  }

  /** Says that the value at a field is not what it should be; `line` is a field that stands where the mistake is. */
  wrong(at: string, value: unknown, wanted: string, line = at): undefined {
    const text = JSON.stringify(value) ?? String(value);
    const shown = text.length > 60 ? `${text.slice(0, 60)}...` : text;
    this.troubles.push({ path: this.file, line: this.lineOf(line), why: `${at} is ${shown}, not ${wanted}` });
    return undefined;
  }

  /** An object; every field that is not among `known` is told (it may be a misspelt one). */
  object(value: unknown, at: string, known?: readonly string[]): Fields | undefined {
    if (typeof value !== 'object' || value === null || Array.isArray(value))
      return this.wrong(at, value, 'an object');
    for (const name of Object.keys(value))
      if (known && !known.includes(name)) this.wrong(at, name, `one of ${known.join(', ')}`, `${at}.${name}`);
    return value as Fields;
  }

  /** Reads fields that may be absent. */
  optional(fields: Fields, at: string) {
    return <T>(name: string, read: (this: Sheet, value: unknown, at: string) => T): T | undefined =>
      fields[name] === undefined ? undefined : read.call(this, fields[name], `${at}.${name}`);
  }

  list(value: unknown, at: string): readonly unknown[] | undefined {
    return Array.isArray(value) ? value : this.wrong(at, value, 'a list');
  }

  text(value: unknown, at: string): string | undefined {
    return typeof value === 'string' && value.trim() !== '' ? value : this.wrong(at, value, 'text');
  }

  flag(value: unknown, at: string): boolean | undefined {
    return typeof value === 'boolean' ? value : this.wrong(at, value, 'true or false');
  }

  confidence(value: unknown, at: string): 'medium' | 'low' | undefined {
    return value === 'medium' || value === 'low' ? value : this.wrong(at, value, 'medium or low');
  }

  /** YAML gives an unquoted day as a Date. */
  day(value: unknown, at: string): Day | undefined {
    const text =
      value instanceof Date && !Number.isNaN(value.getTime()) ? value.toISOString().slice(0, 10) : value;
    const isDay =
      typeof text === 'string' && /^\d{4}-\d\d-\d\d$/.test(text) && !Number.isNaN(Date.parse(text));
    return isDay ? text : this.wrong(at, value, 'a day such as 2026-11-22');
  }

  /** USD per million tokens; six decimals at most, so that money stays exact under every multiplier. */
  rate(value: unknown, at: string): number | undefined {
    const isRate = this.isDecimal(value, 6) && value >= 0 && value <= HIGHEST_RATE;
    return isRate ? value : this.wrong(at, value, 'a price in USD per million tokens, of up to six decimals');
  }

  factor(value: unknown, at: string): number | undefined {
    const isFactor = this.isDecimal(value, 2) && value > 0 && value <= HIGHEST_FACTOR;
    return isFactor ? value : this.wrong(at, value, 'a multiplier above 0, of up to two decimals');
  }

  /** The rates that are given among `fields`. */
  someRates(fields: Fields, at: string): SomeRates {
    const rates: Partial<Record<TokenKind, number>> = {};
    for (const kind of TOKEN_KINDS) {
      if (fields[kind] === undefined || fields[kind] === null) continue;
      const rate = this.rate(fields[kind], `${at}.${kind}`);
      if (rate !== undefined) rates[kind] = rate;
    }
    return rates;
  }

  /** Rates of a whole row: input and output must be there. */
  rates(value: unknown, at: string): Rates | undefined {
    const fields = this.object(value, at, TOKEN_KINDS);
    if (!fields) return undefined;
    const { input, output, ...cache } = this.someRates(fields, at);
    if (fields.input === undefined) this.wrong(`${at}.input`, undefined, 'a price');
    if (fields.output === undefined) this.wrong(`${at}.output`, undefined, 'a price');
    return input === undefined || output === undefined ? undefined : { input, output, ...cache };
  }

  above(value: unknown, at: string): LongPrompt | undefined {
    const fields = this.object(value, at, ['prompt', 'inclusive', 'usd']);
    if (!fields) return undefined;
    const { prompt } = fields;
    const inclusive = this.optional(fields, at)('inclusive', this.flag);
    const usd = this.rates(fields.usd, `${at}.usd`);
    if (typeof prompt !== 'number' || !Number.isInteger(prompt) || prompt <= 0)
      return this.wrong(`${at}.prompt`, prompt, 'a count of tokens');
    return usd && { prompt, inclusive, usd };
  }

  times(value: unknown, at: string): Times | undefined {
    const fields = this.object(value, at);
    if (!fields) return undefined;
    const times: Record<string, number> = {};
    for (const [word, given] of Object.entries(fields)) {
      const factor = this.factor(given, `${at}.${word}`);
      if (factor !== undefined) times[word] = factor;
    }
    return times;
  }

  /** Text by name. */
  names(value: unknown, at: string): Readonly<Record<string, string>> {
    const names: Record<string, string> = {};
    for (const [name, given] of Object.entries(this.object(value, at) ?? {})) {
      const text = this.text(given, `${at}.${name}`);
      if (text !== undefined) names[name] = text;
    }
    return names;
  }

  private isDecimal(value: unknown, places: number): value is number {
    if (typeof value !== 'number' || !Number.isFinite(value)) return false;
    return Number(value.toFixed(places)) === value;
  }
}
