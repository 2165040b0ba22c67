/**
 * What a status line shows of the logs: today's cost and the five-hour block that is running. It is worked out now and
 * then and kept in a small file, because a line that is drawn after every message has no time to read logs. Facts with
 * their moments, so that a later reader can tell what is out of date.
 */
import type { Currency } from './currency.ts';
import { type Cost, decimal, type Money, usd } from './money.ts';

export interface Status {
  /** When the logs were read, UTC ms. */
  readonly madeMs: number;
  /** For how long it needs no update, ms. */
  readonly goodForMs: number;
  /** Why nothing is known, in words for the user. */
  readonly problem?: string;
  /** From midnight to midnight where the user is. */
  readonly today?: Span;
  /** Absent where none is running. */
  readonly block?: Block;
  readonly currency?: Currency;
  /** What the sessions of the last days cost, by id, the latest first. */
  readonly sessions?: readonly (readonly [id: string, cost: Cost])[];
}

/** A cost and the time it belongs to, UTC ms, the end excluded. */
export interface Span {
  readonly fromMs: number;
  readonly toMs: number;
  readonly cost: Cost;
}

/** A window of five hours, as Claude's plans count them. */
export interface Block extends Span {
  /** At the pace of its responses so far; absent where they are too close together. */
  readonly usdPerHour?: Money;
}

/** What became of Claude Code's settings when a status line was to be put in, or taken out. */
export type SettingsChange =
  | { readonly kind: 'done'; readonly path: string; readonly backup?: string; readonly replaced?: string }
  | { readonly kind: 'nothing to do'; readonly path: string }
  | { readonly kind: 'left alone'; readonly path: string; readonly why: string };

const FORMAT = 'token-dash status 2';

/** As JSON; money as decimal text. */
export function statusText(status: Status): string {
  const text = JSON.stringify({ format: FORMAT, ...status }, (_, value) =>
    typeof value === 'bigint' ? `usd:${decimal(value)}` : value,
  );
  return `${text}\n`;
}

/** Undefined for what is no status, is damaged, or is of another version: it is made anew. */
export function readStatus(text: string | undefined): Status | undefined {
  try {
    const value: unknown = JSON.parse(text ?? '', (_, each) =>
      typeof each === 'string' && each.startsWith('usd:') ? usd(each.slice(4)) : each,
    );
    return membersOf(value).format === FORMAT && isStatus(value) ? value : undefined;
  } catch {
    return undefined;
  }
}

function isStatus(value: unknown): value is Status {
  const { madeMs, goodForMs, problem, today, block, currency, sessions } = membersOf(value);
  return (
    isMoment(madeMs) &&
    isMoment(goodForMs) &&
    (problem === undefined || typeof problem === 'string') &&
    (today === undefined || isSpan(today)) &&
    (block === undefined || (isSpan(block) && isMoneyOrAbsent(membersOf(block).usdPerHour))) &&
    (currency === undefined || isCurrency(currency)) &&
    (sessions === undefined || (Array.isArray(sessions) && sessions.every(isSessionCost)))
  );
}

function isSpan(value: unknown): boolean {
  const { fromMs, toMs, cost } = membersOf(value);
  return isMoment(fromMs) && isMoment(toMs) && isCost(cost);
}

function isCost(value: unknown): boolean {
  const { usd: sum, ...counts } = membersOf(value);
  const { unpricedTokens, unpricedEvents, lowerBoundEvents } = counts;
  const areCounts = [unpricedTokens, unpricedEvents, lowerBoundEvents].every(Number.isSafeInteger);
  return typeof sum === 'bigint' && areCounts;
}

function isSessionCost(value: unknown): boolean {
  return Array.isArray(value) && typeof value[0] === 'string' && isCost(value[1]);
}

function isCurrency(value: unknown): boolean {
  const { code, symbol, perUsd } = membersOf(value);
  const isRate = typeof perUsd === 'number' && perUsd > 0 && perUsd <= 1e6;
  return typeof code === 'string' && (symbol === undefined || typeof symbol === 'string') && isRate;
}

function isMoneyOrAbsent(value: unknown): boolean {
  return value === undefined || typeof value === 'bigint';
}

/** Within what `Date` can hold. */
function isMoment(value: unknown): boolean {
  return typeof value === 'number' && Math.abs(value) <= 8.64e15;
}

function membersOf(value: unknown): Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null ? (value as Readonly<Record<string, unknown>>) : {};
}
