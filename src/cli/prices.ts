/**
 * `token-dash prices`: the price list itself.
 *
 *   token-dash prices                          every row: rates, since when, from which page, how old
 *   token-dash prices claude-4-sonnet          how an id is resolved, and its rows
 *   token-dash prices refresh --from <file|url>  takes a newer list, after looking at what it would change
 *
 * Tables and effects are handed over by `main.ts`.
 */
import { printable } from '../core/clean.ts';
import { largest } from '../core/extremes.ts';
import type { PriceEntry, PublishedRates, Rate, Resolution } from '../core/price.ts';
import { displayWidth } from '../core/width.ts';
import { wrapped } from '../core/wrap.ts';
import { columnsOf, EXIT, type Io } from './io.ts';
import { printJson } from './writers/json.ts';

export interface PricesArgs {
  /** An id to explain; all rows where it is absent. */
  readonly model?: string;
  readonly provider?: string;
  readonly json?: boolean;
  readonly prices: {
    entries(): readonly PriceEntry[];
    resolve(model: string, provider: string | undefined, atMs: number): Resolution;
  };
}

export interface RefreshArgs<Table> {
  /** A file or an address. */
  readonly from: string;
  readonly force?: boolean;
  /** Reads what is there; rejects with words for the user. */
  readonly read: (from: string) => Promise<string>;
  /** Looks at a table; one without objections, or a forced one, comes back as a table. */
  readonly judge: (
    text: string,
    from: string,
    isForced: boolean,
  ) => {
    readonly table?: Table;
    readonly changes: readonly string[];
    readonly objections: readonly string[];
  };
  /** Keeps the table for later runs; the one before it is set aside. Gives the file it was written to. */
  readonly save: (table: Table) => Promise<string>;
}

export function pricesCommand({ model, provider, prices, json }: PricesArgs, io: Io): number {
  const entries = prices.entries();
  const columns = columnsOf(io);
  if (json) {
    printJson(io, pricesJson(model, provider, prices, io.nowMs));
    return EXIT.ok;
  }
  if (model === undefined) {
    io.out(`USD per million tokens\n${listText(entries, columns)}`);
    return EXIT.ok;
  }
  const { steps, rate } = prices.resolve(model, provider, io.nowMs);
  const lines = [model, ...steps.map(step => `  ${step}`)].map(printable);
  io.out(`${lines.flatMap(line => wrapped(line, columns, '    ')).join('\n')}\n`);
  const rows = rowsBehind(rate, entries);
  if (rows.length > 0) io.out(`\nUSD per million tokens\n${listText(rows, columns)}`);
  const notes = new Set([
    ...rows.flatMap(row => row.notes),
    ...(rate.status === 'listed' ? rate.caveats : []),
  ]);
  for (const note of notes) io.out(`${wrapped(`note: ${printable(note)}`, columns, '  ').join('\n')}\n`);
  return EXIT.ok;
}

/** All rows; or how an id is resolved, and its rows. Rates are USD per million tokens, as decimal text. */
function pricesJson(
  model: string | undefined,
  provider: string | undefined,
  prices: PricesArgs['prices'],
  nowMs: number,
) {
  const entries = prices.entries();
  if (model === undefined) return { prices: entries };
  const { steps, rate } = prices.resolve(model, provider, nowMs);
  return {
    model,
    status: rate.status,
    steps,
    notes: rate.status === 'listed' ? rate.caveats : [],
    prices: rowsBehind(rate, entries),
  };
}

/** The rows of the model that an id resolved to; the price of a package is in no list, but on the rate itself. */
function rowsBehind(rate: Rate, entries: readonly PriceEntry[]): readonly PriceEntry[] {
  const { origin } = rate;
  if (!origin) return [];
  const rows = entries.filter(row => row.origin.model === origin.model && row.origin.table === origin.table);
  if (rows.length > 0 || rate.status !== 'listed') return rows;
  return [{ origin, status: 'listed', published: rate.published, times: {}, marks: [], notes: [] }];
}

export async function refreshCommand<Table>(args: RefreshArgs<Table>, io: Io): Promise<number> {
  const { from, force = false } = args;
  let text: string;
  try {
    text = await args.read(from);
  } catch (error) {
    io.err(`token-dash prices: ${from} cannot be read: ${error instanceof Error ? error.message : error}\n`);
    return EXIT.failed;
  }
  const { table, changes, objections } = args.judge(text, from, force);
  for (const change of changes) io.out(`  ${printable(change)}\n`);
  for (const objection of objections) io.err(`  ${printable(objection)}\n`);
  if (!table) {
    const canBeForced = !force && args.judge(text, from, true).table !== undefined;
    const hint = canBeForced ? ' (--force takes it all the same)' : '';
    io.err(`token-dash prices: refused, the prices in use stay as they are${hint}\n`);
    return EXIT.failed;
  }
  const file = await args.save(table);
  io.out(`${changes.length === 0 ? 'nothing changed' : `${changes.length} changes`}; written to ${file}\n`);
  return EXIT.ok;
}

interface PriceColumn {
  readonly head: string;
  /** Where lines would be too wide, columns leave in this order; absent: never. */
  readonly leaves?: number;
  readonly cell: (entry: PriceEntry) => string;
}

/** Column heads, and how each cell is read off a row; numbers are USD per million tokens. */
const COLUMNS: readonly PriceColumn[] = [
  { head: 'model', cell: ({ origin }) => origin.model },
  { head: 'since', cell: ({ origin }) => origin.since ?? '' },
  {
    head: 'input',
    cell: ({ status, published }) => (status === 'free' ? 'free' : rateText(published.input)),
  },
  { head: 'output', cell: ({ published }) => rateText(published.output) },
  { head: 'read', cell: ({ published }) => rateText(published.cacheRead) },
  { head: 'write', cell: ({ published }) => writeText(published) },
  { head: 'multipliers', leaves: 4, cell: ({ times }) => timesText(times) },
  { head: 'review by', leaves: 2, cell: ({ origin }) => origin.reviewBy ?? '' },
  { head: 'marks', leaves: 3, cell: ({ marks }) => marks.join(', ') },
  { head: 'source', leaves: 1, cell: ({ origin }) => origin.source },
];

/** Tables one below the other, each with its age; a row is followed by the rates of its long prompts. */
function listText(entries: readonly PriceEntry[], columns: number): string {
  const lines: { readonly title?: string; readonly cells: readonly string[] }[] = [];
  let table: string | undefined;
  for (const entry of entries) {
    if (entry.origin.table !== table) {
      table = entry.origin.table;
      lines.push({ title: `\n${printable(table)}${ageText(entry.ageDays)}`, cells: [] });
      lines.push({ cells: COLUMNS.map(({ head }) => head) });
    }
    lines.push({ cells: COLUMNS.map(({ cell }) => printable(cell(entry))) });
    if (entry.above) lines.push({ cells: longCells(entry.above) });
    if (entry.peak) {
      lines.push({ cells: ratesUnder('  at peak hours', entry.peak.published) });
      lines.push({ title: `  (${entry.peak.hours})`, cells: [] });
    }
  }
  const widths = COLUMNS.map((_, column) =>
    largest(lines.map(({ cells }) => displayWidth(cells[column] ?? ''))),
  );
  const shown = shownColumns(widths, columns);
  const rows = lines.flatMap(({ title, cells }) =>
    title === undefined
      ? shown
          .map(column => {
            const cell = cells[column] ?? '';
            return cell + ' '.repeat(widths[column]! - displayWidth(cell));
          })
          .join(GAP)
          .trimEnd()
      : wrapped(title, columns, '    '),
  );
  return `${rows.join('\n')}\n`;
}

const GAP = '  ';

/** The columns that fit, by their positions. */
function shownColumns(widths: readonly number[], room: number): readonly number[] {
  let shown = COLUMNS.map((_, column) => column);
  const order = COLUMNS.flatMap(({ leaves }) => leaves ?? []).sort((a, b) => a - b);
  const widthOf = (all: readonly number[]) =>
    all.reduce((sum, column) => sum + widths[column]! + GAP.length, -GAP.length);
  for (const next of order) {
    if (widthOf(shown) <= room) break;
    shown = shown.filter(column => COLUMNS[column]!.leaves !== next);
  }
  return shown;
}

function ageText(ageDays: number | undefined): string {
  if (ageDays === undefined) return '';
  return ageDays === 0 ? ', read today' : `, read ${ageDays} ${ageDays === 1 ? 'day' : 'days'} ago`;
}

function longCells({ prompt, isInclusive, published }: NonNullable<PriceEntry['above']>): string[] {
  return ratesUnder(`  ${isInclusive ? 'from' : 'above'} ${prompt / 1000}k`, published);
}

function ratesUnder(head: string, published: PublishedRates): string[] {
  const { input, output, cacheRead } = published;
  return [head, '', rateText(input), rateText(output), rateText(cacheRead), writeText(published)];
}

/** A dash where no rate is published: such tokens are billed as input. */
function rateText(published: string | undefined): string {
  return published ?? '-';
}

/** Both lifetimes of a write where a vendor has two. */
function writeText({ cacheWrite5m, cacheWrite1h, cacheWriteOther }: PublishedRates): string {
  const rates = [cacheWrite5m, cacheWrite1h, cacheWriteOther].filter(rate => rate !== undefined);
  return rates.join(', ') || '-';
}

function timesText(times: Readonly<Record<string, string>>): string {
  return Object.entries(times)
    .map(([word, factor]) => `${word} ${factor}`)
    .join(', ');
}
