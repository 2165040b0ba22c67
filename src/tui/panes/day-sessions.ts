/** The sessions of the day that the breakdown is of: on large terminals only, where twin panes would leave rows empty. */
import { drawTable } from '../draw/table.ts';
import { sessionsTable } from '../levels/sessions.ts';
import { bucketTitle } from '../range.ts';
import { hasUsage, type Pane } from './pane.ts';

const ROWS = 45;
const COLUMNS = 120;
const NO_STATE = {};

export const daySessionsPane: Pane = {
  id: 'day-sessions',
  title: 'Sessions of the day',
  row: 3,
  height: ({ rows }) => Math.min(16, Math.floor(rows * 0.25)),
  when: hasUsage,
  hides: ({ columns, rows }) => rows < ROWS || columns < COLUMNS,
  draw({ model, view, size, screen, look, stores }) {
    const { from, to } = model.bucket;
    const name = bucketTitle(model.bucket, model.period, model.today).replace(/^Today so far$/, 'today');
    // The keys of the Overview move in the breakdown: this list has no selection and no order of its own.
    const context = { model, view: { ...view, tables: {} }, size: screen, look, stores };
    const table = sessionsTable(context, { from, to }, `Sessions ${look.glyphs.separator} ${name}`);
    return drawTable(table, NO_STATE, { size, screen, look });
  },
};
