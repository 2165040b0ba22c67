/** A frame where there is room for one, else a rule with a title above the lines. */
import { FRAME_COLUMNS, type Frame, framed, inside, ruled } from './frame.ts';
import type { Look, Size } from './look.ts';
import type { StyledLine } from './styled.ts';

export function isNarrow({ columns }: Size): boolean {
  return columns < FRAME_COLUMNS;
}

/** The room for the lines of a panel of a size on a screen. */
export function panelRoom(size: Size, screen: Size): Size {
  return isNarrow(screen)
    ? { columns: Math.max(0, size.columns - 2), rows: Math.max(0, size.rows - 1) }
    : inside(size);
}

export function panel(frame: Frame, size: Size, screen: Size, look: Look): readonly StyledLine[] {
  return isNarrow(screen) ? ruled(frame, size, look) : framed(frame, size, look);
}
