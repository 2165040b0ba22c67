/**
 * Many events added up at once, each in its slot: what a tally does event by event, done row by row over the columns,
 * which is many times faster. Knows nothing of what the slots stand for.
 *
 * Which slot an event falls into is asked for once per stretch: neighbouring events mostly are of one session, one
 * model and one day, and whoever names the slot says how far that reaches.
 */
import type { Numbers } from '../core/column.ts';
import type { Rate, Reach } from '../core/price.ts';
import { QUALITIES, TOKEN_KINDS, type UsageEvent } from '../core/usage.ts';
import type { Cursor } from '../journal/cursor.ts';
import type { Facts } from '../journal/facts.ts';

/** What a slot may be chosen by. */
export type Counted = Pick<
  UsageEvent,
  | 'atMs'
  | 'tokens'
  | 'webSearches'
  | 'loggedUsd'
  | 'quality'
  | 'terms'
  | 'attribution'
  | 'agent'
  | 'projectDir'
>;

/** How events are sorted into slots (0, 1, ...). */
export interface Sorting {
  /** What of an attribution the slot depends on. */
  readonly by: 'nothing' | 'source' | 'attribution';
  /**
   * The rate of an event, and how far around it both that rate and the slot are the same for events of the same terms,
   * and of the same attribution as far as the slot depends on it. Asked as often as need be, and changes nothing.
   */
  stretchOf(event: Counted): Reach;
  /** The slot of the events of a stretch that this one begins. */
  slotOf(event: Counted, rate: Rate): number;
}

const SUMMED = [...TOKEN_KINDS, 'reasoning', 'webSearches', 'records'] as const;

/** Sums by slot. */
export interface Totals extends Readonly<Record<(typeof SUMMED)[number], Float64Array>> {
  readonly events: Float64Array;
  readonly lowerBounds: Float64Array;
}

type Sums = Record<keyof Totals, Float64Array>;

/** The events as rows: as many as `alone` are of one row each, behind that stand owners of several. */
export interface Rows {
  readonly facts: Facts;
  readonly rows: Uint32Array;
  readonly alone: ArrayLike<number>;
}

const NAMES = [...SUMMED, 'events', 'lowerBounds'] as const;
const NEEDED = [...SUMMED, 'atMs', 'terms', 'attribution', 'quality'] as const;
type Needed = (typeof NEEDED)[number];
const LOWER_BOUND = QUALITIES.indexOf('lower bound');

export function totalsOf(of: Rows, { stretchOf, slotOf }: Sorting, cursor: Cursor): Totals {
  const adder = new Adder(of);
  for (let i = 0; i < of.alone.length; ) {
    cursor.moveTo(of.rows[i]!, true);
    const stretch = stretchOf(cursor);
    i = adder.addStretch(i, slotOf(cursor, stretch.rate), stretch);
  }
  for (let i = of.alone.length; i < of.rows.length; i++) {
    cursor.moveTo(of.rows[i]!, false);
    adder.addOne(cursor, slotOf(cursor, stretchOf(cursor).rate));
  }
  return adder.slots.sums;
}

/** Sums that grow with the slots. */
export class Slots {
  readonly sums: Sums = Object.fromEntries(NAMES.map(name => [name, new Float64Array(64)])) as Sums;

  /** The sums, with room for this slot. */
  roomFor(slot: number): Sums {
    const { sums } = this;
    if (slot < sums.events.length) return sums;
    for (const name of NAMES) {
      const before = sums[name];
      sums[name] = new Float64Array(2 * (slot + 1));
      sums[name].set(before);
    }
    return sums;
  }
}

class Adder {
  readonly slots = new Slots();
  private readonly of: Rows;
  private readonly numbers: Readonly<Record<Needed, Numbers>>;

  constructor(of: Rows) {
    this.of = of;
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
  addStretch(first: number, slot: number, { fromMs, toMs, promptBelow }: Reach): number {
    const { rows, alone, facts } = this.of;
    const of = this.numbers;
    // A cost that a log states belongs to one event, which must be shown for its sake.
    const end = facts.loggedUsd.size > 0 ? first + 1 : alone.length;
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
    const sums = this.slots.roomFor(slot);
    sums.events[slot]! += i - first;
    sums.lowerBounds[slot]! += lowerBounds;
    sums.input[slot]! += input;
    sums.output[slot]! += output;
    sums.cacheRead[slot]! += cacheRead;
    sums.cacheWrite5m[slot]! += write5m;
    sums.cacheWrite1h[slot]! += write1h;
    sums.cacheWriteOther[slot]! += writeOther;
    sums.reasoning[slot]! += reasoning;
    sums.webSearches[slot]! += webSearches;
    sums.records[slot]! += records;
    return i;
  }

  /** Adds an event of several rows. */
  addOne(event: UsageEvent, slot: number): void {
    const sums = this.slots.roomFor(slot);
    const { tokens } = event;
    for (const kind of TOKEN_KINDS) sums[kind][slot]! += tokens[kind];
    sums.reasoning[slot]! += event.reasoning;
    sums.webSearches[slot]! += event.webSearches;
    sums.records[slot]! += event.records;
    sums.events[slot]! += 1;
    if (event.quality === 'lower bound') sums.lowerBounds[slot]! += 1;
  }
}
