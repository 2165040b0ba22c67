/**
 * Our own usage as another tool may have counted it. The journal holds what is right; the records behind its events
 * show what comes of not folding them, of keeping the wrong one, or of not reading their file.
 */
import { getOrInsert } from '../../core/group.ts';
import type { Request } from '../../core/price.ts';
import type { Reading, UsageEvent } from '../../core/usage.ts';
import { byPrecedence } from '../../journal/precedence.ts';
import type { Journal } from '../../rollup/journal.ts';
import type { CountingId } from './causes.ts';

/** A log record, unfolded, and the id of the event it belongs to: what the disk must hand over. */
export interface LogRecord {
  readonly file: string;
  readonly eventId: string;
  readonly reading: Reading;
}

/** Shows every record of every log. */
export type EachRecord = (see: (record: LogRecord) => void) => Promise<void>;

/** What some tool counts once. */
export interface Charge extends Request {
  readonly webSearches: number;
}

/** The place of a record; a subagent's may be in a file of its own or in its parent's. */
type Standing = 'main' | 'subagent file' | "parent's file";

interface Kept extends Charge {
  readonly file: string;
  readonly offset: number;
  readonly standing: Standing;
}

export class Records {
  private readonly events: readonly { readonly whole: Kept; readonly kept: readonly Kept[] }[];
  /** What was used after the other report was made. */
  readonly later: readonly Charge[];
  /** Earliest and latest event, UTC ms; undefined where there is none. */
  readonly range: { readonly fromMs: number; readonly toMs: number } | undefined;

  private constructor(events: Records['events'], later: readonly Charge[]) {
    this.events = events;
    this.later = later;
    let fromMs = Number.POSITIVE_INFINITY;
    let toMs = Number.NEGATIVE_INFINITY;
    for (const { whole } of events) {
      fromMs = Math.min(fromMs, whole.atMs);
      toMs = Math.max(toMs, whole.atMs);
    }
    this.range = events.length > 0 ? { fromMs, toMs } : undefined;
  }

  /**
   * The journal's events of these sources up to a moment, with the records behind them. An event whose logs are gone
   * is its own only record.
   */
  static async gather(
    journal: Journal,
    eachRecord: EachRecord,
    isWanted: (source: string) => boolean,
    untilMs = Number.POSITIVE_INFINITY,
  ): Promise<Records> {
    const byEvent = new Map<string, Kept[]>();
    const terms = new Map<string, Reading['terms']>();
    await eachRecord(({ file, eventId, reading }) => {
      if (!isWanted(reading.attribution.source) || reading.atMs > untilMs) return;
      const { model, provider, speed, tier, geo, costBy } = reading.terms;
      // One object for equal terms: records by the hundred thousand share a few, and rates are kept by it.
      const shared = getOrInsert(
        terms,
        JSON.stringify([model, provider, speed, tier, geo, costBy]),
        () => reading.terms,
      );
      const isSide = reading.attribution.isSidechain === true;
      getOrInsert(byEvent, eventId, () => []).push(kept({ ...reading, terms: shared }, file, isSide));
    });
    const events: { whole: Kept; kept: readonly Kept[] }[] = [];
    const later: Charge[] = [];
    journal.visit((event, index) => {
      if (!isWanted(event.attribution.source)) return;
      const lasting: UsageEvent = journal.event(index);
      const whole = kept(lasting, event.file, event.attribution.isSidechain === true);
      if (event.atMs > untilMs) later.push(whole);
      else events.push({ whole, kept: byEvent.get(event.id) ?? [whole] });
    });
    return new Records(events, later);
  }

  /** Everything, counted with these mistakes. */
  *charges(mistakes: ReadonlySet<CountingId>): Generator<Charge> {
    for (const { whole, kept } of this.events) {
      const reached = kept.filter(record => isReached(record.standing, mistakes));
      if (reached.length === 0) continue;
      if (mistakes.has('every-record')) yield* reached;
      else if (mistakes.has('first-record')) yield reached.toSorted(earlier)[0]!;
      else if (mistakes.has('every-file')) {
        const files = new Map<string, Kept[]>();
        for (const record of reached) getOrInsert(files, record.file, () => []).push(record);
        for (const same of files.values()) yield folded(same);
      } else yield reached.length === kept.length ? whole : folded(reached);
    }
  }
}

/** A subagent's own transcript; any other file of a side conversation is its parent's. */
const SUBAGENT_FILE = /[\\/]subagents[\\/]|[\\/]agent-[^\\/]*\.jsonl$/;

type Countable = Pick<UsageEvent, 'atMs' | 'tokens' | 'loggedUsd' | 'quality' | 'terms' | 'offset'> & {
  readonly webSearches?: number;
};

function kept(of: Countable | Reading, file: string, isSide: boolean): Kept {
  const { atMs, tokens, webSearches = 0, loggedUsd, quality, terms, offset } = of;
  const standing = !isSide ? 'main' : SUBAGENT_FILE.test(file) ? 'subagent file' : "parent's file";
  return { atMs, tokens, webSearches, loggedUsd, quality, terms, file, offset, standing };
}

function isReached(standing: Standing, mistakes: ReadonlySet<CountingId>): boolean {
  if (standing === 'main') return true;
  if (mistakes.has('no-subagents')) return false;
  return !mistakes.has(standing === 'subagent file' ? 'no-subagent-files' : 'no-progress-lines');
}

function earlier(a: Kept, b: Kept): number {
  return a.atMs - b.atMs || (a.file === b.file ? a.offset - b.offset : a.file < b.file ? -1 : 1);
}

/** The journal's own rule over some of an event's records: the best of them as a whole, at the earliest time. */
function folded(records: readonly Kept[]): Charge {
  const [first, ...rest] = records as readonly [Kept, ...Kept[]];
  let [best, atMs] = [first, first.atMs];
  for (const record of rest) {
    atMs = Math.min(atMs, record.atMs);
    if (byPrecedence(record, best) < 0) best = record;
  }
  return { ...best, atMs };
}
