/**
 * The official limits of a Claude subscription: how much of the windows of five hours and of seven days is used, as
 * Claude Code hands it to its status line. No file has them, and nothing here is computed by us:
 *
 *   "rate_limits": { "five_hour": { "used_percentage": 23.5, "resets_at": 1785520800 }, "seven_day": { ... } }
 *
 * Every open session reports it as of its own last answer, so an idle session is behind. See `newestLimits`.
 */
import { instant } from './counts.ts';

export interface Limit {
  /** The account, where there are several: the directory that Claude Code keeps its settings in. */
  readonly account?: string;
  /** As the vendor names the window: 'five_hour', 'seven_day', ... */
  readonly window: string;
  /** 0 to 100, and above where more than the limit was used. */
  readonly usedPercent: number;
  /** When the window begins anew, UTC ms. */
  readonly resetsAtMs?: number;
  /** When this was reported, UTC ms. */
  readonly toldMs: number;
}

export type Limits = readonly Limit[];

/** Reads `rate_limits`: every window with a share of use in it, whatever its name. */
export function readLimits(value: unknown, toldMs: number): Limits {
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([window, fields]) => {
    const { used_percentage: used, resets_at } = (fields ?? {}) as Record<string, unknown>;
    if (typeof used !== 'number' || !Number.isFinite(used) || used < 0) return [];
    return [{ window, usedPercent: used, resetsAtMs: momentOf(resets_at), toldMs }];
  });
}

/** Epoch seconds; text and milliseconds have been seen in other answers of the vendor. */
function momentOf(value: unknown): number | undefined {
  return instant(typeof value === 'number' && value < 1e11 ? value * 1000 : value);
}

/** For how long a larger share from another session is preferred to a smaller one, ms. */
const BELIEVED_MS = 600_000;
/** Two sessions name the end of one window a little differently. */
const SAME_END_MS = 60_000;

/** Of two tellings the better one, window by window: use only grows while a window lasts. */
export function newestLimits(known: Limits, told: Limits, nowMs: number): Limits {
  const kept = known.filter(limit => !isOver(limit, nowMs));
  const others = kept.filter(old => !told.some(({ window }) => window === old.window));
  return [
    ...told
      .filter(limit => !isOver(limit, nowMs))
      .map(limit => {
        const old = kept.find(({ window }) => window === limit.window);
        return old && isAhead(old, limit) ? old : limit;
      }),
    ...others,
  ];
}

function isAhead(old: Limit, told: Limit): boolean {
  if (told.toldMs - old.toldMs > BELIEVED_MS) return false;
  const { resetsAtMs: oldEnd = 0 } = old;
  const { resetsAtMs: newEnd = 0 } = told;
  if (Math.abs(oldEnd - newEnd) > SAME_END_MS) return oldEnd > newEnd;
  return old.usedPercent > told.usedPercent;
}

/** A new window has begun since: its use is not known. */
export function isOver({ resetsAtMs }: Limit, nowMs: number): boolean {
  return resetsAtMs !== undefined && resetsAtMs <= nowMs;
}

const FORMAT = 'token-dash limits 1';

/** Limits as a small file keeps them. */
export function limitsText(limits: Limits): string {
  return `${JSON.stringify({ format: FORMAT, limits })}\n`;
}

/** What such a file holds; nothing where it is another's. */
export function keptLimits(text: string | undefined): Limits {
  try {
    const value: unknown = JSON.parse(text ?? '');
    const isOurs = typeof value === 'object' && value !== null && 'format' in value && 'limits' in value;
    return isOurs && value.format === FORMAT ? (value.limits as Limits) : [];
  } catch {
    return [];
  }
}
