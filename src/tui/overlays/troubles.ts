/** What could not be read, file by file, with what became of it; and where was looked. */
import { counted } from '../../core/format.ts';
import { clean } from '../../core/width.ts';
import type { Look } from '../draw/look.ts';
import { type StyledLine, styled } from '../draw/styled.ts';
import { wrapped } from '../draw/wrap.ts';
import type { ViewModel } from '../view-model.ts';
import type { OverlayContent } from './overlay.ts';

export function troublesOverlay(
  { sources, cacheProblem }: ViewModel,
  columns: number,
  look: Look,
): OverlayContent {
  const { theme, glyphs } = look;
  const lines: StyledLine[] = [];
  for (const source of sources) {
    lines.push([
      styled(source.title, theme.text.strong),
      styled(`  ${counted(source.files, 'file')}`, theme.text.muted),
    ]);
    for (const root of source.roots) {
      const state = root.found
        ? styled('  found    ', theme.text.good)
        : styled('  missing  ', theme.text.muted);
      lines.push([state, styled(clean(root.path, glyphs))]);
    }
    for (const { path, line, why } of source.troubles) {
      const place = `${path}${line === undefined ? '' : `:${line}`}`;
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
    row: index => shown[index]!,
    hasCursor: false,
    empty: 'Nothing was looked at yet.',
  };
}
