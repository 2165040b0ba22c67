/**
 * What a session says of itself, in the row of the database as in the first line of a file: the sum of its requests
 * where Goose kept one (since April 2025), else the counts of its last request, which are less than all of it.
 */
import type { Quality, Terms } from '../../core/usage.ts';
import { type Remarks, readTotals, sumOf, type Totals } from './totals.ts';

export interface SessionTotal {
  readonly totals: Totals;
  readonly quality: Quality;
}

/** Undefined where the session tells of no usage. */
export function sessionTotal(
  record: Readonly<Record<string, unknown>>,
  terms: Terms,
  remarks: Remarks,
): SessionTotal | undefined {
  const accumulated = readTotals(record, 'accumulated_', terms, remarks);
  if (sumOf(accumulated) > 0) {
    remarks.notes.add('no request split');
    return { totals: accumulated, quality: 'session total' };
  }
  const last = readTotals(record, '', terms, remarks);
  return sumOf(last) > 0 ? { totals: last, quality: 'lower bound' } : undefined;
}
