/**
 * Group-by over the cells of a rollup: the one way in which sums are made. A key has three parts, each decided by
 * something else (the time, the attribution, the terms and their rate), so each is computed once per day, session or
 * model and not once per cell.
 *
 * A cell belongs to one group at one rate, or the rollup is too coarse for the question: then the answer is undefined, and
 * the caller groups cells of one event each (see `Journal.group`).
 */

import { getOrInsert } from '../core/group.ts';
import { type Money, usd } from '../core/money.ts';
import type { PriceLookup, Rate, RateSpan } from '../core/price.ts';
import { QUALITIES, type Quality, type Terms } from '../core/usage.ts';
import type { Places } from '../journal/cursor.ts';
import { CellCursor, type Usage } from './cell-cursor.ts';
import { CELL_SUMS, type CellSum, type Part } from './cells.ts';
import { Sum } from './sum.ts';

/** How usage is grouped. A part of a key that is undefined leaves the usage out. Keys are compared by identity. */
export interface GroupBy<Time, Place, Model> {
  /** The key at an instant, and a span around it in which it is the same, UTC ms; `toMs` is not in it. */
  timeOf(atMs: number): { readonly key: Time | undefined; readonly fromMs: number; readonly toMs: number };
  placeOf(
    usage: Pick<Usage, 'attribution' | 'agent' | 'action' | 'projectDir' | 'project'>,
  ): Place | undefined;
  modelOf(usage: Pick<Usage, 'terms'>, rate: Rate): Model | undefined;
  /** Called for each event with a cost that its log states. */
  eachLogged?(usage: Usage, rate: Rate): void;
}

export interface Group<Time, Place, Model> {
  readonly time: Time;
  readonly place: Place;
  readonly model: Model;
  readonly sum: Sum;
}

/** All time is one, or all places, or all models. */
export const ANY_TIME = (): { key: true; fromMs: number; toMs: number } => EVER;
export const ANY = (): true => true;
const EVER = { key: true, fromMs: Number.NEGATIVE_INFINITY, toMs: Number.POSITIVE_INFINITY } as const;

export function groupCells<Time, Place, Model>(
  parts: readonly Part[],
  prices: PriceLookup,
  by: GroupBy<Time, Place, Model>,
  places: Places,
): readonly Group<Time, Place, Model>[] | undefined {
  const grouper = new Grouper(prices, by, places);
  for (const part of parts) if (!grouper.add(part)) return undefined;
  return grouper.finish();
}

/** Neighbouring cells of the same terms and quality at the same rate and time. */
interface Run {
  readonly terms: number;
  readonly quality: number;
  readonly fromMs: number;
  readonly toMs: number;
  readonly promptBelow: number;
  readonly isLogged: boolean;
  readonly rate: Rate;
  /** Slots by the number of the place; absent where the usage is left out. */
  readonly slots: Map<number, number> | undefined;
}

/** What a slot sums up: a group at one rate and of one quality. */
interface Slot<Time, Place, Model> {
  readonly group: Group<Time, Place, Model>;
  readonly rate: Rate;
  readonly quality: number;
  fromMs: number;
  toMs: number;
  logged: Money;
}

const LEFT_OUT = -1;
const NO_COUNTS = Object.fromEntries(CELL_SUMS.map(name => [name, 0])) as Record<CellSum, number>;

class Grouper<Time, Place, Model> {
  private readonly slots: Slot<Time, Place, Model>[] = [];
  private readonly sums = CELL_SUMS.map(() => new Float64Array(64));
  private readonly groups = new Map<Time, Map<Model, Map<Place, Group<Time, Place, Model>>>>();
  private readonly slotsOf = new Map<Group<Time, Place, Model>, Map<Rate, number[]>>();
  private readonly placeIds = new Map<Place, number>();
  private readonly placesById: Place[] = [];
  private readonly loggedCells: (() => void)[] = [];
  private readonly prices: PriceLookup;
  private readonly by: GroupBy<Time, Place, Model>;
  private readonly places: Places;
  private last: { readonly rateSpan: RateSpan; readonly terms: Terms; readonly quality: Quality } | undefined;

  constructor(prices: PriceLookup, by: GroupBy<Time, Place, Model>, places: Places) {
    this.prices = prices;
    this.by = by;
    this.places = places;
  }

  /** Adds the cells of a part, or takes them away; false where they are too coarse. */
  add({ cells, sign }: Part): boolean {
    const cursor = new CellCursor(cells, this.places);
    const { terms, quality, attribution, firstMs, spanMs, durationMs, promptMost } = cursor.columns;
    const { loggedUsd } = cells;
    const placeOf: number[] = [];
    const slotOf = new Int32Array(cells.length);
    let run: Run | undefined;
    let runSlots: { time: Time; model: Model } | undefined;
    for (let cell = 0; cell < cells.length; cell++) {
      const first = firstMs[cell]!;
      const last = first + spanMs[cell]!;
      const isLogged = loggedUsd.size > 0 && loggedUsd.has(cell);
      const goesOn =
        run !== undefined &&
        terms[cell] === run.terms &&
        quality[cell] === run.quality &&
        first >= run.fromMs &&
        last < run.toMs &&
        !isLogged &&
        !run.isLogged &&
        (run.promptBelow === Number.POSITIVE_INFINITY ||
          (promptMost[cell] !== 0 && promptMost[cell]! < run.promptBelow));
      if (!goesOn) {
        const begun = this.runAt(cell, cursor, last, isLogged);
        if (!begun) return false;
        run = begun.run;
        runSlots = begun.keys;
      }
      const { slots, rate } = run!;
      let place = placeOf[attribution[cell]!];
      if (place === undefined) {
        cursor.moveTo(cell);
        place = this.placeId(this.by.placeOf(cursor));
        placeOf[attribution[cell]!] = place;
      }
      if (!slots || place === LEFT_OUT) {
        slotOf[cell] = LEFT_OUT;
        continue;
      }
      let slot = slots.get(place);
      if (slot === undefined) {
        slot = this.slotAt(runSlots!.time, this.placesById[place]!, runSlots!.model, rate, quality[cell]!);
        slots.set(place, slot);
      }
      slotOf[cell] = slot;
      if (sign < 0) continue;
      const known = this.slots[slot]!;
      if (first < known.fromMs) known.fromMs = first;
      const end = first + durationMs[cell]!;
      if (end > known.toMs) known.toMs = end;
      if (!isLogged) continue;
      known.logged += usd(loggedUsd.get(cell)!);
      this.loggedCells.push(() => {
        cursor.moveTo(cell);
        this.by.eachLogged?.(cursor, rate);
      });
    }
    for (const [i, name] of CELL_SUMS.entries()) {
      addColumn(this.roomIn(i), slotOf, cells.columns[name].numbers, sign);
    }
    return true;
  }

  finish(): readonly Group<Time, Place, Model>[] {
    for (const show of this.loggedCells) show();
    const counts = { ...NO_COUNTS };
    for (const [slot, { group, rate, quality, fromMs, toMs, logged }] of this.slots.entries()) {
      for (let i = 0; i < CELL_SUMS.length; i++) counts[CELL_SUMS[i]!] = this.sums[i]![slot]!;
      group.sum.addCells(counts, rate, {
        quality: QUALITIES[quality]!,
        fromMs,
        toMs,
        logged,
      });
    }
    return [...this.slotsOf.keys()];
  }

  /** The run that begins at a cell; undefined where not all events of the cell are of one rate and time. */
  private runAt(cell: number, cursor: CellCursor, lastMs: number, isLogged: boolean) {
    cursor.moveTo(cell);
    const { atMs } = cursor;
    const rateSpan = this.rateSpanAt(cursor, isLogged);
    const rate = rateSpan?.rate ?? this.prices.rate(cursor);
    const around = this.by.timeOf(atMs);
    const fromMs = Math.max(around.fromMs, rateSpan?.fromMs ?? atMs);
    const toMs = Math.min(around.toMs, rateSpan?.toMs ?? atMs);
    const promptBelow = rateSpan?.promptBelow ?? 0;
    const { terms, quality, events, promptLeast, promptMost } = cursor.columns;
    if (events[cell] !== 1) {
      if (lastMs >= toMs) return undefined;
      // 0: the longest prompt was not recorded.
      const most = promptMost[cell]! || Number.POSITIVE_INFINITY;
      const isOfAnyLength = promptBelow === Number.POSITIVE_INFINITY;
      if (!isOfAnyLength && most >= promptBelow && most > promptLeast[cell]!) {
        // From the shortest to the longest prompt prices change once at most: where both ends are alike, all of it is.
        cursor.moveTo(cell, most);
        if (this.prices.rate(cursor) !== rate) return undefined;
        cursor.moveTo(cell);
      }
    }
    const { key } = around;
    const model = key === undefined ? undefined : this.by.modelOf(cursor, rate);
    const isLeftOut = key === undefined || model === undefined;
    const run: Run = {
      ...{ terms: terms[cell]!, quality: quality[cell]!, fromMs, toMs, promptBelow, isLogged, rate },
      slots: isLeftOut ? undefined : new Map(),
    };
    return { run, keys: isLeftOut ? undefined : { time: key, model } };
  }

  /** The rate at a cell and the span in which it is the same, which is mostly as far as the next run. */
  private rateSpanAt(cursor: CellCursor, isLogged: boolean): RateSpan | undefined {
    const { atMs, terms, quality } = cursor;
    const { last } = this;
    const isSame =
      last !== undefined &&
      !isLogged &&
      last.terms === terms &&
      last.quality === quality &&
      last.rateSpan.promptBelow === Number.POSITIVE_INFINITY &&
      atMs >= last.rateSpan.fromMs &&
      atMs < last.rateSpan.toMs;
    if (isSame) return last.rateSpan;
    const rateSpan = this.prices.rateSpan?.(cursor);
    this.last = rateSpan && !isLogged ? { rateSpan, terms, quality } : undefined;
    return rateSpan;
  }

  private placeId(place: Place | undefined): number {
    if (place === undefined) return LEFT_OUT;
    return getOrInsert(this.placeIds, place, () => this.placesById.push(place) - 1);
  }

  private slotAt(time: Time, place: Place, model: Model, rate: Rate, quality: number): number {
    const models = getOrInsert(this.groups, time, () => new Map());
    const places = getOrInsert(models, model, () => new Map());
    const group = getOrInsert(places, place, () => ({ time, place, model, sum: new Sum() }));
    const rates = getOrInsert(this.slotsOf, group, () => new Map<Rate, number[]>());
    const qualities = getOrInsert(rates, rate, () => []);
    const known = qualities[quality];
    if (known !== undefined) return known;
    const fresh = { fromMs: Number.POSITIVE_INFINITY, toMs: Number.NEGATIVE_INFINITY, logged: 0n };
    const slot = this.slots.push({ group, rate, quality, ...fresh }) - 1;
    qualities[quality] = slot;
    return slot;
  }

  /** The sums of a column, with room for every slot. */
  private roomIn(column: number): Float64Array {
    const sums = this.sums[column]!;
    if (this.slots.length <= sums.length) return sums;
    const wider = new Float64Array(2 * this.slots.length);
    wider.set(sums);
    this.sums[column] = wider;
    return wider;
  }
}

/** Column by column: a loop over one array of numbers is fast before it is compiled, too. */
function addColumn(sums: Float64Array, slotOf: Int32Array, numbers: ArrayLike<number>, sign: number): void {
  for (let cell = 0; cell < slotOf.length; cell++) {
    const slot = slotOf[cell]!;
    if (slot >= 0) sums[slot]! += sign * numbers[cell]!;
  }
}
