/**
 * The figures: today, this month and all time, as cost, tokens by kind, and how much of the prompts came from the cache.
 * Beside them, where there is room, the limits and what a reader should know of the figures.
 */
import { dayText, monthStart } from '../../core/calendar.ts';
import { counted, grouped, shortCount } from '../../core/format.ts';
import { approximateUsd } from '../../core/money.ts';
import { matchers } from '../../core/query.ts';
import { fitTo } from '../../core/width.ts';
import { tallyBetween } from '../../reports/between.ts';
import { sumOfDays } from '../../reports/day-tallies.ts';
import { fewModelNames } from '../../reports/model-names.ts';
import { estimateUsd, monthAhead } from '../../reports/month-ahead.ts';
import { SCREEN_INPUT } from '../../reports/report.ts';
import type { Tally } from '../../rollup/tally.ts';
import { keyOf } from '../data.ts';
import { fill } from '../draw/frame.ts';
import type { Look, Size } from '../draw/look.ts';
import { moneyIn } from '../draw/money.ts';
import { isNarrow, panel, panelRoom } from '../draw/panel.ts';
import { lineWidth, type StyledLine, type StyledText, styled } from '../draw/styled.ts';
import { leftOutText } from '../left-out.ts';
import { scopedQuery } from '../levels/sessions.ts';
import { limitWords } from '../limit-lines.ts';
import { changeText, costText, hits, percentText } from '../measure.ts';
import { dayTitle, MONTHS, shortDay, weekdayText } from '../range.ts';
import type { ViewModel } from '../view-model.ts';
import { type Pane, RAIL_COLUMNS } from './pane.ts';
import { asideLines, joinedNotes, shortNotes } from './summary-asides.ts';

export const summaryPane: Pane = {
  id: 'summary',
  title: 'Summary',
  row: 0,
  // Three rows of figures and a head; below 20 rows lifetime leaves first.
  height: screen => summaryHeight(screen),
  draw({ model, size, screen, stores, look }) {
    const room = panelRoom(size, screen);
    const leftOut = model.isRead ? leftOutText(model, stores, room.columns) : undefined;
    const lines = figureLines(model, room, screen, look, isNarrow(screen) ? leftOut : undefined);
    const title = isNarrow(screen) ? '' : 'token-dash';
    const note = room.columns >= 70 ? noteOf(model, room.columns >= 96, look) : undefined;
    if (isNarrow(screen))
      return lines.slice(0, size.rows).map(line => fill([styled(' '), ...line], size.columns, look));
    return panel({ title, note, foot: leftOut, lines }, size, screen, look);
  },
};

function summaryHeight({ columns, rows }: Size): number {
  if (rows < 10) return 2;
  if (columns < 64) return rows >= 16 ? 5 : 3;
  return rows < 20 ? 4 : rows < 28 ? 5 : 6;
}

interface Row {
  readonly name: string;
  readonly tally: Tally;
  /** What it is compared with on wide screens. */
  before?(): Before;
}

interface Before {
  readonly usd: number;
  readonly words: string;
}

/** `leftOut` is what is in none of the figures, where it is to be among the notes. */
function figureLines(
  model: ViewModel,
  room: Size,
  screen: Size,
  look: Look,
  leftOut: string | undefined,
): readonly StyledLine[] {
  // The rail of wide screens has the limits and what is unpriced.
  const right = screen.columns >= RAIL_COLUMNS ? [] : asideLines(model, room, look);
  const asideWidth =
    right.length > 0 ? right.reduce((most, line) => Math.max(most, lineWidth(line)), 0) + 1 : 0;
  const isBeside = room.columns >= 70 && right.length > 0;
  const columns = columnsFor(room.columns - (isBeside ? asideWidth + 2 : 0), room.columns >= 96);
  const rows = rowsOf(model);
  const wanted = room.rows - 1 < rows.length ? rows.slice(0, Math.max(1, room.rows - 1)) : rows;
  const lines = [headLine(columns, look), ...wanted.map(row => figureLine(row, columns, model, look))];
  if (isBeside) {
    const separator =
      room.columns >= 96 ? [styled(look.glyphs.axis.side, look.theme.border.idle), styled(' ')] : [];
    return lines.map((line, y) => {
      const aside = right[y] ?? [];
      const blank = room.columns - lineWidth(line) - asideWidth - (separator.length > 0 ? 2 : 0);
      return [...line, styled(' '.repeat(Math.max(1, blank))), ...separator, ...aside];
    });
  }
  const notes = [
    ...limitWords(model, look),
    ...shortNotes(model, look),
    ...(leftOut === undefined ? [] : [[styled(leftOut, look.theme.text.muted)]]),
  ];
  return (room.rows > lines.length || isNarrow(screen)) && model.isRead && screen.columns < RAIL_COLUMNS
    ? [...lines, joinedNotes(notes, room.columns, look)]
    : lines;
}

function rowsOf(model: ViewModel): readonly Row[] {
  const { today, extent, summary, tallies } = model;
  const month = MONTHS[new Date(today * 86_400_000).getUTCMonth()]!;
  if (extent.anchor < today) {
    return [
      { name: dayTitle(extent.anchor), tally: sumOfDays(tallies, extent.anchor, extent.anchor) },
      { name: 'Lifetime', tally: summary.lifetime },
      { name: month, tally: summary.monthToDate },
    ];
  }
  return [
    { name: 'Today so far', tally: summary.today, before: () => lastWeek(model) },
    { name: month, tally: summary.monthToDate, before: () => lastMonth(model) },
    { name: 'Lifetime', tally: summary.lifetime },
  ];
}

const QUARTER_MS = 900_000;
const WEEK = 7;

/** The same hours of the same weekday, to the end of the quarter of an hour that has begun. */
function lastWeek({ data, query, zone, today, minuteMs }: ViewModel): Before {
  const elapsed = Math.ceil((minuteMs + 1 - zone.startOf(today)) / QUARTER_MS) * QUARTER_MS;
  const fromMs = zone.startOf(today - WEEK);
  const toMs = Math.min(fromMs + elapsed, zone.startOf(today - WEEK + 1));
  const tally = data.once(`between ${fromMs} ${toMs} ${keyOf(query)}`, ({ journal, prices }) =>
    tallyBetween(
      journal,
      prices,
      fromMs,
      toMs,
      undefined,
      query && matchers(query, zone, fewModelNames(journal)),
    ),
  );
  const day = `${weekdayText(today - WEEK)} ${shortDay(today - WEEK, today)}`;
  const end = toMs === zone.startOf(today - WEEK + 1) ? 'whole day' : `to ${zone.clock(toMs).slice(0, 5)}`;
  return { usd: approximateUsd(tally.cost().usd), words: `${day} ${end}` };
}

/** As many days of the month before. */
function lastMonth({ tallies, today }: ViewModel): Before {
  const start = monthStart(today);
  const last = monthStart(start - 1);
  const to = Math.min(start - 1, last + (today - start));
  const name = MONTHS[new Date(last * 86_400_000).getUTCMonth()]!.slice(0, 3);
  return {
    usd: approximateUsd(sumOfDays(tallies, last, to).cost().usd),
    words: `${name} 1 to ${to - last + 1}`,
  };
}

interface Columns {
  readonly name: number;
  readonly cost: number;
  readonly count: number;
  readonly isSplit: boolean;
  readonly hasHits: boolean;
  readonly hasMore: boolean;
}

function columnsFor(columns: number, isSplit: boolean): Columns {
  const isTiny = columns < 40;
  const name = isTiny ? 9 : columns < 60 ? 13 : 15;
  const cost = isTiny ? Math.max(6, columns - name) : 12;
  const counts = isSplit ? 4 : 3;
  const hasHits = columns >= name + cost + counts * 7 + 6;
  const hasMore = columns >= 130;
  const left = Math.min(columns, hasMore ? 78 : columns) - name - cost - (hasHits ? 6 : 0);
  return {
    name,
    cost,
    count: Math.max(6, Math.min(isSplit ? 12 : 8, Math.floor(left / counts))),
    isSplit,
    hasHits,
    hasMore,
  };
}

function headLine(
  { name, cost, count, isSplit, hasHits, hasMore }: Columns,
  { theme, glyphs }: Look,
): StyledLine {
  const counts = isSplit
    ? ['in', 'out', count >= 11 ? 'cache read' : 'c.read', count >= 12 ? 'cache write' : 'c.write']
    : ['in', 'out', 'cache'];
  const cells = counts.map(text => fitTo(text, count, glyphs, 'right')).join('');
  const more = hasMore ? `${'responses'.padStart(15)}${'mean day'.padStart(11)}${'before'.padStart(12)}` : '';
  return [
    styled(
      `${' '.repeat(name)}${fitTo('cost', cost, glyphs, 'right')}${cells}${hasHits ? fitTo('hits', 6, glyphs, 'right') : ''}${more}`,
      theme.text.muted,
    ),
  ];
}

function figureLine(row: Row, columns: Columns, model: ViewModel, look: Look): StyledLine {
  const { theme, glyphs } = look;
  const { tally } = row;
  const name = styled(
    fitTo(columns.name < 12 ? row.name.replace(' so far', '') : row.name, columns.name, glyphs),
    theme.text.muted,
  );
  if (!model.isRead)
    return [name, styled(fitTo(glyphs.ellipsis, columns.cost, glyphs, 'right'), theme.text.muted)];
  const { input, output, cacheRead } = tally.tokens;
  const cell = (count: number) => fitTo(shortCount(count), columns.count, glyphs, 'right');
  const cached = columns.isSplit
    ? cell(cacheRead) + cell(tally.cacheWrite)
    : cell(cacheRead + tally.cacheWrite);
  const line: StyledText[] = [
    name,
    styled(fitTo(costText(tally, look), columns.cost, glyphs, 'right'), theme.text.strong),
    styled(cell(input) + cell(output)),
    styled(cached, theme.text.muted),
  ];
  if (columns.hasHits)
    line.push(styled(fitTo(percentText(hits(tally)), 6, glyphs, 'right'), theme.text.muted));
  if (columns.hasMore) for (const each of moreOf(row, model, look)) line.push(each);
  return line;
}

/** Responses, the mean of a day with usage, and the change against the time before. */
function moreOf({ tally, before, name }: Row, { tallies, today }: ViewModel, look: Look): StyledLine {
  const { theme, glyphs } = look;
  const from =
    name === 'Lifetime' ? Number.NEGATIVE_INFINITY : name.startsWith('Today') ? today : monthStart(today);
  const days = tallies.order.filter(day => day >= from && day <= today).length;
  const shown = days > 0 ? moneyIn(tally.cost().usd / BigInt(days), look) : '-';
  const earlier = before?.();
  const change = earlier === undefined ? '-' : changeText(approximateUsd(tally.cost().usd), earlier.usd);
  return [
    styled(fitTo(grouped(tally.events), 15, glyphs, 'right')),
    styled(fitTo(shown, 11, glyphs, 'right')),
    styled(fitTo(change, 12, glyphs, 'right')),
    styled(earlier === undefined ? '' : `  ${earlier.words}`, theme.text.muted),
  ];
}

function noteOf(model: ViewModel, isWide: boolean, look: Look): StyledLine | string | undefined {
  const { extent, today, summary, isRead } = model;
  if (!isRead) return undefined;
  if (extent.anchor < today) {
    const days = today - extent.anchor;
    return [
      styled(`Last activity ${dayTitle(extent.anchor)}, ${counted(days, 'day')} ago`, look.theme.text.warn),
    ];
  }
  const since = summary.firstDay === undefined ? '' : ` since ${dayText(summary.firstDay)}`;
  const all = `${counted(summary.lifetime.events, 'response')}${since}`;
  const ahead = aheadText(model, look);
  if (ahead === undefined) return all;
  return isWide ? `${ahead} ${look.glyphs.separator} ${all}` : ahead;
}

/** Where the month is heading, with 8 of 10 outcomes in brackets. */
function aheadText({ data, query, today, zone }: ViewModel, look: Look): string | undefined {
  const asked = scopedQuery(query, {});
  const month = data.once(`month ahead ${today} ${keyOf(asked)}`, ({ journal, prices }) =>
    monthAhead({ ...SCREEN_INPUT, journal, prices, zone, query: asked, nowMs: zone.startOf(today) }),
  );
  if (!month) return undefined;
  const { point, low, high } = month.forecast;
  const about = (dollars: number) => moneyIn(estimateUsd(dollars), look);
  const interval = low === undefined || high === undefined ? '' : ` (${about(low)} to ${about(high)})`;
  return `${month.month} ~${about(point)}${interval}`;
}
