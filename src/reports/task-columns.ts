/** The columns of reports about declared work: one count for all tokens, and a cost that is an estimate. */

import { count, dollars, nullable, type Output, record, text } from '../core/json-output.ts';
import { decimal } from '../core/money.ts';
import type { Column, Row } from './report.ts';

export const TASK_MEASURES: readonly Column[] = [
  { id: 'count', title: 'Tasks', kind: 'count', leaves: 2, cell: row => row.tally.events },
  { id: 'totalTokens', title: 'Tokens', kind: 'count', leaves: 3, cell: row => row.tally.total },
  { id: 'averageTokens', title: 'Tokens/task', kind: 'count', leaves: 1, cell: averageTokens },
  { id: 'costUsd', title: 'Cost (estimate)', kind: 'cost', cell: row => row.cost },
];

/** The same for scripts. */
export const TASK_FIELDS = {
  count: count((row: Row) => row.tally.events),
  totalTokens: count((row: Row) => row.tally.total),
  averageTokens: count(averageTokens),
  totalCost: dollars((row: Row) => row.cost),
  usd: text((row: Row) => decimal(row.cost.usd)),
  averageUsd: nullable(text(averageUsd)),
};

export const TASK_TOTALS: Output<Row> = record(TASK_FIELDS);

function averageTokens(row: Row): number {
  return row.tally.events === 0 ? 0 : Math.round(row.tally.total / row.tally.events);
}

/** Undefined where there is no task: there is no average of nothing. */
function averageUsd(row: Row): string | undefined {
  const { events } = row.tally;
  return events === 0 ? undefined : decimal(row.cost.usd / BigInt(events));
}
