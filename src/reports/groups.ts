/**
 * The sums behind the reports: usage that a query is about, in groups. Groups come from the rollup; only groupings that
 * look at single events (tools, responses) need the events. Both ways give the same (test/reports/groups.test.ts). Days
 * and zones are computed here and stored nowhere.
 */
import { getOrInsert } from '../core/group.ts';
import type { Rate } from '../core/price.ts';
import { matcher, matchers } from '../core/query.ts';
import type { UsageEvent } from '../core/usage.ts';
import { ANY_TIME } from '../rollup/group-by.ts';
import { named, Sum } from '../rollup/sum.ts';
import type { Tally } from '../rollup/tally.ts';
import { mostExpensiveFirst } from './breakdown.ts';
import { isMeasured, MANUAL_LOG, visitDeclared, visitEvents } from './declared.ts';
import { fewModelNames } from './model-names.ts';
import type { Grouping, KeyOf, PlaceGrouping, ReportInput, Row } from './report.ts';
import { shareOf } from './shares.ts';

export interface Groups {
  /** In no particular order. */
  readonly rows: readonly Row[];
  readonly total: Row;
}

/** What falls under the same keys, by model. */
export interface Cell {
  readonly keys: readonly string[];
  readonly models: Map<string, Sum>;
}

/** Whether rows in these groups need the events, or sums are enough. */
export function needEvents(groupings: readonly Grouping[]): boolean {
  return groupings.some(({ decidedBy }) => decidedBy === 'event');
}

/** What else usage must be, besides what the query says. */
export interface Also {
  /** The same all along each span of a grouping by time. */
  readonly isTime?: (atMs: number) => boolean;
  readonly isPlace?: (
    usage: Pick<UsageEvent, 'attribution' | 'agent' | 'action' | 'projectDir' | 'project'>,
  ) => boolean;
}

export function groupUsage(input: ReportInput, groupings: readonly Grouping[], also: Also = {}): Groups {
  const cellsOf = needEvents(groupings) ? cellsOfEvents : cellsOfRollup;
  const cells = cellsOf(input, groupings, also);
  return groupsOf(cells, groupings);
}

/** The rows of `groupUsage` without their parts by model, of which there may be very many. */
export function groupTotals(
  input: ReportInput,
  groupings: readonly Grouping[],
  also: Also = {},
): readonly Omit<Row, 'models'>[] {
  if (needEvents(groupings)) return groupUsage(input, groupings, also).rows;
  return groupsOf(
    cellsOfRollup(input, groupings, also, () => ''),
    groupings,
  ).rows;
}

/** The same as `groupUsage` out of the events, one by one. */
export function groupEvents(input: ReportInput, groupings: readonly Grouping[]): Groups {
  return groupsOf(cellsOfEvents(input, groupings, {}), groupings);
}

/** How many groups there are: the same as the rows of `groupUsage`, without the sums of each by model. */
export function countGroups(input: ReportInput, grouping: PlaceGrouping): number {
  const { journal, prices, query, zone } = input;
  // What was logged by hand is in no journal.
  if (query.sources.includes(MANUAL_LOG)) return groupUsage(input, [grouping]).rows.length;
  const { isTime, isPlace, isModel } = matchers(query, zone, fewModelNames(journal));
  const keyOf = grouping.keys(input);
  return journal.group(prices, {
    timeOf: atMs => (isTime ? { ...zone.within(atMs), key: isTime(atMs) || undefined } : ANY_TIME()),
    placeOf: usage => (isPlace(usage) ? keyOf(usage, NO_RATE) : undefined),
    modelOf: (usage, rate) => isModel(usage, rate) || undefined,
  }).length;
}

function groupsOf(cells: Map<string, Cell>, groupings: readonly Grouping[]): Groups {
  const all: Cell = { keys: [], models: new Map() };
  for (const cell of cells.values()) absorb(all, cell, tally => tally);
  const rows = groupings.reduce(shareOut, cells);
  return { rows: [...rows.values()].map(rowOf), total: rowOf(all) };
}

function cellsOfEvents(input: ReportInput, groupings: readonly Grouping[], also: Also): Map<string, Cell> {
  const cells = new Map<string, Cell>();
  visitEvents(input, adderTo(cells, input, groupings, also));
  return cells;
}

/** Adds events one by one, as far as they are wanted. */
function adderTo(
  cells: Map<string, Cell>,
  input: ReportInput,
  groupings: readonly Grouping[],
  also: Also,
): (event: UsageEvent, rate: Rate) => void {
  const isWanted = matcher(input.query, input.zone, fewModelNames(input.journal));
  const keysOf = groupings.map(grouping => grouping.keys(input));
  const partOf = partsBy(input);
  return (event, rate) => {
    if (also.isTime?.(event.atMs) === false || also.isPlace?.(event) === false) return;
    if (!isWanted(event, rate)) return;
    const { models } = cellAt(
      cells,
      keysOf.map(keyOf => keyOf(event, rate)),
    );
    getOrInsert(models, partOf(event, rate), () => new Sum()).add(event, rate);
  };
}

function cellsOfRollup(
  input: ReportInput,
  groupings: readonly Grouping[],
  also: Also,
  partOf: KeyOf<Pick<UsageEvent, 'terms'>> = partsBy(input),
): Map<string, Cell> {
  const { journal, prices, query, zone } = input;
  const { isTime, isPlace, isModel } = matchers(query, zone, fewModelNames(journal));
  const times = new KeyPart<Pick<UsageEvent, 'atMs'>>();
  const places = new KeyPart<
    Pick<UsageEvent, 'attribution' | 'agent' | 'action' | 'projectDir' | 'project'>
  >();
  const models = new KeyPart<Pick<UsageEvent, 'terms'>>();
  const spans: ((atMs: number) => { readonly fromMs: number; readonly toMs: number })[] = [];
  const withinDay = (atMs: number) => zone.within(atMs);
  if (isTime) spans.push(withinDay);
  for (const [depth, grouping] of groupings.entries()) {
    if (grouping.decidedBy === 'time') {
      times.add(depth, grouping.keys(input));
      spans.push(grouping.within?.(input) ?? withinDay);
    } else if (grouping.decidedBy === 'place') places.add(depth, grouping.keys(input));
    else if (grouping.decidedBy === 'model') models.add(depth, grouping.keys(input));
  }
  models.add(groupings.length, partOf);
  const cells = new Map<string, Cell>();
  visitDeclared(input, adderTo(cells, input, groupings, also));
  if (!isMeasured(query)) return cells;
  const groups = journal.group(prices, {
    timeOf(atMs) {
      let [fromMs, toMs] = [Number.NEGATIVE_INFINITY, Number.POSITIVE_INFINITY];
      for (const span of spans) {
        const around = span(atMs);
        fromMs = Math.max(fromMs, around.fromMs);
        toMs = Math.min(toMs, around.toMs);
      }
      const isWanted = (isTime?.(atMs) ?? true) && (also.isTime?.(atMs) ?? true);
      return { key: isWanted ? times.idOf({ atMs }) : undefined, fromMs, toMs };
    },
    placeOf: usage => (isPlace(usage) && also.isPlace?.(usage) !== false ? places.idOf(usage) : undefined),
    modelOf: (usage, rate) => (isModel(usage, rate) ? models.idOf(usage, rate) : undefined),
  });
  for (const { time, place, model, sum } of groups) {
    const keys: string[] = [];
    for (const part of [times.keysOf(time), places.keysOf(place), models.keysOf(model)]) {
      for (const [depth, key] of part) keys[depth] = key;
    }
    const name = keys.pop()!;
    // The sums of groups are ours to keep, and mostly of one cell and model each.
    const byModel = cellAt(cells, keys).models;
    const known = byModel.get(name);
    if (known) known.absorb(sum);
    else byModel.set(name, sum);
  }
  return cells;
}

/** The keys of all groupings that the same thing decides, under one id. */
class KeyPart<Usage> {
  private readonly keyOf: (readonly [depth: number, keyOf: KeyOf<Usage>])[] = [];
  private readonly known = new Map<string, readonly (readonly [depth: number, key: string])[]>();

  add(depth: number, keyOf: KeyOf<Usage>): void {
    this.keyOf.push([depth, keyOf]);
  }

  /** `rate` is that of the usage where it decides; keys by time and place do not look at it. */
  idOf(usage: Usage, rate: Rate = NO_RATE): string {
    const keys = this.keyOf.map(([depth, keyOf]) => [depth, keyOf(usage, rate)] as const);
    const id = keys.length === 1 ? keys[0]![1] : JSON.stringify(keys);
    if (!this.known.has(id)) this.known.set(id, keys);
    return id;
  }

  keysOf(id: string): readonly (readonly [depth: number, key: string])[] {
    return this.known.get(id)!;
  }
}

const NO_RATE: Rate = { status: 'unpriced', lookedUp: '', why: 'not asked for' };

/** What the parts of a row are named by. */
function partsBy({ journal, hasFewModels }: ReportInput): KeyOf<Pick<UsageEvent, 'terms'>> {
  return hasFewModels ? fewModelNames(journal, loggedModel) : loggedModel;
}

/** The model as its log names it; what was billed as fast is told apart. */
function loggedModel({ terms }: Pick<UsageEvent, 'terms'>): string {
  const name = terms.model || '(no model)';
  return terms.speed === 'fast' ? `${name}-fast` : name;
}

/** Cells whose key at `depth` stands for several groups give each of them an even share. */
function shareOut(cells: Map<string, Cell>, { among }: Grouping, depth: number): Map<string, Cell> {
  if (!among) return cells;
  const parts = new Map<string, Cell>();
  for (const cell of cells.values()) {
    const names = among(cell.keys[depth]!);
    for (const name of new Set(names)) {
      const shares = names.flatMap((each, i) => (each === name ? i : []));
      absorb(cellAt(parts, cell.keys.with(depth, name)), cell, tally => shareOf(tally, names.length, shares));
    }
  }
  return parts;
}

function cellAt(cells: Map<string, Cell>, keys: readonly string[]): Cell {
  const id = keys.length === 1 ? keys[0]! : JSON.stringify(keys);
  return getOrInsert(cells, id, () => ({ keys, models: new Map() }));
}

function absorb(into: Cell, from: Cell, share: (tally: Tally) => Tally): void {
  for (const [model, sum] of from.models) {
    getOrInsert(into.models, model, () => new Sum()).absorb(sum, share(sum.tally));
  }
}

export function rowOf({ keys, models }: Cell): Row {
  const parts = [...models].map(([name, sum]) => named(name, sum)).sort(mostExpensiveFirst);
  const name = keys.join(' ');
  if (parts.length === 1) return { ...parts[0]!, name, keys, models: parts };
  const whole = new Sum();
  for (const { sum } of parts) whole.absorb(sum);
  return { ...named(name, whole), keys, models: parts };
}
