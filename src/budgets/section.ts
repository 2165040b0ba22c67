/**
 * A part of what is shown about budgets: a title, rows of cells, and notes such as the rule behind a figure. The same
 * sections are printed as text, written as Markdown and drawn by the dashboard.
 */

import { printable } from '../core/clean.ts';
import { largest } from '../core/extremes.ts';

export interface Section {
  readonly title: string;
  /** Titles of the columns; a section without them is a list of facts (`label: value`) or of sentences. */
  readonly head?: readonly string[];
  readonly rows: readonly (readonly string[])[];
  readonly notes: readonly string[];
}

export function sectionsText(sections: readonly Section[]): string {
  return sections.map(section => `${[section.title, ...linesOf(section)].join('\n')}\n`).join('\n');
}

export function linesOf({ head, rows, notes }: Section): readonly string[] {
  const body = head ? aligned([head, ...rows]) : rows.map(cells => printable(cells.join(': ')));
  return [...body, ...notes.map(printable)].map(line => `  ${line}`.trimEnd());
}

/** Cells that hold figures only are moved to the right, so that digits line up. */
function aligned(rows: readonly (readonly string[])[]): readonly string[] {
  const clean = rows.map(cells => cells.map(printable));
  const columns = clean[0]!.length;
  const isNumeric = Array.from({ length: columns }, (_, i) =>
    clean
      .slice(1)
      .every(cells => /^[-~≥ $\d,.%/a-z-]*$/.test(cells[i] ?? '') && /\d|^-?$/.test(cells[i] ?? '')),
  );
  const widths = Array.from({ length: columns }, (_, i) =>
    largest(clean.map(cells => [...(cells[i] ?? '')].length)),
  );
  return clean.map(cells =>
    cells
      .map((cell, i) => {
        const padding = ' '.repeat(widths[i]! - [...cell].length);
        return isNumeric[i] && i > 0 ? padding + cell : cell + padding;
      })
      .join('  ')
      .trimEnd(),
  );
}

export function sectionsMarkdown(sections: readonly Section[]): string {
  return sections.map(section => `## ${escaped(section.title)}\n\n${bodyMarkdown(section)}`).join('\n');
}

function bodyMarkdown({ head, rows, notes }: Section): string {
  const row = (cells: readonly string[]) => `| ${cells.map(escaped).join(' | ')} |\n`;
  const table = head ? `${row(head)}|${head.map(() => ' --- |').join('')}\n${rows.map(row).join('')}` : '';
  const list = head ? '' : rows.map(cells => `- ${cells.map(escaped).join(': ')}\n`).join('');
  const below = notes.map(note => `\n${escaped(note)}\n`).join('');
  return `${table}${list}${below}`;
}

function escaped(text: string): string {
  return printable(text).replace(/[\\|`*_[\]<>]/g, char =>
    char === '<' ? '&lt;' : char === '>' ? '&gt;' : `\\${char}`,
  );
}
