/** Whose dollars a cost is: ours from the list, the log's own, or those that a provider reported. */
import type { Tally } from '../rollup/tally.ts';
import type { Column, Row } from './report.ts';

const BASES = ['list', 'log', 'provider'] as const;
type Basis = (typeof BASES)[number];

/** In the order above; none where nothing has a price. */
export function costBasis(tally: Tally): readonly Basis[] {
  const found = new Set<Basis>();
  for (const rate of tally.buckets.keys()) {
    if (rate.status === 'listed') found.add('list');
    else if (rate.status === 'logged') found.add(rate.isReported ? 'provider' : 'log');
  }
  return BASES.filter(basis => found.has(basis));
}

/** 'list', 'log', 'list + log', ...; undefined where nothing has a price. */
export function costBasisText(tally: Tally): string | undefined {
  const all = costBasis(tally);
  return all.length === 0 ? undefined : all.join(' + ');
}

/** On a screen only where some cost is not from the list. */
export function costBasisColumn(rows: readonly Row[]): Column {
  const isNeeded = rows.some(({ tally }) => costBasis(tally).some(basis => basis !== 'list'));
  return {
    id: 'costBasis',
    title: 'Cost from',
    kind: 'text',
    leaves: isNeeded ? 8 : 0,
    cell: row => costBasisText(row.tally),
  };
}
