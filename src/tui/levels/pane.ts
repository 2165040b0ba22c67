/** The rows of a drill-down, under breadcrumbs. */

import { clean } from '../../core/width.ts';
import { panel } from '../draw/panel.ts';
import { type StyledLine, type StyledText, styled } from '../draw/styled.ts';
import { drawTable } from '../draw/table.ts';
import type { Pane, PaneProps } from '../panes/pane.ts';
import { spanText } from '../range.ts';
import { type Level, levelsOf, tableState } from '../view.ts';
import type { ViewModel } from '../view-model.ts';

export const levelPane: Pane = {
  id: 'level',
  title: 'Rows',
  row: 0,
  height: () => 'rest',
  holdsTable: true,
  draw(props) {
    const { table, view, size, screen, look } = props;
    if (!table)
      return panel(
        { title: breadcrumbs(props), lines: [[styled(look.glyphs.ellipsis)]] },
        size,
        screen,
        look,
      );
    return drawTable(table, tableState(view), { size, screen, look }, { title: breadcrumbs(props) });
  },
};

/** 'Projects › aurora-api › Refactor the auth middleware', the last part bold and with the days that it is limited to. */
function breadcrumbs({ model, view, screens, size, look }: PaneProps): StyledLine {
  const { glyphs, theme } = look;
  const title = screens?.find(({ id }) => id === view.screen)?.title ?? view.screen;
  const levels = levelsOf(view);
  const parts = [title, ...levels.map(level => clean(level.title, glyphs))];
  parts.push(`${parts.pop()}${daysOf(levels.at(-1), model)}`);
  const room = Math.max(10, Math.floor((size.columns - 30) / parts.length));
  return parts.flatMap((part, i): StyledText[] => {
    const isLast = i === parts.length - 1;
    const shown = part.length > room && !isLast ? `${part.slice(0, room - 1)}${glyphs.ellipsis}` : part;
    return [
      ...(i > 0 ? [styled(` ${glyphs.pointer} `, theme.text.muted)] : []),
      styled(shown, isLast ? theme.text.strong : theme.text.muted),
    ];
  });
}

/** Lists of sessions are named by their days already. */
function daysOf(level: Level | undefined, { today }: ViewModel): string {
  if (level?.kind !== 'responses') return '';
  const { from, to } = level.scope;
  if (from === undefined || to === undefined) return '';
  return `, ${from === today && to === today ? 'today' : spanText({ from, to }, today)}`;
}
