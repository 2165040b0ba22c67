/**
 * A cell of a CSV file (RFC 4180). Names come from logs, which are untrusted, and a spreadsheet runs a text that
 * begins like a formula: an apostrophe in front makes it text. Where a spreadsheet takes semicolons for the ends of
 * cells, a formula may begin behind those, too; tabs are no part of a cell. See OWASP, "CSV Injection".
 */
import { printable } from './clean.ts';

/** Where a cell may begin, and the characters of OWASP's list, in both widths, behind blanks and quotes. */
const FORMULA = /(^|;)(?=[\s"']*[=+\-@|%\uff1d\uff0b\uff0d\uff20])/g;
/** A negative amount is no formula. */
const AMOUNT = /^-?\$?\d[\d.]*$/;

/** Text as a cell, on one line: without what controls a terminal, no formula, quoted where it must be. */
export function csvCell(text: string): string {
  const clean = printable(text);
  return quoted(AMOUNT.test(clean) ? clean : clean.replace(FORMULA, "$1'"));
}

function quoted(text: string): string {
  return /[",]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}

/** The rows of a CSV text, each as its cells, quotes taken off (RFC 4180). Blank lines are no rows. */
export function csvRows(text: string): readonly (readonly string[])[] {
  const rows: string[][] = [];
  let row: string[] = [];
  const end = () => {
    if (row.length > 1 || row[0] !== '') rows.push(row);
    row = [];
  };
  // A cell, and what is behind it: a comma, the end of a line or the end of the text.
  for (const [, inQuotes, plain = '', behind] of text
    .replace(/^\ufeff/, '')
    .matchAll(/(?:"((?:[^"]|"")*)"|([^",\r\n]*))(,|\r?\n|$)/g)) {
    row.push(inQuotes === undefined ? plain : inQuotes.replaceAll('""', '"'));
    if (behind !== ',') end();
    if (behind === '') break;
  }
  return rows;
}
