/** One cell as if it were an event: its first moment, and a prompt of its events. */

import type { Numbers } from '../core/column.ts';
import {
  type Action,
  type Attribution,
  noTokens,
  QUALITIES,
  type Quality,
  type Terms,
  TOKEN_KINDS,
  type TokenKind,
  type Tokens,
  type UsageEvent,
} from '../core/usage.ts';
import type { Places } from '../journal/cursor.ts';
import type { CellColumn, Cells } from './cells.ts';

/** What usage is grouped and priced by: a field of an event that all events of a cell share, or one of them. */
export type Usage = Pick<
  UsageEvent,
  | 'atMs'
  | 'tokens'
  | 'webSearches'
  | 'loggedUsd'
  | 'quality'
  | 'terms'
  | 'attribution'
  | 'agent'
  | 'action'
  | 'projectDir'
  | 'project'
>;

export type CellNumbers = Readonly<Record<CellColumn, Numbers>>;

export class CellCursor implements Usage {
  readonly columns: CellNumbers;
  private readonly cells: Cells;
  private readonly places: Places;
  private readonly counts: Record<TokenKind, number> = { ...noTokens };
  private cell = 0;
  private prompt: number | undefined;

  constructor(cells: Cells, places: Places) {
    this.cells = cells;
    this.places = places;
    this.columns = Object.fromEntries(
      Object.entries(cells.columns).map(([name, column]) => [name, column.numbers]),
    ) as CellNumbers;
  }

  /** `prompt`: as if it were an event with a prompt of so many tokens; else the shortest that the cell may hold. */
  moveTo(cell: number, prompt?: number): void {
    this.cell = cell;
    this.prompt = prompt;
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

  get action(): Action {
    return this.places.actionOf(this.attribution);
  }

  get projectDir(): string | undefined {
    return this.places.projectDirOf(this.attribution);
  }

  get project(): string {
    return this.places.projectOf(this.attribution);
  }
}
