/**
 * The nouns of usage: what one billed response of a model used, as a log states it.
 *
 *   Reading      one log record of a response, as a source emits it (several may be about one response)
 *   UsageEvent   the response itself, after the journal folded its readings
 *   Terms        what the price depends on: provider, model, speed, tier, geography
 *   Attribution  who and where: session, directory, branch, agent, skill, command
 *
 * Facts only. There is no price here, no day, no time zone and no view: those are derived when they are shown.
 */
import type { Key } from './key.ts';
import type { Work } from './work.ts';

const CACHE_WRITE_KINDS = ['cacheWrite5m', 'cacheWrite1h', 'cacheWriteOther'] as const;
/** The disjoint kinds of billed tokens. Their sum is the total; nothing is counted in two of them. */
export const TOKEN_KINDS = ['input', 'output', 'cacheRead', ...CACHE_WRITE_KINDS] as const;
export type TokenKind = (typeof TOKEN_KINDS)[number];

/**
 * Counts of tokens by kind. `input` is uncached input only, whatever the vendor's log calls input;
 * `output` includes reasoning; `cacheWriteOther` is a write whose lifetime the vendor does not split (OpenAI).
 */
export type Tokens = Readonly<Record<TokenKind, number>>;

/**
 * How much a reading can be trusted.
 *   exact          the log holds the final counts of one response
 *   lower bound    the log never got the final line of the response: output is at least this
 *   session total  one number for a whole session: the sum is right, its day and its requests are not known
 *   estimate       made up from something else than counts
 */
export const QUALITIES = ['exact', 'lower bound', 'session total', 'estimate'] as const;
export type Quality = (typeof QUALITIES)[number];

/** What a reader had to decide about an odd record. Kept with the event, shown on its receipt. */
export const NOTES = {
  'write split short':
    'the 5m and 1h cache writes add up to less than the total written; the rest is taken as 5m',
  'cached above input': 'more cached tokens than input were logged; the excess was dropped',
  'count repaired': 'a count was negative, fractional or not a number, and was read as 0',
  'no cache split': 'the log does not say how much of the input was cached; all of it is taken as uncached',
  'borrowed time': 'the record has no usable timestamp; the time of the record before it was taken',
  'no request split': 'several requests in one number, so no length tier can be judged',
  remainder: 'what the session total holds beyond its recorded requests',
  compaction: 'spent by the tool itself on compacting the conversation',
  advisor: 'spent on an advisor model that was asked during the response',
  'no usage': 'a record of the response gives no token counts; what it used is not known',
  'other field names': 'the counts were logged in the field names of another vendor',
  'paused segment': 'an earlier part of a response that the vendor paused and resumed; billed as well',
  unmetered: 'the tool marks the response as not metered: it is listed, and nothing of it is added up',
  'carried over':
    'what another session had used before this one was made from it; listed there, and not added up',
  elsewhere: 'the session went on in another place, whose log is not here; what was used there is not known',
  'unlogged search':
    'searches of a call that is not in the log: their fee is known, the tokens of the call are not',
  'perhaps carried over':
    'perhaps what another session had used before this one was made from it; it counts, as no such session is here',
  'last request':
    'the tokens are those of the last request of the session; a logged cost is that of all of it',
} as const;
export type Note = keyof typeof NOTES;
export const NOTE_IDS = Object.keys(NOTES) as readonly Note[];

/** What the price of a response depends on beside its tokens and its date; all of it as logged. */
export interface Terms {
  /** Who bills, where the log says so: 'anthropic', 'openai', 'aws-bedrock', ... */
  readonly provider?: string;
  /** The model id exactly as logged; '' where the log has none. */
  readonly model: string;
  /** Claude: 'standard' | 'fast'. */
  readonly speed?: string;
  /** 'standard' | 'batch' | 'priority' | 'flex' | ... */
  readonly tier?: string;
  /** 'us', 'not_available', ... */
  readonly geo?: string;
  /** 'provider' where the cost in the log is the figure of the provider, and no estimate of the tool's. */
  readonly costBy?: 'provider';
  /**
   * The requests that one response was made of, where the log has several and they add up to it: the counts of each in the
   * order of `TOKEN_KINDS`. Rates that depend on the length of a prompt are those of each request by itself.
   */
  readonly requests?: readonly RequestCounts[];
}

/** Counts in the order of `TOKEN_KINDS`. */
export type RequestCounts = readonly number[];

/** Who and where: everything one may want to group usage by, as logged. */
export interface Attribution {
  readonly source: string;
  readonly session: string;
  readonly parentSession?: string;
  /** Working directory of the response. */
  readonly cwd?: string;
  readonly branch?: string;
  /** A subagent's own id; its type may be in another file (see `Facts.agentTypes`). */
  readonly agentId?: string;
  readonly agent?: string;
  /** A side conversation: it yields ownership of a shared response to the main one. */
  readonly isSidechain?: boolean;
  readonly skill?: string;
  readonly command?: string;
  /** How the tool was started: 'cli', 'sdk-cli', 'claude-desktop', ... */
  readonly client?: string;
  /** Who or what began the turn, in the words of the log: 'human', 'scheduled', ...; see `origin.ts`. */
  readonly origin?: string;
  /** The record says that it may be a copy of another conversation's: it yields ownership of a shared response. */
  readonly isCopy?: boolean;
  /**
   * Several records of one session by one tool (a database, an older file, a debug log): of each
   * session only the records with the lowest number count.
   */
  readonly witness?: number;
  /**
   * Where ids of sessions are unique only within one database: the same for a session, its subagents and a copy of the
   * database, and another for everything else.
   */
  readonly store?: string;
  /** When the session began, where its tool states that, UTC ms. */
  readonly startedMs?: number;
  /**
   * The source of another tool that made the call for this one, and may have logged it as well (Goose runs Claude Code):
   * see `journal/logged-elsewhere.ts`. Stated beside a `witness`.
   */
  readonly calledThrough?: string;
  /** Beside `calledThrough`: each record is of one request, where others are of a turn that may have several. */
  readonly isOneRequest?: boolean;
}

/** One log record of one response, as a source emits it. */
export interface Reading {
  /** Names the response across files: the same call always has the same key. */
  readonly key: string;
  /**
   * The vendor's id of the request, '' where the log has none. Stated by sources whose keys may repeat: records of one key
   * are then different calls where their requests differ, or where both are finished and their prompts differ. Absent
   * where a key names one response.
   */
  readonly request?: string;
  /** UTC, milliseconds since 1970. */
  readonly atMs: number;
  /** How long after `atMs` its last record was written, ms, where a reader folded several. */
  readonly durationMs?: number;
  readonly tokens: Tokens;
  /** Part of `output`, told apart where the log does; never added to anything. */
  readonly reasoning?: number;
  /** Searches the vendor bills per call. */
  readonly webSearches?: number;
  /** What the log itself says this response cost, in USD. */
  readonly loggedUsd?: number;
  readonly quality: Quality;
  readonly notes?: readonly Note[];
  readonly terms: Terms;
  readonly attribution: Attribution;
  /** Names of the tools that this record shows the response to call; absent is none. */
  readonly tools?: readonly string[];
  /** The place of the record: byte offset of its line (or a row number in a table) and 1-based line. */
  readonly offset: number;
  readonly line: number;
  /** How many records of the response it was folded from, where a reader did so; the place is that of the last. */
  readonly records?: number;
}

/** A reading whose key and request are numbers already, from a reader that makes no strings. */
export interface KeyedReading extends Omit<Reading, 'key' | 'request'> {
  readonly key: Key;
  /** As `requestOf` makes it. */
  readonly request: number;
}

export const ACTION_TYPES = ['skill', 'agent', 'manual', 'scheduled'] as const;

/** What a response was for: a scheduled run, an agent, a skill or slash command, or a prompt. */
export interface Action {
  readonly type: (typeof ACTION_TYPES)[number];
  readonly name: string;
}

/** One billed response, folded from all its readings. */
export interface UsageEvent {
  /** 16 hex digits, the same on every machine and every run. */
  readonly id: string;
  /** When its first record was written, UTC ms. */
  readonly atMs: number;
  /** When its last record was written, UTC ms. */
  readonly endMs: number;
  readonly tokens: Tokens;
  readonly reasoning: number;
  readonly webSearches: number;
  readonly loggedUsd: number | undefined;
  readonly quality: Quality;
  readonly notes: readonly Note[];
  readonly terms: Terms;
  readonly attribution: Attribution;
  /** Every tool the response called, each once and in the order of their names. */
  readonly tools: readonly string[];
  /** The agent's type, joined from any file that names it; undefined on the main thread. */
  readonly agent: string | undefined;
  /** What it was for; see `action.ts`. */
  readonly action: Action;
  /** The directory that the session's project is named for, or the name that the user gave it. */
  readonly projectDir: string | undefined;
  /** The project: the repository that the directory is a worktree of, else the directory, or their name; '' for none. */
  readonly project: string;
  /** The file, byte offset and line of the reading whose counts are used. */
  readonly file: string;
  readonly offset: number;
  readonly line: number;
  /** How many log records were folded into it. */
  readonly records: number;
  /** What somebody declared by hand, where nothing was measured; see `reports/declared.ts`. */
  readonly work?: Work;
}

/** Something that could not be read as it should be. Data, not an exception: the user can open it. */
export interface Trouble {
  readonly path: string;
  /** 1-based; absent where it is about the whole file. */
  readonly line?: number;
  readonly why: string;
}

export const noTokens = Object.fromEntries(TOKEN_KINDS.map(kind => [kind, 0])) as Tokens;

/** All billed tokens of a response. */
export function totalTokens(t: Tokens): number {
  return sumOf(t, TOKEN_KINDS);
}

/** By index: it runs millions of times, and before it is compiled every step of `for of` makes an object. */
function sumOf(t: Tokens, kinds: readonly TokenKind[]): number {
  let sum = 0;
  for (let i = 0; i < kinds.length; i++) sum += t[kinds[i]!];
  return sum;
}

/** The kinds that are sent to the model. */
export const PROMPT_KINDS = TOKEN_KINDS.filter(kind => kind !== 'output');

/** Everything sent to the model: what length tiers are judged on. */
export function promptTokens(t: Tokens): number {
  return totalTokens(t) - t.output;
}

export function cacheWriteTokens(t: Tokens): number {
  return sumOf(t, CACHE_WRITE_KINDS);
}

/** Names of tools as one set: each once, in order. Joining a set with itself changes nothing. */
export function joinTools(a: readonly string[], b: readonly string[] = NO_TOOLS): readonly string[] {
  // By far the most records call one tool, or none, or one that is known.
  if (b.length === 0 || a === b) return a;
  if (a.length === 0 && b.length === 1) return b;
  if (b.every(name => a.includes(name))) return a;
  const all = [...new Set([...a, ...b])].sort();
  return all.length === a.length ? a : all;
}
export const NO_TOOLS: readonly string[] = [];

/** Names a session across sources and databases: two of them may give one id to two of theirs. */
export function sessionName(a: Pick<Attribution, 'source' | 'session' | 'store'>): string {
  return `${a.source}\0${a.session}${a.store === undefined ? '' : `\0${a.store}`}`;
}
