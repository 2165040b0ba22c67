/** The limits in a few words beside the figures: each as a gauge, with its end, and whether it is official. */
import { type Limit, type Limits, wordsOfLimit } from '../core/limits.ts';
import { gauge, type Heading } from './draw/gauge.ts';
import type { Look } from './draw/look.ts';
import { costIn } from './draw/money.ts';
import { type StyledLine, styled } from './draw/styled.ts';
import { weekdayText } from './range.ts';
import type { ViewModel } from './view-model.ts';

const HOUR_MS = 3_600_000;
export const WINDOW_MS: Readonly<Record<string, number>> = {
  five_hour: 5 * HOUR_MS,
  seven_day: 168 * HOUR_MS,
};
const NAMES: Readonly<Record<string, string>> = { five_hour: '5-hour', seven_day: 'week' };

/** A limit by its window, and by its account where there are several. */
export function limitName(limit: Pick<Limit, 'account' | 'window'>): string {
  const { account, window } = limit;
  return (account === undefined ? NAMES[window] : undefined) ?? wordsOfLimit(limit);
}

/** 'Opus' for the week of one model. */
function shortName(limit: Pick<Limit, 'account' | 'window'>): string {
  return limitName(limit).replace(/7d (?=.)/, '');
}

/** How long a window of the vendor lasts; undefined where its name does not say. */
export function windowLength(window: string): number | undefined {
  return WINDOW_MS[window] ?? (window.startsWith('seven_day') ? WINDOW_MS.seven_day : undefined);
}

export interface Pace {
  /** How much of the window has passed, 0 to 1. */
  readonly passed: number | undefined;
  readonly percentPerHour: number | undefined;
  /** Per cent used when the window ends, if it goes on like this. */
  readonly atEnd: number | undefined;
  /** When the limit is reached at this pace, UTC ms. */
  readonly fullAtMs: number | undefined;
  readonly heading: Heading;
}

/** Where a limit is going, from what was used since its window began. */
export function paceOf({ window, usedPercent, resetsAtMs }: Limit, nowMs: number): Pace {
  const length = windowLength(window);
  const reached = usedPercent >= 100;
  if (length === undefined || resetsAtMs === undefined) {
    return {
      passed: undefined,
      percentPerHour: undefined,
      atEnd: undefined,
      fullAtMs: undefined,
      heading: reached ? 'reached' : 'holds',
    };
  }
  const elapsed = Math.min(length, Math.max(0, length - (resetsAtMs - nowMs)));
  const passed = elapsed / length;
  // A pace read off the first few minutes says nothing.
  const percentPerHour = passed > 0.02 ? usedPercent / (elapsed / HOUR_MS) : undefined;
  const left = Math.max(0, resetsAtMs - nowMs) / HOUR_MS;
  const atEnd = percentPerHour === undefined ? undefined : usedPercent + percentPerHour * left;
  const fullAtMs =
    percentPerHour && atEnd !== undefined && atEnd >= 100 && !reached
      ? nowMs + ((100 - usedPercent) / percentPerHour) * HOUR_MS
      : undefined;
  const heading = reached ? 'reached' : fullAtMs !== undefined ? 'reached later' : 'holds';
  return { passed, percentPerHour, atEnd, fullAtMs, heading };
}

/** An official figure older than this may be behind. */
export const OLD_MS = 900_000;

const MOST_SHOWN = 3;

/** Where there is no room for all, those that are used most; in their order. */
function fullest(limits: Limits): Limits {
  const byUse = limits.toSorted((a, b) => b.usedPercent - a.usedPercent).slice(0, MOST_SHOWN);
  return limits.filter(limit => byUse.includes(limit));
}

const LEAST_NAME = 7;

/** One line per limit, and one for the window as we add it up. */
export function limitLines(
  model: ViewModel,
  columns: number,
  isWide: boolean,
  look: Look,
): readonly StyledLine[] {
  const { limits, block, minuteMs, zone } = model;
  const { theme, glyphs } = look;
  const shown = fullest(limits);
  const nameOf = isWide ? limitName : shortName;
  const names = shown.reduce((most, limit) => Math.max(most, nameOf(limit).length + 1), LEAST_NAME);
  const lines = shown.map((limit): StyledLine => {
    const { heading } = paceOf(limit, minuteMs);
    const name = nameOf(limit).padEnd(names);
    const end = limit.resetsAtMs === undefined ? '' : endText(limit.resetsAtMs, model);
    const isOld = minuteMs - limit.reportedMs > OLD_MS;
    return [
      styled(name, theme.text.muted),
      ...gauge(limit.usedPercent / 100, columns, heading, look),
      styled(` ${String(Math.round(limit.usedPercent)).padStart(2)} %`, theme.text.strong),
      styled(isWide ? `  ${end}${end ? ', ' : ''}official` : ` to ${end}`, theme.text.muted),
      ...(isOld ? [styled(` ${glyphs.stale}`, theme.text.warn)] : []),
    ];
  });
  if (!block) return lines;
  const hasAccounts = limits.some(({ account }) => account !== undefined);
  const until = zone.clock(block.toMs).slice(0, 5);
  return [
    ...lines,
    [
      // Beside windows of several accounts it is one over all of them.
      styled(
        isWide ? (hasAccounts ? 'all 5h' : 'window').padEnd(names) : hasAccounts ? 'all 5h ' : '5h ',
        theme.text.muted,
      ),
      styled(costIn(block.cost, look), theme.text.strong),
      styled(
        isWide ? ` since ${zone.clock(block.fromMs).slice(0, 5)}, to ${until}` : ` to ${until}`,
        theme.text.muted,
      ),
    ],
  ];
}

/** The limits in as few letters as possible: '5-hour 63 % to 18:00', 'week 41 %'. */
export function limitWords(model: ViewModel, look: Look): readonly StyledLine[] {
  const { theme } = look;
  return model.limits.map(
    (limit, i): StyledLine => [
      styled(`${shortName(limit)} `, theme.text.muted),
      styled(`${Math.round(limit.usedPercent)} %`, theme.text.strong),
      styled(
        i === 0 && limit.resetsAtMs !== undefined ? ` to ${endText(limit.resetsAtMs, model)}` : '',
        theme.text.muted,
      ),
    ],
  );
}

/** '18:00', or 'Tue' where that is not today. */
export function endText(atMs: number, { zone, today }: Pick<ViewModel, 'zone' | 'today'>): string {
  const day = zone.day(atMs);
  return day === today ? zone.clock(atMs).slice(0, 5) : weekdayText(day);
}
