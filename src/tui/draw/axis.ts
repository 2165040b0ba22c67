/**
 * Axes: round numbers up the side, dates along the bottom. Numbers are multiples of a step that a person would choose;
 * dates never touch each other, whatever the width.
 */
import { largest } from '../../core/extremes.ts';

/** What is measured along an axis. */
export interface Measure {
  /** The finest step that makes sense: a token, a cent. */
  readonly least: number;
  /** The label of a multiple of `step`. */
  label(value: number, step: number): string;
}

export const tokenMeasure: Measure = { least: 1, label: value => scaled(value) };
/** Money, with its sign before it. */
export function moneyMeasure(sign = '$'): Measure {
  return {
    least: 0.01,
    label(value, step) {
      if (value >= 1000) return `${sign}${scaled(value)}`;
      return Number.isInteger(step) ? `${sign}${value}` : `${sign}${value.toFixed(2)}`;
    },
  };
}
export const usdMeasure: Measure = moneyMeasure();
export const percentMeasure: Measure = { least: 1, label: value => `${Math.round(value)} %` };

const UNITS = [
  ['T', 1e12],
  ['B', 1e9],
  ['M', 1e6],
  ['K', 1e3],
] as const;

/** A round number in its unit, with no more decimals than it has: 450M, 1.5K, 0. */
function scaled(value: number): string {
  const [letter, size] = UNITS.find(([, least]) => value >= least) ?? ['', 1];
  return `${Number((value / size).toPrecision(4))}${letter}`;
}

const ROUND = [1, 1.5, 2, 2.5, 3, 4, 5, 6, 8] as const;

export interface Scale {
  /** The highest value: nothing is above it. */
  readonly top: number;
  readonly step: number;
  /** From the foot up; only 0 where there is nothing to show. */
  readonly ticks: readonly number[];
  readonly isLog: boolean;
}

const ROWS_PER_TICK = 4;
const MOST_TICKS = 6;
/** From so many rows on there are three ticks. */
const ROWS_FOR_THREE = 5;

/** Ticks for values up to `max` on `rows` rows: the largest round step that gives as many as there is room for. */
export function scaleOf(max: number, rows: number, { least }: Measure): Scale {
  if (!(max > 0)) return { top: 1, step: 1, ticks: [0], isLog: false };
  const wanted = Math.min(
    MOST_TICKS,
    Math.max(rows >= ROWS_FOR_THREE ? 2 : 1, Math.floor(rows / ROWS_PER_TICK)),
  );
  const step = Math.max(1, Math.floor(roundDown(max / wanted) / least + 1e-9)) * least;
  const count = Math.floor(max / step + 1e-9);
  // The finest step may give more ticks than rows: every second one then.
  const every = Math.max(1, Math.ceil(count / Math.max(1, rows - 1)));
  const ticks = Array.from({ length: Math.floor(count / every) + 1 }, (_, index) => index * step * every);
  return { top: max, step: step * every, ticks, isLog: false };
}

/** Ticks at powers of ten, from the largest one below the smallest value. */
export function logScaleOf(values: readonly number[], { least }: Measure): Scale {
  const positive = values.filter(value => value > 0 && Number.isFinite(value));
  if (positive.length === 0) return { top: 1, step: 1, ticks: [0], isLog: false };
  const top = positive.reduce((most, value) => Math.max(most, value), least);
  const smallest = positive.reduce((low, value) => Math.min(low, value), top);
  const lowest = 10 ** Math.floor(Math.log10(Math.max(least, smallest, top / 1e6)) - 1e-9);
  const ticks: number[] = [];
  for (let tick = lowest; tick <= top * (1 + 1e-9); tick *= 10) ticks.push(tick);
  return { top, step: lowest, ticks, isLog: true };
}

/** The place of a value between the foot (0) and the top (1) of a scale. */
export function shareOn({ top, ticks, isLog }: Scale, value: number): number {
  if (!(value > 0)) return 0;
  if (!isLog) return Math.min(1, value / top);
  const foot = ticks[0]! / 1.6;
  return Math.min(1, Math.max(0.01, Math.log(value / foot) / Math.log(top / foot)));
}

/** The largest of the round numbers that is not above a value. */
function roundDown(value: number): number {
  const power = 10 ** Math.floor(Math.log10(value) + 1e-9);
  const factor = ROUND.findLast(each => each * power <= value * (1 + 1e-9)) ?? 1;
  return factor * power;
}

/** Labels for days 'YYYY-MM-DD' in order: MM-DD, or YYYY-MM where the days span more than a year. */
export function dayLabels(days: readonly string[]): string[] {
  const [first, last] = [days[0], days.at(-1)];
  if (first === undefined || last === undefined) return [];
  const isLong = Date.parse(last) - Date.parse(first) > 366 * 86_400_000;
  return days.map(day => (isLong ? day.slice(0, 7) : day.slice(5)));
}

/** A label with the column it starts in and the column it labels. */
export interface Placed {
  readonly text: string;
  readonly start: number;
  readonly anchor: number;
}

/** Columns between two labels: less reads as one word, and a fuller row than this reads badly. */
const LEAST_GAP = 2;
const GOOD_GAP = 5;

/**
 * Picks labels that fit into `columns`, the first and the last among them, evenly spaced where that is possible.
 * `anchorOf` gives the column of a label's point. Labels are ASCII.
 */
export function placeLabels(
  labels: readonly string[],
  columns: number,
  anchorOf: (index: number) => number,
): readonly Placed[] {
  const widest = largest(
    labels.map(label => label.length),
    0,
  );
  const room = Math.max(2, 1 + Math.floor((columns - widest) / (widest + GOOD_GAP)));
  for (let count = evenCount(labels.length, room); count >= 1; count -= 1) {
    const placed = spread(labels.length, count).map(index => {
      const text = labels[index]!;
      const anchor = anchorOf(index);
      const centred = anchor - Math.floor(text.length / 2);
      return { text, anchor, start: Math.max(0, Math.min(centred, columns - text.length)) };
    });
    if (placed.every((each, at) => isClear(placed[at - 1], each, columns))) return placed;
  }
  return [];
}

function isClear(before: Placed | undefined, { start, text }: Placed, columns: number): boolean {
  return (
    start + text.length <= columns && (!before || before.start + before.text.length + LEAST_GAP <= start)
  );
}

/** How many labels: as many as there is room for, but rather fewer, down to half, if those are evenly spaced. */
function evenCount(points: number, room: number): number {
  const most = Math.min(points, room);
  for (let count = most; count > Math.max(2, most / 2); count -= 1)
    if ((points - 1) % (count - 1) === 0) return count;
  return most;
}

/** `count` indexes from the first to the last of `points`; the last where there is but one. */
function spread(points: number, count: number): number[] {
  if (count === 1) return [points - 1];
  return Array.from({ length: count }, (_, at) => Math.round((at * (points - 1)) / (count - 1)));
}
