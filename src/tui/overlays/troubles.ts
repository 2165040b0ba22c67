/** What could not be read, with what it does to the figures; and where logs were looked for. */
import { counted } from '../../core/format.ts';
import { clean } from '../../core/width.ts';
import type { Look } from '../draw/look.ts';
import { type StyledLine, styled } from '../draw/styled.ts';
import { wrapped } from '../draw/wrap.ts';
import type { ViewModel } from '../view-model.ts';
import type { OverlayContent } from './box.ts';

export function troublesOverlay(model: ViewModel, columns: number, look: Look): OverlayContent {
  const { sources, cacheProblem } = model;
  const { theme, glyphs } = look;
  const lines: StyledLine[] = [];
  for (const name of model.unpriced) {
    lines.push([
      styled('! ', theme.text.warn),
      styled(
        `${clean(model.modelName(name), glyphs)} has no known price; totals over it are shown with ${glyphs.atLeast}`,
      ),
    ]);
  }
  for (const source of sources) {
    lines.push([
      styled(source.title, theme.text.strong),
      styled(`  ${counted(source.files, 'file')}`, theme.text.muted),
    ]);
    for (const root of source.roots) {
      const state = root.found
        ? styled('  found    ', theme.text.good)
        : styled('  missing  ', theme.text.muted);
      lines.push([state, styled(clean(model.shortPath(root.path), glyphs))]);
    }
    for (const { path, line, why } of source.troubles) {
      const place = `${model.shortPath(path)}${line === undefined ? '' : `:${line}`}`;
      lines.push([
        styled('  trouble  ', theme.text.warn),
        styled(`${clean(why, glyphs)}  `),
        styled(clean(place, glyphs), theme.text.muted),
      ]);
    }
  }
  if (cacheProblem) lines.push([styled('Cache  ', theme.text.strong), styled(clean(cacheProblem, glyphs))]);
  const shown = wrapped(lines, columns);
  return {
    title: 'Sources and troubles',
    foot: 'Esc closes',
    head: [],
    count: shown.length,
    line: index => shown[index]!,
    hasCursor: false,
    empty: 'The logs were not read yet.',
  };
}
