/**
 * Adds events to the cells of a digest, one after the other: in plain numbers as long as they are of the same cell, which
 * is most of the time. See `digest.ts` for what a cell is.
 */

import type { Numbers } from '../core/column.ts';
import { promptTokens, QUALITIES, TOKEN_KINDS, type UsageEvent } from '../core/usage.ts';
import type { Facts } from '../journal/facts.ts';
import type { Merged } from '../journal/merged.ts';
import { inOrder } from './cell-order.ts';
import { Cells, type Grain, lengthsOf, MOST_LENGTHS, QUARTER_MS } from './cells.ts';

/** What cells count of an event. */
export type CountedEvent = Pick<
  UsageEvent,
  'quality' | 'atMs' | 'tokens' | 'reasoning' | 'webSearches' | 'records' | 'loggedUsd'
>;

/** Who adds events up. */
/** Cells, and what they come to. */
export interface Added extends Pick<Merged, 'records' | 'range'> {
  readonly cells: Cells;
}

const NOWHERE = -1;

const NEEDED = [
  ...(['terms', 'attribution', 'quality', 'atMs', 'reasoning', 'webSearches', 'records'] as const),
  ...TOKEN_KINDS,
] as const;

/** The cell itself is written when another one is opened. */
export class CellAdder {
  private input = 0;
  private output = 0;
  private cacheRead = 0;
  private cacheWrite5m = 0;
  private cacheWrite1h = 0;
  private cacheWriteOther = 0;
  private reasoning = 0;
  private webSearches = 0;
  private records = 0;
  private events = 0;
  /** Of the event that comes next. */
  private loggedUsd: number | undefined;
  private readonly facts: Facts;
  private readonly cells: Cells;
  private readonly grain: Grain;
  /** Cells by terms, quality and length of the prompt, then by attribution and quarter. */
  private readonly places: (Map<number, number> | undefined)[] = [];
  private readonly lengths: (readonly number[] | undefined)[] = [];
  private readonly sources = new Map<string, number>();
  // The open cell, and what must not change for the next event to be of it.
  private cell = NOWHERE;
  private terms = NOWHERE;
  private attribution = NOWHERE;
  private quality = NOWHERE;
  private quarter = NOWHERE;
  private band = NOWHERE;
  private firstMs = 0;
  private lastMs = 0;
  private most = 0;
  private notesPrompts = false;
  /** Whether the open cell stands nowhere yet, and whether nobody else may be added to it. */
  private isNew = false;
  private isAlone = false;

  constructor(facts: Facts, grain: Grain) {
    this.facts = facts;
    this.cells = new Cells(facts);
    this.grain = grain;
  }

  /** Adds responses of one row each: the rows at the positions `from` to `to` (exclusive) of `rows`. */
  add(rows: Uint32Array, from: number, to: number): void {
    const { facts } = this;
    const hasCosts = facts.loggedUsd.size > 0;
    const of = Object.fromEntries(NEEDED.map(name => [name, facts.columns[name].numbers])) as Readonly<
      Record<(typeof NEEDED)[number], Numbers>
    >;
    for (let i = from; i < to; i++) {
      const row = rows[i]!;
      const input = of.input[row]!;
      const read = of.cacheRead[row]!;
      const written5m = of.cacheWrite5m[row]!;
      const written1h = of.cacheWrite1h[row]!;
      const writtenOther = of.cacheWriteOther[row]!;
      this.loggedUsd = hasCosts ? facts.loggedUsd.get(row) : undefined;
      this.open(
        of.terms[row]!,
        of.attribution[row]!,
        of.quality[row]!,
        of.atMs[row]!,
        input + read + written5m + written1h + writtenOther,
      );
      this.input += input;
      this.output += of.output[row]!;
      this.cacheRead += read;
      this.cacheWrite5m += written5m;
      this.cacheWrite1h += written1h;
      this.cacheWriteOther += writtenOther;
      this.reasoning += of.reasoning[row]!;
      this.webSearches += of.webSearches[row]!;
      this.records += of.records[row]!;
      this.events += 1;
    }
  }

  /** Adds a response of several rows, of which `row` owns it. */
  addOne(row: number, event: CountedEvent): void {
    const { terms, attribution } = this.facts.columns;
    const { tokens } = event;
    this.loggedUsd = event.loggedUsd;
    this.open(
      terms.get(row),
      attribution.get(row),
      QUALITIES.indexOf(event.quality),
      event.atMs,
      promptTokens(tokens),
    );
    for (const kind of TOKEN_KINDS) this[kind] += tokens[kind];
    this.reasoning += event.reasoning;
    this.webSearches += event.webSearches;
    this.records += event.records;
    this.events += 1;
  }

  done(): Added {
    this.close();
    const { length, columns } = this.cells;
    let records = 0;
    let fromMs = Number.POSITIVE_INFINITY;
    let toMs = Number.NEGATIVE_INFINITY;
    for (let i = 0; i < length; i++) {
      const firstMs = columns.firstMs.get(i);
      records += columns.records.get(i);
      fromMs = Math.min(fromMs, firstMs);
      toMs = Math.max(toMs, firstMs + columns.spanMs.get(i));
    }
    const range = length > 0 ? { fromMs, toMs } : undefined;
    return { cells: inOrder(this.cells), records, range };
  }

  /** Opens the cell of an event, which is then to be added. */
  private open(terms: number, attribution: number, quality: number, atMs: number, prompt: number): void {
    const quarter = Math.floor(atMs / QUARTER_MS);
    const band = this.bandOf(terms, prompt);
    const isSame =
      terms === this.terms &&
      attribution === this.attribution &&
      quarter === this.quarter &&
      quality === this.quality &&
      band === this.band;
    if (isSame && !this.isAlone && this.loggedUsd === undefined && this.cell !== NOWHERE) {
      if (atMs < this.firstMs) this.firstMs = atMs;
      if (atMs > this.lastMs) this.lastMs = atMs;
      if (prompt > this.most) this.most = prompt;
      return;
    }
    this.close();
    this.terms = terms;
    this.attribution = attribution;
    this.quality = quality;
    this.quarter = quarter;
    this.band = band;
    this.firstMs = atMs;
    this.lastMs = atMs;
    this.most = prompt;
    // A column of nothing but zeros takes no room on disk.
    this.notesPrompts = this.lengths[terms]!.length > 0;
    this.cell = this.cells.length;
    this.isNew = true;
    this.isAlone = this.loggedUsd !== undefined;
    if (this.loggedUsd !== undefined) {
      this.cells.loggedUsd.set(this.cell, this.loggedUsd);
      return;
    }
    this.places[(terms * QUALITIES.length + quality) * MOST_BANDS + band] ??= new Map();
    const places = this.places[(terms * QUALITIES.length + quality) * MOST_BANDS + band]!;
    const place = attribution * QUARTERS + (quarter & (QUARTERS - 1));
    const known = places.get(place);
    if (known === undefined) places.set(place, this.cell);
    else {
      this.cell = known;
      this.isNew = false;
    }
  }

  private sourceOf(attribution: number): number {
    const { source } = this.cells.attributions.get(attribution);
    const id = this.sources.get(source) ?? this.sources.size;
    this.sources.set(source, id);
    return id;
  }

  private close(): void {
    if (this.cell === NOWHERE) return;
    if (this.isNew) this.write();
    else this.addTo(this.cell);
    this.input = 0;
    this.output = 0;
    this.cacheRead = 0;
    this.cacheWrite5m = 0;
    this.cacheWrite1h = 0;
    this.cacheWriteOther = 0;
    this.reasoning = 0;
    this.webSearches = 0;
    this.records = 0;
    this.events = 0;
    this.cell = NOWHERE;
  }

  /** Spelled out here and below: a column that is looked up by its name costs several times as much. */
  private write(): void {
    const c = this.cells.columns;
    c.terms.push(this.terms);
    c.attribution.push(this.attribution);
    c.source.push(this.sourceOf(this.attribution));
    c.quality.push(this.quality);
    c.firstMs.push(this.firstMs);
    c.spanMs.push(this.lastMs - this.firstMs);
    c.promptLeast.push(this.lengths[this.terms]![this.band - 1] ?? 0);
    c.promptMost.push(this.notesPrompts ? this.most : 0);
    c.input.push(this.input);
    c.output.push(this.output);
    c.cacheRead.push(this.cacheRead);
    c.cacheWrite5m.push(this.cacheWrite5m);
    c.cacheWrite1h.push(this.cacheWrite1h);
    c.cacheWriteOther.push(this.cacheWriteOther);
    c.reasoning.push(this.reasoning);
    c.webSearches.push(this.webSearches);
    c.records.push(this.records);
    c.events.push(this.events);
  }

  private addTo(cell: number): void {
    const c = this.cells.columns;
    const lastMs = Math.max(this.lastMs, c.firstMs.get(cell) + c.spanMs.get(cell));
    const firstMs = Math.min(this.firstMs, c.firstMs.get(cell));
    c.firstMs.set(cell, firstMs);
    c.spanMs.set(cell, lastMs - firstMs);
    if (this.notesPrompts) c.promptMost.raise(cell, this.most);
    c.input.set(cell, c.input.get(cell) + this.input);
    c.output.set(cell, c.output.get(cell) + this.output);
    c.cacheRead.set(cell, c.cacheRead.get(cell) + this.cacheRead);
    c.cacheWrite5m.set(cell, c.cacheWrite5m.get(cell) + this.cacheWrite5m);
    c.cacheWrite1h.set(cell, c.cacheWrite1h.get(cell) + this.cacheWrite1h);
    c.cacheWriteOther.set(cell, c.cacheWriteOther.get(cell) + this.cacheWriteOther);
    c.reasoning.set(cell, c.reasoning.get(cell) + this.reasoning);
    c.webSearches.set(cell, c.webSearches.get(cell) + this.webSearches);
    c.records.set(cell, c.records.get(cell) + this.records);
    c.events.set(cell, c.events.get(cell) + this.events);
  }

  /** Prompts of one band have the same price as far as `grain` can tell. */
  private bandOf(terms: number, prompt: number): number {
    this.lengths[terms] ??= lengthsOf(this.grain, this.cells.terms.get(terms));
    const lengths = this.lengths[terms]!;
    let band = 0;
    while (band < lengths.length && prompt >= lengths[band]!) band += 1;
    return band;
  }
}

const MOST_BANDS = MOST_LENGTHS + 1;
/** Quarters are told apart within 478 years. */
const QUARTERS = 2 ** 24;
