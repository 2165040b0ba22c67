/**
 * Windows of five hours, as the plans of Claude Code count usage: what each came to, the gaps between them, and how fast
 * the running one fills. Windows are those of all usage: a filter selects usage within them, not where they begin.
 */

import type { Zone } from '../core/calendar.ts';
import { largest } from '../core/extremes.ts';
import { costText, durationText, grouped } from '../core/format.ts';
import { published } from '../core/json-schema.ts';
import { type Money, usd } from '../core/money.ts';
import { type BlockRow, blockId, blocksShape } from './blocks-json.ts';
import { burnOf, limitStatus, projectionOf } from './burn.ts';
import { keyColumns, MEASURES, MODELS_COLUMN } from './columns.ts';
import { leftOut, workLeftOut } from './declared.ts';
import { groupUsage, needEvents, rowOf } from './groups.ts';
import { inOrder } from './ranking.ts';
import type { Answer, Column, Report, ReportInput, Row, TimeGrouping } from './report.ts';
import { isRunning, positionAt, spanAt, type Window, windowsOf } from './windows.ts';

/** Whose plans have such windows, unless another source is chosen. */
const PLANNED = ['claude-code'];

/** What `--recent` lets in. */
const RECENT_MS = 3 * 86_400_000;

export const blocks = {
  id: 'blocks',
  title: 'By window of five hours',
  answers: 'How full was each five-hour window, and how fast does this one fill?',
  period: 'day',
  needsEvents: needEvents,
  run,
  columns: [...blockColumns(new Map(), undefined), MODELS_COLUMN, ...MEASURES],
  schema: by => published('token-dash blocks --json', blocksShape(keyColumns(by, [])).json),
} as const satisfies Report;

function run(input: ReportInput): Answer {
  const { journal, query, nowMs, zone, by, blocks: options } = input;
  const sources = query.sources.length > 0 ? query.sources : PLANNED;
  const windows = windowsOf(
    Float64Array.from(journal.moments(sources)).sort(),
    options.hours,
    sources.every(source => PLANNED.includes(source)) ? input.officialWindowEndMs : undefined,
  );
  const isShown = windows.map(window => isAsked(window, input));
  const ofSources = { ...input, query: { ...query, sources, from: undefined, to: undefined } };
  const groupings = [blockGrouping(windows), ...by];
  const { rows, total } = groupUsage(ofSources, groupings, {
    isTime: atMs => isShown[positionAt(windows, atMs)]!,
  });
  const gaps =
    by.length > 0 ? [] : windows.flatMap((window, i) => (window.isGap && isShown[i] ? gapRow(i) : []));
  const ordered = inOrder([...rows, ...gaps], groupings, query.order);
  const shown = ordered.slice(0, query.limit);

  // `--active` and `--recent` leave out windows, and what was logged in them.
  const isIn = (atMs: number) =>
    windows.some(({ startMs, endMs }, i) => isShown[i] === true && atMs >= startMs && atMs < endMs);
  const workOut = workLeftOut(input, options.only && isIn);
  const limit = options.tokenLimit === 'max' ? fullest(ofSources, windows) : options.tokenLimit;
  const known = new Map(shown.map(row => [row, blockRow(row, windows[Number(row.keys[0])]!, limit, input)]));
  const parts = keyColumns(groupings, shown).slice(1);
  return {
    columns: [...blockColumns(known, limit), ...parts, MODELS_COLUMN, ...MEASURES],
    rows: shown,
    total,
    rowsLeftOut: ordered.length - shown.length,
    notes: amount => [
      ...leftOut(workOut, amount),
      ...[...known.values()].flatMap(block => runningNote(block, nowMs, zone, amount)),
    ],
    json: () => blocksShape(parts).write({ rows: [...known.values()], total, workLeftOut: workOut }) ?? null,
  };
}

/** Whether the days and the flags let a window in. A window is of the day on which it opened. */
function isAsked(window: Window, { query, nowMs, zone, blocks: { hours, only } }: ReportInput): boolean {
  const day = zone.day(window.startMs);
  if (day < (query.from ?? day) || day > (query.to ?? day)) return false;
  if (only === undefined || isRunning(window, hours, nowMs)) return true;
  return only === 'recent' && window.startMs >= nowMs - RECENT_MS;
}

/** By position among the windows: positions are in the order of time, which the ids of gaps are not. */
function blockGrouping(windows: readonly Window[]): TimeGrouping {
  return {
    word: 'block',
    id: 'id',
    title: 'Block',
    isOrdered: true,
    decidedBy: 'time',
    keys: () => event => keyAt(positionAt(windows, event.atMs)),
    within: () => atMs => spanAt(windows, positionAt(windows, atMs)),
    nameOf: key => blockId(windows[Number(key)]!),
  };
}

function keyAt(position: number): string {
  return String(position).padStart(9, '0');
}

function gapRow(position: number): Row {
  return rowOf({ keys: [keyAt(position)], models: new Map() });
}

/** Tokens of the fullest window that has ended. */
function fullest(input: ReportInput, windows: readonly Window[]): number | undefined {
  const { rows } = groupUsage(input, [blockGrouping(windows)]);
  const ended = rows.filter(
    row => !isRunning(windows[Number(row.keys[0])]!, input.blocks.hours, input.nowMs),
  );
  return ended.length > 0 ? largest(ended.map(row => row.tally.total)) : undefined;
}

function blockRow(
  row: Row,
  window: Window,
  limit: number | undefined,
  { blocks: { hours }, nowMs }: ReportInput,
): BlockRow {
  const isActive = isRunning(window, hours, nowMs);
  const burn = isActive ? burnOf(row) : undefined;
  const projection = burn && projectionOf(row, burn, window.endMs - nowMs);
  return {
    row,
    window,
    isActive,
    burn,
    projection,
    limit: limit === undefined ? undefined : projection && limitStatus(limit, projection),
  };
}

function blockColumns(known: ReadonlyMap<Row, BlockRow>, limit: number | undefined): readonly Column[] {
  const of =
    <T>(read: (block: BlockRow) => T) =>
    (row: Row) => {
      const block = known.get(row);
      return block && read(block);
    };
  const columns: Column[] = [
    { id: 'start', title: 'Start', kind: 'moment', cell: of(({ window }) => window.startMs) },
    { id: 'end', title: 'End', kind: 'moment', leaves: 8, cell: of(({ window }) => window.endMs) },
    {
      id: 'status',
      title: 'Status',
      kind: 'text',
      cell: of(({ window, isActive }) => (isActive ? 'active' : window.isGap ? 'gap' : 'ended')),
    },
  ];
  if (limit === undefined) return columns;
  const percent = of(({ window, row }) => (window.isGap ? undefined : (row.tally.total / limit) * 100));
  return [...columns, { id: 'percentOfLimit', title: 'Of limit', kind: 'percent', cell: percent }];
}

/** Where the running window is, and where it goes. */
function runningNote(
  block: BlockRow,
  nowMs: number,
  zone: Zone,
  amount: (usd: Money) => string,
): readonly string[] {
  const { row, isActive, window, burn, projection, limit } = block;
  if (!isActive) return [];
  const left = `Active until ${zone.clock(window.endMs).slice(0, 5)}, ${durationText(window.endMs - nowMs)} left`;
  if (!burn || !projection) return [`${left}.`];
  // What follows from a cost is as sure as that cost.
  const cost = (guess: number) => costText({ ...row.cost, usd: usd(guess) }, { amount });
  const pace = `${grouped(burn.tokensPerMinute)} tokens a minute, ${cost(burn.usdPerHour)} an hour`;
  const end = `at this pace ${grouped(projection.totalTokens)} tokens and ${cost(projection.usd)} by then`;
  const words = { ok: 'within', warning: 'close to', exceeds: 'above' };
  const verdict = limit ? `, ${words[limit.status]} the limit of ${grouped(limit.limit)}` : '';
  return [`${left}: ${pace}; ${end}${verdict}.`];
}
