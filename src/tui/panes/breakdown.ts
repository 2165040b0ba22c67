/** What one day was made of: a bar per model or project, by tokens on the left and by cost on the right. */
import { dayText } from '../../core/calendar.ts';
import { shortCount } from '../../core/format.ts';
import { approximateUsd } from '../../core/money.ts';
import type { BreakdownRow } from '../../reports/breakdown.ts';
import { bars } from '../draw/bars.ts';
import { framed, inside } from '../draw/frame.ts';
import { colourOf, markOf } from '../draw/identity.ts';
import type { Size } from '../draw/look.ts';
import { costIn } from '../draw/money.ts';
import { type StyledLine, type StyledText, styled } from '../draw/styled.ts';
import type { ViewModel } from '../view-model.ts';
import { hasUsage, type Pane, type PaneProps } from './pane.ts';

/** Room for the bars of three models at 24 rows, of eight at 50. */
const PLACE = {
  row: 2,
  height: ({ rows }: Size) => Math.min(12, Math.max(5, Math.floor(rows * 0.26))),
  when: hasUsage,
} as const;

export const tokensPane: Pane = {
  ...PLACE,
  id: 'breakdown-tokens',
  title: "Today's tokens",
  draw: props =>
    breakdown(props, 'tokens', row => ({ value: row.tally.total, text: shortCount(row.tally.total) })),
};

export const costPane: Pane = {
  ...PLACE,
  id: 'breakdown-cost',
  title: "Today's cost",
  draw: props =>
    breakdown(props, 'cost', row => ({
      value: approximateUsd(row.cost.usd),
      text: costIn(row.cost, props.look),
    })),
};

function breakdown(
  { model, view, size, look }: PaneProps,
  what: string,
  measure: (row: BreakdownRow) => { value: number; text: string },
): readonly StyledLine[] {
  const room = inside(size);
  const rows = around(model.rows, view.selected, room.rows);
  const drawn = bars(
    rows.map(row => ({
      name: model.nameOf(row.name),
      mark: markOf(row.name, model.identities, look.glyphs),
      colour: colourOf(row.name, model.identities, look.theme),
      ...measure(row),
    })),
    room,
    look,
  ).map((line, y) => (rows[y]?.name === view.selected && y < room.rows ? line.map(selected) : line));
  const title = `${titleOf(model)} ${look.glyphs.separator} ${what} by ${model.dimension}`;
  const lines = drawn.length > 0 ? drawn : [[styled(emptyWords(model), look.theme.text.muted)]];
  return framed(
    { title, note: highest(model.rows, measure), lines, isFocused: view.selected !== undefined },
    size,
    look,
  );
}

function selected(text: StyledText): StyledText {
  return { ...text, inverse: true };
}

/** The rows from the one on that keeps the selected one in sight. */
function around(
  rows: readonly BreakdownRow[],
  name: string | undefined,
  room: number,
): readonly BreakdownRow[] {
  const at = rows.findIndex(row => row.name === name);
  // The last line of a full pane tells how many more there are.
  const seen = rows.length > room ? room - 1 : room;
  return at < seen ? rows : rows.slice(at - seen + 1);
}

function titleOf({ day, today }: ViewModel): string {
  return day === today ? 'Today' : dayText(day);
}

function emptyWords({ day, today, tallies, isRead }: ViewModel): string {
  if (!isRead) return 'Reading the logs...';
  if (day !== today) return 'No usage on this day.';
  return tallies.order.length > 0 ? 'No data today yet. Press < for the day before.' : 'No data yet.';
}

function highest(
  rows: readonly BreakdownRow[],
  measure: (row: BreakdownRow) => { value: number; text: string },
) {
  const top = rows.map(measure).sort((a, b) => b.value - a.value)[0];
  return top && top.value > 0 ? `max ${top.text}` : undefined;
}
