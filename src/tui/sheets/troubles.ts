/** What could not be read, file by file, with what became of it; and where was looked. */
import { counted } from '../../core/format.ts';
import type { Look } from '../draw/chart.ts';
import { type Runs, run } from '../draw/runs.ts';
import { clean } from '../draw/width.ts';
import { wrapped } from '../draw/wrap.ts';
import type { Scene } from '../scene.ts';
import type { SheetContent } from './sheet.ts';

export function troublesSheet({ sources, cacheProblem }: Scene, columns: number, look: Look): SheetContent {
  const { theme, glyphs } = look;
  const lines: Runs[] = [];
  for (const source of sources) {
    lines.push([
      run(source.title, theme.text.strong),
      run(`  ${counted(source.files, 'file')}`, theme.text.muted),
    ]);
    for (const root of source.roots) {
      const state = root.found ? run('  found    ', theme.text.good) : run('  missing  ', theme.text.muted);
      lines.push([state, run(clean(root.path, glyphs))]);
    }
    for (const { path, line, why } of source.troubles) {
      const place = `${path}${line === undefined ? '' : `:${line}`}`;
      lines.push([
        run('  trouble  ', theme.text.warn),
        run(`${clean(why, glyphs)}  `),
        run(clean(place, glyphs), theme.text.muted),
      ]);
    }
  }
  if (cacheProblem) lines.push([run('Cache  ', theme.text.strong), run(clean(cacheProblem, glyphs))]);
  const shown = wrapped(lines, columns);
  return {
    title: 'Sources and troubles',
    foot: 'Esc closes',
    head: [],
    count: shown.length,
    row: index => shown[index]!,
    hasCursor: false,
    empty: 'Nothing was looked at yet.',
  };
}
