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
