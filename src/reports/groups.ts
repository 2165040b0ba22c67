/**
 * The one loop behind the reports: shows every event that a query is about to the groupings, and sums what falls under
 * the same keys. Which day an event is on, and in which zone, is found out here and kept nowhere.
 */
import { group } from '../core/group.ts';
import { matcher } from '../core/query.ts';
import type { UsageEvent } from '../core/usage.ts';
import { named, Sum } from '../rollup/sum.ts';
import type { Tally } from '../rollup/tally.ts';
import { dearestFirst } from './breakdown.ts';
import { visitEvents } from './declared.ts';
import type { Grouping, KeyOf, ReportInput, Row } from './report.ts';
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

/** `isIn` says what else an event must be, besides what the query asks for. */
export function groupEvents(
  input: ReportInput,
  groupings: readonly Grouping[],
  isIn: KeyOf<boolean> = () => true,
): Groups {
  const { query, zone } = input;
  const isWanted = matcher(query, zone);
  const keysOf = groupings.map(grouping => grouping.keys(input));
  const cells = new Map<string, Cell>();
  visitEvents(input, (event, rate) => {
    if (!isWanted(event, rate) || !isIn(event, rate)) return;
    const { models } = cellAt(
      cells,
      keysOf.map(keyOf => keyOf(event, rate)),
    );
    group(models, loggedModel(event), () => new Sum()).add(event, rate);
  });
  const all: Cell = { keys: [], models: new Map() };
  for (const cell of cells.values()) absorb(all, cell, tally => tally);
  const rows = groupings.reduce(shareOut, cells);
  return { rows: [...rows.values()].map(rowOf), total: rowOf(all) };
}

/** The model as its log names it; what was billed as fast is told apart. */
function loggedModel({ terms }: UsageEvent): string {
  const name = terms.model || '(no model)';
  return terms.speed === 'fast' ? `${name}-fast` : name;
}

/** Cells whose key at `depth` stands for several groups give each of them an even share. */
function shareOut(cells: Map<string, Cell>, { among }: Grouping, depth: number): Map<string, Cell> {
  if (!among) return cells;
  const parts = new Map<string, Cell>();
  for (const cell of cells.values()) {
    const names = among(cell.keys[depth]!);
    names.forEach((name, i) => {
      absorb(cellAt(parts, cell.keys.with(depth, name)), cell, tally => shareOf(tally, names.length, i));
    });
  }
  return parts;
}

function cellAt(cells: Map<string, Cell>, keys: readonly string[]): Cell {
  const id = keys.length === 1 ? keys[0]! : JSON.stringify(keys);
  return group(cells, id, () => ({ keys, models: new Map() }));
}

function absorb(into: Cell, from: Cell, share: (tally: Tally) => Tally): void {
  for (const [model, sum] of from.models) {
    group(into.models, model, () => new Sum()).absorb(sum, share(sum.tally));
  }
}

export function rowOf({ keys, models }: Cell): Row {
  const whole = new Sum();
  for (const sum of models.values()) whole.absorb(sum);
  return {
    ...named(keys.join(' '), whole),
    keys,
    models: [...models].map(([name, sum]) => named(name, sum)).sort(dearestFirst),
  };
}
