/**
 * Claude Code's own statistics, `stats-cache.json` in its directory:
 *
 *   {"version":5,"lastComputedDate":"2026-11-20","dailyModelTokensVersion":5,
 *    "dailyModelTokens":[{"date":"2026-11-19","tokensByModel":{"claude-opus-5":123456}}]}
 *
 * Dates are local days. Version 5 counts input, output and the cache, older ones input and output alone. It adds up lines
 * of transcripts, so it is an upper figure and never exact. Read in Claude Code 2.1.332.
 */
import { parseDay } from '../../core/calendar.ts';
import { MOST_TOKENS } from '../../core/counts.ts';
import { record, text } from '../../core/lines.ts';

export interface Statistics {
  /** Claude Code's directory, whose transcripts it is about. */
  readonly dir: string;
  readonly countsCache: boolean;
  readonly days: readonly { readonly day: string; readonly model: string; readonly tokens: number }[];
}

const WITH_CACHE = 5;

/** Undefined for what is no such file: Claude Code makes it anew when it is damaged. */
export function readStatistics(dir: string, json: string): Statistics | undefined {
  let file: ReturnType<typeof record>;
  try {
    file = record(JSON.parse(json.replace(/^\ufeff/, '')));
  } catch {
    return undefined;
  }
  if (!file || !Array.isArray(file.dailyModelTokens)) return undefined;
  const version = file.dailyModelTokensVersion ?? file.version;
  const days = file.dailyModelTokens.flatMap(each => {
    const entry = record(each);
    const day = text(entry?.date);
    if (day === undefined || parseDay(day) === undefined) return [];
    return Object.entries(record(entry?.tokensByModel) ?? {}).flatMap(([model, tokens]) =>
      isCount(tokens) ? [{ day, model, tokens }] : [],
    );
  });
  return { dir, countsCache: typeof version === 'number' && version >= WITH_CACHE, days };
}

function isCount(value: unknown): value is number {
  return typeof value === 'number' && Number.isInteger(value) && value >= 0 && value <= MOST_TOKENS;
}
