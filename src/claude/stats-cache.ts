/**
 * What Claude Code itself remembers of days whose transcripts it has deleted: token counts by model in `stats-cache.json`,
 * and the times of prompts in `history.jsonl`. Claude Code adds up log lines, not responses, so the counts are an upper
 * bound and never exact.
 *
 *   {"version":5,"dailyModelTokensVersion":5,"dailyModelTokens":[{"date":"2026-05-01","tokensByModel":{"claude-…":1234}}]}
 *   {"display":"…","timestamp":1777600000000,"project":"/home/ada/loom"}
 *
 * Since version 5 the counts are of all tokens; before, of input and output alone. Version 1 has no tokens by day.
 */
import { dayText, parseDay, type Zone } from '../core/calendar.ts';
import { eachLine, jsonObject, record, text } from '../core/lines.ts';

/** One day as another file remembers it. */
export interface RecoveredDay {
  /** A local day, 'YYYY-MM-DD'. */
  readonly day: string;
  readonly origin: 'stats-cache' | 'history';
  /** '' for what is of no model. */
  readonly model: string;
  /** Everything, or input and output alone. */
  readonly counted: 'all' | 'input and output' | 'prompts';
  readonly tokens?: number;
  readonly prompts?: number;
}

/** From this version on, cached tokens are counted too. */
const ALL_TOKENS = 5;

export function readStatsCache(bytes: Uint8Array): readonly RecoveredDay[] {
  const cache = jsonObject(bytes);
  const days = cache?.dailyModelTokens;
  if (!cache || !Array.isArray(days)) return [];
  const version = countOf(cache.dailyModelTokensVersion) ?? countOf(cache.version) ?? 0;
  const counted = version >= ALL_TOKENS ? 'all' : 'input and output';
  return days.flatMap(each => {
    const of = record(each);
    const day = text(of?.date);
    if (day === undefined || parseDay(day) === undefined) return [];
    return Object.entries(record(of?.tokensByModel) ?? {}).flatMap(([model, value]) => {
      const tokens = countOf(value);
      return tokens ? [{ day, origin: 'stats-cache' as const, model, counted, tokens } as const] : [];
    });
  });
}

/** Prompts by day of a zone. */
export function readHistory(bytes: Uint8Array, zone: Zone): readonly RecoveredDay[] {
  const days = new Map<string, number>();
  eachLine(bytes, line => {
    const atMs = countOf(jsonObject(line)?.timestamp);
    if (!atMs || atMs > MOST_MS) return;
    const day = dayText(zone.day(atMs));
    days.set(day, (days.get(day) ?? 0) + 1);
  });
  return Array.from(days, ([day, prompts]) => ({
    ...{ day, origin: 'history', model: '', counted: 'prompts', prompts },
  }));
}

/** The year 3000: what is later is no time of a prompt. */
const MOST_MS = 32_503_680_000_000;

function countOf(value: unknown): number | undefined {
  return typeof value === 'number' && Number.isSafeInteger(value) && value >= 0 ? value : undefined;
}
