/**
 * Adds events to the cells of a rollup (`rollup.ts` says what a cell is): first the cell of each event is found, then each
 * column is added up by itself. A loop over one array of numbers is fast before V8 has compiled anything else.
 */

import { Column, type Numbers } from '../core/column.ts';
import { PROMPT_KINDS, promptTokens, QUALITIES, TOKEN_KINDS, type UsageEvent } from '../core/usage.ts';
import type { Facts } from '../journal/facts.ts';
import type { Merged } from '../journal/merged.ts';
import { inOrder } from './cell-order.ts';
import {
  CELL_SUMS,
  type CellColumn,
  type CellSum,
  Cells,
  MAX_TIERS,
  type PriceTiers,
  QUARTER_MS,
  tiersOf,
} from './cells.ts';

/** What cells count of an event. */
export type CountedEvent = Pick<
  UsageEvent,
  'quality' | 'atMs' | 'endMs' | 'tokens' | 'reasoning' | 'webSearches' | 'records' | 'loggedUsd'
> & {
  /** The number of its terms among those of the facts. */
  readonly termsId: number;
};

/** Cells and their totals. */
export interface Built extends Pick<Merged, 'records' | 'range'> {
  readonly cells: Cells;
}

/** Sums that the facts have a column for. */
const FACT_SUMS = [
  ...TOKEN_KINDS,
  'reasoning',
  'webSearches',
  'records',
] as const satisfies readonly CellSum[];
/** What an event shares with the other events of its cell, and its times. */
const OTHERS = [
  'terms',
  'attribution',
  'quality',
  'promptLeast',
  'promptMost',
  'firstMs',
  'lastMs',
  'endMs',
] as const;

const NONE = -1;
const MOST_BANDS = MAX_TIERS + 1;
/** Quarters of 478 years are distinct. */
const QUARTERS = 2 ** 24;

export class RollupBuilder {
  private readonly facts: Facts;
  private readonly cells: Cells;
  private readonly priceTiers: PriceTiers;
  private readonly isSingle: boolean;
  private length = 0;
  private readonly of = Object.fromEntries(OTHERS.map(name => [name, new Float64Array(256)])) as Record<
    (typeof OTHERS)[number],
    Float64Array<ArrayBuffer>
  >;
  private readonly sums = Object.fromEntries(CELL_SUMS.map(name => [name, new Float64Array(256)])) as Record<
    CellSum,
    Float64Array<ArrayBuffer>
  >;
  /** Cells by terms, quality and band of prompt lengths, then by attribution and quarter of an hour. */
  private readonly places: (Map<number, number> | undefined)[] = [];
  private readonly thresholds: (readonly number[] | undefined)[] = [];
  // The cell of the last event, and what must not change for the next event to be of it.
  private cell = NONE;
  private kind = NONE;
  private attribution = NONE;
  private quarter = NONE;

  /** `isSingle`: each event has a cell of its own. */
  constructor(facts: Facts, priceTiers: PriceTiers, isSingle = false) {
    this.facts = facts;
    this.cells = new Cells(facts);
    this.priceTiers = priceTiers;
    this.isSingle = isSingle;
  }

  /** Adds responses of one row each: the rows at the positions `from` to `to` (exclusive) of `rows`. */
  add(rows: Uint32Array, from: number, to: number): void {
    const { columns, loggedUsd } = this.facts;
    const prompts = new Float64Array(to - from);
    for (const kind of PROMPT_KINDS) addRows(prompts, columns[kind].numbers, rows, from);
    const [termsOf, attributionOf, qualityOf] = [columns.terms, columns.attribution, columns.quality].map(
      column => column.numbers,
    ) as [Numbers, Numbers, Numbers];
    const timeOf = columns.atMs.numbers;
    const durationOf = columns.durationMs.numbers;
    const cellOf = new Uint32Array(to - from);
    for (let i = 0; i < cellOf.length; i++) {
      const row = rows[from + i]!;
      cellOf[i] = this.cellFor(
        ...([termsOf[row]!, attributionOf[row]!, qualityOf[row]!, timeOf[row]!, prompts[i]!] as const),
        timeOf[row]! + durationOf[row]!,
        loggedUsd.size > 0 ? loggedUsd.get(row) : undefined,
      );
    }
    for (const name of FACT_SUMS) addToCells(this.sums[name], cellOf, columns[name].numbers, rows, from);
    for (const cell of cellOf) this.sums.events[cell]! += 1;
  }

  /** Adds a response of several rows, of which `row` owns it. */
  addOne(row: number, event: CountedEvent): void {
    const { attribution } = this.facts.columns;
    const quality = QUALITIES.indexOf(event.quality);
    const prompt = promptTokens(event.tokens);
    const [t, a] = [event.termsId, attribution.get(row)];
    const cell = this.cellFor(t, a, quality, event.atMs, prompt, event.endMs, event.loggedUsd);
    for (const kind of TOKEN_KINDS) this.sums[kind][cell]! += event.tokens[kind];
    for (const name of ['reasoning', 'webSearches', 'records'] as const)
      this.sums[name][cell]! += event[name];
    this.sums.events[cell]! += 1;
  }

  done(): Built {
    const { length, of, sums, cells } = this;
    let records = 0;
    let fromMs = Number.POSITIVE_INFINITY;
    let toMs = Number.NEGATIVE_INFINITY;
    const spanMs = new Float64Array(length);
    const durationMs = new Float64Array(length);
    for (let i = 0; i < length; i++) {
      records += sums.records[i]!;
      fromMs = Math.min(fromMs, of.firstMs[i]!);
      toMs = Math.max(toMs, of.lastMs[i]!);
      spanMs[i] = of.lastMs[i]! - of.firstMs[i]!;
      durationMs[i] = of.endMs[i]! - of.firstMs[i]!;
    }
    const { lastMs: _, endMs: __, ...others } = of;
    for (const [name, numbers] of Object.entries({ ...others, ...sums, spanMs, durationMs })) {
      cells.columns[name as CellColumn] = narrow(numbers.subarray(0, length));
    }
    return { cells: inOrder(cells), records, range: length > 0 ? { fromMs, toMs } : undefined };
  }

  /** The cell of an event, whose times and prompts then cover the event. */
  private cellFor(
    terms: number,
    attribution: number,
    quality: number,
    atMs: number,
    prompt: number,
    endMs: number,
    loggedUsd: number | undefined,
  ): number {
    const { of } = this;
    const band = this.bandOf(terms, prompt);
    const kind = (terms * QUALITIES.length + quality) * MOST_BANDS + band;
    const quarter = Math.floor(atMs / QUARTER_MS);
    const isOwn = this.isSingle || loggedUsd !== undefined;
    const isSame = kind === this.kind && attribution === this.attribution && quarter === this.quarter;
    let cell = this.cell;
    if (isOwn || !isSame || cell === NONE) {
      cell = isOwn ? NONE : this.known(kind, attribution, quarter);
      if (cell === NONE) {
        cell = this.open(terms, attribution, quality, atMs);
        of.promptLeast[cell] = this.thresholds[terms]![band - 1] ?? 0;
        if (loggedUsd !== undefined) this.cells.loggedUsd.set(cell, loggedUsd);
        if (!isOwn) this.places[kind]!.set(placeOf(attribution, quarter), cell);
      }
      this.kind = isOwn ? NONE : kind;
      this.attribution = attribution;
      this.quarter = quarter;
      this.cell = cell;
    }
    if (atMs < of.firstMs[cell]!) of.firstMs[cell] = atMs;
    if (atMs > of.lastMs[cell]!) of.lastMs[cell] = atMs;
    if (endMs > of.endMs[cell]!) of.endMs[cell] = endMs;
    // A column of nothing but zeros takes no room on disk.
    if (this.thresholds[terms]!.length > 0 && prompt > of.promptMost[cell]!) of.promptMost[cell] = prompt;
    return cell;
  }

  private known(kind: number, attribution: number, quarter: number): number {
    this.places[kind] ??= new Map();
    return this.places[kind].get(placeOf(attribution, quarter)) ?? NONE;
  }

  private open(terms: number, attribution: number, quality: number, atMs: number): number {
    const cell = this.length;
    this.length += 1;
    const { of, sums } = this;
    if (cell === of.terms.length) {
      for (const name of OTHERS) of[name] = doubled(of[name]);
      for (const name of CELL_SUMS) sums[name] = doubled(sums[name]);
    }
    of.terms[cell] = terms;
    of.attribution[cell] = attribution;
    of.quality[cell] = quality;
    of.firstMs[cell] = atMs;
    of.lastMs[cell] = atMs;
    of.endMs[cell] = atMs;
    return cell;
  }

  /** Prompts of one band have the same price according to `priceTiers`. */
  private bandOf(terms: number, prompt: number): number {
    this.thresholds[terms] ??= tiersOf(this.priceTiers, this.cells.terms.get(terms));
    const thresholds = this.thresholds[terms];
    let band = 0;
    while (band < thresholds.length && prompt >= thresholds[band]!) band += 1;
    return band;
  }
}

function placeOf(attribution: number, quarter: number): number {
  return attribution * QUARTERS + (quarter & (QUARTERS - 1));
}

function doubled(numbers: Float64Array): Float64Array<ArrayBuffer> {
  const wider = new Float64Array(2 * numbers.length);
  wider.set(numbers);
  return wider;
}

function narrow(numbers: Float64Array<ArrayBuffer>): Column {
  let most = 0;
  for (const number of numbers) if (number > most) most = number;
  const column = new Column(0, numbers.length);
  column.appendNumbers(numbers, 0, numbers.length, most);
  return column;
}

function addRows(sums: Float64Array, numbers: Numbers, rows: Uint32Array, from: number): void {
  for (let i = 0; i < sums.length; i++) sums[i]! += numbers[rows[from + i]!]!;
}

function addToCells(
  sums: Float64Array,
  cellOf: Uint32Array,
  numbers: Numbers,
  rows: Uint32Array,
  from: number,
): void {
  for (let i = 0; i < cellOf.length; i++) sums[cellOf[i]!]! += numbers[rows[from + i]!]!;
}
