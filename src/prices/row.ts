/**
 * The shape of our price tables: vendors, their models, and what each model has cost since when.
 *
 *   'claude-sonnet-5-5': [
 *     { since: '2026-09-28', usd: claude(2, 10, 0.20, 2.50, 4), from: page },
 *     { since: '2026-10-07', usd: claude(2, 10, 0.10, 2.50, 4), from: page },
 *   ]
 *
 * A row holds from its first day (00:00 UTC, or a time of that day) until the next row begins or until it ends; the first
 * row also covers all time before it, unless a table below has a row of that time. A row without a day is the only one
 * known. Rows are never deleted: history is priced by them.
 * The numbers are what the vendor prints, and are read by their decimal text (`usd(0.1)` is ten cents exactly).
 * The same shape, as JSON, is the file a user may refresh prices from (see `table-file.ts`).
 */
import type { TokenKind } from '../core/usage.ts';

/** A UTC day, 'YYYY-MM-DD'. */
export type Day = string;

/** A day, or a minute of it in UTC: '2026-08-16T16:00Z'. */
export type Start = string;

/**
 * USD per million tokens. A cache kind that is absent has no published rate of its own: such tokens are billed
 * at the next rate that fits (see `billedRates`), in the end as input; absent never means 0.
 */
export type Rates = Readonly<Partial<Record<TokenKind, number>>> & {
  readonly input: number;
  readonly output: number;
};

/** A length tier: it is judged on the whole prompt of one request, and moves every token of that request. */
export interface LongPrompt {
  /** Prompt tokens (input, cache reads and cache writes) above which the rates hold. */
  readonly prompt: number;
  /** The rates hold at exactly that many tokens, too. */
  readonly inclusive?: boolean;
  readonly usd: Rates;
}

/**
 * Multipliers on token rates by the word a log uses for them: 'fast', 'ultrafast', 'batch', 'flex', 'us' (inference
 * kept in one country) and 'regional' (a cloud's regional endpoint). 1 says: known to cost nothing extra.
 */
export type Times = Readonly<Record<string, number>>;

/** Hours of the day at which other rates hold, higher or lower; quarters of an hour at the finest, as sums are kept. */
export interface PeakHours {
  /** Hours in UTC, 'from' included, 'to' not: [[1, 4], [6, 10]]; 16.5 is 16:30. From 22 to 2 goes over midnight. */
  readonly hours: readonly (readonly [from: number, to: number])[];
  /** Only Monday to Friday, by the day in UTC. */
  readonly weekdays?: boolean;
  readonly usd: Rates;
}

/** What every row has beside its rates. */
interface RowFacts {
  readonly since?: Start;
  /** The price ended then, and no later one is known. */
  readonly until?: Start;
  /** The page it was read from, and when. */
  readonly from: string;
  /** Absent: read on the vendor's page or in several places that agree. */
  readonly confidence?: 'medium' | 'low';
  /** Announced for a later day; may still be withdrawn. */
  readonly scheduled?: boolean;
  /** After this day the row should be read again. */
  readonly reviewBy?: Day;
  /** History worth knowing. */
  readonly note?: string;
  /** A reservation that belongs on every receipt. */
  readonly caveat?: string;
}

export interface ListPrice extends RowFacts {
  readonly usd: Rates;
  readonly above?: LongPrompt;
  /** A reservation about the long-prompt rates alone. */
  readonly longCaveat?: string;
  readonly peak?: PeakHours;
  /** Over the vendor's own `times`. */
  readonly times?: Times;
  /** Web searches are billed and tokens are not: all rates are 0. */
  readonly searchesOnly?: boolean;
}

/** Stated by the vendor to cost nothing, which is not the same as having no price. */
export interface FreePrice extends RowFacts {
  readonly free: true;
}

export type Price = ListPrice | FreePrice;

export interface Vendor {
  readonly id: string;
  /** USD for one web search. */
  readonly perSearch?: number;
  /** Multipliers for all models that do not say otherwise. */
  readonly times: Times;
  /** Other words for the same multiplier: { priority: 'fast' }. */
  readonly says?: Readonly<Record<string, string>>;
  /** Rows by model id, oldest first. */
  readonly models: Readonly<Record<string, readonly Price[]>>;
  /** Other published names of these models. Dots and dashes need no alias: 'gpt-5.1' is also found as 'gpt-5-1'. */
  readonly aliases?: Readonly<Record<string, string>>;
}

export interface PriceTable {
  /** Shown as the origin of a price: 'token-dash 2026-11-22'. */
  readonly name: string;
  /** The day its pages were last read. */
  readonly built: Day;
  readonly vendors: readonly Vendor[];
}
