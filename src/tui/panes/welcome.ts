/** In place of the charts where no usage was found at all: where was looked, and how to get some. */

import { clean } from '../../core/width.ts';
import { framed, inside } from '../draw/frame.ts';
import { type StyledLine, styled } from '../draw/styled.ts';
import { wrapped } from '../draw/wrap.ts';
import { isEmpty, type Pane } from './pane.ts';

export const welcomePane: Pane = {
  id: 'nothing',
  title: 'No usage found',
  row: 1,
  height: () => 'rest',
  when: isEmpty,
  draw({ model, size, look }) {
    const { theme, glyphs } = look;
    const { sources } = model;
    const looked: StyledLine[] = sources.flatMap(source =>
      source.roots.map(
        (root): StyledLine => [
          styled(root.found ? '  found    ' : '  missing  ', theme.text.muted),
          styled(clean(root.path, glyphs)),
        ],
      ),
    );
    const hints: StyledLine[] = sources.map(source => [
      styled(`  ${source.title}: `, theme.text.strong),
      styled(clean(source.hint, glyphs)),
    ]);
    const lines: StyledLine[] = [
      [styled('No logs with token usage yet. Looked at:')],
      ...looked,
      [],
      [styled('To get data:')],
      ...hints,
      [
        styled('  Elsewhere? ', theme.text.strong),
        styled(`Say where: ${sources.map(({ key }) => `--${key} DIR`).join(', ')}`),
      ],
      [],
      [
        styled('Until then: '),
        styled('token-dash --demo', theme.text.accent),
        styled(' shows it all over made-up logs.'),
      ],
    ];
    return framed({ title: 'Welcome', lines: wrapped(lines, inside(size).columns) }, size, look);
  },
};
