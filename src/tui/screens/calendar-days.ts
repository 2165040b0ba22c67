/** Days of the calendar: their sums, the one under the cursor, the months. */
import { type Day, dayText, monthStart } from '../../core/calendar.ts';
import { counted, shortCount } from '../../core/format.ts';
import { approximateUsd } from '../../core/money.ts';
import { clean, fitTo } from '../../core/width.ts';
import { breakdown } from '../../reports/breakdown.ts';
import { Tally } from '../../rollup/tally.ts';
import { keyOf } from '../data.ts';
import { bar } from '../draw/bars.ts';
import { colourOf, markOf, markStyle } from '../draw/identity.ts';
import type { Size } from '../draw/look.ts';
import { costIn, moneyIn, usdTable } from '../draw/money.ts';
import { panel, panelRoom } from '../draw/panel.ts';
import { lineWidth, type StyledLine, styled } from '../draw/styled.ts';
import { sessionsOf } from '../levels/sessions.ts';
import { costText, type MeasureOf, measureOf } from '../measure.ts';
import type { Pane, PaneProps } from '../panes/pane.ts';
import { dayTitle } from '../range.ts';
import type { View } from '../view.ts';
import type { ViewModel } from '../view-model.ts';

/** Totals by day in the filters, whatever the grouping. */
export function daysOf({ data, query, dimension }: ViewModel): ReadonlyMap<Day, Tally> {
  return data.once(`calendar ${dimension} ${keyOf(query)}`, each => {
    const days = new Map<Day, Tally>();
    for (const [day, names] of each.tallies(dimension, query).days) {
      const sum = new Tally();
      for (const tally of names.values()) sum.absorb(tally);
      days.set(day, sum);
    }
    return days;
  });
}

/** The day under the cursor: where the view is, else the last day of ranges. */
export function cursorDay({ extent }: ViewModel, view: View): Day {
  return view.cursor ?? extent.anchor;
}

/** The map of the hours, and the months beside it. */
export function hoursHeight({ rows }: Size): number {
  return rows < 24 ? 0 : rows < 30 ? 10 : rows < 45 ? 13 : 18;
}

export const monthsPane: Pane = {
  id: 'months',
  title: 'Months',
  row: 1,
  height: screen => (screen.columns < 100 ? 0 : hoursHeight(screen)),
  draw: props => drawMonths(props),
};

function drawMonths({ model, view, size, screen, look }: PaneProps): readonly StyledLine[] {
  const { theme, glyphs } = look;
  const room = panelRoom(size, screen);
  const measure = measureOf(view.measure);
  const months = new Map<Day, { tally: Tally; days: number }>();
  for (const [day, tally] of daysOf(model)) {
    const month = monthStart(day);
    const known = months.get(month) ?? { tally: new Tally(), days: 0 };
    known.tally.absorb(tally);
    known.days += 1;
    months.set(month, known);
  }
  const hasFacts = room.rows >= 11;
  const ordered = [...months].sort(([a], [b]) => a - b).slice(-Math.max(1, room.rows - (hasFacts ? 4 : 2)));
  const most = ordered.reduce((high, [, { tally }]) => Math.max(high, measure.of(tally)), 0);
  const width = Math.max(3, room.columns - 8 - 5 - 12);
  const line = (name: string, filled: number, days: number, value: string): StyledLine => [
    styled(name.padEnd(8), theme.text.muted),
    styled(bar(filled, width, glyphs), theme.text.accent),
    styled(fitTo(String(days), 5, glyphs, 'right'), theme.text.muted),
    styled(fitTo(value, 12, glyphs, 'right')),
  ];
  const lines = ordered.map(([month, { tally, days }]) =>
    line(
      dayText(month).slice(0, 7),
      most > 0 ? measure.of(tally) / most : 0,
      days,
      measure.text(tally, look),
    ),
  );
  const head = [
    styled(
      fitTo(
        `month${'days'.padStart(Math.max(4, room.columns - 17))}${measure.title.toLowerCase().padStart(12)}`,
        room.columns,
        glyphs,
      ),
      theme.text.muted,
    ),
  ];
  const all = daysOf(model);
  const total = new Tally();
  for (const tally of all.values()) total.absorb(tally);
  const sum = [line('total', 0, all.size, measure.isSum ? measure.text(total, look) : '')];
  const facts = hasFacts ? factLines(model, total, measure, room.columns, look) : [];
  return panel(
    {
      title: 'Months',
      note: `${ordered.length} of ${months.size}`,
      lines: [head, ...lines, ...sum, ...facts],
    },
    size,
    screen,
    look,
  );
}

/** The mean of a day that was used, and how many such days were in a row. */
function factLines(
  model: ViewModel,
  total: Tally,
  measure: MeasureOf,
  columns: number,
  look: PaneProps['look'],
): readonly StyledLine[] {
  const { theme, glyphs } = look;
  const days = [...daysOf(model).keys()].sort((a, b) => a - b);
  if (days.length === 0) return [];
  let longest = 0;
  let run = 0;
  days.forEach((day, i) => {
    run = days[i - 1] === day - 1 ? run + 1 : 1;
    longest = Math.max(longest, run);
  });
  const isOpen = days.at(-1)! >= model.today - 1;
  const mean =
    measure.id === 'cost'
      ? moneyIn(total.cost().usd / BigInt(days.length), look, usdTable)
      : shortCount(measure.of(total) / days.length);
  const fact = (name: string, value: string): StyledLine => [
    styled(fitTo(name, Math.max(0, columns - value.length), glyphs), theme.text.muted),
    styled(value),
  ];
  return [
    ...(measure.isSum ? [fact('mean of a day with usage', mean)] : []),
    fact('days in a row', `${isOpen ? run : 0}, most ${longest}`),
  ];
}

export const dayPane: Pane = {
  id: 'day',
  title: 'Day',
  row: 2,
  // Where all three have no room, the day under the cursor is named in the filter bar.
  height: ({ rows }) => (rows < 20 || (rows >= 24 && rows < 30) ? 0 : 'rest'),
  draw: props => drawDay(props),
};

/** From so many columns on the sessions of the day stand beside its models. */
const WIDE = 90;

function drawDay({ model, view, size, screen, look }: PaneProps): readonly StyledLine[] {
  const { theme, glyphs } = look;
  const room = panelRoom(size, screen);
  const day = cursorDay(model, view);
  const rows = breakdown(model.tallies, day);
  const total = daysOf(model).get(day) ?? new Tally();
  const most = rows.reduce((high, row) => Math.max(high, approximateUsd(row.cost.usd)), 0);
  const isWide = room.columns >= WIDE;
  const left = isWide ? Math.floor(room.columns * 0.48) : room.columns;
  const width = Math.max(4, Math.min(40, left - 20 - 24));
  const models = rows.map(
    (row): StyledLine => [
      styled(`${markOf(row.name, model.identities, glyphs)} `, markStyle(row.name, model.identities, theme)),
      styled(fitTo(clean(model.nameOf(row.name), glyphs), 18, glyphs)),
      styled(` ${bar(most > 0 ? approximateUsd(row.cost.usd) / most : 0, width, glyphs)}`, {
        colour: colourOf(row.name, model.identities, theme),
      }),
      styled(fitTo(shortCount(row.tally.total), 9, glyphs, 'right'), theme.text.muted),
      styled(fitTo(costText(row.tally, look), 11, glyphs, 'right')),
    ],
  );
  const sessions = isWide ? sessionLines(model, day, room.columns - left - 3, room.rows, look) : [];
  const lines = Array.from(
    { length: Math.min(room.rows, Math.max(models.length, sessions.length)) },
    (_, y) => {
      const line = models[y] ?? [];
      if (!isWide) return line;
      return [...line, styled(' '.repeat(Math.max(0, left + 3 - lineWidth(line)))), ...(sessions[y] ?? [])];
    },
  );
  return panel(
    {
      title: dayTitle(day),
      note: [
        styled(`${counted(total.events, 'response')} ${shortCount(total.total)} tokens `, theme.text.muted),
        styled(costText(total, look), theme.text.strong),
      ],
      lines: lines.length > 0 ? lines : [[styled(nothingOn(model, day), theme.text.muted)]],
    },
    size,
    screen,
    look,
  );
}

/** What is remembered of a day without logs, which is in no sum. */
function nothingOn({ recovered }: ViewModel, day: Day): string {
  const known = recovered.find(each => each.day === day);
  if (!known) return 'No usage on this day.';
  const { totalTokens, inputAndOutputTokens, prompts, origins } = known;
  const counts = [
    ...(totalTokens === undefined ? [] : [`${shortCount(totalTokens)} tokens at most`]),
    ...(inputAndOutputTokens === undefined
      ? []
      : [`${shortCount(inputAndOutputTokens)} tokens without the cache at most`]),
    ...(prompts === undefined ? [] : [counted(prompts, 'prompt')]),
  ];
  return `Recovered: ${counts.join(', ')}, from ${origins.join(' and ')}; in no total.`;
}

/** The most expensive sessions of a day; the last line counts those without room. */
function sessionLines(
  { data, query, zone }: ViewModel,
  day: Day,
  columns: number,
  most: number,
  look: PaneProps['look'],
): readonly StyledLine[] {
  const { theme, glyphs } = look;
  const { rows } = sessionsOf(data, query, { from: day, to: day });
  const byCost = [...rows].sort((a, b) => (a.cost.usd < b.cost.usd ? 1 : -1));
  const shown = byCost.slice(0, byCost.length > most ? most - 1 : most);
  const lines = shown.map(
    ({ fromMs, title, cost }): StyledLine => [
      styled(`${zone.clock(fromMs).slice(0, 5)}  `, theme.text.muted),
      styled(fitTo(clean(title, glyphs), Math.max(8, columns - 18), glyphs)),
      styled(fitTo(costIn(cost, look, usdTable), 11, glyphs, 'right')),
    ],
  );
  const left = byCost.length - shown.length;
  return left > 0 ? [...lines, [styled(`       + ${left} more`, theme.text.muted)]] : lines;
}
