/** Calendar: a year by day, the hours of the week, the months, and the day under the cursor. */
import { type Day, monthStart, weekday } from '../../core/calendar.ts';
import { sumOfDays } from '../../reports/day-tallies.ts';
import { hourTallies } from '../../reports/hour-tallies.ts';
import { axisOf } from '../chart-data.ts';
import { keyOf } from '../data.ts';
import { heatCell, quartiles, type Steps } from '../draw/heat.ts';
import type { Look, Size } from '../draw/look.ts';
import { panel, panelRoom } from '../draw/panel.ts';
import { type StyledLine, type StyledText, styled } from '../draw/styled.ts';
import type { KeyCommand } from '../keys.ts';
import { sessionsTable } from '../levels/sessions.ts';
import { type MeasureOf, measureOf } from '../measure.ts';
import type { Pane, PaneProps } from '../panes/pane.ts';
import { emptyQuery } from '../query.ts';
import { dayTitle, MONTHS } from '../range.ts';
import type { Table } from '../table.ts';
import { opening } from '../table-step.ts';
import type { View } from '../view.ts';
import { cursorDay, dayPane, daysOf, hoursHeight, monthsPane } from './calendar-days.ts';
import type { Screen, ScreenContext } from './screen.ts';

const WEEKDAYS = ['Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat', 'Sun'] as const;

/** Monday of a day's week. */
function weekOf(day: Day): Day {
  return day - ((weekday(day) + 6) % 7);
}

const yearPane: Pane = {
  id: 'year',
  title: 'A year by day',
  row: 0,
  height: screen => (screen.rows < 14 ? 'rest' : 11),
  draw: props => drawYear(props),
};

function drawYear({ model, view, size, screen, look }: PaneProps): readonly StyledLine[] {
  const { theme, glyphs } = look;
  const room = panelRoom(size, screen);
  const measure = measureOf(view.measure);
  const days = daysOf(model);
  const cursor = cursorDay(model, view);
  const lastWeek = weekOf(Math.max(model.extent.anchor, cursor));
  const weeks = Math.max(4, Math.min(53, Math.floor((room.columns - 6) / 2)));
  const first = lastWeek - (weeks - 1) * 7;
  const values = [...days].flatMap(([day, tally]) => (day >= first ? [measure.of(tally)] : []));
  const steps = quartiles(values);
  const recovered = new Set(model.recovered.map(({ day }) => day));
  const hasRecovered = model.recovered.some(({ day }) => day >= first);
  const head: StyledLine = [styled(`     ${monthHeads(first, weeks)}`, theme.text.muted)];
  const lines = WEEKDAYS.map(
    (name, y): StyledLine => [
      styled(`${name}  `, theme.text.muted),
      ...Array.from({ length: weeks }, (_, week): StyledText => {
        const day = first + week * 7 + y;
        if (day > model.today) return styled('  ');
        if (day === cursor) return styled(glyphs.isAscii ? '[]' : '▐▌', theme.text.current);
        const value = days.get(day);
        if (!value && recovered.has(day)) return styled(glyphs.recovered.repeat(2), theme.text.muted);
        return heatCell(value ? measure.of(value) : 0, steps, look);
      }),
    ],
  );
  const used = [...days.keys()].filter(day => day >= first);
  const best = used.reduce<Day | undefined>(
    (top, day) => (top === undefined || measure.of(days.get(day)!) > measure.of(days.get(top)!) ? day : top),
    undefined,
  );
  const total = sumOfDays(model.tallies, first, model.today);
  const most = best === undefined ? '' : `most ${measure.text(days.get(best)!, look)} on ${dayTitle(best)}`;
  return panel(
    {
      title: [
        styled('A year by day', theme.text.strong),
        styled(` ${glyphs.separator} ${measure.title.toLowerCase()}`),
      ],
      note: [
        styled(measure.text(total, look), theme.text.strong),
        styled(
          ` on ${used.length} of ${model.today - Math.max(first, model.tallies.order[0] ?? first) + 1} days`,
          theme.text.muted,
        ),
      ],
      lines: [head, ...lines, legend(steps, measure, most, room, look, hasRecovered)],
    },
    size,
    screen,
    look,
  );
}

function monthHeads(first: Day, weeks: number): string {
  let text = '';
  for (let week = 0; week < weeks; week += 1) {
    const day = first + week * 7 + 6;
    const isFirst = weekOf(monthStart(day)) === first + week * 7;
    const isWhole = week * 2 + 3 <= weeks * 2;
    if (isFirst && isWhole && text.length <= week * 2)
      text = `${text.padEnd(week * 2)}${MONTHS[new Date(day * 86_400_000).getUTCMonth()]!.slice(0, 3)} `;
  }
  return text;
}

function legend(
  steps: Steps,
  measure: MeasureOf,
  most: string,
  room: Size,
  look: Look,
  hasRecovered = false,
): StyledLine {
  const { theme, glyphs } = look;
  // With one more entry, words leave where there is no room for them.
  const isTight = hasRecovered && room.columns < 70;
  const gap = isTight ? ' ' : '  ';
  const remembered = hasRecovered
    ? [styled(`${gap}recovered ${glyphs.recovered.repeat(2)}`, theme.text.muted)]
    : [];
  if (steps[2] === 0) return [styled(`     none${glyphs.none}`, theme.text.muted), ...remembered];
  const axis = axisOf(measure, look);
  const isWhole = steps.every(bound => Number.isInteger(bound));
  const label = (value: number) => axis.label(value, isWhole ? 1 : 0.5);
  const bounds = steps.map((bound, i): StyledText[] => [
    styled(`${gap}${isTight && i > 0 ? '' : 'to '}${label(bound)} `, theme.text.muted),
    styled(glyphs.heat[i]!, theme.heat[i]),
  ]);
  const line = [
    styled(`${isTight ? ' ' : '     '}none${glyphs.none}`, theme.text.muted),
    ...bounds.flat(),
    styled(isTight ? ' > ' : room.columns >= 58 ? '  more ' : '  > ', theme.text.muted),
    styled(glyphs.heat[3]!, theme.heat[3]),
    ...remembered,
  ];
  const used = line.reduce((sum, part) => sum + part.text.length, 0);
  const left = room.columns - used;
  return left > most.length + 2 ? [...line, styled(most.padStart(left), theme.text.muted)] : line;
}

const hoursPane: Pane = {
  id: 'hours',
  title: 'Hour by weekday',
  row: 1,
  weight: 2.4,
  height: screen => hoursHeight(screen),
  draw: props => drawHours(props),
};

function drawHours({ model, view, size, screen, look }: PaneProps): readonly StyledLine[] {
  const { theme, glyphs } = look;
  const room = panelRoom(size, screen);
  const measure = measureOf(view.measure);
  const year = { from: model.today - 364, to: model.today };
  const query = { ...(model.query ?? emptyQuery()), ...year };
  const hours = model.data.once(`hours ${keyOf(query)}`, ({ journal, prices, zone }) =>
    hourTallies(journal, prices, zone, query),
  );
  const width = room.columns >= 6 + 72 ? 3 : room.columns >= 6 + 48 ? 2 : 1;
  const weeks = Math.max(1, (year.to - Math.max(year.from, model.tallies.order[0] ?? year.to)) / 7);
  const valueAt = (day: number, hour: number) => {
    const tally = hours.get(24 * ((day + 1) % 7) + hour);
    return tally ? measure.of(tally) / (measure.isSum ? weeks : 1) : 0;
  };
  const values = Array.from({ length: 168 }, (_, i) => valueAt(Math.floor(i / 24), i % 24));
  const steps = quartiles(values);
  const step = width >= 2 ? 3 : 6;
  const marks = Array.from({ length: 24 / step }, (_, i) =>
    String(i * step)
      .padStart(2, '0')
      .padEnd(step * width),
  ).join('');
  const lines = WEEKDAYS.map(
    (name, day): StyledLine => [
      styled(`${name}  `, theme.text.muted),
      ...Array.from({ length: 24 }, (_, hour) => heatCell(values[day * 24 + hour]!, steps, look, width)),
    ],
  );
  return panel(
    {
      title: [
        styled('Hour by weekday', theme.text.strong),
        styled(` ${glyphs.separator} mean ${measure.title.toLowerCase()} of an hour`),
      ],
      note: `12 months, ${model.zone.name}`,
      lines: [[styled(`     ${marks}`, theme.text.muted)], ...lines, legend(steps, measure, '', room, look)],
    },
    size,
    screen,
    look,
  );
}

/** Weeks beside each other: `h l` move by a week, `j k` by a day. */
function act(command: KeyCommand, { model, view }: ScreenContext): Partial<View> | undefined {
  const days: Partial<Record<KeyCommand, number>> = { previous: -7, next: 7, up: -1, down: 1 };
  const { order } = model.tallies;
  const at = cursorDay(model, view);
  const by = days[command];
  if (by !== undefined) {
    const first = Math.min(order[0] ?? at, model.recovered[0]?.day ?? at) - 7;
    return { cursor: Math.max(first, Math.min(model.today, at + by)) };
  }
  if (command === 'previous-used' || command === 'next-used') {
    const day = command === 'next-used' ? order.find(each => each > at) : order.findLast(each => each < at);
    return day === undefined ? { message: 'no other day with usage there' } : { cursor: day };
  }
  if (command === 'open') {
    const level = { kind: 'sessions' as const, title: dayTitle(at), scope: { from: at, to: at } };
    return opening(view, { level });
  }
  return undefined;
}

export const calendar: Screen = {
  obeys: ['filters', 'measure'],
  panes: () => [yearPane, hoursPane, monthsPane, dayPane],
  // What an export of the calendar holds: the sessions of the day.
  table: (context): Table =>
    sessionsTable(
      context,
      { from: cursorDay(context.model, context.view), to: cursorDay(context.model, context.view) },
      'Day',
    ),
  act,
  filterText: ({ model, view }) => `12 months   cursor ${dayTitle(cursorDay(model, view))}`,
  keys: [
    'help',
    'previous',
    'down',
    'previous-used',
    'open',
    'measure',
    'filter',
    'export',
    'palette',
    'quit',
  ],
  words: { previous: 'week', down: 'day', 'previous-used': 'day with usage', open: 'open the day' },
};
