/**
 * The columns that reports share: one for each way in which rows are told apart, then what was used and what it cost.
 * `leaves` is the order in which a narrow screen does without them.
 */
import type { Column, Grouping, Row } from './report.ts';

/** The names of the rows. They stay on every screen; `rows` are all there are, so that short names are not mixed up. */
export function keyColumns(groupings: readonly Grouping[], rows: readonly Row[]): readonly Column[] {
  return groupings.map((grouping, depth) => {
    const { id, title, nameOf = key => key } = grouping;
    const name = (row: Row) => {
      const key = row.keys[depth];
      return key === undefined ? undefined : nameOf(key);
    };
    const short = grouping.shortNames?.(rows.flatMap(row => name(row) ?? []));
    return {
      ...{ id, title, kind: 'text', cell: name },
      short: row => {
        const whole = name(row) ?? '';
        return short?.get(whole) ?? whole;
      },
    };
  });
}

/** Which models, and what they used. */
export const MODELS_COLUMN: Column = {
  id: 'models',
  title: 'Models',
  kind: 'text',
  leaves: 2,
  cell: row => row.models.map(model => model.name).join(', '),
  short: ({ models: [first, ...more] }) =>
    first ? `${shortModel(first.name)}${more.length > 0 ? ` +${more.length}` : ''}` : '',
};

export const MEASURES: readonly Column[] = [
  { id: 'responses', title: 'Responses', kind: 'count', leaves: 1, cell: row => row.tally.events },
  { id: 'inputTokens', title: 'Input', kind: 'count', leaves: 5, cell: row => row.tally.tokens.input },
  { id: 'outputTokens', title: 'Output', kind: 'count', leaves: 6, cell: row => row.tally.tokens.output },
  {
    id: 'cacheCreationTokens',
    title: 'Cache write',
    kind: 'count',
    leaves: 3,
    cell: row => row.tally.cacheWrite,
  },
  {
    id: 'cacheReadTokens',
    title: 'Cache read',
    kind: 'count',
    leaves: 4,
    cell: row => row.tally.tokens.cacheRead,
  },
  { id: 'totalTokens', title: 'Tokens', kind: 'count', leaves: 7, cell: row => row.tally.total },
  { id: 'costUsd', title: 'Cost', kind: 'cost', cell: row => row.cost },
  ...(
    [
      ['cacheWrite5mTokens', row => row.tally.tokens.cacheWrite5m],
      ['cacheWrite1hTokens', row => row.tally.tokens.cacheWrite1h],
      ['cacheWriteOtherTokens', row => row.tally.tokens.cacheWriteOther],
      ['reasoningTokens', row => row.tally.reasoning],
      ['webSearches', row => row.tally.webSearches],
      ['unpricedTokens', row => row.cost.unpricedTokens],
      ['lowerBoundResponses', row => row.cost.lowerBoundEvents],
    ] satisfies [id: string, cell: (row: Row) => number][]
  ).map(([id, cell]): Column => ({ id, title: id, kind: 'count', leaves: 0, cell })),
];

/** 'opus-4-5' for 'claude-opus-4-5-20251101': on a screen the vendor is clear. */
function shortModel(id: string): string {
  return id.replace(/^claude-(?=\D)/, '').replace(/-20\d{6}(?=$|-fast$)/, '');
}
