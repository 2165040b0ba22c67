/**
 * One event under the eyes of a visitor. It is moved from event to event, and reads from the columns only what it is
 * asked for: most visitors look at a few fields of very many events. Where several rows tell of one response, each
 * field is folded as the journal says.
 */

import { keyText } from '../core/key.ts';
import { notesOf } from '../core/note-bits.ts';
import {
  type Attribution,
  joinTools,
  type Note,
  noTokens,
  QUALITIES,
  type Quality,
  type Terms,
  type TokenKind,
  type Tokens,
  type UsageEvent,
} from '../core/usage.ts';
import type { Facts } from './facts.ts';

/** What is known of the places that attributions name. */
export interface Places {
  agentOf(attribution: Attribution): string | undefined;
  projectDirOf(attribution: Attribution): string | undefined;
}

/** What a journal knows of rows, beside the facts. */
export interface Soil extends Places {
  readonly facts: Facts;
  /** All rows of the responses that have several, by the row that owns them. */
  readonly shared: ReadonlyMap<number, readonly number[]>;
  fileOf(row: number): string;
}

type Counted = TokenKind | 'reasoning' | 'webSearches';

export class Cursor implements UsageEvent {
  private readonly counts: Record<TokenKind, number> = { ...noTokens };
  private row = 0;
  /** All rows of the event, where there are several. */
  private rows: readonly number[] | undefined;
  private readonly soil: Soil;
  private readonly facts: Facts;

  constructor(soil: Soil) {
    this.soil = soil;
    this.facts = soil.facts;
  }

  /** Goes to the event that a row owns, alone or with others. */
  moveTo(row: number, isAlone: boolean): void {
    this.row = row;
    this.rows = isAlone ? undefined : this.soil.shared.get(row);
  }

  get id(): string {
    return keyText(this.facts.key(this.row));
  }

  get atMs(): number {
    const { atMs } = this.facts.columns;
    return this.rows ? Math.min(...this.rows.map(row => atMs.get(row))) : atMs.get(this.row);
  }

  /** The same object for every event. */
  get tokens(): Tokens {
    const { counts } = this;
    counts.input = this.most('input');
    counts.output = this.most('output');
    counts.cacheRead = this.most('cacheRead');
    counts.cacheWrite5m = this.most('cacheWrite5m');
    counts.cacheWrite1h = this.most('cacheWrite1h');
    counts.cacheWriteOther = this.most('cacheWriteOther');
    return counts;
  }

  get reasoning(): number {
    return this.most('reasoning');
  }

  get webSearches(): number {
    return this.most('webSearches');
  }

  get loggedUsd(): number | undefined {
    const { loggedUsd } = this.facts;
    if (loggedUsd.size === 0) return undefined;
    if (!this.rows) return loggedUsd.get(this.row);
    const stated = this.rows.flatMap(row => loggedUsd.get(row) ?? []);
    return stated.length > 0 ? Math.max(...stated) : undefined;
  }

  get quality(): Quality {
    const { quality } = this.facts.columns;
    const best = this.rows ? Math.min(...this.rows.map(row => quality.get(row))) : quality.get(this.row);
    return QUALITIES[best]!;
  }

  get notes(): readonly Note[] {
    return notesOf(this.facts.columns.notes.get(this.row));
  }

  get terms(): Terms {
    return this.facts.terms.get(this.facts.columns.terms.get(this.row));
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
    return this.soil.agentOf(this.attribution);
  }

  get projectDir(): string | undefined {
    return this.soil.projectDirOf(this.attribution);
  }

  get file(): string {
    return this.soil.fileOf(this.row);
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

  /** The largest of a count among the event's rows. */
  private most(name: Counted): number {
    const column = this.facts.columns[name];
    return this.rows ? Math.max(...this.rows.map(row => column.get(row))) : column.get(this.row);
  }

  /** The event as data that lasts. */
  copy(): UsageEvent {
    return {
      id: this.id,
      atMs: this.atMs,
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
      projectDir: this.projectDir,
      file: this.file,
      offset: this.offset,
      line: this.line,
      records: this.records,
    };
  }
}
