/**
 * The line below Claude Code's prompt:
 *
 *   Opus 5 · session $1.23 · today $12.34 · block $4.56, 2h 14m left, $2.10/h · context 42% · 5h 23% (1h 10m) · 7d 41%
 *
 * Two witnesses tell it: Claude Code, which hands over JSON on every call (code.claude.com/docs, "Status line"), and the
 * status that was kept from the logs. A part that nobody knows is left out, so the line is never wrong, only shorter.
 */
import { withoutByteOrderMark } from '../core/byte-order-mark.ts';
import { printable } from '../core/clean.ts';
import { MOST_TOKENS } from '../core/counts.ts';
import { amountIn } from '../core/currency.ts';
import { costText, durationText } from '../core/format.ts';
import {
  isOver,
  isSameEnd,
  type Limits,
  officialWindowEnd,
  readLimits,
  windowWords,
} from '../core/limits.ts';
import { type Money, usd } from '../core/money.ts';
import type { Block, Status } from '../core/status.ts';

/** What Claude Code says of the session whose line is drawn. Everything may be missing: versions differ. */
export interface SessionStatus {
  readonly model?: string;
  readonly sessionId?: string;
  /** In USD by Claude's own count, which goes on from the session before after `/clear`. */
  readonly claudeUsd?: number;
  /** Share of the context window that is in use, in percent. */
  readonly contextPercent?: number;
  readonly limits: Limits;
}

type Fields = Readonly<Record<string, unknown>>;

/** Reads what stands on standard input; what is no JSON tells nothing. */
export function readSessionStatus(text: string, nowMs: number): SessionStatus {
  const session = fields(parsed(text));
  const model = fields(session.model);
  const cost = count(fields(session.cost).total_cost_usd);
  return {
    model: word(model.display_name) ?? word(model.id) ?? word(session.model),
    sessionId: typeof session.session_id === 'string' ? session.session_id : undefined,
    claudeUsd: cost,
    contextPercent: contextPercent(fields(session.context_window)),
    limits: readLimits(session.rate_limits, nowMs),
  };
}

/** Before the first answer, and in versions that do not compute it, only the counts are there. */
function contextPercent(context: Fields): number | undefined {
  const stated = count(context.used_percentage);
  if (stated !== undefined) return stated;
  const size = count(context.context_window_size);
  const usage = fields(context.current_usage);
  const counts = ['input_tokens', 'cache_creation_input_tokens', 'cache_read_input_tokens'];
  const used = counts.map(name => count(usage[name]) ?? 0).reduce((sum, each) => sum + each, 0);
  return size && size >= 1 && used > 0 ? (used / size) * 100 : undefined;
}

/** What is drawn, and how. */
export interface Line {
  readonly session: SessionStatus;
  readonly status?: Status;
  /** The best that is known of the limits, over what this session reported. */
  readonly limits: Limits;
  readonly nowMs: number;
  /** Shares near their end are coloured with the terminal's own yellow and red. */
  readonly isColoured: boolean;
}

export function statusline({ session, status, limits, nowMs, isColoured }: Line): string {
  const amount = amountIn(status?.currency);
  const percent = (share: number) => coloured(`${Math.round(share)}%`, share, isColoured);
  const parts = [
    session.model,
    sessionPart(session, status, amount),
    ...logParts(status, amount, nowMs, officialWindowEnd(limits, nowMs)),
    session.contextPercent !== undefined && `context ${percent(session.contextPercent)}`,
    ...limits
      .filter(limit => !isOver(limit, nowMs))
      .map(({ window, usedPercent, resetsAtMs }) => {
        const left = resetsAtMs === undefined ? '' : ` (${durationText(resetsAtMs - nowMs)})`;
        return `${windowWords(window)} ${percent(usedPercent)}${left}`;
      }),
  ];
  return parts.filter(part => part).join(' · ') || 'token-dash: no data yet';
}

/**
 * What the session cost by our prices, as today and the block have it. Until the logs were read only Claude's own count is
 * known, and is said to be that. A session that the logs do not have yet has cost nothing.
 */
function sessionPart(
  { sessionId, claudeUsd }: SessionStatus,
  status: Status | undefined,
  amount: (usd: Money) => string,
): string | undefined {
  const known = status?.sessions?.find(([id]) => id === sessionId)?.[1];
  if (known) return `session ${costText(known, { amount })}`;
  const isUnread = status?.sessions === undefined || sessionId === undefined;
  return isUnread && claudeUsd !== undefined
    ? `session ${amount(usd(claudeUsd))} by Claude's count`
    : undefined;
}

/** Without a fresh look at the logs their figures get an age; after midnight they are another day's. */
const OLD_MS = 120_000;

function logParts(
  status: Status | undefined,
  amount: (usd: Money) => string,
  nowMs: number,
  officialEndMs: number | undefined,
): string[] {
  if (!status) return ['reading logs'];
  if (status.problem !== undefined) return [printable(status.problem)];
  const { today, block, madeMs } = status;
  const age = nowMs - madeMs > OLD_MS ? ` (${durationText(nowMs - madeMs)} old)` : '';
  const parts: string[] = [];
  if (today && nowMs >= today.fromMs && nowMs < today.toMs)
    parts.push(`today ${costText(today.cost, { amount })}${age}`);
  // One that was added up before the vendor said when it ends may be another one.
  if (block && nowMs < block.toMs && isSameEnd(block.toMs, officialEndMs))
    parts.push(blockText(block, amount, nowMs));
  return parts;
}

function blockText({ cost, toMs, usdPerHour }: Block, amount: (usd: Money) => string, nowMs: number): string {
  const pace = !usdPerHour ? '' : `, ${costText({ ...cost, usd: usdPerHour }, { amount })}/h`;
  return `block ${costText(cost, { amount })}, ${durationText(toMs - nowMs)} left${pace}`;
}

function coloured(text: string, percent: number, isColoured: boolean): string {
  if (!isColoured || percent < 70) return text;
  return `\x1b[${percent < 90 ? 33 : 31}m${text}\x1b[39m`;
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(withoutByteOrderMark(text));
  } catch {
    return undefined;
  }
}

function fields(value: unknown): Fields {
  return typeof value === 'object' && value !== null ? (value as Fields) : {};
}

function count(value: unknown): number | undefined {
  return typeof value === 'number' && value >= 0 && value <= MOST_TOKENS ? value : undefined;
}

function word(value: unknown): string | undefined {
  if (typeof value !== 'string') return undefined;
  return printable(value).replace(/\s+/g, ' ').trim() || undefined;
}
