/** Cells that many tables share: names with marks, shares, sparklines, times, lengths. */
import type { Day, Zone } from '../core/calendar.ts';
import { grouped, shortCount } from '../core/format.ts';
import { approximateUsd, type Cost } from '../core/money.ts';
import { clean, fitTo } from '../core/width.ts';
import type { Tally } from '../rollup/tally.ts';
import { bar } from './draw/bars.ts';
import { type Identities, markOf, markStyle } from './draw/identity.ts';
import type { Look } from './draw/look.ts';
import { spark } from './draw/spark.ts';
import { type StyledLine, styled } from './draw/styled.ts';
import { costText, hits, percentText } from './measure.ts';
import { shortDay } from './range.ts';
import { byNumber, type Column } from './table.ts';

/** What most rows have. */
export interface Counted {
  readonly tally: Tally;
  readonly cost: Cost;
}

export function usdOf({ cost }: Counted): number {
  return approximateUsd(cost.usd);
}

/** A name behind its mark. */
export function markedName(
  name: string,
  shown: string,
  identities: Identities,
  width: number,
  look: Look,
): StyledLine {
  const { glyphs, theme } = look;
  return [
    styled(`${markOf(name, identities, glyphs)} `, markStyle(name, identities, theme)),
    styled(fitTo(clean(shown, glyphs), Math.max(1, width - 2), glyphs)),
  ];
}

/** The marks of some models, most expensive first. */
export function modelMarks(
  models: readonly string[],
  identities: Identities,
  width: number,
  look: Look,
): StyledLine {
  const count = Math.max(1, Math.floor((width + 1) / 2));
  return models
    .slice(0, count)
    .flatMap((model, i) => [
      styled(i > 0 ? ' ' : ''),
      styled(markOf(model, identities, look.glyphs), markStyle(model, identities, look.theme)),
    ]);
}

/** A bar of the share of the largest row. */
export function shareBar(value: number, most: number, width: number, look: Look): StyledLine {
  return [styled(bar(most > 0 ? value / most : 0, width, look.glyphs), look.theme.text.accent)];
}

export function sparkCell(values: readonly number[], width: number, look: Look): StyledLine {
  return [styled(spark(values.slice(-width), look.glyphs), look.theme.text.accent)];
}

export function muted(text: string, { theme }: Look): StyledLine {
  return [styled(text, theme.text.muted)];
}

/** '08-25 12:55', with the year in place of the time where it is long ago. */
export function momentText(atMs: number, zone: Zone, today: Day): string {
  if (!Number.isFinite(atMs)) return '-';
  const day = zone.day(atMs);
  const short = shortDay(day, today);
  return short.length > 5 ? short : `${short} ${zone.clock(atMs).slice(0, 5)}`;
}

/** '8m53', '52m13' or '2h08'. */
export function lengthText(ms: number): string {
  const seconds = Math.max(0, Math.round(ms / 1000));
  if (seconds < 60) return `${seconds}s`;
  const minutes = Math.floor(seconds / 60);
  if (minutes < 60) return `${minutes}m${String(seconds % 60).padStart(2, '0')}`;
  const hours = Math.floor(minutes / 60);
  if (hours < 100) return `${hours}h${String(minutes % 60).padStart(2, '0')}`;
  return `${Math.floor(hours / 24)}d${String(hours % 24).padStart(2, '0')}h`;
}

export function isoMoment(atMs: number): string {
  return Number.isFinite(atMs) ? new Date(atMs).toISOString() : '';
}

/** Responses are counted to the last digit, as long as that fits. */
function wholeCount(count: number): string {
  return count < 100_000 ? grouped(count) : shortCount(count);
}

/** Counts and cost, as every table of sums has them. `total` is the last row. */
export function tallyColumns<Row extends Counted>(
  total: Counted | undefined,
  what: readonly TallyColumn[],
): readonly Column<Row>[] {
  const all: Readonly<Record<TallyColumn, Column<Row>>> = {
    responses: count('responses', 'resp', 6, 4, row => row.tally.events, total, wholeCount),
    input: count('input', 'in', 7, 9, row => row.tally.tokens.input, total),
    output: count('output', 'out', 7, 8, row => row.tally.tokens.output, total),
    cacheRead: count('cache-read', 'cache r', 8, 7, row => row.tally.tokens.cacheRead, total),
    cacheWrite: count('cache-write', 'cache w', 8, 6, row => row.tally.cacheWrite, total),
    hits: {
      id: 'hits',
      title: 'hits',
      align: 'right',
      width: 5,
      leaves: 5,
      compare: byNumber(row => hits(row.tally)),
      isDescending: true,
      cell: (row, _, look) => muted(percentText(hits(row.tally)), look),
      plain: row => Math.round((hits(row.tally) ?? 0) * 1000) / 10,
      total: total && (look => muted(percentText(hits(total.tally)), look)),
    },
    tokens: count('tokens', 'tokens', 7, 3, row => row.tally.total, total),
    cost: {
      id: 'cost',
      title: 'cost',
      align: 'right',
      width: 11,
      compare: (a, b) =>
        a.cost.usd < b.cost.usd ? -1 : a.cost.usd > b.cost.usd ? 1 : a.tally.total - b.tally.total,
      isDescending: true,
      cell: (row, _, look) => costText(row.tally, look),
      plain: row => usdOf(row),
      total: total && (look => costText(total.tally, look)),
    },
  };
  return what.map(name => all[name]);
}

export type TallyColumn =
  | 'responses'
  | 'input'
  | 'output'
  | 'cacheRead'
  | 'cacheWrite'
  | 'hits'
  | 'tokens'
  | 'cost';

function count<Row extends Counted>(
  id: string,
  title: string,
  width: number,
  leaves: number,
  of: (row: Counted) => number,
  total: Counted | undefined,
  text: (count: number) => string = shortCount,
): Column<Row> {
  return {
    id,
    title,
    align: 'right',
    width,
    leaves,
    compare: byNumber(of),
    isDescending: true,
    cell: (row, _, look) => muted(of(row) === 0 ? '-' : text(of(row)), look),
    plain: of,
    total: total && (() => text(of(total))),
  };
}
