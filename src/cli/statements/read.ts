/**
 * Exports of what a vendor billed, recognised by their columns:
 *
 *   Anthropic   the Console's CSV of costs or usage, the Admin API's usage_report and cost_report as JSON
 *   OpenAI      the CSV of costs or usage, the organization API's usage and costs as JSON
 *   Azure       the CSV of a cost export
 *   Cursor      the CSV of usage events
 */
import { csvRows } from '../../core/csv.ts';
import { record } from '../../core/lines.ts';
import type { Statement } from '../../reports/reconcile.ts';
import { anthropicCosts, anthropicPages, anthropicUsage } from './anthropic.ts';
import { azureCosts } from './azure.ts';
import { cursorUsage } from './cursor.ts';
import { openaiCosts, openaiPages, openaiUsage } from './openai.ts';
import { type CsvKind, Reader } from './reader.ts';

const CSV_KINDS: readonly CsvKind[] = [
  anthropicUsage,
  anthropicCosts,
  openaiCosts,
  openaiUsage,
  cursorUsage,
  azureCosts,
];

/** Throws words for the user where the text is no such export. */
export function readStatement(text: string): Statement {
  if (/^\s*[[{]/.test(text)) return jsonStatement(text);
  const [head = [], ...rows] = csvRows(text);
  const names = head.map(plainName);
  const kind = CSV_KINDS.find(({ columns }) => columns.every(column => names.includes(column)));
  if (!kind)
    throw new Error(
      'not a statement that is known here: Anthropic, OpenAI, Azure or Cursor, as CSV or as the JSON of an API',
    );
  const reader = new Reader(names);
  rows.forEach((cells, i) => {
    reader.begin(cells, `row ${i + 2}`);
    kind.line(reader);
  });
  return { title: kind.title, vendor: kind.vendor, lines: reader.lines, troubles: reader.troubles };
}

/** One page of an API, or several of them in a list. */
function jsonStatement(text: string): Statement {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    throw new Error('not whole JSON');
  }
  const pages = (Array.isArray(value) ? value : [value]).map(record);
  const buckets = pages.flatMap(page => (Array.isArray(page?.data) ? page.data : [])).map(record);
  const reader = new Reader([]);
  for (const read of [openaiPages, anthropicPages]) {
    const found = read(
      buckets.filter(bucket => bucket !== undefined),
      reader,
    );
    if (found) return { ...found, lines: reader.lines, troubles: reader.troubles };
  }
  throw new Error('JSON, but not of the usage or cost API of OpenAI or Anthropic');
}

/** Exports differ in case and punctuation: `CostInUsd`, `costInUSD`, `Input (w/ Cache Write)`. */
function plainName(name: string): string {
  return name.toLowerCase().replace(/[^a-z0-9]/g, '');
}
