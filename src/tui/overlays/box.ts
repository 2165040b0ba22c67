/** An overlay on the screen: a window of its lines in an accent frame, and log location. */
import { framed, inside } from '../draw/frame.ts';
import type { Look, Size } from '../draw/look.ts';
import { type StyledLine, styled } from '../draw/styled.ts';
import type { TableColumn } from '../Table.tsx';

/** What an overlay shows. Any number of lines: one is made when it comes into sight. */
export interface OverlayContent {
  readonly title: StyledLine | string;
  readonly note?: StyledLine | string;
  readonly foot?: string;
  /** Stay above the list. */
  readonly head: readonly StyledLine[];
  readonly count: number;
  line(index: number, isSelected: boolean): StyledLine;
  /** Whether one line is selected, or the window just moves. */
  readonly hasCursor: boolean;
  /** Said when there are no lines. */
  readonly empty: string;
  /** Where it is as large as the screen. */
  readonly isWhole?: boolean;
  /** Lines that are drawn as a small table, in place of `line`. */
  readonly table?: {
    readonly columns: readonly TableColumn[];
    readonly rows: readonly Readonly<Record<string, string>>[];
  };
}

export interface OverlayBox {
  readonly lines: readonly StyledLine[];
  readonly x: number;
  readonly y: number;
  /** Lines in sight. */
  readonly page: number;
  /** A small table over the lines: at columns and rows of the screen. */
  readonly table?: {
    readonly x: number;
    readonly y: number;
    readonly columns: readonly TableColumn[];
    readonly rows: readonly Readonly<Record<string, string>>[];
  };
}

const MOST_COLUMNS = 96;
const WHOLE_BELOW = 70;

/** The room of an overlay on a screen of a size, the line of keys not counted. */
export function boxSize({ columns, rows }: Size, isWhole: boolean, wantedRows: number): Size {
  const body = rows - 1;
  if (isWhole || columns < WHOLE_BELOW || rows < 14) return { columns, rows: body };
  return { columns: Math.min(MOST_COLUMNS, columns - 6), rows: Math.min(body - 3, Math.max(6, wantedRows)) };
}

export function drawBox(content: OverlayContent, line: number, screen: Size, look: Look): OverlayBox {
  const { head, count, table } = content;
  const tableHead = table ? 2 : 0;
  const size = boxSize(screen, content.isWhole ?? false, head.length + Math.max(1, count) + tableHead + 2);
  const page = Math.max(1, inside(size).rows - head.length - tableHead);
  const last = Math.max(0, count - page);
  const top = content.hasCursor
    ? Math.min(last, Math.max(0, line - Math.floor(page / 2)))
    : Math.min(last, line);
  const shown = table
    ? []
    : Array.from({ length: Math.min(page, count - top) }, (_, y) =>
        content.line(top + y, content.hasCursor && top + y === line),
      );
  const list = count === 0 ? [[styled(content.empty, look.theme.text.muted)]] : shown;
  const place = count > page ? `${top + 1}-${top + Math.min(page, count - top)} of ${count}` : undefined;
  const foot = [place, content.foot].filter(text => text !== undefined).join(` ${look.glyphs.separator} `);
  const selected = content.hasCursor && count > 0 ? head.length + line - top : undefined;
  const { title, note } = content;
  const lines = framed(
    { title, note, foot, lines: [...head, ...list], isFocused: true, selected },
    size,
    look,
  );
  const x = Math.max(0, Math.floor((screen.columns - size.columns) / 2));
  const y = Math.max(0, Math.floor((screen.rows - 1 - size.rows) / 2));
  const rows = table?.rows.slice(top, top + page);
  return {
    lines,
    x,
    y,
    page,
    table: table && rows && { x: x + 1, y: y + 1 + head.length, columns: table.columns, rows },
  };
}

/** Columns of a line in an overlay. */
export function boxColumns(screen: Size, isWhole = false): number {
  return inside(boxSize(screen, isWhole, 20)).columns;
}
