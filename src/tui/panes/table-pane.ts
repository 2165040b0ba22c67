/** The pane of a screen that is a table: the screen's table, as high as there is room. */
import { panel } from '../draw/panel.ts';
import { drawTable } from '../draw/table.ts';
import { tableState } from '../view.ts';
import type { Pane } from './pane.ts';

export function tablePane(id: string, title: string): Pane {
  return {
    id,
    title,
    row: 1,
    height: () => 'rest',
    holdsTable: true,
    draw: ({ table, view, size, screen, look }) =>
      table
        ? drawTable(table, tableState(view), { size, screen, look })
        : panel({ title, lines: [] }, size, screen, look),
  };
}
