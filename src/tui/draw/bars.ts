/**
 * Horizontal bars: mark and name, bar, value at the right edge, one row each. Lying down they need three rows for
 * three models and have room for the name; eighths of a cell make short bars comparable.
 */

import { largest } from '../../core/extremes.ts';
import { displayWidth, fitTo } from '../../core/width.ts';
import type { Glyphs } from './glyphs.ts';
import type { Look, Size } from './look.ts';
import { type Colour, type StyledLine, styled } from './styled.ts';

export interface Bar {
  readonly name: string;
  /** Its length, in any unit; below zero and NaN are no bar. */
  readonly value: number;
  /** The value in words: `1.9M`, `$12.34`. */
  readonly text: string;
  readonly mark?: string;
  readonly colour?: Colour;
}

/** Draws the bars in the order given. When there are more than rows, the last row says how many are left out. */
export function bars(
  items: readonly Bar[],
  { columns, rows }: Size,
  { glyphs, theme }: Look,
): readonly StyledLine[] {
  const shown = items.length > rows ? items.slice(0, Math.max(0, rows - 1)) : items;
  const widths = layout(shown, columns);
  const longest = largest(
    shown.map(each => each.value || 0),
    0,
  );
  const lines = shown.map(({ name, value, text, mark, colour }) => {
    const share = longest > 0 && value > 0 ? value / longest : 0;
    return [
      styled(mark === undefined ? '' : `${mark} `, { colour }),
      styled(fitTo(name, widths.name - (mark === undefined ? 0 : 2), glyphs)),
      styled(widths.bar > 0 ? ` ${bar(share, widths.bar, glyphs)}` : '', { colour }),
      styled(fitTo(text, widths.text + 1, glyphs, 'right')),
    ];
  });
  if (shown.length === items.length || rows < 1) return lines;
  return [
    ...lines,
    [styled(fitTo(`+${items.length - shown.length} more`, columns, glyphs), theme.text.muted)],
  ];
}

/** Columns for each part: the values as long as they are, the names at most two fifths, the bars what is left. */
function layout(items: readonly Bar[], columns: number) {
  const text = Math.min(
    columns - 1,
    largest(
      items.map(each => displayWidth(each.text)),
      0,
    ),
  );
  const longestName = largest(
    items.map(each => displayWidth(each.name) + (each.mark ? 2 : 0)),
    0,
  );
  const name = Math.max(0, Math.min(longestName, Math.floor(columns * 0.4), columns - text - 1));
  const rest = columns - name - text - 2;
  return rest >= 1 ? { name, text, bar: rest } : { name: columns - text - 1, text, bar: 0 };
}

/** A bar of `share` (0 to 1) of `columns`, padded to them. What is more than nothing shows as something. */
export function bar(share: number, columns: number, { bar: parts }: Glyphs): string {
  const wanted = Math.min(1, Math.max(0, share)) * columns * parts.length;
  const steps = share > 0 ? Math.max(1, Math.round(wanted)) : 0;
  const full = Math.floor(steps / parts.length);
  const part = steps % parts.length;
  return (parts.at(-1)!.repeat(full) + (part > 0 ? parts[part - 1]! : '')).padEnd(columns);
}

/** A gauge: the part that is used, solid, on a track. More than all of it is a full gauge. */
export function meter(share: number, columns: number, { glyphs, theme }: Look, colour?: Colour): StyledLine {
  const used = bar(share, columns, glyphs).trimEnd();
  return [styled(used, { colour }), styled(glyphs.track.repeat(columns - used.length), theme.text.muted)];
}
