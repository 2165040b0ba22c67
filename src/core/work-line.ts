/**
 * One line of the manual log, as text and as data:
 *
 *     2026-11-22 04:22:38 | project | task | 3500 tokens | $0.0091
 *
 * Five fields, local time, no header. The format is that of cory-learnings' token-tracker.sh, whose reader splits at `|`
 * and at line feeds, so these three characters are written as `%7C`, `%0A` and `%0D` (and a `%` in front of such a
 * code as `%25`). All other text is kept as it is: lines of the original read unchanged, and the original reads ours.
 */
import { parseDay } from './calendar.ts';
import { counted } from './format.ts';
import { decimal, usd } from './money.ts';
import type { Work } from './work.ts';

/** What is to be written. */
export interface NewLine {
  /** 'YYYY-MM-DD HH:MM:SS'. */
  readonly at: string;
  readonly project: string;
  readonly task: string;
  readonly tokens: number;
  readonly usd: bigint;
}

/** What a line turned out to be; `why` is for people and names what was found. */
export type ReadLine =
  | { readonly kind: 'entry'; readonly work: Work }
  /** Nothing on it. */
  | { readonly kind: 'blank' }
  /** Begins with `[date]`: another tool (Claude Code Token Monitor Server) uses the same file name. */
  | { readonly kind: 'foreign' }
  | { readonly kind: 'malformed'; readonly why: string };

export const LINE_FIELDS = 5;

/** The line without its line feed. */
export function writeLine({ at, project, task, tokens, usd: cost }: NewLine): string {
  return `${at} | ${encoded(project)} | ${encoded(task)} | ${tokens} tokens | $${decimal(cost, 0)}`;
}

/** Reads a line without its line feed; `file` and the 1-based `line` say log location. */
export function readLine(text: string, file: string, line: number): ReadLine {
  const trimmed = text.trim();
  if (trimmed === '') return { kind: 'blank' };
  if (/^\[\d{4}-\d\d-\d\d[ T]/.test(trimmed)) return { kind: 'foreign' };
  const fields = trimmed.split('|').map(field => field.trim());
  if (fields.length !== LINE_FIELDS) {
    return malformed(
      `has ${counted(fields.length, 'field')} separated by | where ${LINE_FIELDS} are expected`,
    );
  }
  const [at, project, task, tokensText, costText] = fields as [string, string, string, string, string];
  const day = dayOf(at);
  if (day === undefined) return malformed(`begins with ${quoted(at)}, which is no date and time`);
  const tokens = tokensOf(tokensText);
  if (tokens === undefined) return malformed(`has ${quoted(tokensText)} where a count of tokens is expected`);
  const cost = costOf(costText);
  if (cost === undefined) return malformed(`has ${quoted(costText)} where a cost in $ is expected`);
  return {
    kind: 'entry',
    work: {
      from: 'log',
      at,
      day,
      project: decoded(project),
      name: decoded(task),
      tokens: { total: tokens },
      usd: cost,
      place: { file, line },
    },
  };
}

/** The date and the time of day of an entry, each as written; the time is '' where there is only a date. */
export function dateAndTime({ at }: Pick<Work, 'at'>): { readonly date: string; readonly time: string } {
  return { date: at.slice(0, 10), time: at.slice(11) };
}

/** '2026-11-22', '2026-11-22 04:22' or '2026-11-22 04:22:38'. */
function dayOf(at: string): number | undefined {
  const match = /^(\d{4}-\d\d-\d\d)(?: ([01]\d|2[0-3]):[0-5]\d(?::[0-5]\d)?)?$/.exec(at);
  return match ? parseDay(match[1]!) : undefined;
}

function tokensOf(text: string): number | undefined {
  const match = /^(\d{1,15})(?: tokens?)?$/.exec(text);
  return match ? Number(match[1]) : undefined;
}

/** `bc` writes no zero in front of the point: `$.02`. */
function costOf(text: string): bigint | undefined {
  const match = /^\$(\d{0,12})(?:\.(\d{0,18}))?$/.exec(text);
  if (!match || (!match[1] && !match[2])) return undefined;
  return usd(`${match[1] || '0'}.${match[2] ?? ''}`);
}

function malformed(why: string): ReadLine {
  return { kind: 'malformed', why };
}

/** A field in a message: short, and visibly its own. */
function quoted(text: string): string {
  return JSON.stringify(text.length > 40 ? `${text.slice(0, 39)}…` : text);
}

const CODES: Readonly<Record<string, string>> = { '|': '%7C', '\n': '%0A', '\r': '%0D' };

function encoded(text: string): string {
  return text.replace(/%(?=7C|0A|0D|25)/gi, '%25').replace(/[|\n\r]/g, each => CODES[each]!);
}

function decoded(text: string): string {
  return text.replace(/%(?:(7C|0A|0D)|25(?=7C|0A|0D|25))/gi, (_, code?: string) =>
    code ? String.fromCharCode(Number.parseInt(code, 16)) : '%',
  );
}
