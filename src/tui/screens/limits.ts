/** Limits: the windows of plans as gauges, with their pace and where they are going; official figures and estimates. */
import { agoText, counted, durationText } from '../../core/format.ts';
import { getOrInsert } from '../../core/group.ts';
import type { Limit, Limits } from '../../core/limits.ts';
import { clean } from '../../core/width.ts';
import { PLANNED } from '../../reports/active-block.ts';
import { sumOfDays } from '../../reports/day-tallies.ts';
import { usdOf } from '../cells.ts';
import { gauge } from '../draw/gauge.ts';
import type { Look } from '../draw/look.ts';
import { costIn, moneyIn, usdTable } from '../draw/money.ts';
import { panel, panelRoom } from '../draw/panel.ts';
import { type StyledLine, styled } from '../draw/styled.ts';
import { wrapped } from '../draw/wrap.ts';
import { endText, limitName, OLD_MS, paceOf } from '../limit-lines.ts';
import { costText } from '../measure.ts';
import type { Pane, PaneProps } from '../panes/pane.ts';
import { tablePane } from '../panes/table-pane.ts';
import type { ViewModel } from '../view-model.ts';
import { accountsIn, type WindowRow } from './account-windows.ts';
import { openRow, whenText, windowRows, windowTable } from './limit-windows.ts';
import type { Screen } from './screen.ts';

/** What a mark means, what logs say of this window and of seven days, the frame. */
const LINES_AROUND = 6;
/** Below so many columns the words of windows and of the mark take a line more. */
const WRAPS_BELOW = 90;
/** With each account, its name and its own window; one of those windows is in the lines around. */
const LINES_OF_ACCOUNT = 2;

const gaugesPane: Pane = {
  id: 'gauges',
  title: 'Limits',
  row: 0,
  height({ columns, rows }, { model: { limits } }) {
    const accounts = accountsOf(limits);
    const more = accounts.length > 1 ? LINES_OF_ACCOUNT * accounts.length - 1 : 0;
    const wraps = columns < WRAPS_BELOW ? 1 + Math.max(1, accounts.length) : 0;
    const needed = 2 * limits.length + more + LINES_AROUND + wraps;
    return Math.max(8, Math.min(needed, Math.floor(rows * 0.55)));
  },
  draw: props => drawGauges(props),
};

const gaugesAlone: Pane = { ...gaugesPane, height: () => 'rest' };

/** By account, in the order in which they are known. */
function accountsOf(limits: Limits): readonly (readonly [account: string | undefined, Limits])[] {
  const accounts = new Map<string | undefined, Limit[]>();
  for (const limit of limits) getOrInsert(accounts, limit.account, () => []).push(limit);
  return [...accounts];
}

function drawGauges({ model, size, screen, look }: PaneProps): readonly StyledLine[] {
  const { theme } = look;
  const room = panelRoom(size, screen);
  const { limits, minuteMs } = model;
  const names = limits.reduce((most, limit) => Math.max(most, nameOf(limit).length + 1), LEAST_NAME);
  const width = gaugeWidth(room.columns - (names - LEAST_NAME));
  const newest = limits.reduce((most, limit) => Math.max(most, limit.reportedMs), 0);
  const hasNames = accountsOf(limits).length > 1;
  const lines = accountsOf(limits).flatMap(([account, each]): StyledLine[] => [
    ...(hasNames ? [[styled(clean(account ?? '', look.glyphs), theme.text.strong)]] : []),
    ...each.flatMap(limit => officialLines(limit, model, { names, width }, room.columns, look)),
    ...(account === undefined ? [] : [windowLine(model, account, look)]),
  ]);
  const own = limits.length > 0 ? ownLines(model, look) : estimateLines(model, width, room.columns, look);
  const note =
    limits.length > 0
      ? `official, read ${agoText(Math.max(0, minuteMs - newest))}`
      : `estimate from logs${hasSeveralDirs(model) ? ', all accounts together' : ''}: no official figure is known`;
  const all = wrapped([...lines, ...own], room.columns);
  const hidden = all.length - room.rows;
  const foot = hidden > 0 ? `${counted(hidden, 'more line')}: z` : undefined;
  return panel({ title: 'Claude Code', note, foot, lines: all }, size, screen, look);
}

/** Claude Code logs in several directories: maybe of several accounts, which only official figures tell apart. */
function hasSeveralDirs({ sources }: ViewModel): boolean {
  return (sources.find(({ id }) => id === PLANNED)?.roots.filter(({ found }) => found).length ?? 0) > 1;
}

/** The account stands above its windows. */
function nameOf({ window }: Limit): string {
  return limitName({ window });
}

const LEAST_NAME = 10;

/** From so many columns on the words behind a gauge have room for all of them, and for all but the last one. */
const WIDE = 88;
const MEDIUM = 72;

function gaugeWidth(columns: number): number {
  const words = columns >= WIDE ? 72 : columns >= MEDIUM ? 58 : 41;
  return Math.max(8, Math.min(40, columns - words));
}

const INDENT = ' '.repeat(10);

function officialLines(
  limit: Limit,
  model: ViewModel,
  { names, width }: { readonly names: number; readonly width: number },
  columns: number,
  look: Look,
): readonly StyledLine[] {
  const { theme, glyphs } = look;
  const pace = paceOf(limit, model.minuteMs);
  const age = model.minuteMs - limit.reportedMs;
  const isMedium = columns >= MEDIUM;
  const resets =
    limit.resetsAtMs === undefined
      ? 'no reset time'
      : `resets ${whenText(limit.resetsAtMs, model)}${isMedium ? `, in ${durationText(limit.resetsAtMs - model.minuteMs)}` : ''}`;
  const old = age > OLD_MS ? [styled(`  ${glyphs.stale} ${durationText(age)} old`, theme.text.warn)] : [];
  const words = [
    ...(pace.percentPerHour === undefined ? [] : [`${pace.percentPerHour.toPrecision(2)} %/h`]),
    ...(pace.fullAtMs !== undefined
      ? [`at this pace full about ${whenText(pace.fullAtMs, model)}`]
      : pace.atEnd === undefined
        ? []
        : [
            `at this pace ${Math.round(pace.atEnd)} % at the reset${pace.heading === 'holds' && isMedium ? ', not reached' : ''}`,
          ]),
  ];
  return [
    [
      styled(nameOf(limit).padEnd(names)),
      ...gauge(limit.usedPercent / 100, width, pace.heading, look, pace.passed),
      styled(
        `${`${Math.round(limit.usedPercent)} %`.padStart(6)}${isMedium ? ' used' : ''}`,
        pace.heading === 'reached' ? theme.text.bad : theme.text.strong,
      ),
      styled(`  ${resets}${columns >= WIDE ? '   official' : ''}`, theme.text.muted),
      ...old,
    ],
    [styled(`${' '.repeat(names)}${words.join(` ${glyphs.separator} `)}`, theme.text.muted)],
  ];
}

/** What logs say of the window that is open, beside the official figures. */
function ownLines(model: ViewModel, look: Look): readonly StyledLine[] {
  const { theme, glyphs } = look;
  const week = sumOfDays(model.tallies, model.today - 6, model.today);
  const hasAccounts = accountsIn(model.limits).length > 0;
  return [
    [
      styled(`${INDENT}${glyphs.passed} `, theme.text.strong),
      styled('how much of the window has passed: a bar that ends left of it will last', theme.text.muted),
    ],
    ...(hasAccounts ? [] : [windowLine(model, undefined, look)]),
    [
      styled('7 days'.padEnd(12)),
      styled(
        `${costText(week, look)} in ${counted(week.events, 'response')}, all sources${hasAccounts ? ' and accounts' : ''}`,
        theme.text.muted,
      ),
    ],
  ];
}

/** What logs say of the window that is open, of an account where there are several. */
function windowLine(model: ViewModel, account: string | undefined, look: Look): StyledLine {
  const open = openRow(model, account);
  return [
    styled('this window'.padEnd(12)),
    styled(open ? `${openText(open, model, look)}, estimate` : 'none is open', look.theme.text.muted),
  ];
}

function openText(open: WindowRow, model: ViewModel, look: Look): string {
  const since = model.zone.clock(open.window.startMs).slice(0, 5);
  return `${costIn(open.cost, look, usdTable)} in ${counted(open.tally.events, 'response')} since ${since}, to ${endText(open.window.endMs, model)} ${look.glyphs.separator} ${burnText(open, model, look)}`;
}

/** Shares of the largest windows that were seen: nobody knows the limit itself. */
function estimateLines(model: ViewModel, width: number, columns: number, look: Look): readonly StyledLine[] {
  const { theme, glyphs } = look;
  const rows = windowRows(model);
  const open = openRow(model);
  const largest = rows.slice(open ? 1 : 0).reduce((most, row) => Math.max(most, usdOf(row)), 0);
  const used = open ? usdOf(open) : 0;
  const share = largest > 0 ? used / largest : 0;
  const [last] = rows;
  const words = open
    ? openText(open, model, look)
    : last
      ? `no window open; the last one ended ${whenText(last.window.endMs, model)} with ${costIn(last.cost, look, usdTable)}`
      : 'no usage of Claude Code yet';
  const week = sumOfDays(model.tallies, model.today - 6, model.today);
  const gauges: StyledLine = [
    styled('5 hours   '),
    ...gauge(share, width, 'holds', look),
    styled(`${glyphs.about}${Math.round(share * 100)} %`.padStart(6), theme.text.strong),
    styled(
      columns >= MEDIUM ? ' of your largest window   estimate' : ' of your largest window',
      theme.text.muted,
    ),
  ];
  return [
    ...(last ? [gauges] : []),
    [styled(last ? `${INDENT}${words}` : words, theme.text.muted)],
    [
      styled('7 days    ', {}),
      styled(`${costText(week, look)} in ${counted(week.events, 'response')}, all sources`, theme.text.muted),
    ],
    [],
    [styled('Official figures come from the status line of Claude Code. To connect it:', theme.text.muted)],
    [styled('token-dash statusline --install', theme.text.strong)],
  ];
}

function burnText(open: WindowRow, { block, minuteMs }: ViewModel, look: Look): string {
  const usdPerHour = open.account === undefined ? block?.usdPerHour : open.usdPerHour;
  if (!usdPerHour) return 'no pace yet';
  const left = BigInt(Math.max(0, Math.round((open.window.endMs - minuteMs) / 60_000)));
  const atEnd = open.cost.usd + (usdPerHour * left) / 60n;
  return `${moneyIn(usdPerHour, look, usdTable)}/h, ${look.glyphs.about}${moneyIn(atEnd, look, usdTable)} at its end`;
}

const windowsPane = tablePane('windows', '5-hour windows');

export const limits: Screen = {
  obeys: [],
  alone: ['chart', 'list'],
  panes: ({ view }) =>
    view.zoom === 'chart' ? [gaugesAlone] : view.zoom === 'list' ? [windowsPane] : [gaugesPane, windowsPane],
  table: windowTable,
  filterText: () => 'Claude Code',
  keys: ['down', 'open', 'sort', 'refresh', 'copy-row', 'export', 'help', 'palette', 'quit'],
  words: { down: 'window', open: 'its responses', refresh: 'refresh' },
};
