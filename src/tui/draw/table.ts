/** Draws the window of a table that holds the selected row: head, rows, total, position. */
import { grouped } from '../../core/format.ts';
import { clean, fitTo } from '../../core/width.ts';
import { type Table, windowTop } from '../table.ts';
import type { TableState } from '../view.ts';
import type { Look, Size } from './look.ts';
import { panel, panelRoom } from './panel.ts';
import { lineWidth, type StyledLine, type StyledText, sliceLine, styled } from './styled.ts';

interface Shown {
  readonly id: string;
  readonly title: string;
  readonly align: 'left' | 'right';
  readonly width: number;
}

export interface TableFrame {
  readonly title?: StyledLine | string;
  readonly foot?: string;
}

/** Rows of a table that fit into a size. */
export function tablePage(table: Table, size: Size, screen: Size): number {
  const { rows } = panelRoom(size, screen);
  const total = table.hasTotal && rows > 7 ? 2 : 0;
  return Math.max(1, rows - 1 - total);
}

export function drawTable(
  table: Table,
  state: TableState,
  { size, screen, look }: { readonly size: Size; readonly screen: Size; readonly look: Look },
  frame: TableFrame = {},
): readonly StyledLine[] {
  const { theme } = look;
  const room = panelRoom(size, screen);
  const page = tablePage(table, size, screen);
  const position = table.positionOf(state.selected);
  const top = position < 0 ? 0 : windowTop(position, table.count, page);
  const columns = columnsFor(table, room.columns, state.shift ?? 0);
  const count = Math.min(page, table.count - top);
  const lines: StyledLine[] = [headLine(table, columns, look)];
  for (let y = 0; y < count; y += 1) {
    lines.push(rowLine(table, top + y, columns, top + y === position, look));
  }
  if (table.count === 0)
    lines.push([styled(clean(table.empty ?? 'Nothing here.', look.glyphs), theme.text.muted)]);
  const hasTotal = table.hasTotal && room.rows > 7 && table.count > 0;
  while (lines.length < page + 1) lines.push([]);
  const rule = hasTotal ? lines.length : -1;
  if (hasTotal) {
    lines.push([]);
    lines.push(totalLine(table, columns, look));
  }
  return panel(
    {
      title: frame.title ?? table.title,
      note: noteOf(table, top, count),
      foot: frame.foot,
      lines,
      selected: position >= top && position < top + count ? position - top + 1 : undefined,
      rule,
    },
    size,
    screen,
    look,
  );
}

/** '12-31 of 2,111', and what the find field hides. */
function noteOf(table: Table, top: number, count: number): string {
  const { count: all, ofCount, note } = table;
  const place = all === 0 ? '0' : `${grouped(top + 1)}-${grouped(top + count)} of ${grouped(all)}`;
  const hidden = all < ofCount ? `   of ${grouped(ofCount)} without the search` : '';
  return `${place}${hidden}${note ? `   ${note}` : ''}`;
}

const GAP = 1;

/** Columns that fit; those that leave first are dropped first, and what is left over goes to the texts. */
export function columnsFor(table: Table, room: number, shift = 0): readonly Shown[] {
  let columns = [...table.columns];
  if (shift > 0) {
    // The first column stays, and so does cost; the others move out at the left.
    const movable = columns.slice(1).filter(column => column.leaves !== undefined);
    const gone = new Set(movable.slice(0, shift));
    columns = columns.filter(column => !gone.has(column));
  }
  const needed = () => columns.reduce((sum, { width }) => sum + width + GAP, -GAP);
  while (needed() > room) {
    const leaving = columns
      .filter(column => column.leaves !== undefined && column.id !== table.sort)
      .sort((a, b) => a.leaves! - b.leaves!)[0];
    if (!leaving) break;
    columns = columns.filter(column => column !== leaving);
  }
  let left = room - needed();
  const growing = columns.filter(column => column.grows);
  return columns.map(column => {
    let { width } = column;
    if (left < 0 && column.grows) {
      const cut = Math.min(-left, Math.max(0, width - 6));
      width -= cut;
      left += cut;
    } else if (column.grows && left > 0) {
      const more = Math.ceil(left / (growing.length - growing.indexOf(column)));
      width += more;
      left -= more;
    }
    return { id: column.id, title: column.title, align: column.align ?? 'left', width };
  });
}

function headLine(table: Table, columns: readonly Shown[], { theme, glyphs }: Look): StyledLine {
  return columns.flatMap(({ id, title, align, width }, i): StyledText[] => {
    const gap = i === 0 ? [] : [styled(' ')];
    if (id !== table.sort) return [...gap, styled(fitTo(title, width, glyphs, align), theme.text.muted)];
    const mark = table.isDescending ? glyphs.descending : glyphs.ascending;
    const text = align === 'right' && width > title.length + 1 ? `${title} ${mark}` : `${title}${mark}`;
    return [...gap, styled(fitTo(text, width, glyphs, align), theme.text.current)];
  });
}

function rowLine(
  table: Table,
  position: number,
  columns: readonly Shown[],
  isSelected: boolean,
  look: Look,
): StyledLine {
  const label = labelColumn(columns);
  return columns.flatMap(({ id, align, width }, i): StyledText[] => {
    const cell = fitCell(table.cellAt(position, id, width, look), width, align, look);
    const shown = !isSelected
      ? cell
      : id === label
        ? highlighted(cell)
        : id === 'cost' || id === table.sort
          ? cell.map(part => ({ ...part, bold: true }))
          : cell;
    return i === 0 ? [...shown] : [styled(' '), ...shown];
  });
}

/** The text that names a row: what is reversed when it is selected, and nothing else. */
function labelColumn(columns: readonly Shown[]): string | undefined {
  return (columns.find(({ id }) => id === 'title' || id === 'name') ?? columns[0])?.id;
}

/** The text reversed, without the blanks behind it. */
function highlighted(cell: StyledLine): StyledLine {
  const last = cell.at(-1);
  if (!last) return cell;
  const text = last.text.trimEnd();
  return [
    ...cell.slice(0, -1).map(part => ({ ...part, inverse: true })),
    { ...last, text, inverse: true },
    styled(last.text.slice(text.length)),
  ];
}

/** A cell in exactly its width. */
export function fitCell(
  cell: StyledLine | string,
  width: number,
  align: 'left' | 'right',
  { glyphs }: Pick<Look, 'glyphs'>,
): StyledLine {
  if (typeof cell === 'string') return [styled(fitTo(cell, width, glyphs, align))];
  const used = lineWidth(cell);
  if (used > width) return sliceLine(cell, 0, width);
  const blank = styled(' '.repeat(width - used));
  return align === 'right' ? [blank, ...cell] : [...cell, blank];
}

function totalLine(table: Table, columns: readonly Shown[], look: Look): StyledLine {
  const { theme } = look;
  return columns.flatMap(({ id, align, width }, i): StyledText[] => {
    const total = table.columns.find(column => column.id === id)?.total?.(look);
    const text = i === 0 && total === undefined ? table.totalLabel : (total ?? '');
    const cell = fitCell(text, width, align, look).map(part =>
      i === 0 ? { ...theme.text.muted, ...part } : { bold: true, ...part },
    );
    return i === 0 ? cell : [styled(' '), ...cell];
  });
}
