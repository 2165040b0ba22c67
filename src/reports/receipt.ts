/**
 * The receipt of one event: from the lines of the log over the rule that decided to the price row and the last digit.
 * Data, so that a sheet, a command and an API show the same.
 */
import { type Money, rounded, usd } from '../core/money.ts';
import type { ListedRate, PriceOrigin, Rate, RateStep } from '../core/price.ts';
import { modelName } from '../core/scope.ts';
import {
  type Attribution,
  NOTES,
  TOKEN_KINDS,
  type TokenKind,
  type Tokens,
  totalTokens,
  type UsageEvent,
} from '../core/usage.ts';
import { eventUsd, partsOf } from '../rollup/tally.ts';

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
  const charges: Charge[] = listed
    ? partsOf(event, listed).flatMap(part => chargesAt(part.rate, part.counts))
    : TOKEN_KINDS.filter(kind => event.tokens[kind] > 0).map(kind => ({
        what: kind,
        count: event.tokens[kind],
      }));
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
    steps: stepsOf(listed),
    remarks: [
      ...remarks(event),
      ...alsoLoggedBy.map(copyText),
      ...(rate.status === 'listed' ? rate.caveats : [rate.why]),
    ],
    alsoLoggedBy: alsoLoggedBy.map(({ source, session }) => ({ source, session })),
    logged: loggedOf(event, amount),
  };
}

function chargesAt(rate: ListedRate, counts: Tokens): readonly Charge[] {
  return TOKEN_KINDS.filter(kind => counts[kind] > 0).map(kind => {
    const count = counts[kind];
    const each = rate.perToken[kind];
    const published = rate.published[kind];
    return { what: kind, count, published, rate: each * MILLION, usd: BigInt(count) * each };
  });
}

/** Where a response has several rates, the steps of all of them: the rates on the charges say which is which. */
function stepsOf(rate: ListedRate | undefined): readonly RateStep[] {
  const all = (rate?.parts ?? []).flatMap(part => part.rate.steps);
  return all.length > 0 ? [...new Map(all.map(step => [step.name, step])).values()] : (rate?.steps ?? []);
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
  const { requests } = event.terms;
  return [
    ...(quality ? [quality] : []),
    ...event.notes.map(note => NOTES[note]),
    ...(requests ? [`made of ${requests.length} requests, each billed by the length of its own prompt`] : []),
  ];
}

function copyText({ source, session }: LoggedBy): string {
  return `${source} logged this call as well, in session ${session}: it counts once`;
}

function loggedOf(event: UsageEvent, listUsd: Money | undefined): Receipt['logged'] {
  if (event.loggedUsd === undefined) return undefined;
  const difference = listUsd === undefined ? undefined : listUsd - usd(event.loggedUsd);
  return { usd: event.loggedUsd, difference };
}
