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

/** Undefined for what is no status, or one of another version: it is made anew. */
export function readStatus(text: string | undefined): Status | undefined {
  try {
    const value: unknown = JSON.parse(text ?? '', (_, each) =>
      typeof each === 'string' && each.startsWith('usd:') ? usd(each.slice(4)) : each,
    );
    const isStatus = typeof value === 'object' && value !== null && 'format' in value;
    return isStatus && value.format === FORMAT ? (value as unknown as Status) : undefined;
  } catch {
    return undefined;
  }
}
