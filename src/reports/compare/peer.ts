/**
 * What another tool says it counted, in one shape for all of them. A report may hold several views of the same usage
 * (days in one table, models in another); each view counts everything once. Reading a tool's own JSON into this is
 * the business of `cli/peers/`.
 */
import type { Day } from '../../core/calendar.ts';
import type { Money } from '../../core/money.ts';
import { cacheWriteTokens, type Tokens } from '../../core/usage.ts';

/** The kinds of tokens that other tools distinguish: none has how long a cache write lived. */
export const PEER_KINDS = ['input', 'output', 'cacheRead', 'cacheWrite'] as const;
export type PeerKind = (typeof PEER_KINDS)[number];
export type PeerTokens = Readonly<Record<PeerKind, number>>;

export interface PeerRow {
  /** Absent: of all days together. */
  readonly day?: Day;
  /** As they spell it; absent: of all models together. */
  readonly model?: string;
  /** Our id of the source it was read from, where they say. */
  readonly source?: string;
  /** Absent where this view has no tokens. */
  readonly tokens?: PeerTokens;
  /** Absent where this view has no dollars. */
  readonly usd?: Money;
}

/** Rows that split everything in one way: all of them have a day or none has, and so on. */
export type PeerView = readonly PeerRow[];

export interface PeerReport {
  /** The command that makes it: 'ccusage daily'. */
  readonly tool: string;
  readonly views: readonly PeerView[];
  /** Every model they name, in their spelling. */
  readonly models: readonly string[];
  /** Models they say they have no price for. */
  readonly unpriced: readonly string[];
  /** Our ids of all sources they read; absent where they do not say. */
  readonly sources?: readonly string[];
  /** When it was made, UTC ms, where it says: what was used later cannot be in it. */
  readonly madeMs?: number;
  /** It reaches up to when it was made, though its last row may be of an earlier day. */
  readonly isOpenEnded?: boolean;
  /** What a reader should know of this report, in sentences. */
  readonly remarks: readonly string[];
}

/** Our counts in their kinds. */
export function peerTokens(tokens: Tokens): PeerTokens {
  const { input, output, cacheRead } = tokens;
  return { input, output, cacheRead, cacheWrite: cacheWriteTokens(tokens) };
}
