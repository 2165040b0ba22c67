/** In place of everything where no usage was found: where logs were looked for, and what can be done. */

import { clean, fitTo, middleCut } from '../../core/width.ts';
import type { SourceReport } from '../../rollup/feed.ts';
import { panel, panelRoom } from '../draw/panel.ts';
import { type StyledLine, styled } from '../draw/styled.ts';
import { wrapped } from '../draw/wrap.ts';
import { isEmpty, type Pane } from './pane.ts';

/** So many tools are explained; the others work alike. */
const MOST_HINTS = 2;

export const welcomePane: Pane = {
  id: 'welcome',
  title: 'Welcome',
  row: 0,
  height: () => 'rest',
  when: isEmpty,
  draw({ model, size, screen, look }) {
    const { theme, glyphs } = look;
    const { sources } = model;
    const room = panelRoom(size, screen);
    const pathWidth = Math.max(12, Math.min(48, room.columns - 30));
    const isShown = (source: SourceReport, i: number) =>
      i < MOST_HINTS || source.roots.some(({ found }) => found);
    const looked = sources
      .filter(isShown)
      .flatMap(source =>
        source.roots.map(
          (root): StyledLine => [
            root.found ? styled('    empty    ', theme.text.muted) : styled('    missing  ', theme.text.warn),
            styled(
              fitTo(
                middleCut(clean(model.shortPath(root.path), glyphs), pathWidth, glyphs),
                pathWidth,
                glyphs,
              ),
            ),
            styled(`  ${source.title}`, theme.text.muted),
          ],
        ),
      );
    const others = sources.filter((source, i) => !isShown(source, i)).map(({ title }) => title);
    const first = others[0];
    if (first !== undefined)
      looked.push([
        styled('    missing  ', theme.text.warn),
        styled(
          others.length === 1 ? first : `${others.length} other tools, from ${first} to ${others.at(-1)}`,
          theme.text.muted,
        ),
      ]);
    const hints = sources
      .slice(0, MOST_HINTS)
      .map(
        (source): StyledLine => [
          styled(`  1  ${source.title}: `, theme.text.strong),
          styled(clean(source.hint, glyphs)),
        ],
      );
    const options = sources.slice(0, MOST_HINTS).map(({ key }) => `--${key} DIR`);
    const lines: StyledLine[] = [
      [styled('  No usage was found. Looked here:', theme.text.strong)],
      [],
      ...looked,
      [],
      [styled('  What you can do', theme.text.strong)],
      ...hints,
      [
        styled('  2  Logs elsewhere? '),
        styled(`token-dash ${options.join(' or ')}`, theme.text.strong),
        styled(sources.length > options.length ? ' (--help lists the others)' : ''),
      ],
      [
        styled('  3  Look around first: '),
        styled('token-dash --demo', theme.text.strong),
        styled(' (made-up logs, marked so)'),
      ],
      [styled('  4  Something should be there? Press 9: Doctor says what it read.')],
      [],
      [styled('  Watching these places. Nothing leaves this computer.', theme.text.muted)],
    ];
    return panel({ title: 'Welcome', lines: wrapped(lines, room.columns) }, size, screen, look);
  },
};
