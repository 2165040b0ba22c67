/**
 * Rows that a file had and has no longer: Claude Code rewrites transcripts when it compacts them, databases lose sessions,
 * files are cut. Their responses were billed all the same, so the rows are kept beside the file.
 */
import { UNIQUE_KEY } from '../core/key.ts';
import { joinSessions } from '../core/session-facts.ts';
import { QUALITIES, sessionName } from '../core/usage.ts';
import { joinAgentTypes } from '../journal/agent-types.ts';
import { promptText } from '../journal/calls.ts';
import type { Facts } from '../journal/facts.ts';
import { earlierPath, type KnownFile } from './file-record.ts';
import { isSameFile } from './scan/disk-stamp.ts';

/** What is needed of a file table. */
interface Table {
  readonly facts: Facts;
  readonly files: ReadonlyMap<string, KnownFile>;
  putEarlier(file: Omit<KnownFile, 'to' | 'persisted'>): void;
}

/** What was read of a file before. */
export interface EarlierRows
  extends Pick<KnownFile, 'from' | 'to' | 'agentTypes' | 'sessions' | 'begunMs' | 'stamp'> {
  readonly facts: Facts;
  /** Since when they may be lost, UTC ms. */
  readonly goneMs: number;
}

/** Keeps the rows of `before` whose responses are not in `now`, the same file read again as a whole. */
export function keepLostRows(table: Table, before: KnownFile, now: KnownFile): void {
  // The same bytes read by another version of the reader: what it no longer finds was never there.
  if (before.goneMs === undefined && isSameFile(before.stamp, now.stamp)) return;
  addLostRows(table, now, { ...before, facts: table.facts, goneMs: now.stamp.mtimeMs });
}

/** Adds those of the earlier rows to the table that a file has no longer; returns whether there are any. */
export function addLostRows(table: Table, now: KnownFile, before: EarlierRows): boolean {
  const { facts } = table;
  const path = earlierPath(now.path);
  const known = table.files.get(path);
  const calls = new Calls(before.stamp.version === now.stamp.version);
  for (const file of [now, ...(known ? [known] : [])]) calls.add(facts, file);
  const lost: number[] = [];
  const sums = new RestatedSums(facts, now);
  for (let row = before.from; row < before.to; row++) {
    if (!calls.has(before.facts, row) && !sums.has(before.facts, row)) lost.push(row);
  }
  if (lost.length === 0) return false;
  const from = facts.length;
  if (known) facts.append(facts, known.from, known.to);
  for (const row of lost) facts.append(before.facts, row, row + 1);
  table.putEarlier({
    ...{ path, source: now.source, stamp: before.stamp, from, troubles: [], isRacy: false },
    agentTypes: joinAgentTypes(known?.agentTypes ?? [], before.agentTypes),
    sessions: joinSessions(known?.sessions ?? [], before.sessions),
    begunMs: known?.begunMs ?? before.begunMs,
    goneMs: before.goneMs,
  });
  return true;
}

/**
 * A set of calls. Rows that another version of the reader made are not compared by their prompts: it may have corrected the
 * counts, and both would be billed.
 */
class Calls {
  private readonly names = new Set<string>();
  private readonly hasPrompts: boolean;

  constructor(hasPrompts: boolean) {
    this.hasPrompts = hasPrompts;
  }

  add(facts: Facts, { from, to }: Pick<KnownFile, 'from' | 'to'>): void {
    for (let row = from; row < to; row++) {
      this.names.add(this.nameOf(facts, row));
      if (!this.hasPrompts) this.names.add(keyAt(facts, row));
    }
  }

  has(facts: Facts, row: number): boolean {
    return this.names.has(this.nameOf(facts, row));
  }

  private nameOf(facts: Facts, row: number): string {
    const call = facts.call(row);
    if (call.request === UNIQUE_KEY) return keyAt(facts, row);
    return `${keyAt(facts, row)}:${call.request}${this.hasPrompts ? `:${promptText(call)}` : ''}`;
  }
}

/**
 * Sums of whole sessions are no calls: a session that is still there says anew what it sums up to, perhaps under another
 * name (Goose turns one into a row of its ledger).
 */
class RestatedSums {
  private readonly facts: Facts;
  private readonly now: KnownFile;
  private sessions: ReadonlySet<string> | undefined;

  constructor(facts: Facts, now: KnownFile) {
    this.facts = facts;
    this.now = now;
  }

  has(facts: Facts, row: number): boolean {
    if (QUALITIES[facts.columns.quality.get(row)] !== 'session total') return false;
    this.sessions ??= new Set(this.all());
    return this.sessions.has(sessionAt(facts, row));
  }

  private *all(): Generator<string> {
    for (let row = this.now.from; row < this.now.to; row++) yield sessionAt(this.facts, row);
  }
}

function sessionAt({ attributions, columns }: Facts, row: number): string {
  const { source, session } = attributions.get(columns.attribution.get(row));
  return sessionName({ source, session });
}

function keyAt({ columns: { keyHi, keyLo } }: Facts, row: number): string {
  return `${keyHi.get(row)}:${keyLo.get(row)}`;
}
