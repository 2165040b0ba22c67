/** The first screen: the figures, two trends, and what the day was made of. Its panes are the registry of panes. */
import { measureOf } from '../measure.ts';
import { costPane, tokensPane } from '../panes/breakdown.ts';
import { PANES } from '../panes/index.ts';
import type { Pane } from '../panes/pane.ts';
import { costTrendPane, usageTrendPane } from '../panes/trends.ts';
import { byNumber, type Table, tableOf } from '../table.ts';
import { tableState } from '../view.ts';
import type { Screen, ScreenContext } from './screen.ts';

const CHARTS = [usageTrendPane, costTrendPane].map(alone);
const LISTS = [tokensPane, costPane].map(alone);

function alone(pane: Pane): Pane {
  return { ...pane, height: () => 'rest' };
}

export const overview: Screen = {
  hasChart: true,
  alone: ['chart', 'list'],
  hasRail: true,
  panes: ({ view }) => (view.zoom === 'chart' ? CHARTS : view.zoom === 'list' ? LISTS : PANES),
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
  const { bucket, dimension } = model;
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
        const title = model.nameOf(row.name);
        const scope = { from: bucket.from, to: bucket.to, [dimension]: row.name };
        return { level: { kind: 'responses', title, scope } };
      },
    },
    tableState(view),
  );
}
