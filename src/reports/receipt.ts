/**
 * The receipt of one event: from the lines of the log over the rule that decided to the price row and the last digit.
 * Data, so that a sheet, a command and an API show the same.
 */
import { type Money, rounded, usd } from '../core/money.ts';
import type { PriceOrigin, Rate, RateStep } from '../core/price.ts';
import { modelName } from '../core/scope.ts';
import {
  type Attribution,
  NOTES,
  TOKEN_KINDS,
  type TokenKind,
  totalTokens,
  type UsageEvent,
} from '../core/usage.ts';
import { eventUsd } from '../rollup/tally.ts';

/** One line of the arithmetic: so many of a kind, at so much, makes so much. */
export interface Charge {
  readonly what: TokenKind | 'webSearches';
  readonly count: number;
  /** USD per million tokens (or per thousand searches) as published; absent where nothing is. */
  readonly published?: string;
  /** The published rate times the steps, per million tokens (or per thousand searches), in USD. */
  readonly rate?: Money;
  readonly usd?: Money;
}

export interface Receipt {
  readonly id: string;
  readonly event: UsageEvent;
  readonly model: string;
  readonly status: Rate['status'];
  readonly charges: readonly Charge[];
  readonly tokens: number;
  /** At list price; absent where none is known. */
  readonly usd?: Money;
  readonly origin?: PriceOrigin;
  readonly steps: readonly RateStep[];
  /** Why the number is what it is, and what it is not, in sentences. */
  readonly remarks: readonly string[];
  /** The sessions of other tools in whose logs it is as well. */
  readonly alsoLoggedBy: readonly LoggedBy[];
  /** What the log itself says it cost, and how far the list price is above it. */
  readonly logged?: { readonly usd: number; readonly difference?: Money };
}

const MILLION = 1_000_000n;

/** A session in the log of a tool. */
export type LoggedBy = Pick<Attribution, 'source' | 'session'>;

export function receipt(event: UsageEvent, rate: Rate, alsoLoggedBy: readonly LoggedBy[] = []): Receipt {
  const listed = rate.status === 'listed' ? rate : undefined;
  const searches = event.webSearches;
  const charges: Charge[] = TOKEN_KINDS.filter(kind => event.tokens[kind] > 0).map(kind => {
    const count = event.tokens[kind];
    if (!listed) return { what: kind, count };
    const each = listed.perToken[kind];
    return {
      what: kind,
      count,
      published: listed.published[kind],
      rate: each * MILLION,
      usd: BigInt(count) * each,
    };
  });
  if (searches > 0) {
    const fee = listed && { rate: listed.perSearch * 1000n, usd: listed.perSearch * BigInt(searches) };
    charges.push({
      what: 'webSearches',
      count: searches,
      ...(fee && { ...fee, published: rounded(fee.rate, 2) }),
    });
  }
  const amount = eventUsd(event, rate);
  return {
    id: event.id,
    event,
    model: modelName(event, rate),
    status: rate.status,
    charges,
    tokens: totalTokens(event.tokens),
    usd: amount,
    origin: rate.origin,
    steps: listed?.steps ?? [],
    remarks: [
      ...remarks(event),
      ...alsoLoggedBy.map(copyText),
      ...(rate.status === 'listed' ? rate.caveats : [rate.why]),
    ],
    alsoLoggedBy: alsoLoggedBy.map(({ source, session }) => ({ source, session })),
    logged: loggedOf(event, amount),
  };
}

const QUALITY_REMARKS = {
  exact: undefined,
  'lower bound':
    'the log has no final record of this response: its output, and so its cost, is at least this',
  'session total':
    'one number for a whole session: the sum is right, but its day and its requests are not known',
  estimate: 'an estimate, not a count',
} as const;

function remarks(event: UsageEvent): string[] {
  const quality = QUALITY_REMARKS[event.quality];
  return [...(quality ? [quality] : []), ...event.notes.map(note => NOTES[note])];
}

function copyText({ source, session }: LoggedBy): string {
  return `${source} logged this call as well, in session ${session}: it counts once`;
}

function loggedOf(event: UsageEvent, listUsd: Money | undefined): Receipt['logged'] {
  if (event.loggedUsd === undefined) return undefined;
  const difference = listUsd === undefined ? undefined : listUsd - usd(event.loggedUsd);
  return { usd: event.loggedUsd, difference };
}
