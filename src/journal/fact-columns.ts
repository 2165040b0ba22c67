/** The columns of facts, and the values that their rows name by number. */
import type { Column } from '../core/column.ts';
import { type Attribution, type Terms, TOKEN_KINDS } from '../core/usage.ts';
import type { Interned } from './interned.ts';

/** The columns, in the order in which the cache writes them. */
export const FACT_COLUMNS = [
  'keyHi',
  'keyLo',
  'request',
  'atMs',
  'durationMs',
  ...TOKEN_KINDS,
  'reasoning',
  'webSearches',
  'quality',
  'notes',
  'terms',
  'attribution',
  'tools',
  'offset',
  'line',
  'records',
] as const;
export type FactColumn = (typeof FACT_COLUMNS)[number];

/** Columns, and the values that rows name by number. */
export interface FactTable {
  readonly columns: Record<FactColumn, Column>;
  readonly terms: Interned<Terms>;
  readonly attributions: Interned<Attribution>;
  /** Sets of tools, each as `joinTools` makes it. */
  readonly tools: Interned<readonly string[]>;
}

/** A function that says whether two rows have the same numbers in some columns; good until one of these changes. */
export function sameIn(
  { columns }: Pick<FactTable, 'columns'>,
  names: readonly FactColumn[],
): (a: number, b: number) => boolean {
  const numbers = names.map(name => columns[name].numbers);
  return (a, b) => {
    for (const of of numbers) if (of[a] !== of[b]) return false;
    return true;
  };
}
