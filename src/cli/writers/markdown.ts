/** Rows as a table in Markdown, with the caveats below. What a reader would take for markup is escaped. */

import { printable } from '../../core/clean.ts';
import { caveats } from '../../reports/honesty.ts';
import type { Answer } from '../../reports/report.ts';
import { type CellStyle, cellText, isNumeric, totalTexts } from './cells.ts';

export function markdownText(answer: Answer, style: CellStyle): string {
  const { rows, total } = answer;
  const columns = answer.columns.filter(column => column.leaves !== 0);
  const lines = [
    columns.map(column => column.title),
    columns.map(column => (isNumeric(column) ? '---:' : ':---')),
    ...rows.map(row => columns.map(column => escaped(cellText(column, row, style)))),
    totalTexts(columns, total, style).map(text => (text === '' ? '' : `**${text}**`)),
  ];
  const notes = [...answer.notes(style.amount), ...caveats(total, style.amount)].map(
    note => `\n${escaped(note)}\n`,
  );
  return [...lines.map(cells => `| ${cells.join(' | ')} |\n`), ...notes].join('');
}

function escaped(text: string): string {
  return printable(text).replace(/[\\|`*_[\]<>]/g, char =>
    char === '<' ? '&lt;' : char === '>' ? '&gt;' : `\\${char}`,
  );
}
