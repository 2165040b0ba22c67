/** Tasks that were logged by hand, one line each: all of them, or those of a row. Enter opens the receipt of one. */
import { grouped } from '../../core/format.ts';
import { approximateUsd } from '../../core/money.ts';
import { clean, fitTo } from '../../core/width.ts';
import { byTime, type Work, workSum } from '../../core/work.ts';
import { workId } from '../../reports/declared.ts';
import { muted } from '../cells.ts';
import { estimateText } from '../measure.ts';
import type { ScreenContext } from '../screens/screen.ts';
import { byNumber, byText, type Column, type Table, tableOf } from '../table.ts';
import { tableState, type WorkScope } from '../view.ts';
import { workData } from '../work-data.ts';

const NONE: readonly Work[] = [];

export function entriesTable(context: ScreenContext, scope: WorkScope, title: string): Table {
  const { model, stores, view, look } = context;
  const declared = stores.declared?.getState();
  const rows = declared ? workData(model, declared).within(scope) : NONE;
  const sum = workSum(rows);
  const time: Column<Work> = {
    id: 'time',
    title: 'time',
    width: 19,
    leaves: 3,
    compare: byTime,
    isDescending: true,
    cell: (row, _, each) => muted(row.at, each),
    plain: row => row.at,
  };
  const text = (id: 'project' | 'name', name: string, width: number, leaves?: number): Column<Work> => ({
    ...{ id, title: name, width, leaves, grows: id === 'name' },
    compare: byText(row => row[id]),
    cell: (row, room, each) => fitTo(clean(row[id], each.glyphs), room, each.glyphs),
    plain: row => row[id],
  });
  return tableOf<Work>(
    {
      title,
      rows,
      idOf: workId,
      nameOf: row => `${row.project} ${row.name} ${row.at}`,
      empty: 'No logged task passes the filters.',
      hasTotal: true,
      columns: [
        time,
        text('project', 'project', 14, 2),
        text('name', 'task', 24),
        {
          id: 'tokens',
          title: 'tokens',
          align: 'right',
          width: 10,
          leaves: 4,
          compare: byNumber(row => row.tokens.total),
          isDescending: true,
          cell: row => grouped(row.tokens.total),
          plain: row => row.tokens.total,
          total: () => grouped(sum.tokens),
        },
        {
          id: 'cost',
          title: 'cost (est.)',
          align: 'right',
          width: 12,
          compare: byNumber(row => approximateUsd(row.usd ?? 0n)),
          isDescending: true,
          cell: row => (row.usd === undefined ? '-' : estimateText(row.usd, look)),
          plain: row => (row.usd === undefined ? '' : approximateUsd(row.usd)),
          total: () => estimateText(sum.usd, look),
        },
      ],
      opens: row => ({ overlay: { kind: 'task', line: 0, entry: workId(row) } }),
      about: ({ place: { file, line } }) =>
        muted(clean(`${model.shortPath(file)}${line === undefined ? '' : `:${line}`}`, look.glyphs), look),
    },
    tableState(view),
  );
}
