/** Alerts: what needs attention, the most urgent first, with what to do about it and where it comes from. */
import type { AlertRecord } from '../../budgets/alert-state.ts';
import { agoText } from '../../core/format.ts';
import { clean, fitTo } from '../../core/width.ts';
import { panel } from '../draw/panel.ts';
import { type Style, styled } from '../draw/styled.ts';
import { drawTable } from '../draw/table.ts';
import type { Pane } from '../panes/pane.ts';
import { byNumber, byText, type Table, tableOf } from '../table.ts';
import { tableState } from '../view.ts';
import type { Screen, ScreenContext } from './screen.ts';

const NONE: readonly AlertRecord[] = [];

function table(context: ScreenContext): Table {
  const { look, view, stores, model } = context;
  const { theme, glyphs } = look;
  const known = stores.budgets?.getState();
  const rows = known?.active ?? NONE;
  const styles: Readonly<Record<AlertRecord['alert']['level'], Style>> = {
    red: theme.text.bad,
    yellow: theme.text.warn,
    green: theme.text.good,
  };
  return tableOf<AlertRecord>(
    {
      title: 'Alerts',
      note:
        known === undefined
          ? 'looking'
          : rows.length === 0
            ? 'none'
            : 'token-dash alerts ack ID marks one as seen',
      rows,
      idOf: row => row.id,
      nameOf: row => `${row.alert.text} ${row.alert.rule}`,
      empty: known === undefined ? 'Looking.' : 'Nothing needs attention.',
      columns: [
        {
          id: 'id',
          title: 'id',
          width: 6,
          leaves: 2,
          cell: row => [styled(row.id, theme.text.muted)],
          plain: row => row.id,
        },
        {
          id: 'level',
          title: 'level',
          width: 6,
          compare: byText(row => row.alert.level),
          cell: row => [styled(row.alert.level, styles[row.alert.level])],
          plain: row => row.alert.level,
        },
        {
          id: 'name',
          title: 'what',
          width: 30,
          grows: true,
          compare: byText(row => row.alert.text),
          cell: (row, width) => fitTo(clean(row.alert.text, glyphs), width, glyphs),
          plain: row => row.alert.text,
        },
        {
          id: 'since',
          title: 'since',
          width: 9,
          leaves: 1,
          compare: byNumber(row => row.firstMs),
          isDescending: true,
          cell: row => [styled(agoText(model.minuteMs - row.firstMs), theme.text.muted)],
          plain: row => new Date(row.firstMs).toISOString(),
        },
        {
          id: 'state',
          title: 'state',
          width: 12,
          leaves: 3,
          cell: row => [styled(row.acknowledgedMs === undefined ? '' : 'acknowledged', theme.text.muted)],
          plain: row => (row.acknowledgedMs === undefined ? 'active' : 'acknowledged'),
        },
      ],
      opens: ({ alert: { text, scope } }) => scope && { level: { kind: 'responses', title: text, scope } },
      about({ alert: { advice, evidence } }) {
        const [place] = evidence;
        const where = place && `${place.file}${place.line === undefined ? '' : `:${place.line}`}`;
        const text = [advice, where].filter(each => each !== undefined).join('  ');
        return text === '' ? undefined : [styled(clean(text, glyphs), theme.text.muted)];
      },
    },
    tableState(view),
  );
}

const alertsPane: Pane = {
  id: 'alerts',
  title: 'Alerts',
  row: 0,
  height: () => 'rest',
  holdsTable: true,
  draw: ({ table: shown, view, size, screen, look }) =>
    shown
      ? drawTable(shown, tableState(view), { size, screen, look })
      : panel({ title: 'Alerts', lines: [] }, size, screen, look),
};

export const alerts: Screen = {
  obeys: [],
  panes: () => [alertsPane],
  table,
  words: { open: 'responses' },
  filterText: () => 'rules of the configuration',
  keys: ['down', 'open', 'find', 'sort', 'copy-row', 'refresh', 'export', 'help', 'palette', 'quit'],
};
