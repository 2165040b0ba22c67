/** Activity: responses as they come, the newest on top, over the tokens of the last hour. */
import { agoText, counted, grouped, shortCount } from '../../core/format.ts';
import { getOrInsert } from '../../core/group.ts';
import { approximateUsd } from '../../core/money.ts';
import { matcher } from '../../core/query.ts';
import { totalTokens } from '../../core/usage.ts';
import { clean, fitTo } from '../../core/width.ts';
import { fewModelNames } from '../../reports/model-names.ts';
import { part } from '../../reports/parts.ts';
import { type Data, keyOf } from '../data.ts';
import { moneyIn, usdTable } from '../draw/money.ts';
import { panel, panelRoom } from '../draw/panel.ts';
import { tallSpark } from '../draw/spark.ts';
import { type StyledLine, styled } from '../draw/styled.ts';
import { know, type ResponseRow, responseColumns, sessionLevel } from '../levels/responses.ts';
import { emptyText, titleOf } from '../levels/sessions.ts';
import type { Pane, PaneProps } from '../panes/pane.ts';
import { tablePane } from '../panes/table-pane.ts';
import { type Table, tableOf } from '../table.ts';
import { tableState } from '../view.ts';
import type { ViewModel } from '../view-model.ts';
import type { Screen, ScreenContext } from './screen.ts';

/** So many of the newest responses are listed; older ones are in Sessions. */
const MOST = 1000;
const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;
const LIVE_MS = 5 * MINUTE_MS;

interface Newest {
  readonly rows: readonly ResponseRow[];
  readonly lastHour: readonly {
    readonly atMs: number;
    readonly tokens: number;
    readonly usd: bigint;
    readonly source: string;
    readonly session: string;
  }[];
  readonly today: number;
}

/** The newest responses in one pass: older ones are passed over as soon as there are enough newer ones. */
function newestOf({ data, query, zone, today, minuteMs }: ViewModel): Newest {
  const hour = Math.floor(minuteMs / MINUTE_MS);
  return data.once(`newest ${keyOf(query)} ${hour}`, each => {
    const isIn = query && matcher(query, zone, fewModelNames(each.journal));
    const found: { index: number; atMs: number }[] = [];
    const lastHour: { index: number }[] = [];
    let least = Number.NEGATIVE_INFINITY;
    let ofToday = 0;
    each.journal.visit((event, index) => {
      if (isIn && !isIn(event, each.prices.rate(event))) return;
      if (zone.day(event.atMs) === today) ofToday += 1;
      if (event.atMs > minuteMs - HOUR_MS) lastHour.push({ index });
      if (event.atMs <= least) return;
      found.push({ index, atMs: event.atMs });
      if (found.length < 2 * MOST) return;
      found.sort((a, b) => b.atMs - a.atMs);
      found.length = MOST;
      least = found[MOST - 1]!.atMs;
    });
    found.sort((a, b) => b.atMs - a.atMs);
    return {
      rows: found.slice(0, MOST).map(({ index }): ResponseRow => ({ index, data: each })),
      lastHour: lastHour.map(({ index }) => lately(each, index)),
      today: ofToday,
    };
  });
}

function lately(data: Data, index: number) {
  const { event, usd } = part(data.journal, data.prices, index);
  const { source, session } = event.attribution;
  return { atMs: event.atMs, tokens: totalTokens(event.tokens), usd: usd ?? 0n, source, session };
}

function table(context: ScreenContext): Table {
  const { model, view } = context;
  const { rows, today } = newestOf(model);
  return tableOf<ResponseRow>(
    {
      title: 'Responses',
      note: `${grouped(today)} today`,
      rows,
      idOf: row => know(row).event.id,
      nameOf: row =>
        `${know(row).event.project} ${know(row).model} ${know(row).event.agent ?? ''} ${know(row).event.attribution.session}`,
      columns: responseColumns(context, {}, undefined),
      empty: emptyText(context),
      opens: row => ({ overlay: { kind: 'receipt', line: 0, event: row.index } }),
      sessionOf: row => sessionLevel(model.data, know(row).event),
    },
    tableState(view),
  );
}

const lastHourPane: Pane = {
  id: 'last-hour',
  title: 'Last 60 minutes',
  row: 0,
  height: (screen, { model }) =>
    screen.rows < 20 ? 0 : newestOf(model).lastHour.length === 0 ? 3 : screen.rows >= 45 ? 11 : 8,
  draw: props => drawLastHour(props),
};

function drawLastHour({ model, size, screen, look }: PaneProps): readonly StyledLine[] {
  const { theme, glyphs } = look;
  const room = panelRoom(size, screen);
  const { lastHour } = newestOf(model);
  const { minuteMs, zone } = model;
  const minutes = Array<number>(60).fill(0);
  for (const { atMs, tokens } of lastHour) {
    const at = 59 - Math.floor((minuteMs + MINUTE_MS - atMs) / MINUTE_MS);
    if (at >= 0 && at < 60) minutes[at]! += tokens;
  }
  const rows = Math.max(1, room.rows - 2);
  const spark = tallSpark(minutes, rows, glyphs);
  const most = shortCount(minutes.reduce((high, value) => Math.max(high, value), 0));
  const running = runningSessions(model);
  const side = room.columns >= 100 ? room.columns - 72 : 0;
  const clock = (ms: number) => zone.clock(ms).slice(0, 5);
  const lines = spark.map((line, y): StyledLine => {
    const label = y === 0 ? most : y === rows - 1 ? '0' : '';
    const row = running[y - 1];
    return [
      styled(label.padStart(6), theme.text.muted),
      styled(label === '' ? glyphs.axis.side : glyphs.axis.tick, theme.border.idle),
      styled(line.padEnd(60), theme.text.accent),
      ...(side > 0 ? runningLine(y, row, side, look) : []),
    ];
  });
  const base: StyledLine = [
    styled(`${' '.repeat(6)}${glyphs.axis.corner}${glyphs.axis.base.repeat(60)}`, theme.border.idle),
  ];
  const times: StyledLine = [
    styled(
      `${' '.repeat(7)}${clock(minuteMs - HOUR_MS).padEnd(20)}${clock(minuteMs - (2 * HOUR_MS) / 3).padEnd(20)}${clock(minuteMs - HOUR_MS / 3).padEnd(15)}${clock(minuteMs)}`,
      theme.text.muted,
    ),
  ];
  if (lastHour.length === 0) return quietHour(model, { size, screen, look });
  const tokens = lastHour.reduce((sum, each) => sum + each.tokens, 0);
  const usd = lastHour.reduce((sum, each) => sum + each.usd, 0n);
  return panel(
    {
      title: [styled('Last 60 minutes', theme.text.strong), styled(` ${glyphs.separator} tokens/minute`)],
      note: [
        styled(`${counted(lastHour.length, 'response')} ${shortCount(tokens)} tokens `, theme.text.muted),
        styled(moneyIn(usd, look, usdTable), theme.text.strong),
      ],
      lines: [...lines, base, times],
    },
    size,
    screen,
    look,
  );
}

/** In place of an empty chart: when the last response was. */
function quietHour(
  model: ViewModel,
  { size, screen, look }: Pick<PaneProps, 'size' | 'screen' | 'look'>,
): readonly StyledLine[] {
  const [last] = newestOf(model).rows;
  const words = last
    ? `No response in the last 60 minutes. The last one was ${agoText(model.minuteMs - know(last).event.atMs)}.`
    : 'No response in the last 60 minutes.';
  return panel(
    { title: 'Last 60 minutes', lines: [[styled(words, look.theme.text.muted)]] },
    size,
    screen,
    look,
  );
}

interface Running {
  readonly title: string;
  usd: bigint;
  isLive: boolean;
}

/** Sessions that answered in the last hour, those of the last minutes marked. */
function runningSessions(model: ViewModel): readonly Running[] {
  const { lastHour } = newestOf(model);
  const known = new Map<string, Running>();
  for (const { source, session, usd, atMs } of lastHour) {
    const title = titleOf(model.data, source, session) ?? `untitled ${session.slice(0, 8)}`;
    const row = getOrInsert(known, `${source}\0${session}`, () => ({ title, usd: 0n, isLive: false }));
    row.usd += usd;
    if (atMs > model.minuteMs - LIVE_MS) row.isLive = true;
  }
  return [...known.values()].sort((a, b) => approximateUsd(b.usd) - approximateUsd(a.usd));
}

function runningLine(
  y: number,
  row: Running | undefined,
  columns: number,
  look: PaneProps['look'],
): StyledLine {
  const { theme, glyphs } = look;
  if (y === 0) return [styled('   sessions of this hour', theme.text.muted)];
  if (!row) return [];
  return [
    styled('   '),
    styled(row.isLive ? glyphs.fresh : glyphs.empty, row.isLive ? theme.text.good : theme.text.muted),
    styled(` ${fitTo(clean(row.title, glyphs), Math.max(8, columns - 18), glyphs)}`),
    styled(fitTo(moneyIn(row.usd, look, usdTable), 10, glyphs, 'right')),
  ];
}

const rows = tablePane('activity', 'Responses');

export const activity: Screen = {
  obeys: ['filters'],
  alone: ['list'],
  panes: ({ view }) => (view.zoom === 'list' ? [rows] : [lastHourPane, rows]),
  table,
  filterText: () => 'live  newest first',
  keys: ['pause', 'down', 'open', 'session', 'find', 'filter', 'copy-row', 'first', 'help', 'quit'],
  words: { open: 'receipt', first: 'newest' },
};
