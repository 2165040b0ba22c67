/** What a check-up found, one line each, below the models in use. */
import { grouped, shortCount } from '../../core/format.ts';
import { clean, fitTo } from '../../core/width.ts';
import type { Look } from '../draw/look.ts';
import { panel, panelRoom } from '../draw/panel.ts';
import { type Style, type StyledLine, styled } from '../draw/styled.ts';
import type { Pane, PaneProps } from '../panes/pane.ts';
import type { HealthLine } from '../stores.ts';
import type { ViewModel } from '../view-model.ts';

export const healthPane: Pane = {
  id: 'health',
  title: 'Health',
  row: 2,
  height: screen => (screen.rows < 24 ? 0 : Math.max(8, Math.floor(screen.rows * 0.4))),
  draw: props => drawHealth(props),
};

function drawHealth({ model, stores, size, screen, look }: PaneProps): readonly StyledLine[] {
  const room = panelRoom(size, screen);
  const health = stores.health?.getState();
  const lines = [
    ...pricesLines(model, look),
    ...(health ?? []).map(line =>
      healthLine({ ...line, what: model.shortPath(line.what) }, room.columns, look),
    ),
  ];
  const note =
    health === undefined
      ? 'checking'
      : `${health.filter(({ level }) => level === 'fine').length} of ${health.length} fine`;
  return panel({ title: 'Health', note: stores.health ? note : undefined, lines }, size, screen, look);
}

function pricesLines({ unpriced, summary, data }: ViewModel, { theme }: Look): readonly StyledLine[] {
  const names = data.once(
    'models in use',
    each => new Set([...each.tallies('model').days.values()].flatMap(day => [...day.keys()])).size,
  );
  return [
    [
      styled('models in use '.padEnd(14), theme.text.muted),
      styled(
        `${grouped(names)}, ${unpriced.length === 0 ? 'all with a price' : `${unpriced.length} unpriced`}`,
      ),
      styled(
        unpriced.length > 0
          ? `: ${shortCount(summary.lifetime.cost().unpricedTokens)} tokens are excluded`
          : '',
        theme.text.warn,
      ),
    ],
  ];
}

function healthLine(
  { about, level, what, todo }: HealthLine,
  columns: number,
  { theme, glyphs }: Look,
): StyledLine {
  const styles: Readonly<Record<HealthLine['level'], Style>> = {
    fine: theme.text.good,
    note: theme.text.muted,
    warning: theme.text.warn,
    broken: theme.text.bad,
  };
  const text = clean(todo && level !== 'fine' ? `${what} (${todo})` : what, glyphs);
  return [
    styled(fitTo(about, 14, glyphs), theme.text.muted),
    styled(fitTo(level, 9, glyphs), styles[level]),
    styled(fitTo(text, Math.max(10, columns - 23), glyphs).trimEnd()),
  ];
}
