/**
 * A card over the panes: a list of any length of which a window is drawn. What a overlay shows is data (title, how many
 * lines, one line), so that a million of them cost no more than the thirty in sight.
 */

import { framed, inside } from '../draw/frame.ts';
import type { Look, Size } from '../draw/look.ts';
import { type StyledLine, styled } from '../draw/styled.ts';

export interface OverlayContent {
  readonly title: string;
  readonly note?: string;
  readonly foot?: string;
  /** Stay above the list. */
  readonly head: readonly StyledLine[];
  readonly count: number;
  row(index: number): StyledLine;
  /** Whether one line is selected, or the window just moves. */
  readonly hasCursor: boolean;
  /** Said when there are no lines. */
  readonly empty: string;
}

/** Lines of the list that fitTo into a overlay. */
export function pageLines(content: Pick<OverlayContent, 'head'>, size: Size): number {
  return Math.max(1, inside(size).rows - content.head.length);
}

/** Draws the window in which `line` is in sight. */
export function drawOverlay(
  content: OverlayContent,
  line: number,
  size: Size,
  look: Look,
): readonly StyledLine[] {
  const page = pageLines(content, size);
  const last = Math.max(0, content.count - page);
  const top = content.hasCursor
    ? Math.min(last, Math.max(0, line - Math.floor(page / 2)))
    : Math.min(last, line);
  const shown = Array.from({ length: Math.min(page, content.count - top) }, (_, y) => {
    const row = content.row(top + y);
    return content.hasCursor && top + y === line ? row.map(each => ({ ...each, inverse: true })) : row;
  });
  const list = content.count === 0 ? [[styled(content.empty, look.theme.text.muted)]] : shown;
  const place = content.count > page ? `${top + 1}-${top + shown.length} of ${content.count}` : undefined;
  const foot = [content.foot, place].filter(text => text !== undefined).join(` ${look.glyphs.separator} `);
  const { title, note, head } = content;
  return framed({ title, note, foot, lines: [...head, ...list], isFocused: true }, size, look);
}
