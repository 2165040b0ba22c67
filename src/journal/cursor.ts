/**
 * One event at a time, as `Journal.visit` passes it. It reads from the columns only the fields that are used: most
 * callers need a few fields of very many events. Where an event has several rows, one of them gives the counts
 * (`precedence.ts`), one owns it (`owners.ts`), the earliest time dates it and the latest ends it.
 */

import { keyText } from '../core/key.ts';
import { notesOf } from '../core/note-bits.ts';
import {
  type Action,
  type Attribution,
  joinTools,
  type Note,
  noTokens,
  QUALITIES,
  type Quality,
  type Terms,
  TOKEN_KINDS,
  type TokenKind,
  type Tokens,
  type UsageEvent,
} from '../core/usage.ts';
import { callId } from './calls.ts';
import type { Facts } from './facts.ts';

/** What is known of the places that attributions name. */
export interface Places {
  agentOf(attribution: Attribution): string | undefined;
  actionOf(attribution: Attribution): Action;
  projectDirOf(attribution: Attribution): string | undefined;
  projectOf(attribution: Attribution): string;
}

/** What a journal knows of rows, beside the facts. */
export interface CursorContext extends Places {
  readonly facts: Facts;
  /** As `Merged` has them. */
  readonly shared: ReadonlyMap<number, readonly number[]>;
  readonly isSplit: ReadonlySet<number>;
  fileOf(row: number): string;
}

export class Cursor implements UsageEvent {
  private readonly counts: Record<TokenKind, number> = { ...noTokens };
  /** The row that owns the event, and the one that gives its counts. */
  private row = 0;
  private best = 0;
  /** All rows of the event, where there are several. */
  private rows: readonly number[] | undefined;
  private readonly context: CursorContext;
  private readonly facts: Facts;

  constructor(context: CursorContext) {
    this.context = context;
    this.facts = context.facts;
  }

  /** Goes to the event that a row owns, alone or with others. */
  moveTo(row: number, isUnshared: boolean): void {
    this.row = row;
    this.rows = isUnshared ? undefined : this.context.shared.get(row);
    this.best = this.rows ? this.rows[0]! : row;
  }

  /** 16 hex digits of the key; where it names several calls, of the key and what distinguishes the call. */
  get id(): string {
    const { facts, best, rows = [best] } = this;
    const key = facts.key(best);
    if (!this.context.isSplit.has(best)) return keyText(key);
    // A copy may have lost the request.
    const request = rows.reduce((most, row) => Math.max(most, facts.columns.request.get(row)), 0);
    return callId(key, { ...facts.call(best), request });
  }

  get atMs(): number {
    const { atMs } = this.facts.columns;
    if (!this.rows) return atMs.get(this.row);
    return this.rows.reduce((first, row) => Math.min(first, atMs.get(row)), Number.POSITIVE_INFINITY);
  }

  get endMs(): number {
    const { atMs, durationMs } = this.facts.columns;
    const endOf = (row: number) => atMs.get(row) + durationMs.get(row);
    return this.rows
      ? this.rows.reduce((last, row) => Math.max(last, endOf(row)), Number.NEGATIVE_INFINITY)
      : endOf(this.row);
  }

  /** The same object for every event. */
  get tokens(): Tokens {
    const { counts, best } = this;
    for (const kind of TOKEN_KINDS) counts[kind] = this.facts.columns[kind].get(best);
    return counts;
  }

  get reasoning(): number {
    return this.facts.columns.reasoning.get(this.best);
  }

  get webSearches(): number {
    return this.facts.columns.webSearches.get(this.best);
  }

  get loggedUsd(): number | undefined {
    return this.facts.loggedUsd.get(this.best);
  }

  get quality(): Quality {
    return QUALITIES[this.facts.columns.quality.get(this.best)]!;
  }

  get notes(): readonly Note[] {
    return notesOf(this.facts.columns.notes.get(this.best));
  }

  /** The number of its terms among those of the facts. */
  get termsId(): number {
    return this.facts.columns.terms.get(this.best);
  }

  get terms(): Terms {
    return this.facts.terms.get(this.termsId);
  }

  get attribution(): Attribution {
    return this.facts.attributions.get(this.facts.columns.attribution.get(this.row));
  }

  get tools(): readonly string[] {
    const { columns, tools } = this.facts;
    const at = (row: number) => tools.get(columns.tools.get(row));
    return this.rows ? this.rows.map(at).reduce(joinTools) : at(this.row);
  }

  get agent(): string | undefined {
    return this.context.agentOf(this.attribution);
  }

  get action(): Action {
    return this.context.actionOf(this.attribution);
  }

  get projectDir(): string | undefined {
    return this.context.projectDirOf(this.attribution);
  }

  get project(): string {
    return this.context.projectOf(this.attribution);
  }

  get file(): string {
    return this.context.fileOf(this.row);
  }

  get offset(): number {
    return this.facts.columns.offset.get(this.row);
  }

  get line(): number {
    return this.facts.columns.line.get(this.row);
  }

  get records(): number {
    const { records } = this.facts.columns;
    return this.rows ? this.rows.reduce((sum, row) => sum + records.get(row), 0) : records.get(this.row);
  }

  /** The event as data that lasts. */
  copy(): UsageEvent {
    return {
      id: this.id,
      atMs: this.atMs,
      endMs: this.endMs,
      tokens: { ...this.tokens },
      reasoning: this.reasoning,
      webSearches: this.webSearches,
      loggedUsd: this.loggedUsd,
      quality: this.quality,
      notes: this.notes,
      terms: this.terms,
      attribution: this.attribution,
      tools: this.tools,
      agent: this.agent,
      action: this.action,
      projectDir: this.projectDir,
      project: this.project,
      file: this.file,
      offset: this.offset,
      line: this.line,
      records: this.records,
    };
  }
}
