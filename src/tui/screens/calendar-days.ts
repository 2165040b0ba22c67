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
import { panel, panelRoom } from '../draw/panel.ts';
import { type StyledLine, styled } from '../draw/styled.ts';
import { costText, measureOf } from '../measure.ts';
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

export const monthsPane: Pane = {
  id: 'months',
  title: 'Months',
  row: 1,
  height: screen => (screen.rows < 24 || screen.columns < 100 ? 0 : 11),
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
  const ordered = [...months].sort(([a], [b]) => a - b).slice(-Math.max(1, room.rows - 1));
  const most = ordered.reduce((high, [, { tally }]) => Math.max(high, measure.of(tally)), 0);
  const lines = ordered.map(([month, { tally, days }]): StyledLine => {
    const value = measure.text(tally, look);
    const width = Math.max(3, room.columns - 8 - 5 - 12);
    return [
      styled(`${dayText(month).slice(0, 7)} `, theme.text.muted),
      styled(bar(most > 0 ? measure.of(tally) / most : 0, width, glyphs), theme.text.accent),
      styled(fitTo(String(days), 5, glyphs, 'right'), theme.text.muted),
      styled(fitTo(value, 12, glyphs, 'right')),
    ];
  });
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
  return panel({ title: 'Months', note: `${ordered.length}`, lines: [head, ...lines] }, size, screen, look);
}

export const dayPane: Pane = {
  id: 'day',
  title: 'Day',
  row: 2,
  height: screen => (screen.rows < 20 ? 0 : 'rest'),
  draw: props => drawDay(props),
};

function drawDay({ model, view, size, screen, look }: PaneProps): readonly StyledLine[] {
  const { theme, glyphs } = look;
  const room = panelRoom(size, screen);
  const day = cursorDay(model, view);
  const rows = breakdown(model.tallies, day);
  const total = daysOf(model).get(day) ?? new Tally();
  const most = rows.reduce((high, row) => Math.max(high, approximateUsd(row.cost.usd)), 0);
  const width = Math.max(4, Math.min(40, room.columns - 20 - 24));
  const lines = rows.slice(0, Math.max(1, room.rows)).map(
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
  return panel(
    {
      title: dayTitle(day),
      note: [
        styled(`${counted(total.events, 'response')} ${shortCount(total.total)} tokens `, theme.text.muted),
        styled(costText(total, look), theme.text.strong),
      ],
      lines: lines.length > 0 ? lines : [[styled('No usage on this day.', theme.text.muted)]],
    },
    size,
    screen,
    look,
  );
}
