/**
 * Axes: round numbers up the side, dates along the bottom. Numbers are multiples of a step that a person would choose;
 * dates never touch each other, whatever the width.
 */

/** What is measured along an axis. */
export interface Measure {
  /** The finest step that makes sense: a token, a cent. */
  readonly least: number;
  /** The label of a multiple of `step`. */
  say(value: number, step: number): string;
}

export const tokenMeasure: Measure = { least: 1, say: value => scaled(value) };
/** Money, with the sign that stands before it. */
export function moneyMeasure(sign = '$'): Measure {
  return {
    least: 0.01,
    say(value, step) {
      if (value >= 1000) return `${sign}${scaled(value)}`;
      return Number.isInteger(step) ? `${sign}${value}` : `${sign}${value.toFixed(2)}`;
    },
  };
}
export const usdMeasure: Measure = moneyMeasure();

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

export interface Scale {
  /** The highest tick, at or above the highest value. */
  readonly top: number;
  readonly step: number;
  /** From 0 to `top`; only 0 where there is nothing to show. */
  readonly ticks: readonly number[];
}

const ROUND = [1, 1.5, 2, 2.5, 3, 4, 5, 6, 8, 10] as const;
const ROWS_PER_TICK = 4;
const MOST_TICKS = 6;

/** Ticks for values up to `max` on `rows` rows. */
export function scaleOf(max: number, rows: number, { least }: Measure): Scale {
  if (!(max > 0)) return { top: 1, step: 1, ticks: [0] };
  const intervals = Math.min(MOST_TICKS, Math.max(1, Math.floor(rows / ROWS_PER_TICK)));
  const step = Math.max(1, Math.ceil(roundUp(max / intervals) / least - 1e-9)) * least;
  const count = Math.max(1, Math.ceil(max / step - 1e-9));
  return { top: step * count, step, ticks: Array.from({ length: count + 1 }, (_, index) => index * step) };
}

/** The next of the round numbers. */
function roundUp(value: number): number {
  const power = 10 ** Math.floor(Math.log10(value));
  const factor = ROUND.find(each => each * power >= value * (1 - 1e-9)) ?? 10;
  return factor * power;
}

/** Labels for days 'YYYY-MM-DD' in order: MM-DD, or YYYY-MM where the days span more than a year. */
export function dayLabels(days: readonly string[]): string[] {
  const [first, last] = [days[0], days.at(-1)];
  if (first === undefined || last === undefined) return [];
  const isLong = Date.parse(last) - Date.parse(first) > 366 * 86_400_000;
  return days.map(day => (isLong ? day.slice(0, 7) : day.slice(5)));
}

/** A label with the column it starts in and the column it speaks of. */
export interface Placed {
  readonly text: string;
  readonly start: number;
  readonly anchor: number;
}

/** Columns between two labels: less reads as one word, and a fuller row than this reads badly. */
const LEAST_GAP = 2;
const GOOD_GAP = 4;

/**
 * Picks labels that fitTo into `columns`, the first and the last among them, evenly spaced where that is possible.
 * `anchorOf` tells the column of a label's point. Labels are ASCII.
 */
export function placeLabels(
  labels: readonly string[],
  columns: number,
  anchorOf: (index: number) => number,
): readonly Placed[] {
  const widest = Math.max(0, ...labels.map(label => label.length));
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
