/** The first screen: the figures, two trends, and what the day was made of. Its panes are the registry of panes. */
import { dayText } from '../../core/calendar.ts';
import { measureOf } from '../measure.ts';
import { PANES } from '../panes/index.ts';
import { byNumber, type Table, tableOf } from '../table.ts';
import { tableState } from '../view.ts';
import type { Screen, ScreenContext } from './screen.ts';

export const overview: Screen = {
  hasChart: true,
  hasRail: true,
  panes: () => PANES,
  table: breakdownTable,
  keys: [
    'help',
    'palette',
    'previous',
    'down',
    'open',
    'range',
    'by-model',
    'measure',
    'bars',
    'filter',
    'compare',
    'pause',
    'export',
    'theme',
    'quit',
  ],
};

/** The rows of the day's breakdown as a table: both panes are drawn of it. */
export function breakdownTable({ model, view }: ScreenContext): Table {
  const { bucket, dimension, today } = model;
  const measure = measureOf(view.measure);
  return tableOf(
    {
      title: 'Breakdown',
      rows: model.rows,
      idOf: row => row.name,
      nameOf: row => model.nameOf(row.name),
      columns: [
        { id: 'name', title: dimension, width: 16, cell: row => model.nameOf(row.name) },
        {
          id: 'value',
          title: measure.title,
          width: 10,
          compare: byNumber(row => measure.of(row.tally)),
          isDescending: true,
          cell: (row, _, look) => measure.text(row.tally, look),
        },
        { id: 'tokens', title: 'Tokens', width: 10, cell: row => String(row.tally.total) },
        {
          id: 'cost',
          title: 'Cost',
          width: 10,
          cell: (row, _, look) => measureOf('cost').text(row.tally, look),
        },
      ],
      sort: 'value',
      opens: row => {
        const title = `${model.nameOf(row.name)}, ${bucket.to === today && bucket.from === today ? 'today' : dayText(bucket.from)}`;
        const scope = { from: bucket.from, to: bucket.to, [dimension]: row.name };
        return { level: { kind: 'responses', title, scope } };
      },
    },
    tableState(view),
  );
}
