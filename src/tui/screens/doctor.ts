/** Doctor: where logs were found, what could not be read and what that changes, and what a check-up found. */
import { counted, grouped } from '../../core/format.ts';
import { clean, fitTo, middleCut } from '../../core/width.ts';
import { panel, panelRoom } from '../draw/panel.ts';
import { type Style, type StyledLine, styled } from '../draw/styled.ts';
import { drawTable } from '../draw/table.ts';
import type { Pane, PaneProps } from '../panes/pane.ts';
import type { HealthLine } from '../stores.ts';
import { byText, type Table, tableOf } from '../table.ts';
import { tableState } from '../view.ts';
import type { ViewModel } from '../view-model.ts';
import { healthPane } from './doctor-health.ts';
import type { Screen, ScreenContext } from './screen.ts';

const sourcesPane: Pane = {
  id: 'sources',
  title: 'Sources',
  row: 0,
  height: screen => (screen.rows < 20 ? 0 : Math.max(5, Math.min(9, Math.floor(screen.rows * 0.26)))),
  draw: props => drawSources(props),
};

function drawSources({ model, size, screen, look }: PaneProps): readonly StyledLine[] {
  const { theme, glyphs } = look;
  const room = panelRoom(size, screen);
  const { sources, journal } = model;
  const path = Math.max(16, room.columns - 43);
  const roots = sources.flatMap(source => {
    const found = source.roots.filter(root => root.found);
    return source.roots.map(root => ({ source, root, isFirst: root === found[0], places: found.length }));
  });
  // Places that were found come first; others are named only where there is room.
  const ordered = [...roots].sort((a, b) => Number(b.root.found) - Number(a.root.found));
  const lines = ordered.map(
    ({ source, root, isFirst, places }): StyledLine => [
      styled(fitTo(source.title, 14, glyphs)),
      styled(
        fitTo(middleCut(clean(model.shortPath(root.path), glyphs), path, glyphs), path, glyphs),
        root.found ? {} : theme.text.muted,
      ),
      root.found ? styled('  found    ', theme.text.good) : styled('  missing  ', theme.text.muted),
      // Files are counted by source, not by place.
      styled(
        isFirst ? `${grouped(source.files)} files${places > 1 ? ` in ${places}` : ''}`.padStart(18) : '',
        theme.text.muted,
      ),
    ],
  );
  return panel(
    {
      title: 'Sources',
      note: `${counted(sources.length, 'source')}, ${counted(journal.length, 'response')}, ${grouped(journal.duplicates)} duplicates merged`,
      lines,
    },
    size,
    screen,
    look,
  );
}

interface DoctorRow {
  readonly id: string;
  readonly level: 'broken' | 'warning' | 'note';
  readonly what: string;
  readonly where: string;
  readonly effect: string;
  readonly todo: string;
}

/** The check of what tools counted themselves. */
const WITNESS = 'witness';

/** What changes a number comes first. */
function troubleRows(model: ViewModel, health: readonly HealthLine[] | undefined): readonly DoctorRow[] {
  const { summary, unpriced, sources, cacheProblem } = model;
  const cost = summary.lifetime.cost();
  const models = unpriced.map(
    (name): DoctorRow => ({
      id: `unpriced ${name}`,
      level: 'warning',
      what: `${model.modelName(name)} has no known price`,
      where: '',
      effect: 'totals are shown as minimums',
      todo: `token-dash prices; a price of your own: 'prices' in the configuration`,
    }),
  );
  const open: readonly DoctorRow[] =
    cost.lowerBoundEvents > 0
      ? [
          {
            id: 'lower bounds',
            level: 'note',
            what: `${counted(cost.lowerBoundEvents, 'response')} ${cost.lowerBoundEvents === 1 ? 'has' : 'have'} incomplete counts`,
            where: '',
            effect: 'totals are minimums',
            todo: 'nothing: the log never got the last line of these responses',
          },
        ]
      : [];
  const troubles = sources.flatMap(source =>
    source.troubles.map(
      ({ path, line, why }): DoctorRow => ({
        id: `${path}:${line ?? ''} ${why}`,
        level: 'note',
        what: why,
        where: `${path}${line === undefined ? '' : `:${line}`}`,
        effect: 'what it is about is not counted',
        todo: 'token-dash --test --json lists every trouble',
      }),
    ),
  );
  const cache: readonly DoctorRow[] = cacheProblem
    ? [
        {
          id: 'cache',
          level: 'note',
          what: cacheProblem,
          where: '',
          effect: 'every start reads all logs',
          todo: 'make room, or let your user write there',
        },
      ]
    : [];
  const found = (health ?? [])
    // Models without a price have rows of their own. What Claude Code counted above the log belongs beside the minimums.
    .filter(
      ({ about, level }) =>
        level === 'broken' || level === 'warning' || (about === WITNESS && level === 'note'),
    )
    .filter(({ about }) => about !== 'models')
    .map(
      ({ about, level, what, todo }): DoctorRow => ({
        id: `${about} ${what}`,
        level: level === 'fine' ? 'note' : level,
        what: `${about}: ${model.shortPath(what)}`,
        where: '',
        effect: about === WITNESS ? 'in no total' : '',
        todo: todo ?? '',
      }),
    );
  return [...models, ...open, ...found, ...troubles, ...cache];
}

function rowsOf({ model, stores }: Pick<ScreenContext, 'model' | 'stores'>): readonly DoctorRow[] {
  const health = stores.health?.getState();
  return model.data.once(
    `doctor ${model.unpriced.length} ${model.summary.lifetime.events} ${health?.length ?? -1} ${model.cacheProblem ?? ''}`,
    () => troubleRows(model, health),
  );
}

function table(context: ScreenContext): Table {
  const { look, view, model } = context;
  const rows = rowsOf(context);
  const styles: Readonly<Record<DoctorRow['level'], Style>> = {
    broken: look.theme.text.bad,
    warning: look.theme.text.warn,
    note: look.theme.text.muted,
  };
  return tableOf<DoctorRow>(
    {
      title: 'Troubles',
      note: rows.length > 0 ? undefined : 'none',
      rows,
      idOf: row => row.id,
      nameOf: row => `${row.what} ${row.where}`,
      columns: [
        {
          id: 'level',
          title: '',
          width: 2,
          cell: row => [styled('!', styles[row.level])],
          plain: row => row.level,
        },
        {
          id: 'name',
          title: 'what',
          width: 20,
          grows: true,
          compare: byText(row => row.what),
          cell: (row, width) => fitTo(clean(row.what, look.glyphs), width, look.glyphs),
          plain: row => row.what,
        },
        {
          id: 'where',
          title: 'where',
          width: 16,
          grows: true,
          leaves: 1,
          cell: (row, width) => [
            styled(
              fitTo(
                middleCut(clean(model.shortPath(row.where), look.glyphs), width, look.glyphs),
                width,
                look.glyphs,
              ),
              look.theme.text.muted,
            ),
          ],
          plain: row => row.where,
        },
        {
          id: 'effect',
          title: 'effect',
          width: 34,
          leaves: 2,
          cell: row => clean(row.effect, look.glyphs),
          plain: row => row.effect,
        },
      ],
      empty: 'Every line that was read made sense.',
      about: row => [styled(row.todo)],
    },
    tableState(view),
  );
}

const troublesPane: Pane = {
  id: 'troubles',
  title: 'Troubles',
  row: 1,
  height: () => 'rest',
  holdsTable: true,
  draw: ({ table: shown, view, size, screen, look }) => {
    if (!shown) return panel({ title: 'Troubles', lines: [] }, size, screen, look);
    const state = tableState(view);
    const at = shown.positionOf(state.selected);
    const about = at < 0 ? undefined : shown.aboutAt(at, look);
    return drawTable(
      shown,
      state,
      { size, screen, look },
      { foot: about ? `do: ${about.map(part => part.text).join('')}` : undefined },
    );
  },
};

export const doctor: Screen = {
  obeys: [],
  alone: ['list'],
  panes: ({ view }) => (view.zoom === 'list' ? [troublesPane] : [sourcesPane, troublesPane, healthPane]),
  table,
  filterText: () => 'all time',
  keys: ['down', 'find', 'copy-row', 'refresh', 'export', 'help', 'palette', 'quit'],
  words: { refresh: 'check again' },
};
