/**
 * Work that was declared by hand, as reports see it. It is separate: what it says is often about the same work that the
 * transcripts hold, so a question is about it only where the question names its source, and every answer that leaves
 * it out says so. An entry is shown to groupings as an event whose one count is its input and whose cost is the one
 * stored in the log, a flat estimate.
 */

import { MANUAL } from '../core/action.ts';
import type { Zone } from '../core/calendar.ts';
import { smallest } from '../core/extremes.ts';
import { bytesText, counted, grouped } from '../core/format.ts';
import { keyOf, keyText } from '../core/key.ts';
import { decimal, type Money } from '../core/money.ts';
import type { Rate } from '../core/price.ts';
import { matcher, type Query } from '../core/query.ts';
import { type Action, NO_TOOLS, noTokens, type UsageEvent } from '../core/usage.ts';
import { type Work, workSum } from '../core/work.ts';
import { dateAndTime } from '../core/work-line.ts';
import type { WorkLog } from '../core/work-log.ts';
import type { Declared, ReportInput } from './report.ts';

const DAY_MS = 86_400_000;

export const MANUAL_LOG = 'manual-log';
/** The name in place of a model. */
export const FLAT_ESTIMATE = 'flat estimate';

/** The one rate of all entries: what the log itself says. */
export const FLAT_RATE: Rate = {
  status: 'logged',
  lookedUp: FLAT_ESTIMATE,
  why: 'the manual log states a flat estimate for each task',
};

/** Whether a question is about the manual log. */
export function isAboutManualLog({ sources }: Pick<Query, 'sources'>): boolean {
  return sources.includes(MANUAL_LOG);
}

/** Shows every event that a question may be about, with its rate: measured ones, and declared ones where they are named. */
export function visitEvents(input: ReportInput, see: (event: UsageEvent, rate: Rate) => void): void {
  const { journal, prices, query } = input;
  if (isMeasured(query)) journal.visit(event => see(event, prices.rate(event)));
  visitDeclared(input, see);
}

/** Whether a question is about measured usage, too. */
export function isMeasured({ sources }: Pick<Query, 'sources'>): boolean {
  return sources.length === 0 || sources.some(source => source !== MANUAL_LOG);
}

/** Shows the declared ones alone. */
export function visitDeclared(
  { query, zone, declared }: ReportInput,
  see: (event: UsageEvent, rate: Rate) => void,
): void {
  if (!isAboutManualLog(query)) return;
  for (const work of declared?.log.entries ?? []) see(eventOf(work, zone), FLAT_RATE);
}

/** The entries that a question would be about if it named the manual log. */
export function entriesFor({ query, zone, declared }: ReportInput): readonly Work[] {
  const isWanted = matcher({ ...query, sources: [MANUAL_LOG] }, zone);
  return (declared?.log.entries ?? []).filter(work => isWanted(eventOf(work, zone), FLAT_RATE));
}

/** Declared work that an answer leaves out, because the query names no source. */
export interface WorkLeftOut {
  readonly tasks: number;
  readonly tokens: number;
  /** An estimate. */
  readonly usd: Money;
}

/** `isIn` is whether the answer is about a moment, UTC ms, where days do not say it all. */
export function workLeftOut(input: ReportInput, isIn?: (atMs: number) => boolean): WorkLeftOut | undefined {
  if (input.query.sources.length > 0) return undefined;
  const all = entriesFor(input);
  const entries = isIn ? all.filter(work => isIn(momentOf(work, input.zone))) : all;
  return entries.length > 0 ? { tasks: entries.length, ...workSum(entries) } : undefined;
}

/** What an answer leaves out, in a sentence; none where it leaves out nothing of the query. */
export function leftOut(out: WorkLeftOut | undefined, amount: (usd: Money) => string): readonly string[] {
  if (!out) return [];
  const { tasks, tokens, usd } = out;
  return [
    `Not in these sums: ${counted(tasks, 'task')} of the manual log, ${grouped(tokens)} tokens, ${amount(usd)} (estimate); --source ${MANUAL_LOG} shows them.`,
  ];
}

/** The id of an entry, as that of its event: by its place, which only an edit of the file changes. */
export function workId({ place: { file, line = 0 } }: Pick<Work, 'place'>): string {
  return keyText(keyOf(`${MANUAL_LOG} ${file} ${line}`));
}

export function workWithId({ entries }: Pick<WorkLog, 'entries'>, id: string): Work | undefined {
  return entries.find(work => workId(work) === id);
}

/** What to know of entries before their sums are believed. */
export function doubtsAbout(entries: readonly Work[], declared: Declared | undefined): readonly string[] {
  const { bytesLeftOut = 0, troubles = [] } = declared?.log ?? {};
  const notes: string[] = [];
  if (bytesLeftOut > 0) {
    notes.push(
      `≥: the log is too large to be read whole; its first ${bytesText(bytesLeftOut)} are in no sum.`,
    );
  }
  const unread = troubles.filter(({ line }) => line !== undefined).length;
  if (unread > 0) {
    const are = unread === 1 ? 'line of the log is' : 'lines of the log are';
    notes.push(
      `${grouped(unread)} ${are} left out because they cannot be read; token-dash doctor names them.`,
    );
  }
  // No model works for nothing.
  const zero = entries.filter(({ usd, tokens }) => usd === 0n && tokens.total > 0).length;
  if (zero > 0) {
    notes.push(
      `${counted(zero, 'task')} of these ${zero === 1 ? 'says' : 'say'} $0: costs were cut to cents when they were logged. token-dash log recompute --all shows what the rate makes of them.`,
    );
  }
  return notes;
}

const BY_HAND: Action = { type: 'manual', name: MANUAL };

/** An entry as an event. A date without a time is the beginning of that day, in whatever zone. */
export function eventOf(work: Work, zone: Zone): UsageEvent {
  const { place, project, tokens, usd } = work;
  const { file, line = 0 } = place;
  const atMs = momentOf(work, zone);
  return {
    id: workId(work),
    atMs,
    endMs: atMs,
    tokens: { ...noTokens, input: tokens.in ?? tokens.total, output: tokens.out ?? 0 },
    reasoning: 0,
    webSearches: 0,
    loggedUsd: usd === undefined ? undefined : Number(decimal(usd, 0)),
    quality: 'estimate',
    notes: [],
    terms: { model: work.model ?? FLAT_ESTIMATE },
    attribution: { source: MANUAL_LOG, session: '', cwd: project },
    tools: NO_TOOLS,
    agent: undefined,
    action: BY_HAND,
    projectDir: project,
    project: project ?? '',
    file,
    offset: 0,
    line,
    records: 1,
    work,
  };
}

/**
 * The instant of a local time; of one that comes twice, the first. Where the clocks skip it, it is as much later. The day
 * is always the one that is written.
 */
function momentOf(work: Work, zone: Zone): number {
  const [hours = 0, minutes = 0, seconds = 0] = dateAndTime(work).time.split(':').map(Number);
  const localMs = work.day * DAY_MS + ((hours * 60 + minutes) * 60 + seconds) * 1000;
  const offsets = [localMs - DAY_MS, localMs + DAY_MS].map(near => zone.offsetMs(near));
  const found = offsets.map(offset => localMs - offset).filter(at => at + zone.offsetMs(at) === localMs);
  const at = found.length > 0 ? smallest(found) : localMs - offsets[0]!;
  return zone.day(at) === work.day ? at : zone.startOf(work.day);
}
