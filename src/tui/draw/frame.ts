/**
 * A box with words in its border: the frame of a pane. Ink's own boxes have no titles, and the first frame is painted
 * before Ink is there; so a frame is lines like everything else.
 */

import { displayWidth, fitTo } from '../../core/width.ts';
import type { Glyphs } from './glyphs.ts';
import type { Look, Size } from './look.ts';
import { lineWidth, type Style, type StyledLine, type StyledText, styled } from './styled.ts';

const CORNERS = {
  round: {
    topLeft: '╭',
    topRight: '╮',
    bottomLeft: '╰',
    bottomRight: '╯',
    across: '─',
    down: '│',
    teeLeft: '├',
    teeRight: '┤',
  },
  single: {
    topLeft: '┌',
    topRight: '┐',
    bottomLeft: '└',
    bottomRight: '┘',
    across: '─',
    down: '│',
    teeLeft: '├',
    teeRight: '┤',
  },
  classic: {
    topLeft: '+',
    topRight: '+',
    bottomLeft: '+',
    bottomRight: '+',
    across: '-',
    down: '|',
    teeLeft: '+',
    teeRight: '+',
  },
} as const satisfies Record<Glyphs['border'], unknown>;

export interface Frame {
  readonly title: StyledLine | string;
  /** Stands at the right end of the upper border, and goes first when there is no room. */
  readonly note?: StyledLine | string;
  /** Stands in the lower border. */
  readonly foot?: string;
  readonly isFocused?: boolean;
  readonly lines: readonly StyledLine[];
  /** The line that the user is on; it is marked in the frame. */
  readonly selected?: number;
  /** A line that is a rule from side to side. */
  readonly rule?: number;
}

/** Below this width nothing is framed: a rule with a title is above the lines. */
export const FRAME_COLUMNS = 64;

/** The room inside a frame of a size. */
export function inside({ columns, rows }: Size): Size {
  return { columns: Math.max(0, columns - 4), rows: Math.max(0, rows - 2) };
}

/** Draws a frame and what is in it, exactly `size` large: lines are cut and padded, missing ones are blank. */
export function framed(frame: Frame, size: Size, look: Look): readonly StyledLine[] {
  const { theme, glyphs } = look;
  const box = CORNERS[glyphs.border];
  const border: Style = frame.isFocused ? theme.border.focused : theme.border.idle;
  const room = inside(size);
  const body = Array.from({ length: room.rows }, (_, y): StyledLine => {
    if (y === frame.rule) {
      const rule = box.across.repeat(Math.max(0, size.columns - 2));
      return [styled(box.teeLeft + rule + box.teeRight, border)];
    }
    const mark =
      y === frame.selected
        ? styled(`${glyphs.selected} `, theme.text.accent)
        : styled(`${box.down} `, border);
    return [mark, ...fill(frame.lines[y] ?? [], room.columns, look), styled(` ${box.down}`, border)];
  });
  const top = bar(
    titleOf(frame.title, theme.text.strong),
    titleOf(frame.note, theme.text.muted),
    size.columns,
    look,
    border,
  );
  const foot = bar([], titleOf(frame.foot, theme.text.muted), size.columns, look, border);
  return [
    [styled(box.topLeft + box.across, border), ...top, styled(box.across + box.topRight, border)],
    ...body,
    [styled(box.bottomLeft + box.across, border), ...foot, styled(box.across + box.bottomRight, border)],
  ].slice(0, Math.max(1, size.rows));
}

/** A title and lines without a frame, for narrow terminals. */
export function ruled(frame: Frame, size: Size, look: Look): readonly StyledLine[] {
  const { theme, glyphs } = look;
  const border = theme.border.idle;
  const { across } = CORNERS[glyphs.border];
  const top = bar(
    titleOf(frame.title, theme.text.strong),
    titleOf(frame.note, theme.text.strong),
    size.columns,
    look,
    border,
  );
  const body = Array.from({ length: Math.max(0, size.rows - 1) }, (_, y): StyledLine => {
    if (y === frame.rule) return [styled(across.repeat(size.columns), border)];
    const mark = y === frame.selected ? styled(glyphs.selected, theme.text.accent) : styled(' ');
    return [mark, ...fill(frame.lines[y] ?? [], size.columns - 2, look), styled(' ')];
  });
  return [[styled(across.repeat(2), border), ...top, styled(across.repeat(2), border)], ...body];
}

function titleOf(words: StyledLine | string | undefined, style: Style): StyledLine {
  if (words === undefined || words === '') return [];
  return typeof words === 'string' ? [styled(words, style)] : words;
}

/** A border with words at its left and right. */
function bar(left: StyledLine, right: StyledLine, columns: number, look: Look, border: Style): StyledText[] {
  const { across } = CORNERS[look.glyphs.border];
  const room = Math.max(0, columns - 4);
  const leftWords = words(left, room, look);
  const isBoth = leftWords.length === 0 || lineWidth(leftWords) + lineWidth(right) + 3 <= room;
  const rightWords = isBoth ? words(right, room, look) : [];
  const gap = room - lineWidth(leftWords) - lineWidth(rightWords);
  return [...leftWords, styled(across.repeat(Math.max(0, gap)), border), ...rightWords];
}

function words(line: StyledLine, room: number, look: Look): StyledLine {
  if (line.length === 0 || room < 6) return [];
  const width = Math.min(lineWidth(line), room - 2);
  return [styled(' '), ...fill(line, width, look), styled(' ')];
}

/** A line cut or padded to exactly `columns`. Its texts must be clean already. */
export function fill(line: StyledLine, columns: number, { glyphs }: Pick<Look, 'glyphs'>): StyledText[] {
  const used = lineWidth(line);
  if (used === columns) return [...line];
  if (used < columns) return [...line, styled(' '.repeat(columns - used))];
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
