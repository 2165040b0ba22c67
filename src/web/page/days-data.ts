/** The rows of a report as bars: which names are series of their own, in which colour, and what is on the axis. */
import type { Row } from './answers.ts';
import { dateOf, dateText, dayNumber, familyOf, near, shortMonth, weekdayOf } from './numbers.ts';
import type { Series } from './plot.ts';

export interface DaysData {
  readonly isWeekly: boolean;
  /** Rows of a day (or week) and a name. */
  readonly parts: readonly Row[];
  readonly by: 'model' | 'project';
  /** All names, in the order of the table beneath. */
  readonly names: readonly string[];
  readonly unpriced: ReadonlySet<string>;
}

const MOST_SERIES = 7;
const PROJECT_HUES = ['--opus', '--sonnet', '--haiku', '--openai', '--google', '--accent'];
export const OTHERS = 'others';

/** A project keeps its colour while the page is open. */
const hueOfProject = new Map<string, string>();
export function projectHue(name: string): string {
  const known = hueOfProject.get(name);
  if (known) return known;
  const hue = PROJECT_HUES[hueOfProject.size] ?? '--other';
  hueOfProject.set(name, hue);
  return hue;
}

export function nameOf(row: Row, by: 'model' | 'project'): string {
  return (by === 'model' ? row.model : row.project) ?? '';
}

/** The date a bar stands for. */
export function slotOf(row: Row, isWeekly: boolean): string {
  return (isWeekly ? row.week : row.date) ?? '';
}

/** The largest names as series of their own, in the order of the table; what is left as one. */
export function seriesOf(
  { parts, by, names, unpriced, isWeekly }: DaysData,
  slots: readonly string[],
): readonly Series[] {
  const at = new Map(slots.map((slot, i) => [slot, i]));
  const own = names.length > MOST_SERIES + 1 ? names.slice(0, MOST_SERIES) : names;
  const sums = new Map(own.map(name => [name, { usd: slots.map(() => 0), tokens: slots.map(() => 0) }]));
  for (const row of parts) {
    const name = nameOf(row, by);
    if (!names.includes(name)) continue;
    const key = own.includes(name) ? name : OTHERS;
    const i = at.get(slotOf(row, isWeekly));
    if (i === undefined) continue;
    const sum = sums.get(key) ?? { usd: slots.map(() => 0), tokens: slots.map(() => 0) };
    sums.set(key, sum);
    sum.usd[i]! += near(row.usd);
    sum.tokens[i]! += row.totalTokens;
  }
  const seen = new Map<string, number>();
  return [...sums].map(([name, sum]) => {
    const hue = name === OTHERS ? '--other' : by === 'model' ? `--${familyOf(name)}` : projectHue(name);
    const before = seen.get(hue) ?? 0;
    seen.set(hue, before + 1);
    const isHatched = hue === '--other' || unpriced.has(name);
    return {
      name,
      hue,
      strength: by === 'model' && hue !== '--other' ? ([1, 0.7, 0.45][before] ?? 0.45) : 1,
      isHatched,
      ...sum,
    };
  });
}

export function slotsBetween(from: string, to: string, isWeekly: boolean): readonly string[] {
  const first = dayNumber(from);
  const last = dayNumber(to);
  const step = isWeekly ? 7 : 1;
  return Array.from({ length: Math.floor((last - first) / step) + 1 }, (_, i) => dateOf(first + i * step));
}

/** Mondays up to 90 days, else the first bar of each month; and today. */
export function marksOf(
  slots: readonly string[],
  isWeekly: boolean,
  todayAt: number,
  isNarrow: boolean,
): { at: number; text: string }[] {
  const isByMonth = isWeekly || slots.length > 90;
  const marks = slots.flatMap((slot, at) => {
    if (at === todayAt) return [];
    if (isByMonth) {
      const isFirst = at > 0 && slots[at - 1]!.slice(0, 7) !== slot.slice(0, 7);
      return isFirst ? [{ at, text: shortMonth(slot) }] : [];
    }
    if (slots.length <= 8) return [{ at, text: dateText(slot) }];
    return weekdayOf(dayNumber(slot)) === 1 ? [{ at, text: dateText(slot) }] : [];
  });
  const room = isNarrow ? 4 : 9;
  const every = Math.max(1, Math.ceil(marks.length / room));
  const kept = marks.filter((_, i) => i % every === 0);
  const least = slots.length * (isNarrow ? 0.12 : 0.07);
  if (todayAt < 0) return kept;
  return [...kept.filter(mark => todayAt - mark.at >= least), { at: todayAt, text: 'today' }];
}
