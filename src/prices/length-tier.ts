/** The rates of long prompts: which requests have them, one by one where a response was made of several. */
import type { Rate, RatePart } from '../core/price.ts';
import { promptTokens, type RequestCounts, TOKEN_KINDS, type TokenKind, type Tokens } from '../core/usage.ts';
import type { RowRates } from './rate.ts';

type LongRates = NonNullable<RowRates['long']>;

/** Whether a prompt of so many tokens is billed at the rates of long ones. */
export function isLong(prompt: number, long: Pick<LongRates, 'prompt' | 'isInclusive'>): boolean {
  return prompt > long.prompt || (prompt === long.prompt && long.isInclusive);
}

/**
 * The rate of a response that was made of several requests, each judged by its own length, as Claude Code does it
 * (2.1.332): three prompts of 60,000 tokens are three short ones, and none of 180,000.
 */
export function rateOfRequests(standard: Rate, long: LongRates, requests: readonly RequestCounts[]): Rate {
  const all = requests.map(tokensOf);
  const longer = all.filter(tokens => isLong(promptTokens(tokens), long));
  if (longer.length === 0) return standard;
  if (longer.length === all.length || standard.status !== 'listed' || long.rate.status !== 'listed') {
    return long.rate;
  }
  const shorter = all.filter(tokens => !longer.includes(tokens));
  const parts: readonly RatePart[] = [
    { rate: standard, tokens: sumOf(shorter) },
    { rate: long.rate, tokens: sumOf(longer) },
  ];
  const count = `${longer.length} of the ${all.length} requests of this response`;
  return {
    ...standard,
    caveats: [...long.rate.caveats, `the rates of long prompts are those of ${count}`],
    parts,
  };
}

function tokensOf(counts: RequestCounts): Tokens {
  return Object.fromEntries(TOKEN_KINDS.map((kind, i) => [kind, counts[i] ?? 0])) as Record<
    TokenKind,
    number
  >;
}

function sumOf(all: readonly Tokens[]): Tokens {
  return Object.fromEntries(
    TOKEN_KINDS.map(kind => [kind, all.reduce((sum, tokens) => sum + tokens[kind], 0)]),
  ) as Record<TokenKind, number>;
}
