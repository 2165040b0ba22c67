/**
 * Adds events to the cells of a digest, one after the other: in plain numbers as long as they are of the same cell, which
 * is most of the time. See `digest.ts` for what a cell is.
 */

import { inOrder } from './cell-order.ts';
import { type CELL_SUMS, type Cells, type Grain, QUARTER_MS } from './cells.ts';
import { QUALITIES } from './usage.ts';

const NOWHERE = -1;

/** The cell itself is written when another one is opened. */
export class CellAdder implements Record<(typeof CELL_SUMS)[number], number> {
  input = 0;
  output = 0;
  cacheRead = 0;
  cacheWrite5m = 0;
  cacheWrite1h = 0;
  cacheWriteOther = 0;
  reasoning = 0;
  webSearches = 0;
  records = 0;
  events = 0;
  /** Of the event that comes next. */
  loggedUsd: number | undefined;
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

  constructor(cells: Cells, grain: Grain) {
    this.cells = cells;
    this.grain = grain;
  }

  /** Opens the cell of an event, which is then to be added. */
  open(terms: number, attribution: number, quality: number, atMs: number, prompt: number): void {
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

  done(): Cells {
    this.close();
    return inOrder(this.cells);
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
    this.lengths[terms] ??= [...this.grain(this.cells.terms.get(terms))]
      .sort((a, b) => a - b)
      .slice(0, MOST_BANDS - 1);
    const lengths = this.lengths[terms]!;
    let band = 0;
    while (band < lengths.length && prompt >= lengths[band]!) band += 1;
    return band;
  }
}

const MOST_BANDS = 8;
/** Quarters are told apart within 478 years. */
const QUARTERS = 2 ** 24;
