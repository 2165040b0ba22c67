/**
 * Sums over the cells of a digest. A cell goes into one slot or the digest cannot answer: then, and before anything was
 * added to anything, the answer is undefined, and the events themselves are asked (see `Journal.totals`).
 */

import type { Numbers } from '../core/column.ts';
import type { Reach } from '../core/price.ts';
import {
  type Attribution,
  noTokens,
  QUALITIES,
  type Quality,
  type Terms,
  TOKEN_KINDS,
  type TokenKind,
  type Tokens,
} from '../core/usage.ts';
import type { Places } from '../journal/cursor.ts';
import { CellRuns } from './cell-runs.ts';
import { CELL_SUMS, type CellColumn, type Cells, type Part } from './cells.ts';
import { type Counted, Slots, type Sorting, type Totals } from './totals.ts';

/** Neighbouring cells of one stretch. */
interface Run {
  readonly eye: Eye;
  readonly from: number;
  readonly to: number;
  readonly stretch: Reach;
  readonly sign: number;
}

export function totalsOfCells(parts: readonly Part[], sorting: Sorting, places: Places): Totals | undefined {
  const runs: Run[] = [];
  for (const { cells, sign } of parts) {
    const eye = new Eye(cells, places);
    for (let from = 0; from < cells.length; ) {
      const run = runFrom(from, eye, sign, sorting);
      if (!run) return undefined;
      runs.push(run);
      from = run.to;
    }
  }
  const slots = new Slots();
  for (const run of runs) {
    run.eye.lookAt(run.from);
    run.eye.add(run, slots, sorting.slotOf(run.eye, run.stretch.rate));
  }
  return slots.sums;
}

/** The cells from `from` on that are of one stretch; undefined where the first of them is not of one. */
function runFrom(from: number, eye: Eye, sign: number, { by, stretchOf }: Sorting): Run | undefined {
  eye.lookAt(from);
  const stretch = stretchOf(eye);
  if (eye.latestMs(from) >= stretch.toMs) return undefined;
  const { cells, columns: c } = eye;
  const most = longestIn(c, from);
  if (!isWithin(most, stretch) && most > c.promptLeast[from]!) {
    // From the shortest to the longest prompt prices change once at most: where both ends are alike, all of it is.
    eye.lookAt(from, most);
    if (stretchOf(eye).rate !== stretch.rate) return undefined;
  }
  const to = cells.loggedUsd.size > 0 ? from + 1 : eye.runs.endOf(from, stretch, by);
  return { eye, from, to, stretch, sign };
}

/** The longest prompt of a cell; without end where that was not noted. */
function longestIn({ promptMost }: Columns, cell: number): number {
  return promptMost[cell]! || Number.POSITIVE_INFINITY;
}

/** Whether the rate of a stretch holds for prompts of this length, which has no end where it was not noted. */
function isWithin(most: number, { promptBelow }: Reach): boolean {
  return most < promptBelow || promptBelow === Number.POSITIVE_INFINITY;
}

type Columns = Readonly<Record<CellColumn, Numbers>>;

/** A cell as if it were an event: its first moment, and a prompt of it. */
class Eye implements Counted {
  readonly cells: Cells;
  readonly columns: Columns;
  readonly runs: CellRuns;
  private readonly places: Places;
  private readonly counts: Record<TokenKind, number> = { ...noTokens };
  private cell = 0;
  private prompt: number | undefined;

  constructor(cells: Cells, places: Places) {
    this.cells = cells;
    this.runs = new CellRuns(cells);
    this.columns = Object.fromEntries(
      Object.entries(cells.columns).map(([name, column]) => [name, column.numbers]),
    ) as Columns;
    this.places = places;
  }

  /** `prompt`: as if it were an event with a prompt of so many tokens; else the shortest there is. */
  lookAt(cell: number, prompt?: number): void {
    this.cell = cell;
    this.prompt = prompt;
  }

  latestMs(cell: number): number {
    return this.columns.firstMs[cell]! + this.columns.spanMs[cell]!;
  }

  get atMs(): number {
    return this.columns.firstMs[this.cell]!;
  }

  /** The same object each time: all counts where the cell is of one event, else only a prompt. */
  get tokens(): Tokens {
    const { columns, counts, cell } = this;
    const isOne = columns.events[cell] === 1 && this.prompt === undefined;
    for (const kind of TOKEN_KINDS) counts[kind] = isOne ? columns[kind][cell]! : 0;
    if (!isOne) counts.input = this.prompt ?? columns.promptLeast[cell]!;
    return counts;
  }

  get webSearches(): number {
    return this.columns.webSearches[this.cell]!;
  }

  get loggedUsd(): number | undefined {
    return this.cells.loggedUsd.get(this.cell);
  }

  get quality(): Quality {
    return QUALITIES[this.columns.quality[this.cell]!]!;
  }

  get terms(): Terms {
    return this.cells.terms.get(this.columns.terms[this.cell]!);
  }

  get attribution(): Attribution {
    return this.cells.attributions.get(this.columns.attribution[this.cell]!);
  }

  get agent(): string | undefined {
    return this.places.agentOf(this.attribution);
  }

  get projectDir(): string | undefined {
    return this.places.projectDirOf(this.attribution);
  }

  /** Adds the cells of a run to a slot. */
  add({ from, to, sign }: Run, slots: Slots, slot: number): void {
    const into = slots.roomFor(slot);
    const sums = this.runs.sumsOf(from, to);
    for (let i = 0; i < CELL_SUMS.length; i++) into[CELL_SUMS[i]!][slot]! += sign * sums[i]!;
    if (this.quality === 'lower bound') into.lowerBounds[slot]! += sign * sums[EVENTS]!;
  }
}

const EVENTS = CELL_SUMS.indexOf('events');
