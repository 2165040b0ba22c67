/** The rows of a drill-down, under breadcrumbs. */

import { clean } from '../../core/width.ts';
import { panel } from '../draw/panel.ts';
import { type StyledLine, type StyledText, styled } from '../draw/styled.ts';
import { drawTable } from '../draw/table.ts';
import type { Pane, PaneProps } from '../panes/pane.ts';
import { levelsOf, tableState } from '../view.ts';

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

/** 'Projects › aurora-api › Refactor the auth middleware', the last part bold. */
function breadcrumbs({ view, screens, size, look }: PaneProps): StyledLine {
  const { glyphs, theme } = look;
  const title = screens?.find(({ id }) => id === view.screen)?.title ?? view.screen;
  const parts = [title, ...levelsOf(view).map(level => clean(level.title, glyphs))];
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
