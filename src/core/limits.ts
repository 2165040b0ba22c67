/**
 * The official limits of a Claude subscription: how much of the windows of five hours and of seven days is used, as
 * Claude Code hands it to its status line. No file has them, and nothing here is computed by us:
 *
 *   "rate_limits": { "five_hour": { "used_percentage": 23.5, "resets_at": 1785520800 }, "seven_day": { ... } }
 *
 * Every open session reports it as of its own last answer, so an idle session is behind. See `newestLimits`.
 */
import { printable } from './clean.ts';
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
  readonly reportedMs: number;
}

export type Limits = readonly Limit[];

/** Reads `rate_limits`: every window with a share of use in it, whatever its name. */
export function readLimits(value: unknown, reportedMs: number): Limits {
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([window, fields]) => {
    const { used_percentage: used, resets_at } = (fields ?? {}) as Record<string, unknown>;
    if (typeof used !== 'number' || !Number.isFinite(used) || used < 0) return [];
    return [{ window, usedPercent: used, resetsAtMs: momentOf(resets_at), reportedMs }];
  });
}

/**
 * Reads what Claude Code keeps of the vendor's answer in `.claude.json` (`cachedUsageUtilization`): another spelling of the
 * same windows, and those of single models in a list. It is rewritten seldom, so its age matters.
 */
export function readCachedLimits(value: unknown): Limits {
  const { fetchedAtMs, utilization } = membersOf(value);
  const reportedMs = instant(fetchedAtMs);
  if (reportedMs === undefined) return [];
  const { limits, ...windows } = membersOf(utilization);
  const limitOf = (window: string, used: unknown, resetsAt: unknown): Limits =>
    typeof used === 'number' && Number.isFinite(used) && used >= 0
      ? [{ window, usedPercent: used, resetsAtMs: momentOf(resetsAt), reportedMs }]
      : [];
  const named = Object.entries(windows).flatMap(([window, fields]) => {
    const { utilization: used, resets_at } = membersOf(fields);
    return /^(?:five_hour|seven_day)/.test(window) ? limitOf(window, used, resets_at) : [];
  });
  const ofModels = (Array.isArray(limits) ? limits : []).flatMap(each => {
    const { kind, percent, resets_at, scope } = membersOf(each);
    const model = membersOf(membersOf(scope).model).display_name;
    if (kind !== 'weekly_scoped' || typeof model !== 'string' || model === '') return [];
    return limitOf(`seven_day_${model.toLowerCase()}`, percent, resets_at);
  });
  const isNew = (limit: Limit) => !named.some(({ window }) => window === limit.window);
  return [...named, ...ofModels.filter(isNew)];
}

function membersOf(value: unknown): Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null ? (value as Readonly<Record<string, unknown>>) : {};
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
export function newestLimits(known: Limits, reported: Limits, nowMs: number): Limits {
  const kept = known.filter(limit => !isOver(limit, nowMs));
  const others = kept.filter(old => !reported.some(limit => isSameWindow(limit, old)));
  return [
    ...reported
      .filter(limit => !isOver(limit, nowMs))
      .map(limit => {
        const old = kept.find(each => isSameWindow(each, limit));
        return old && isAhead(old, limit) ? old : limit;
      }),
    ...others,
  ];
}

function isSameWindow(a: Limit, b: Limit): boolean {
  return a.window === b.window && a.account === b.account;
}

function isAhead(old: Limit, reported: Limit): boolean {
  if (reported.reportedMs - old.reportedMs > BELIEVED_MS) return false;
  const { resetsAtMs: oldEnd = 0 } = old;
  const { resetsAtMs: newEnd = 0 } = reported;
  if (Math.abs(oldEnd - newEnd) > SAME_END_MS) return oldEnd > newEnd;
  return old.usedPercent > reported.usedPercent;
}

/** A new window has begun since: its use is not known. One that does not say when it ends lasts no longer than it can. */
export function isOver({ window, resetsAtMs, reportedMs }: Limit, nowMs: number): boolean {
  return (resetsAtMs ?? reportedMs + windowLengthMs(window)) <= nowMs;
}

/** Whether a window ends when the vendor says, where it says so. */
export function isSameEnd(endMs: number, officialEndMs: number | undefined): boolean {
  return officialEndMs === undefined || Math.abs(endMs - officialEndMs) <= SAME_END_MS;
}

const HOUR_MS = 3_600_000;
const FIVE_HOURS_MS = 5 * HOUR_MS;

/** How long a window of the vendor lasts at most. */
export function windowLengthMs(window: string): number {
  return window.startsWith('seven_day') || window.startsWith('week') ? 168 * HOUR_MS : FIVE_HOURS_MS;
}

/** A window in words, as short as a line wants them: '5h', '7d', '7d Opus', 'spend limit'. */
export function windowWords(window: string): string {
  const [, length, of = ''] = /^(five_hour|seven_day)(?:_(.+))?$/.exec(window) ?? [];
  if (length === undefined) return printable(window.replaceAll('_', ' '));
  const name = length === 'five_hour' ? '5h' : '7d';
  const words = printable(of.replaceAll('_', ' '));
  return words === '' ? name : `${name} ${words.charAt(0).toUpperCase()}${words.slice(1)}`;
}

/** An account by the end of its directory: `~/.claude-work` is 'work'. */
export function accountWord(account: string): string {
  const [, name = account] = /([^\\/]+)[\\/]*$/.exec(account) ?? [];
  return printable(name.replace(/^\.?claude-(?=.)/, '').replace(/^\./, ''));
}

/** A limit in a few words, with its account where there are several: 'work 7d Opus'. */
export function wordsOfLimit({ account, window }: Pick<Limit, 'account' | 'window'>): string {
  const words = windowWords(window);
  return account === undefined ? words : `${accountWord(account)} ${words}`;
}

/** When the running window of five hours ends by the vendor's word, UTC ms; undefined where accounts differ. */
export function officialWindowEnd(limits: Limits, nowMs: number): number | undefined {
  const ends = limits
    .filter(limit => limit.window === 'five_hour' && !isOver(limit, nowMs))
    .flatMap(({ resetsAtMs }) => resetsAtMs ?? []);
  const [first] = ends;
  if (first === undefined || first - nowMs > FIVE_HOURS_MS) return undefined;
  return ends.every(end => Math.abs(end - first) <= SAME_END_MS) ? first : undefined;
}

const FORMAT = 'token-dash limits 2';

/** Limits as a small file keeps them. */
export function limitsText(limits: Limits): string {
  return `${JSON.stringify({ format: FORMAT, limits })}\n`;
}

/** What such a file holds; nothing where it is another's, and only the whole ones where it is damaged. */
export function keptLimits(text: string | undefined): Limits {
  try {
    const value: unknown = JSON.parse(text ?? '');
    const { format, limits } = membersOf(value);
    return format === FORMAT && Array.isArray(limits) ? limits.filter(isLimit) : [];
  } catch {
    return [];
  }
}

function isLimit(value: unknown): value is Limit {
  const { account, window, usedPercent, resetsAtMs, reportedMs } = membersOf(value);
  return (
    (account === undefined || typeof account === 'string') &&
    typeof window === 'string' &&
    typeof usedPercent === 'number' &&
    (resetsAtMs === undefined || typeof resetsAtMs === 'number') &&
    typeof reportedMs === 'number'
  );
}
