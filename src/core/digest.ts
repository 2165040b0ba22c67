/**
 * The journal in brief: its events added up by quarter of an hour, terms and attribution. Hundreds of thousands of
 * responses come to some ten thousand cells, which is all that sums by day, model or project need, and which can be kept
 * on disk beside the names of what it was made of.
 *
 * Nothing derived is in it: no price, day or zone. Days begin on a quarter of an hour in every zone that is in use, and
 * prices at midnight, so a cell is of one day and one price whatever is asked; where it is not (a price that depends on
 * the length of the prompt, within a cell), the digest does not guess: see `digest-totals.ts`.
 */
import { Column, type Numbers } from './column.ts';
import type { Cursor } from './cursor.ts';
import { type Interned, internedAttributions, internedTerms } from './interned.ts';
import type { FileFacts } from './journal.ts';
import type { Merged } from './merged.ts';
import { type Attribution, promptTokens, QUALITIES, type Terms, TOKEN_KINDS } from './usage.ts';

/** What cells add up. */
export const CELL_SUMS = [...TOKEN_KINDS, 'reasoning', 'webSearches', 'records', 'events'] as const;

/** The columns, in the order in which the cache writes them. */
export const CELL_COLUMNS = [
  'terms',
  'attribution',
  /** The source of that, by its number among those of all cells. */
  'source',
  'quality',
  /** The earliest event, UTC ms, and how much later the latest one was. */
  'firstMs',
  'spanMs',
  /** The shortest and the longest prompt, tokens; of terms whose price does not depend on it, both 0: not noted. */
  'promptLeast',
  'promptMost',
  ...CELL_SUMS,
] as const;
export type CellColumn = (typeof CELL_COLUMNS)[number];

/** Lengths of prompts, tokens, from which on requests in these terms may have another price. Only a hint of how fine to be. */
export type Grain = (terms: Terms) => readonly number[];

export const QUARTER_MS = 900_000;

type Names = Pick<Cells, 'terms' | 'attributions'>;

/** Cells, and the values that they name by number: by terms, and within these by time. */
export class Cells {
  readonly columns: Record<CellColumn, Column>;
  readonly terms: Interned<Terms>;
  readonly attributions: Interned<Attribution>;
  /** Costs that a log states itself, in USD, by cell: such events have a cell each. */
  readonly loggedUsd = new Map<number, number>();

  constructor(
    names: Names = { terms: internedTerms(), attributions: internedAttributions() },
    columns?: Cells['columns'],
  ) {
    this.terms = names.terms;
    this.attributions = names.attributions;
    this.columns =
      columns ??
      (Object.fromEntries(CELL_COLUMNS.map(name => [name, new Column()])) as Record<CellColumn, Column>);
  }

  get length(): number {
    return this.columns.terms.length;
  }

  /** The sum of a column. */
  sum(name: (typeof CELL_SUMS)[number]): number {
    const { numbers } = this.columns[name];
    let sum = 0;
    for (let i = 0; i < this.length; i++) sum += numbers[i]!;
    return sum;
  }
}

/** Cells that are to be added, or taken away again. */
export interface Part {
  readonly cells: Cells;
  readonly sign: 1 | -1;
}

/** All that a journal can say without looking at its events one by one. */
export interface Digest extends Pick<Merged, 'records' | 'begins' | 'range'> {
  readonly parts: readonly Part[];
  readonly events: number;
  /** The types of subagents, by their ids. */
  readonly agentTypes: ReadonlyMap<string, string>;
}

/** The digest of what was merged; `cursor` is one over the same. */
export function* digesting(merged: Merged, cursor: Cursor, grain: Grain): Generator<void, Digest> {
  const cells = yield* adding(merged, grain, cursor);
  const { records, begins, range, files, rows } = merged;
  return {
    parts: [{ cells, sign: 1 }],
    events: rows.length,
    records,
    begins,
    range,
    agentTypes: agentTypesIn(files),
  };
}

/** Where several files name the type of one subagent, the smaller name holds. */
export function agentTypesIn(files: Iterable<Pick<FileFacts, 'agentTypes'>>): ReadonlyMap<string, string> {
  const types = new Map<string, string>();
  for (const file of files) {
    for (const [id, type] of file.agentTypes) {
      const known = types.get(id);
      if (known === undefined || type < known) types.set(id, type);
    }
  }
  return types;
}

/** How many events are added between two yields: some milliseconds' worth. */
const PIECE = 32_768;

/**
 * Adds up events, and yields now and then, so that whoever draws a screen meanwhile can let it have its turn. `cursor`
 * is for events of several rows.
 */
export function* adding(
  { facts, rows, alone }: Pick<Merged, 'facts' | 'rows' | 'alone'>,
  grain: Grain,
  cursor?: Cursor,
): Generator<void, Cells> {
  const gatherer = new Gatherer(new Cells(facts), grain);
  const hasCosts = facts.loggedUsd.size > 0;
  const of = Object.fromEntries(
    (
      [
        'terms',
        'attribution',
        'quality',
        'atMs',
        'reasoning',
        'webSearches',
        'records',
        ...TOKEN_KINDS,
      ] as const
    ).map(name => [name, facts.columns[name].numbers]),
  ) as Readonly<Record<'terms' | 'attribution' | 'quality' | 'atMs' | (typeof CELL_SUMS)[number], Numbers>>;
  for (let i = 0; i < alone; i++) {
    if (i % PIECE === PIECE - 1) yield;
    const row = rows[i]!;
    const atMs = of.atMs[row]!;
    const input = of.input[row]!;
    const read = of.cacheRead[row]!;
    const written5m = of.cacheWrite5m[row]!;
    const written1h = of.cacheWrite1h[row]!;
    const writtenOther = of.cacheWriteOther[row]!;
    gatherer.loggedUsd = hasCosts ? facts.loggedUsd.get(row) : undefined;
    gatherer.open(
      of.terms[row]!,
      of.attribution[row]!,
      of.quality[row]!,
      atMs,
      input + read + written5m + written1h + writtenOther,
    );
    gatherer.input += input;
    gatherer.output += of.output[row]!;
    gatherer.cacheRead += read;
    gatherer.cacheWrite5m += written5m;
    gatherer.cacheWrite1h += written1h;
    gatherer.cacheWriteOther += writtenOther;
    gatherer.reasoning += of.reasoning[row]!;
    gatherer.webSearches += of.webSearches[row]!;
    gatherer.records += of.records[row]!;
    gatherer.events += 1;
  }
  if (!cursor) return gatherer.done();
  yield;
  for (let i = alone; i < rows.length; i++) {
    const row = rows[i]!;
    cursor.moveTo(row, false);
    const { tokens } = cursor;
    gatherer.loggedUsd = cursor.loggedUsd;
    gatherer.open(
      of.terms[row]!,
      of.attribution[row]!,
      QUALITIES.indexOf(cursor.quality),
      cursor.atMs,
      promptTokens(tokens),
    );
    for (const kind of TOKEN_KINDS) gatherer[kind] += tokens[kind];
    gatherer.reasoning += cursor.reasoning;
    gatherer.webSearches += cursor.webSearches;
    gatherer.records += cursor.records;
    gatherer.events += 1;
  }
  return gatherer.done();
}

const NOWHERE = -1;

/** Adds events to the cell that is open, in plain numbers; the cell itself is written when another one is opened. */
class Gatherer implements Record<(typeof CELL_SUMS)[number], number> {
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
  private least = 0;
  private most = 0;
  private notesPrompts = false;

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
    if (isSame && this.loggedUsd === undefined && this.cell !== NOWHERE) {
      if (atMs < this.firstMs) this.firstMs = atMs;
      if (atMs > this.lastMs) this.lastMs = atMs;
      if (prompt < this.least) this.least = prompt;
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
    this.least = prompt;
    this.most = prompt;
    // A column of nothing but zeros takes no room on disk.
    this.notesPrompts = this.lengths[terms]!.length > 0;
    this.cell = this.cells.length;
    if (this.loggedUsd !== undefined) {
      // Nobody else may be added to it.
      this.cells.loggedUsd.set(this.cell, this.loggedUsd);
      this.terms = NOWHERE;
    } else {
      this.places[(terms * QUALITIES.length + quality) * MOST_BANDS + band] ??= new Map();
      const places = this.places[(terms * QUALITIES.length + quality) * MOST_BANDS + band]!;
      const place = attribution * QUARTERS + (quarter & (QUARTERS - 1));
      const known = places.get(place);
      if (known !== undefined) {
        this.cell = known;
        return;
      }
      places.set(place, this.cell);
    }
    const { columns } = this.cells;
    columns.terms.push(terms);
    columns.attribution.push(attribution);
    columns.source.push(this.sourceOf(attribution));
    columns.quality.push(quality);
    columns.firstMs.push(atMs);
    columns.spanMs.push(0);
    columns.promptLeast.push(this.notesPrompts ? prompt : 0);
    columns.promptMost.push(this.notesPrompts ? prompt : 0);
    for (const name of CELL_SUMS) columns[name].push(0);
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
    const { cell } = this;
    const c = this.cells.columns;
    const lastMs = Math.max(this.lastMs, c.firstMs.get(cell) + c.spanMs.get(cell));
    const firstMs = Math.min(this.firstMs, c.firstMs.get(cell));
    c.firstMs.set(cell, firstMs);
    c.spanMs.set(cell, lastMs - firstMs);
    if (this.notesPrompts) {
      c.promptLeast.set(cell, Math.min(this.least, c.promptLeast.get(cell)));
      c.promptMost.raise(cell, this.most);
    }
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

/** Cells by terms and quality, and then by time: so neighbours are of one stretch as often as can be. */
function inOrder(cells: Cells): Cells {
  const { terms, quality, firstMs } = cells.columns;
  // Each cell as a number that sorts as it should, with its place in the last digits: sorting numbers is quick.
  const order = new Float64Array(cells.length);
  let first = Number.POSITIVE_INFINITY;
  for (let i = 0; i < cells.length; i++) first = Math.min(first, firstMs.get(i));
  for (let i = 0; i < cells.length; i++) {
    const kind = terms.get(i) * QUALITIES.length + quality.get(i);
    const quarter = Math.floor((firstMs.get(i) - first) / QUARTER_MS);
    order[i] = (kind * SORTED_QUARTERS + quarter) * SORTED_CELLS + i;
    // Out of order all is as right, only slower.
    if (kind >= SORTED_KINDS || quarter >= SORTED_QUARTERS || i >= SORTED_CELLS) return cells;
  }
  order.sort();
  const sorted = new Cells(cells);
  const places = new Map<number, number>();
  for (const name of CELL_COLUMNS) {
    const from = cells.columns[name];
    for (let i = 0; i < order.length; i++) sorted.columns[name].push(from.get(order[i]! % SORTED_CELLS));
  }
  if (cells.loggedUsd.size > 0) for (const [i, at] of order.entries()) places.set(at % SORTED_CELLS, i);
  for (const [cell, usd] of cells.loggedUsd) sorted.loggedUsd.set(places.get(cell)!, usd);
  return sorted;
}

// Together no more than 53 bits; quarters for thirty years.
const SORTED_KINDS = 2 ** 10;
const SORTED_QUARTERS = 2 ** 20;
const SORTED_CELLS = 2 ** 22;

const MOST_BANDS = 8;
/** Quarters are told apart within 478 years. */
const QUARTERS = 2 ** 24;
