/**
 * Tasks: what was logged by hand, as its reports see it. The figures above, one table per question below, and the patterns
 * that the rules find where there is room. Every cost is a flat estimate, and in no total of another screen.
 */
import type { Alert } from '../../core/alert.ts';
import { counted, grouped } from '../../core/format.ts';
import { approximateUsd } from '../../core/money.ts';
import { clean, fitTo } from '../../core/width.ts';
import type { Column as ReportColumn, Row } from '../../reports/report.ts';
import { muted } from '../cells.ts';
import type { Look, Size } from '../draw/look.ts';
import { panel, panelRoom } from '../draw/panel.ts';
import { type Style, type StyledLine, styled } from '../draw/styled.ts';
import { wrapped } from '../draw/wrap.ts';
import { entriesTable } from '../levels/entries.ts';
import { estimateText } from '../measure.ts';
import type { Pane, PaneProps } from '../panes/pane.ts';
import { tablePane } from '../panes/table-pane.ts';
import { byNumber, byText, type Column, type Opened, type Table, tableOf } from '../table.ts';
import { tableState } from '../view.ts';
import { scopeOfRow, type WorkData, workData } from '../work-data.ts';
import type { Screen, ScreenContext } from './screen.ts';
import { figuresPane } from './task-figures.ts';

const VIEWS = ['Top tasks', 'Projects', 'Entries', 'Weeks', 'Types', 'Patterns'] as const;
/** What Enter opens a row of the first views to. */
const REPORTS = ['tasks', 'projects', undefined, 'review', 'baselines', undefined] as const;
const PATTERNS = VIEWS.indexOf('Patterns');
const ENTRIES = VIEWS.indexOf('Entries');

function viewAt({ view }: Pick<ScreenContext, 'view'>): number {
  return (view.tabs.tasks ?? 0) % VIEWS.length;
}

/** Undefined while the log is being read, and where nothing is logged. */
function dataOf({ model, stores }: Pick<ScreenContext, 'model' | 'stores'>): WorkData | undefined {
  const declared = stores.declared?.getState();
  return declared && declared.log.entries.length > 0 ? workData(model, declared) : undefined;
}

function table(context: ScreenContext): Table | undefined {
  const data = dataOf(context);
  if (!data) return undefined;
  const at = viewAt(context);
  const title = VIEWS[at]!;
  if (at === ENTRIES) return entriesTable(context, {}, title);
  if (at === PATTERNS) return patternsTable(context, data);
  const of = REPORTS[at]!;
  const { rows, columns } = data.answer(of);
  const { look, view } = context;
  const opens = (row: Row): Opened => ({
    level: { kind: 'entries', title: nameOf(row, columns), scope: {}, work: scopeOfRow(of, row) },
  });
  return tableOf<Row>(
    {
      title,
      rows,
      idOf: row => row.keys.join('\0'),
      nameOf: row => nameOf(row, columns),
      empty: 'No logged task passes the filters.',
      columns: columns.filter(({ leaves }) => leaves !== 0).map((column, i) => shown(column, i === 0, look)),
      opens,
    },
    tableState(view),
  );
}

function nameOf(row: Row, [first]: readonly ReportColumn[]): string {
  return String((first?.kind === 'text' ? first.cell(row) : undefined) ?? row.keys[0] ?? '');
}

/** A column of a report as one of the screen. */
function shown(column: ReportColumn, isName: boolean, look: Look): Column<Row> {
  const { id, leaves } = column;
  const title = column.title.toLowerCase().replace('(estimate)', '(est.)');
  switch (column.kind) {
    case 'text':
      return {
        ...{ id, title, leaves, width: isName ? 22 : 16, grows: isName },
        compare: byText(row => column.cell(row) ?? ''),
        cell: (row, width, { glyphs }) => fitTo(clean(column.cell(row) ?? '', glyphs), width, glyphs),
        plain: row => column.cell(row) ?? '',
      };
    case 'cost':
      return {
        ...{ id, title, leaves, width: 12, align: 'right', isDescending: true },
        compare: byNumber(row => approximateUsd(column.cell(row)?.usd ?? 0n)),
        cell: row => {
          const cost = column.cell(row);
          return cost && row.tally.events > 0 ? estimateText(cost.usd, look) : muted('-', look);
        },
        plain: row => approximateUsd(column.cell(row)?.usd ?? 0n),
      };
    default: {
      const value = (row: Row) => column.cell(row);
      return {
        ...{ id, title, leaves, width: Math.max(8, title.length), align: 'right', isDescending: true },
        compare: byNumber(value),
        cell: row => muted(value(row) === undefined ? '-' : grouped(value(row)!), look),
        plain: row => value(row) ?? '',
      };
    }
  }
}

function levelStyles({ theme }: Look): Readonly<Record<Alert['level'], Style>> {
  return { red: theme.text.bad, yellow: theme.text.warn, green: theme.text.good };
}

function patternsTable({ look, view }: ScreenContext, { figures: { patterns } }: WorkData): Table {
  const styles = levelStyles(look);
  return tableOf<Alert>(
    {
      title: VIEWS[PATTERNS]!,
      rows: patterns,
      idOf: row => row.key,
      nameOf: row => `${row.text} ${row.rule}`,
      empty: 'The rules find nothing worth a look.',
      columns: [
        {
          id: 'level',
          title: 'level',
          width: 6,
          compare: byText(row => row.level),
          cell: row => [styled(row.level, styles[row.level])],
          plain: row => row.level,
        },
        {
          id: 'name',
          title: 'what',
          width: 30,
          grows: true,
          compare: byText(row => row.text),
          cell: (row, width) => fitTo(clean(row.text, look.glyphs), width, look.glyphs),
          plain: row => row.text,
        },
      ],
      opens: ({ text, evidence }) => {
        const lines = evidence.flatMap(({ line }) => line ?? []);
        return lines.length > 0
          ? { level: { kind: 'entries', title: text, scope: {}, work: { lines } } }
          : undefined;
      },
      about: ({ advice }) => (advice === undefined ? undefined : muted(clean(advice, look.glyphs), look)),
    },
    tableState(view),
  );
}

const rowsPane: Pane = tablePane('tasks', 'Tasks');

const ROWS_FOR_PATTERNS = 30;
const MOST_PATTERNS = 5;

const patternsPane: Pane = {
  id: 'task-patterns',
  title: 'Patterns',
  row: 2,
  height: ({ rows }: Size) => (rows < ROWS_FOR_PATTERNS ? 0 : MOST_PATTERNS + 2),
  draw: props => drawPatterns(props),
};

function drawPatterns({ model, stores, size, screen, look }: PaneProps): readonly StyledLine[] {
  const { glyphs, theme } = look;
  const patterns = dataOf({ model, stores })?.figures.patterns ?? [];
  const room = panelRoom(size, screen);
  const styles = levelStyles(look);
  const lines = patterns
    .slice(0, room.rows)
    .map(
      ({ level, text, advice }): StyledLine => [
        styled(level.padEnd(7), styles[level]),
        styled(
          fitTo(clean(advice === undefined ? text : `${text}: ${advice}`, glyphs), room.columns - 7, glyphs),
        ),
      ],
    );
  const none = [[styled('The rules find nothing worth a look.', theme.text.muted)]];
  const note = patterns.length > lines.length ? `${lines.length} of ${patterns.length}` : undefined;
  return panel({ title: 'Patterns', note, lines: lines.length > 0 ? lines : none }, size, screen, look);
}

const emptyPane: Pane = {
  id: 'no-tasks',
  title: 'Tasks',
  row: 0,
  height: () => 'rest',
  draw({ model, stores, size, screen, look }) {
    const { theme, glyphs } = look;
    const log = stores.declared?.getState()?.log;
    const unread = log?.troubles.length ?? 0;
    const lines: StyledLine[] =
      log === undefined
        ? [[styled('Reading the log.', theme.text.muted)]]
        : [
            [styled(`Nothing is logged by hand yet in ${clean(model.shortPath(log.file), glyphs)}.`)],
            ...(unread > 0
              ? [
                  [
                    styled(
                      `${counted(unread, 'line')} could not be read: token-dash doctor names them.`,
                      theme.text.warn,
                    ),
                  ],
                ]
              : []),
            [],
            [styled('Begin with', theme.text.muted)],
            [styled('  token-dash log test-project "test task" 1000', theme.text.strong)],
            [styled('What to log, and when', theme.text.muted)],
            [styled('  token-dash guide manual-log', theme.text.strong)],
          ];
    return panel(
      { title: 'Tasks', lines: wrapped(lines, panelRoom(size, screen).columns) },
      size,
      screen,
      look,
    );
  },
};

export const tasks: Screen = {
  obeys: ['filters'],
  views: VIEWS,
  panes(context) {
    if (!dataOf(context)) return [emptyPane];
    return viewAt(context) === PATTERNS ? [figuresPane, rowsPane] : [figuresPane, rowsPane, patternsPane];
  },
  table,
  filterText(context) {
    const at = viewAt(context);
    return dataOf(context)
      ? `${VIEWS[at]}, ${at + 1} of ${VIEWS.length}   all logged tasks`
      : 'tasks that were logged by hand';
  },
  hasOwnData: context => dataOf(context) !== undefined,
  words: { 'next-view': 'view', open: 'open' },
  keys: [
    'down',
    'open',
    'next-view',
    'find',
    'sort',
    'filter',
    'copy-row',
    'export',
    'help',
    'palette',
    'quit',
  ],
};
