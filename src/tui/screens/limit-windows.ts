/** The five-hour windows of Claude Code's plans with what was used in each, as a table. */
import { dayText } from '../../core/calendar.ts';
import { shortCount } from '../../core/format.ts';
import { getOrInsert } from '../../core/group.ts';
import { accountWord, officialWindowEnd } from '../../core/limits.ts';
import { clean } from '../../core/width.ts';
import { PLANNED } from '../../reports/active-block.ts';
import { isRunning, PLAN_HOURS, positionAt, windowsOf } from '../../reports/windows.ts';
import { ANY } from '../../rollup/group-by.ts';
import { Tally } from '../../rollup/tally.ts';
import { isoMoment, muted, shareBar, usdOf } from '../cells.ts';
import { styled } from '../draw/styled.ts';
import { costText } from '../measure.ts';
import { shortDay, weekdayText } from '../range.ts';
import { byNumber, byText, type Column, type Table, tableOf } from '../table.ts';
import { tableState } from '../view.ts';
import type { ViewModel } from '../view-model.ts';
import { accountsIn, accountWindows, type WindowRow } from './account-windows.ts';
import type { ScreenContext } from './screen.ts';

/** The five-hour windows with what was used in each, newest first; a running one ends when the vendor says. */
export function windowRows(model: ViewModel): readonly WindowRow[] {
  const accounts = accountsIn(model.limits);
  return accounts.length > 0 ? accountWindows(model, accounts) : windowsOfAll(model);
}

function windowsOfAll({ data, limits, minuteMs }: ViewModel): readonly WindowRow[] {
  const endMs = officialWindowEnd(limits, minuteMs);
  return data.once(`windows ${endMs}`, ({ journal, prices }) => {
    const moments = Float64Array.from(journal.moments([PLANNED])).sort();
    const windows = windowsOf(moments, PLAN_HOURS, endMs).filter(({ isGap }) => !isGap);
    if (windows.length === 0) return [];
    const groups = journal.group(prices, {
      timeOf(atMs) {
        const at = positionAt(windows, atMs);
        const { firstMs } = windows[at]!;
        const fromMs = atMs < firstMs ? Number.NEGATIVE_INFINITY : firstMs;
        return { key: at, fromMs, toMs: windows[at + 1]?.firstMs ?? Number.POSITIVE_INFINITY };
      },
      placeOf: ({ attribution }) => attribution.source === PLANNED || undefined,
      modelOf: ANY,
    });
    const sums = new Map<number, Tally>();
    for (const { time, sum } of groups) getOrInsert(sums, time, () => new Tally()).absorb(sum.tally);
    return windows
      .map((window, at): WindowRow => {
        const tally = sums.get(at) ?? new Tally();
        return { window, tally, cost: tally.cost() };
      })
      .reverse();
  });
}

/** The window that is running, of an account where there are several. */
export function openRow(model: ViewModel, account?: string): WindowRow | undefined {
  const row = windowRows(model).find(each => each.account === account);
  return row && isRunning(row.window, PLAN_HOURS, model.minuteMs) ? row : undefined;
}

/** '18:00', or the day with it. */
export function whenText(atMs: number, model: ViewModel): string {
  const day = model.zone.day(atMs);
  const clock = model.zone.clock(atMs).slice(0, 5);
  const isSoon = day > model.today && day - model.today < 300;
  const date = isSoon ? dayText(day).slice(5) : shortDay(day, model.today);
  return day === model.today ? clock : `${weekdayText(day)} ${date} ${clock}`;
}

const ACCOUNT: Column<WindowRow> = {
  id: 'account',
  title: 'account',
  width: 10,
  compare: byText(({ account }) => account ?? ''),
  cell: ({ account }, _, { glyphs }) => (account === undefined ? '-' : clean(accountWord(account), glyphs)),
  plain: ({ account }) => account ?? '',
};

export function windowTable(context: ScreenContext): Table {
  const { model, view } = context;
  const { zone, today } = model;
  const rows = windowRows(model);
  const most = rows.reduce((high, row) => Math.max(high, usdOf(row)), 0);
  const accounts = accountsIn(model.limits);
  const open = [undefined, ...accounts].map(account => openRow(model, account));
  return tableOf<WindowRow>(
    {
      title: '5-hour windows',
      rows,
      idOf: ({ account, window }) =>
        account === undefined ? String(window.startMs) : `${account} ${window.startMs}`,
      nameOf: ({ window }) => new Date(window.startMs).toISOString(),
      columns: [
        {
          id: 'name',
          title: 'start',
          width: 16,
          compare: byNumber(row => row.window.startMs),
          isDescending: true,
          cell: ({ window }) => {
            const day = zone.day(window.startMs);
            return `${weekdayText(day)} ${shortDay(day, today)} ${zone.clock(window.startMs).slice(0, 5)}`;
          },
          plain: ({ window }) => isoMoment(window.startMs),
        },
        ...(accounts.length > 0 ? [ACCOUNT] : []),
        {
          id: 'to',
          title: 'to',
          width: 9,
          leaves: 3,
          cell: (row, _, look) =>
            open.includes(row)
              ? [styled('open now', look.theme.text.accent)]
              : muted(zone.clock(row.window.endMs).slice(0, 5), look),
          plain: ({ window }) => isoMoment(window.endMs),
        },
        {
          id: 'responses',
          title: 'resp',
          align: 'right',
          width: 6,
          leaves: 2,
          compare: byNumber(row => row.tally.events),
          isDescending: true,
          cell: (row, _, look) => muted(String(row.tally.events), look),
          plain: row => row.tally.events,
        },
        {
          id: 'tokens',
          title: 'tokens',
          align: 'right',
          width: 8,
          leaves: 4,
          compare: byNumber(row => row.tally.total),
          isDescending: true,
          cell: (row, _, look) => muted(shortCount(row.tally.total), look),
          plain: row => row.tally.total,
        },
        {
          id: 'cost',
          title: 'cost',
          align: 'right',
          width: 10,
          compare: byNumber(usdOf),
          isDescending: true,
          cell: (row, _, look) => costText(row.tally, look),
          plain: usdOf,
        },
        {
          id: 'share',
          title: '',
          width: 12,
          grows: true,
          leaves: 1,
          cell: (row, width, look) => shareBar(usdOf(row), most, Math.min(width, 40), look),
          plain: () => '',
        },
      ],
      sort: 'name',
      empty: 'No usage of Claude Code was found.',
      opens: ({ window }) => {
        const [from, to] = [zone.day(window.startMs), zone.day(window.lastMs)];
        return {
          level: {
            kind: 'responses',
            title: `window of ${new Date(window.startMs).toISOString().slice(0, 16).replace('T', ' ')} UTC, whole days${accounts.length > 0 ? ' of all accounts' : ''}`,
            scope: { from, to, source: PLANNED },
          },
        };
      },
    },
    tableState(view),
  );
}
