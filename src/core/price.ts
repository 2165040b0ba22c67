/**
 * The contract of prices: a rate for a request. How a rate is found (tables, ids, tiers, modifiers)
 * is the business of `prices/`; what is done with it (sums) is the business of `tally.ts`.
 */
import type { Money } from './money.ts';
import type { Quality, Terms, TokenKind, Tokens } from './usage.ts';

/** What of an event decides its rate. */
export interface Request {
  readonly terms: Terms;
  readonly atMs: number;
  readonly tokens: Tokens;
  readonly quality: Quality;
  /** What the log itself says it cost, in USD. */
  readonly loggedUsd?: number;
}

/** A step from the published row to the rate: a length band or a multiplier, in the order they apply. */
export interface RateStep {
  readonly name: string;
  /** Decimal factor as text, such as '1.1'; absent for a length band, whose rates are published as they are. */
  readonly factor?: string;
  readonly why: string;
}

/** A published price of one model over a span of days; what a receipt shows. */
export interface PriceOrigin {
  /** The id that the logged model resolved to. */
  readonly model: string;
  readonly vendor: string;
  /** First UTC day of the row, 'YYYY-MM-DD'; absent where the row has always held. */
  readonly since?: string;
  readonly until?: string;
  /** The page it was read from. */
  readonly source: string;
  /** Which table: our own, the user's, a refreshed one, a package. */
  readonly table: string;
  readonly reviewBy?: string;
}

/** The rate of one request. Equal rates are one object, so that sums may be kept per rate. */
export type Rate = ListedRate | LoggedRate | UnlistedRate;

export interface ListedRate {
  readonly status: 'listed';
  readonly origin: PriceOrigin;
  /** Money for one token of each kind, after bands and multipliers. */
  readonly perToken: Readonly<Record<TokenKind, Money>>;
  /** Money for one web search; never multiplied. */
  readonly perSearch: Money;
  /** The published USD per million tokens, as decimal text, before multipliers. */
  readonly published: Readonly<Record<TokenKind, string>>;
  readonly steps: readonly RateStep[];
  /** What a careful reader should know: "no priority price is published", "row is past its review day". */
  readonly caveats: readonly string[];
  /** Where the requests of one response have different rates: these, and the counts of a response at each of them. */
  readonly parts?: readonly RatePart[];
}

export interface RatePart {
  readonly rate: ListedRate;
  /** Of one response. */
  readonly tokens: Tokens;
}

export interface UnlistedRate {
  /** free: stated to cost nothing. excluded: never was a billed call. unpriced: not known; never 0. */
  readonly status: 'free' | 'excluded' | 'unpriced';
  readonly origin?: PriceOrigin;
  /** The id after normalising, so that a user sees what was looked up; '' where the rate is that of many ids. */
  readonly lookedUp: string;
  readonly why: string;
}

/** The cost that the log itself states: because the user chose it, or because it is all that is known. */
export interface LoggedRate {
  readonly status: 'logged';
  /** No price is listed, and the provider reported what the request cost. */
  readonly isReported?: true;
  readonly origin?: PriceOrigin;
  readonly lookedUp: string;
  readonly why: string;
}

export interface PriceLookup {
  /** Never throws; an unknown model is a rate with status 'unpriced'. */
  rate(request: Request): Rate;
  /** The rate of a request, and the span in which it is the same. Without it, `rate` is called for each request. */
  rateSpan?(request: Request): RateSpan;
}

/**
 * A rate for all requests in the same terms and of the same quality from `fromMs` up to, not including, `toMs`, with
 * shorter prompts. Requests with a cost in the log are apart from those without.
 */
export interface RateSpan {
  readonly rate: Rate;
  readonly fromMs: number;
  readonly toMs: number;
  readonly promptBelow: number;
}

/** How a logged model id led to its price, step by step. */
export interface Resolution {
  readonly asked: string;
  /** Sentences, in the order the steps were taken. */
  readonly steps: readonly string[];
  /** At plain terms: no speed, tier or geography but what the id itself says. */
  readonly rate: Rate;
}

/** Published USD per million tokens as decimal text; a kind that is absent is billed as input. */
export type PublishedRates = Readonly<Partial<Record<TokenKind, string>>>;

/** One dated row of a price table, for lists of prices. */
export interface PriceEntry {
  readonly origin: PriceOrigin;
  readonly status: 'listed' | 'free';
  /** Empty for a free model. */
  readonly published: PublishedRates;
  /** Rates of a whole request whose prompt is above (or, where inclusive, at) this many tokens. */
  readonly above?: {
    readonly prompt: number;
    readonly isInclusive: boolean;
    readonly published: PublishedRates;
  };
  /** Rates at some hours of the day, which `hours` names in words. */
  readonly peak?: { readonly hours: string; readonly published: PublishedRates };
  /** Multipliers by the word a log uses: fast, batch, flex, us, regional. */
  readonly times: Readonly<Record<string, string>>;
  /** Whole days since the table was last read from its pages. */
  readonly ageDays?: number;
  /** What makes the row doubtful today: an old table, a passed review day, an announcement. */
  readonly marks: readonly string[];
  /** History and reservations, as kept with the row. */
  readonly notes: readonly string[];
}
