/**
 * Rows as a table for a terminal. Where it is too narrow, columns leave in the order that each states, and when only
 * those are left that never do, names are cut; a number is never broken or cut. Names are short where their whole would not
 * fit.
 */
import { largest, smallest } from '../../core/extremes.ts';
import { displayWidth } from '../../core/width.ts';
import { wrapped } from '../../core/wrap.ts';
import { caveats } from '../../reports/honesty.ts';
import type { Answer, Column, Row } from '../../reports/report.ts';
import { type CellStyle, cellText, isNumeric, oneLine, totalTexts } from './cells.ts';

export interface TableStyle extends Omit<CellStyle, 'isShort'> {
  /** How wide it may be. */
  readonly columns: number;
  readonly names: 'short' | 'whole where they fit';
  readonly isColoured: boolean;
  /** The models of each row below it. */
  readonly hasBreakdown: boolean;
}

interface Line {
  readonly cells: readonly string[];
  readonly look: 'bold' | 'dim' | 'plain';
}

const GAP = '  ';
const NARROWEST = 4;

export function tableText(answer: Answer, style: TableStyle): string {
  const all = answer.columns.filter(
    ({ id, leaves }) => leaves !== 0 && !(style.hasBreakdown && id === 'models'),
  );
  const whole =
    style.names === 'short' ? undefined : measured(all, linesOf(answer, all, { ...style, isShort: false }));
  const { columns, lines, widths } =
    whole && widthOf(whole.widths) <= style.columns
      ? whole
      : fit(all, chosen => linesOf(answer, chosen, { ...style, isShort: true }), style.columns);
  const written = lines.map(line => painted(aligned(line, columns, widths), line.look, style));
  const rule = painted('─'.repeat(widthOf(widths)), 'dim', style);
  const [head = '', ...body] = written;
  const total = body.pop() ?? '';
  const more = answer.rowsLeftOut > 0 ? [painted(`and ${answer.rowsLeftOut} more`, 'dim', style)] : [];
  const notes = [...answer.notes(style.amount), ...caveats(answer.total, style.amount)].flatMap(note =>
    wrapped(oneLine(note), style.columns),
  );
  return [head, rule, ...body, ...more, rule, total, ...(notes.length > 0 ? ['', ...notes] : [])]
    .map(line => `${line}\n`)
    .join('');
}

type LineStyle = TableStyle & CellStyle;

interface Measured {
  readonly columns: readonly Column[];
  readonly lines: readonly Line[];
  readonly widths: readonly number[];
}

function measured(columns: readonly Column[], lines: readonly Line[]): Measured {
  return {
    columns,
    lines,
    widths: columns.map((_, i) => largest(lines.map(({ cells }) => widthIn(cells[i]!)))),
  };
}

function linesOf({ rows, total }: Answer, columns: readonly Column[], style: LineStyle): readonly Line[] {
  return [
    { cells: columns.map(column => column.title), look: 'bold' },
    ...rows.flatMap((row): Line[] => [
      { cells: columns.map(column => cellText(column, row, style)), look: 'plain' },
      ...(style.hasBreakdown ? modelLines(row, columns, style) : []),
    ]),
    { cells: totalTexts(columns, total, style), look: 'bold' },
  ];
}

function modelLines(row: Row, columns: readonly Column[], style: LineStyle): readonly Line[] {
  return row.models.map(model => {
    const cells = totalTexts(columns, { ...model, keys: [], models: [] }, style);
    return { cells: cells.with(0, `└ ${oneLine(model.name)}`), look: 'dim' };
  });
}

/** Lets columns go until the rest fits, then makes names narrower, the widest first. */
function fit(
  all: readonly Column[],
  linesFor: (columns: readonly Column[]) => readonly Line[],
  room: number,
): Measured {
  let columns = all;
  for (;;) {
    const found = measured(columns, linesFor(columns));
    const { lines, widths } = found;
    if (widthOf(widths) <= room) return found;
    const next = smallest(columns.map(({ leaves = Number.POSITIVE_INFINITY }) => leaves));
    if (next === Number.POSITIVE_INFINITY) return { columns, lines, widths: narrowed(columns, widths, room) };
    columns = columns.filter(({ leaves }) => leaves !== next);
  }
}

function narrowed(columns: readonly Column[], widths: readonly number[], room: number): readonly number[] {
  const narrow = [...widths];
  while (widthOf(narrow) > room) {
    const names = narrow.map((width, i) => (columns[i]!.kind === 'text' ? width : 0));
    const widest = largest(names);
    if (widest <= NARROWEST) break;
    narrow[names.indexOf(widest)]! -= 1;
  }
  return narrow;
}

function widthOf(widths: readonly number[]): number {
  return widths.reduce((sum, width) => sum + width, 0) + GAP.length * (widths.length - 1);
}

function aligned({ cells }: Line, columns: readonly Column[], widths: readonly number[]): string {
  const padded = cells.map((cell, i) => {
    const shown = cut(cell, widths[i]!);
    const padding = ' '.repeat(Math.max(0, widths[i]! - widthIn(shown)));
    return isNumeric(columns[i]!) ? padding + shown : shown + padding;
  });
  return padded.join(GAP).trimEnd();
}

/** Western letters, punctuation, arrows, signs and lines: one column each, whatever is beside them. */
const NARROW = /^[\x20-\x7e\xa1-\xac\xae-\u02af\u2010-\u2027\u2030-\u205e\u2190-\u22ff\u2500-\u25fc]*$/;

/** Columns that a text takes. */
export function widthIn(text: string): number {
  return NARROW.test(text) ? text.length : displayWidth(text);
}

function cut(text: string, width: number): string {
  if (widthIn(text) <= width) return text;
  let kept = '';
  for (const { segment } of new Intl.Segmenter().segment(text)) {
    if (widthIn(kept + segment) > width - 1) break;
    kept += segment;
  }
  return `${kept}…`;
}

const PAINTS = { bold: ['\x1b[1m', '\x1b[22m'], dim: ['\x1b[2m', '\x1b[22m'], plain: ['', ''] } as const;

function painted(text: string, look: Line['look'], { isColoured }: TableStyle): string {
  const [on, off] = PAINTS[look];
  return isColoured ? `${on}${text}${off}` : text;
}
