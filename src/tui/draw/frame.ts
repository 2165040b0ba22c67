/**
 * A box with words in its border: what a pane stands in. Ink's own boxes have no titles, and the first frame is painted
 * before Ink is there; so a frame is lines like everything else.
 */

import { displayWidth, fitTo } from '../../core/width.ts';
import type { Glyphs } from './glyphs.ts';
import type { Look, Size } from './look.ts';
import { lineWidth, type Style, type StyledLine, type StyledText, styled } from './styled.ts';

const CORNERS = {
  round: { topLeft: '╭', topRight: '╮', bottomLeft: '╰', bottomRight: '╯', across: '─', down: '│' },
  single: { topLeft: '┌', topRight: '┐', bottomLeft: '└', bottomRight: '┘', across: '─', down: '│' },
  classic: { topLeft: '+', topRight: '+', bottomLeft: '+', bottomRight: '+', across: '-', down: '|' },
} as const satisfies Record<Glyphs['border'], unknown>;

export interface Frame {
  readonly title: string;
  /** Stands at the right end of the upper border, and goes first when there is no room. */
  readonly note?: string;
  /** Stands in the lower border. */
  readonly foot?: string;
  readonly isFocused?: boolean;
  readonly lines: readonly StyledLine[];
}

/** The room inside a frame of a size. */
export function inside({ columns, rows }: Size): Size {
  return { columns: Math.max(0, columns - 4), rows: Math.max(0, rows - 2) };
}

/** Draws a frame and what is in it, exactly `size` large: lines are cut and padded, missing ones are blank. */
export function framed(frame: Frame, size: Size, look: Look): readonly StyledLine[] {
  const { theme, glyphs } = look;
  const box = CORNERS[glyphs.border];
  const colour = frame.isFocused ? theme.border.focused : theme.border.idle;
  const border: Style = { colour };
  const room = inside(size);
  const body = Array.from({ length: room.rows }, (_, y) => [
    styled(`${box.down} `, border),
    ...fill(frame.lines[y] ?? [], room.columns, look),
    styled(` ${box.down}`, border),
  ]);
  const top = bar(
    [frame.title, theme.text.strong],
    [frame.note ?? '', theme.text.muted],
    size.columns,
    look,
    border,
  );
  const foot = bar(['', theme.text.muted], [frame.foot ?? '', theme.text.muted], size.columns, look, border);
  return [
    [styled(box.topLeft + box.across, border), ...top, styled(box.across + box.topRight, border)],
    ...body,
    [styled(box.bottomLeft + box.across, border), ...foot, styled(box.across + box.bottomRight, border)],
  ];
}

type Words = readonly [text: string, style: Style];

/** A border with words at its left and right. */
function bar(left: Words, right: Words, columns: number, { glyphs }: Look, border: Style): StyledText[] {
  const { across } = CORNERS[glyphs.border];
  const room = Math.max(0, columns - 4);
  const leftText = words(left[0], room, glyphs);
  const rightText = words(right[0], room, glyphs);
  const isBoth = leftText === '' || displayWidth(leftText) + displayWidth(rightText) + 2 <= room;
  const shownRight = isBoth ? rightText : '';
  const gap = room - displayWidth(leftText) - displayWidth(shownRight);
  return [
    styled(leftText, left[1]),
    styled(across.repeat(Math.max(0, gap)), border),
    styled(shownRight, right[1]),
  ];
}

function words(text: string, room: number, glyphs: Glyphs): string {
  if (text === '' || room < 6) return '';
  const width = Math.min(displayWidth(text), room - 2);
  return ` ${fitTo(text, width, glyphs)} `;
}

/** A line cut or padded to exactly `columns`. Its texts must be clean already. */
export function fill(line: StyledLine, columns: number, { glyphs }: Pick<Look, 'glyphs'>): StyledText[] {
  const used = lineWidth(line);
  if (used <= columns) return [...line, styled(' '.repeat(columns - used))];
  const kept: StyledText[] = [];
  let left = columns;
  for (const each of line) {
    const width = displayWidth(each.text);
    if (width > left) {
      kept.push({ ...each, text: fitTo(each.text, left, glyphs) });
      break;
    }
    kept.push(each);
    left -= width;
  }
  return kept;
}
