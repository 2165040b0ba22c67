/**
 * Many events added up at once, each in its cell: what a tally does event by event, done row by row over the columns,
 * which is many times faster. Knows nothing of what the cells stand for.
 *
 * Which cell an event falls into is asked for once per stretch: neighbouring events mostly are of one session, one
 * model and one day, and whoever names the cell says how far that reaches.
 */
import type { Numbers } from './column.ts';
import type { Cursor } from './cursor.ts';
import type { Facts } from './facts.ts';
import { QUALITIES, TOKEN_KINDS, type UsageEvent } from './usage.ts';

/**
 * A cell (0, 1, ...) for an event, and for all of the same terms and attribution from `fromMs` up to, not including,
 * `toMs` with prompts of fewer tokens than `promptBelow`.
 */
export interface Stretch {
  readonly cell: number;
  readonly fromMs: number;
  readonly toMs: number;
  readonly promptBelow: number;
}

const SUMMED = [...TOKEN_KINDS, 'reasoning', 'webSearches', 'records'] as const;

/** Sums by cell. */
export interface Totals extends Readonly<Record<(typeof SUMMED)[number], Float64Array>> {
  readonly events: Float64Array;
  readonly lowerBounds: Float64Array;
}

type Sums = Record<keyof Totals, Float64Array>;

/** The events as rows: up to `alone` of one row each, behind that owners of several. */
export interface Rows {
  readonly facts: Facts;
  readonly rows: Uint32Array;
  readonly alone: number;
}

const NAMES = [...SUMMED, 'events', 'lowerBounds'] as const;
const NEEDED = [...SUMMED, 'atMs', 'terms', 'attribution', 'quality'] as const;
type Needed = (typeof NEEDED)[number];
const LOWER_BOUND = QUALITIES.indexOf('lower bound');

export function totalsOf(of: Rows, stretchOf: (event: UsageEvent) => Stretch, cursor: Cursor): Totals {
  const adder = new Adder(of);
  for (let i = 0; i < of.alone; ) {
    cursor.moveTo(of.rows[i]!, true);
    i = adder.addStretch(i, stretchOf(cursor));
  }
  for (let i = of.alone; i < of.rows.length; i++) {
    cursor.moveTo(of.rows[i]!, false);
    adder.addOne(cursor, stretchOf(cursor).cell);
  }
  return adder.sums;
}

class Adder {
  readonly sums: Sums;
  private readonly of: Rows;
  private readonly numbers: Readonly<Record<Needed, Numbers>>;

  constructor(of: Rows) {
    this.of = of;
    this.sums = Object.fromEntries(NAMES.map(name => [name, new Float64Array(64)])) as Sums;
    this.numbers = Object.fromEntries(NEEDED.map(name => [name, of.facts.columns[name].numbers])) as Record<
      Needed,
      Numbers
    >;
  }

  /**
   * Adds the events from position `first` on that are of one stretch; gives the position behind them. Spelled out
   * column by column, with sums of its own: each line then meets one kind of array, and small whole numbers only,
   * which is fast before it is compiled, too.
   */
  addStretch(first: number, { cell, fromMs, toMs, promptBelow }: Stretch): number {
    const { rows, alone, facts } = this.of;
    const of = this.numbers;
    // A cost that a log states belongs to one event, which must be shown for its sake.
    const end = facts.loggedUsd.size > 0 ? first + 1 : alone;
    const terms = of.terms[rows[first]!];
    const attribution = of.attribution[rows[first]!];
    let input = 0;
    let output = 0;
    let cacheRead = 0;
    let write5m = 0;
    let write1h = 0;
    let writeOther = 0;
    let reasoning = 0;
    let webSearches = 0;
    let records = 0;
    let lowerBounds = 0;
    let i = first;
    for (; i < end; i++) {
      const row = rows[i]!;
      if (of.terms[row] !== terms || of.attribution[row] !== attribution) break;
      const atMs = of.atMs[row]!;
      const uncached = of.input[row]!;
      const read = of.cacheRead[row]!;
      const written5m = of.cacheWrite5m[row]!;
      const written1h = of.cacheWrite1h[row]!;
      const writtenOther = of.cacheWriteOther[row]!;
      const prompt = uncached + read + written5m + written1h + writtenOther;
      // The first one is of its own stretch, whatever its prompt.
      if (i > first && (atMs < fromMs || atMs >= toMs || prompt >= promptBelow)) break;
      input += uncached;
      output += of.output[row]!;
      cacheRead += read;
      write5m += written5m;
      write1h += written1h;
      writeOther += writtenOther;
      reasoning += of.reasoning[row]!;
      webSearches += of.webSearches[row]!;
      records += of.records[row]!;
      if (of.quality[row] === LOWER_BOUND) lowerBounds += 1;
    }
    const sums = this.roomFor(cell);
    sums.events[cell]! += i - first;
    sums.lowerBounds[cell]! += lowerBounds;
    sums.input[cell]! += input;
    sums.output[cell]! += output;
    sums.cacheRead[cell]! += cacheRead;
    sums.cacheWrite5m[cell]! += write5m;
    sums.cacheWrite1h[cell]! += write1h;
    sums.cacheWriteOther[cell]! += writeOther;
    sums.reasoning[cell]! += reasoning;
    sums.webSearches[cell]! += webSearches;
    sums.records[cell]! += records;
    return i;
  }

  /** Adds an event of several rows. */
  addOne(event: UsageEvent, cell: number): void {
    const sums = this.roomFor(cell);
    const { tokens } = event;
    for (const kind of TOKEN_KINDS) sums[kind][cell]! += tokens[kind];
    sums.reasoning[cell]! += event.reasoning;
    sums.webSearches[cell]! += event.webSearches;
    sums.records[cell]! += event.records;
    sums.events[cell]! += 1;
    if (event.quality === 'lower bound') sums.lowerBounds[cell]! += 1;
  }

  private roomFor(cell: number): Sums {
    const { sums } = this;
    if (cell < sums.events.length) return sums;
    for (const name of NAMES) {
      const before = sums[name];
      sums[name] = new Float64Array(2 * (cell + 1));
      sums[name].set(before);
    }
    return sums;
  }
}
