/** Limits: the windows of plans as gauges, with their pace and where they are going; official figures and estimates. */
import { counted, durationText } from '../../core/format.ts';
import type { Limit } from '../../core/limits.ts';
import { sumOfDays } from '../../reports/day-tallies.ts';
import { usdOf } from '../cells.ts';
import { gauge } from '../draw/gauge.ts';
import type { Look } from '../draw/look.ts';
import { costIn, moneyIn, usdTable } from '../draw/money.ts';
import { panel, panelRoom } from '../draw/panel.ts';
import { type StyledLine, styled } from '../draw/styled.ts';
import { drawTable } from '../draw/table.ts';
import { endText, limitName, OLD_MS, paceOf } from '../limit-lines.ts';
import { costText } from '../measure.ts';
import type { Pane, PaneProps } from '../panes/pane.ts';
import { tableState } from '../view.ts';
import type { ViewModel } from '../view-model.ts';
import { openRow, whenText, windowRows, windowTable } from './limit-windows.ts';
import type { Screen } from './screen.ts';

const gaugesPane: Pane = {
  id: 'gauges',
  title: 'Limits',
  row: 0,
  height: screen => Math.max(8, Math.min(14, Math.floor(screen.rows * 0.42))),
  draw: props => drawGauges(props),
};

function drawGauges({ model, size, screen, look }: PaneProps): readonly StyledLine[] {
  const { theme, glyphs } = look;
  const room = panelRoom(size, screen);
  const width = Math.max(10, Math.min(40, room.columns - 50));
  const { limits, minuteMs } = model;
  const newest = limits.reduce((most, limit) => Math.max(most, limit.toldMs), 0);
  const lines = limits.flatMap(limit => officialLines(limit, model, width, look));
  const passed: StyledLine[] =
    limits.length > 0
      ? [
          [
            styled(`          ${glyphs.passed} `, theme.text.strong),
            styled(
              'how much of the window has passed: a bar that ends left of it will last',
              theme.text.muted,
            ),
          ],
        ]
      : [];
  const estimates = estimateLines(model, width, look, limits.length > 0);
  const note =
    limits.length > 0
      ? `official, read ${durationText(Math.max(0, minuteMs - newest))} ago`
      : 'estimate from logs: no official figure is known';
  return panel(
    { title: 'Claude Code', note, lines: [...lines, ...passed, ...estimates] },
    size,
    screen,
    look,
  );
}

function officialLines(limit: Limit, model: ViewModel, width: number, look: Look): readonly StyledLine[] {
  const { theme, glyphs } = look;
  const pace = paceOf(limit, model.minuteMs);
  const age = model.minuteMs - limit.toldMs;
  const resets =
    limit.resetsAtMs === undefined
      ? 'no reset time'
      : `resets ${whenText(limit.resetsAtMs, model)}, in ${durationText(limit.resetsAtMs - model.minuteMs)}`;
  const old = age > OLD_MS ? [styled(`  ${glyphs.stale} ${durationText(age)} old`, theme.text.warn)] : [];
  const words = [
    ...(pace.percentPerHour === undefined ? [] : [`${pace.percentPerHour.toPrecision(2)} %/h`]),
    ...(pace.fullAtMs !== undefined
      ? [`at this pace full about ${whenText(pace.fullAtMs, model)}`]
      : pace.atEnd === undefined
        ? []
        : [
            `at this pace ${Math.round(pace.atEnd)} % at the reset${pace.heading === 'holds' ? ', not reached' : ''}`,
          ]),
  ];
  return [
    [
      styled(limitName(limit.window).padEnd(10)),
      ...gauge(limit.usedPercent / 100, width, pace.heading, look, pace.passed),
      styled(
        `${`${Math.round(limit.usedPercent)} %`.padStart(6)} used`,
        pace.heading === 'reached' ? theme.text.bad : theme.text.strong,
      ),
      styled(`  ${resets}   official`, theme.text.muted),
      ...old,
    ],
    [styled(`          ${words.join(` ${glyphs.separator} `)}`, theme.text.muted)],
  ];
}

/** Shares of the largest windows that were seen: the limit itself is not known. */
function estimateLines(
  model: ViewModel,
  width: number,
  look: Look,
  hasOfficial: boolean,
): readonly StyledLine[] {
  const { theme, glyphs } = look;
  const rows = windowRows(model.data);
  const open = openRow(model);
  const largest = rows.slice(open ? 1 : 0).reduce((most, row) => Math.max(most, usdOf(row)), 0);
  const used = open ? usdOf(open) : 0;
  const share = largest > 0 ? used / largest : 0;
  const last = rows[0];
  const words = open
    ? `${costIn(open.cost, look, usdTable)} in ${counted(open.tally.events, 'response')} since ${model.zone.clock(open.window.startMs).slice(0, 5)}, to ${endText(open.window.endMs, model)} ${glyphs.separator} ${burnText(model, look)}`
    : last
      ? `no window open; the last one ended ${whenText(last.window.endMs, model)} with ${costIn(last.cost, look, usdTable)}`
      : 'no usage of Claude Code yet';
  const week = sumOfDays(model.tallies, model.today - 6, model.today);
  const lines: StyledLine[] = [
    [
      styled('5 hours   '),
      ...gauge(share, width, 'holds', look),
      styled(`${glyphs.about}${Math.round(share * 100)} %`.padStart(6), theme.text.strong),
      styled(' of your largest window   estimate', theme.text.muted),
    ],
    [styled(`          ${words}`, theme.text.muted)],
    [
      styled('7 days    ', {}),
      styled(`${costText(week, look)} in ${counted(week.events, 'response')}, all sources`, theme.text.muted),
    ],
  ];
  return hasOfficial
    ? lines
    : [
        ...lines,
        [
          styled(
            '          token-dash statusline --install connects the status line, which carries the official figures',
            theme.text.muted,
          ),
        ],
      ];
}

function burnText({ block, minuteMs }: ViewModel, look: Look): string {
  if (!block?.usdPerHour) return 'no pace yet';
  const left = BigInt(Math.max(0, Math.round((block.toMs - minuteMs) / 60_000)));
  const atEnd = block.cost.usd + (block.usdPerHour * left) / 60n;
  return `${moneyIn(block.usdPerHour, look, usdTable)}/h, ${look.glyphs.about}${moneyIn(atEnd, look, usdTable)} at its end`;
}

const windowsPane: Pane = {
  id: 'windows',
  title: '5-hour windows',
  row: 1,
  height: () => 'rest',
  holdsTable: true,
  draw: ({ table: shown, view, size, screen, look }) =>
    shown
      ? drawTable(shown, tableState(view), { size, screen, look })
      : panel({ title: '5-hour windows', lines: [] }, size, screen, look),
};

export const limits: Screen = {
  obeys: [],
  panes: ({ view }) => (view.zoom === 'list' ? [windowsPane] : [gaugesPane, windowsPane]),
  table: windowTable,
  filterText: () => 'Claude Code',
  keys: ['down', 'open', 'sort', 'refresh', 'copy-row', 'export', 'help', 'palette', 'quit'],
  words: { down: 'window', open: 'its responses', refresh: 'refresh' },
};
