/**
 * Budgets: each budget of the configuration as a gauge with its limit and forecast, and below it the tracked work of
 * COST-TRACKING files: executive summary, models, phases, milestones, days, heat map, waste with its evidence.
 */
import type { BudgetForecast } from '../../budgets/budget-forecast.ts';
import type { BudgetState } from '../../budgets/budget-state.ts';
import { levelText, limitText, usedText } from '../../budgets/budget-text.ts';
import { spanText } from '../../budgets/plan.ts';
import { linesOf } from '../../budgets/section.ts';
import { clean, fitTo } from '../../core/width.ts';
import { gauge, type Heading } from '../draw/gauge.ts';
import type { Look } from '../draw/look.ts';
import { panel, panelRoom } from '../draw/panel.ts';
import { type StyledLine, styled } from '../draw/styled.ts';
import type { Pane, PaneProps } from '../panes/pane.ts';
import { tablePane } from '../panes/table-pane.ts';
import { type Table, tableOf } from '../table.ts';
import { tableState } from '../view.ts';
import type { Screen, ScreenContext } from './screen.ts';

const NAME = 18;
const WORDS = 46;

const gaugesPane: Pane = {
  id: 'budgets',
  title: 'Budgets',
  row: 0,
  height: screen => Math.max(5, Math.min(14, Math.floor(screen.rows * 0.35))),
  draw: props => drawGauges(props),
};

function drawGauges({ model, stores, size, screen, look }: PaneProps): readonly StyledLine[] {
  const { theme } = look;
  const known = stores.budgets?.getState();
  const states = known?.budgets ?? [];
  const room = panelRoom(size, screen);
  const width = Math.max(10, Math.min(40, room.columns - NAME - WORDS));
  const lines = states.flatMap(state => budgetLines(state, model.today, width, known?.forecasts, look));
  const nothing: StyledLine[] = [
    [styled('No budgets are configured. In config.yaml:', theme.text.muted)],
    [styled('  budgets: [{ name: All of it, per: month, usd: 200 }]')],
  ];
  const waiting: StyledLine[] = [[styled('adding up', theme.text.muted)]];
  const shown = known === undefined ? waiting : states.length === 0 ? nothing : lines;
  const note =
    states.length === 0
      ? undefined
      : `${states.filter(({ level }) => level === 'within').length} of ${states.length} within`;
  return panel({ title: 'Budgets', note, lines: shown }, size, screen, look);
}

function budgetLines(
  state: BudgetState,
  today: number,
  width: number,
  forecasts: ReadonlyMap<string, BudgetForecast> | undefined,
  look: Look,
): readonly StyledLine[] {
  const { theme, glyphs } = look;
  const { budget, span, level, percent, isRunning } = state;
  const heading: Heading = level === 'over' ? 'reached' : level === 'within' ? 'holds' : 'reached later';
  const days = span.to - span.from + 1;
  const passed =
    isRunning && budget.time.kind === 'period' && days > 1 ? (today - span.from + 1) / days : undefined;
  const style = level === 'over' ? theme.text.bad : level === 'within' ? theme.text.strong : theme.text.warn;
  const forecast = forecasts?.get(budget.name)?.text;
  const share =
    percent === undefined ? '' : (percent > 999 ? ' > 999 %' : `${Math.round(percent)} %`).padStart(6);
  return [
    [
      styled(fitTo(clean(budget.name, glyphs), NAME, glyphs)),
      ...gauge((percent ?? (level === 'over' ? 100 : 0)) / 100, width, heading, look, passed),
      styled(`${share}  `, style),
      styled(`${usedText(state)} of ${limitText(state)}`),
      styled(`  ${spanText(budget, span)}  `, theme.text.muted),
      styled(levelText(state), style),
    ],
    ...(forecast === undefined
      ? []
      : [[styled(`${' '.repeat(NAME)}${clean(forecast, glyphs)}`, theme.text.muted)]]),
  ];
}

interface WorkLine {
  readonly id: string;
  readonly text: string;
  readonly isTitle: boolean;
}

/** The sections of the overview as lines, so that they can be scrolled and searched like any table. */
function workLines({ model, stores }: ScreenContext): readonly WorkLine[] {
  const known = stores.budgets?.getState();
  if (!known) return [];
  return model.data.once(`tracked work ${known.lookedMs}`, () =>
    known.sections.flatMap((section, i) => [
      ...(i === 0 ? [] : [{ id: `${i} space`, text: '', isTitle: false }]),
      { id: `${i}`, text: section.title, isTitle: true },
      ...linesOf(section).map((text, line) => ({ id: `${i} ${line}`, text, isTitle: false })),
    ]),
  );
}

function table(context: ScreenContext): Table {
  const { look, view } = context;
  return tableOf<WorkLine>(
    {
      title: 'Tracked work',
      rows: workLines(context),
      idOf: row => row.id,
      nameOf: row => row.text,
      empty: 'No COST-TRACKING files. In config.yaml: tracking: { roots: ~/path/to/sessions }',
      columns: [
        {
          id: 'name',
          title: '',
          width: 30,
          grows: true,
          cell: ({ text, isTitle }, width) => {
            const shown = fitTo(clean(text, look.glyphs), width, look.glyphs);
            return isTitle ? [styled(shown, look.theme.text.strong)] : shown;
          },
          plain: row => row.text,
        },
      ],
    },
    tableState(view),
  );
}

const workPane = tablePane('tracked', 'Tracked work');

export const budgets: Screen = {
  obeys: [],
  alone: ['list'],
  panes: ({ view }) => (view.zoom === 'list' ? [workPane] : [gaugesPane, workPane]),
  table,
  filterText: () => 'budgets of the configuration',
  keys: ['down', 'find', 'refresh', 'export', 'help', 'palette', 'quit'],
};
