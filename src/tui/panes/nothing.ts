/** In place of the charts where no usage was found at all: where was looked, and how to get some. */
import { framed, inside } from '../draw/frame.ts';
import { type Runs, run } from '../draw/runs.ts';
import { clean } from '../draw/width.ts';
import { wrapped } from '../draw/wrap.ts';
import type { Pane } from './pane.ts';

export const nothingPane: Pane = {
  id: 'nothing',
  title: 'No usage found',
  draw({ scene, size, look }) {
    const { theme, glyphs } = look;
    const { sources } = scene;
    const looked: Runs[] = sources.flatMap(source =>
      source.roots.map(
        (root): Runs => [
          run(root.found ? '  found    ' : '  missing  ', theme.text.muted),
          run(clean(root.path, glyphs)),
        ],
      ),
    );
    const hints: Runs[] = sources.map(source => [
      run(`  ${source.title}: `, theme.text.strong),
      run(clean(source.hint, glyphs)),
    ]);
    const lines: Runs[] = [
      [run('No logs with token usage yet. Looked at:')],
      ...looked,
      [],
      [run('To get data:')],
      ...hints,
      [run('  Elsewhere? ', theme.text.strong), run('Say where: --claude DIR, --goose DIR')],
      [],
      [
        run('Until then: '),
        run('token-dash --demo', theme.text.accent),
        run(' shows it all over made-up logs.'),
      ],
    ];
    return framed({ title: 'Welcome', lines: wrapped(lines, inside(size).columns) }, size, look);
  },
};
