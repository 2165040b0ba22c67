/** Facts as a message between threads: columns are transferred, everything else is copied. */
import { Column, type Numbers } from '../../core/column.ts';
import { FACT_COLUMNS, type FactColumn, Facts } from '../../journal/facts.ts';
import { internedAttributions, internedTerms, internedTools } from '../../journal/interned.ts';
import type { KnownFile, Segment } from '../file-record.ts';
import type { FileTable } from '../file-table.ts';

/** Plain data. */
export interface FactsMessage {
  readonly length: number;
  readonly columns: readonly Numbers[];
  /** Terms, attributions and sets of tools, by number. */
  readonly names: readonly (readonly unknown[])[];
  readonly loggedUsd: Facts['loggedUsd'];
  readonly hasWitnesses: boolean;
  readonly files: readonly KnownFile[];
}

/** The message and its transfer list: the table is of no use here afterwards. */
export function serialize({ facts, files }: FileTable): readonly [FactsMessage, transferred: ArrayBuffer[]] {
  const columns = FACT_COLUMNS.map(name => facts.columns[name].numbers);
  const sent = {
    length: facts.length,
    columns,
    names: [facts.terms.values, facts.attributions.values, facts.tools.values],
    loggedUsd: facts.loggedUsd,
    hasWitnesses: facts.hasWitnesses,
    files: [...files.values()],
  };
  return [sent, columns.map(({ buffer }) => buffer)];
}

export function deserialize({
  length,
  columns,
  names,
  loggedUsd,
  hasWitnesses,
  files,
}: FactsMessage): Segment {
  const [terms, attributions, tools] = names.map(values => ({
    count: values.length,
    make: (id: number) => values[id] as never,
  }));
  const facts = new Facts({
    columns: Object.fromEntries(
      FACT_COLUMNS.map((name, i) => [name, Column.of(columns[i]!, length)]),
    ) as Record<FactColumn, Column>,
    terms: internedTerms(terms),
    attributions: internedAttributions(attributions),
    tools: internedTools(tools),
  });
  facts.hasWitnesses = hasWitnesses;
  for (const [row, usd] of loggedUsd) facts.loggedUsd.set(row, usd);
  return { facts, files: files.map(file => ({ file, skip: 0, base: '' })) };
}
