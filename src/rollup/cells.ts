/** The cells of a rollup as columns; see `rollup.ts`. */
import { Column } from '../core/column.ts';
import { type Attribution, type Terms, TOKEN_KINDS } from '../core/usage.ts';
import { type Interned, internedAttributions, internedTerms } from '../journal/interned.ts';

/** What cells add up. */
export const CELL_SUMS = [...TOKEN_KINDS, 'reasoning', 'webSearches', 'records', 'events'] as const;
export type CellSum = (typeof CELL_SUMS)[number];

/** The columns, in the order in which the cache writes them. */
export const CELL_COLUMNS = [
  'terms',
  'attribution',
  'quality',
  /** The earliest event, UTC ms, and how much later the latest one was. */
  'firstMs',
  'spanMs',
  /** How long after `firstMs` the last record of any of them was written, ms. */
  'durationMs',
  /** No prompt is shorter than the one, and none longer than the other, tokens; where no price depends on it, both are 0. */
  'promptLeast',
  'promptMost',
  ...CELL_SUMS,
] as const;
export type CellColumn = (typeof CELL_COLUMNS)[number];

/** Lengths of prompts, tokens, from which on requests in these terms may have another price. Only a hint of how fine to be. */
export type PriceTiers = (terms: Terms) => readonly number[];

/** No more of them are distinguished for any terms; lengths above count as one. */
export const MAX_TIERS = 7;

/** The lengths at which `priceTiers` says that prices change, in order. Prompts between two of them are of one band. */
export function tiersOf(priceTiers: PriceTiers, terms: Terms): readonly number[] {
  return [...priceTiers(terms)].sort((a, b) => a - b).slice(0, MAX_TIERS);
}

export const QUARTER_MS = 900_000;

type Names = Pick<Cells, 'terms' | 'attributions'>;

/** Cells, and the values that they name by number: by terms, and within these by time. */
export class Cells {
  readonly columns: Record<CellColumn, Column>;
  readonly terms: Interned<Terms>;
  readonly attributions: Interned<Attribution>;
  /** Costs that a log states itself, in USD, by cell: such events have a cell each. */
  readonly loggedUsd = new Map<number, number>();

  constructor(
    names: Names = { terms: internedTerms(), attributions: internedAttributions() },
    columns?: Cells['columns'],
  ) {
    this.terms = names.terms;
    this.attributions = names.attributions;
    this.columns =
      columns ??
      (Object.fromEntries(CELL_COLUMNS.map(name => [name, new Column()])) as Record<CellColumn, Column>);
  }

  get length(): number {
    return this.columns.terms.length;
  }
}

/** Cells that are to be added, or taken away again. */
export interface Part {
  readonly cells: Cells;
  readonly sign: 1 | -1;
}
