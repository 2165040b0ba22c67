/** Every response of one session, in the order of time; in JSON as ccusage has it for `session --id`. */

import {
  count,
  dollars,
  list,
  moment,
  nullable,
  type Output,
  record,
  text,
  within,
} from '../core/json-output.ts';
import { published } from '../core/json-schema.ts';
import { keyColumns, MEASURES } from './columns.ts';
import { groupUsage } from './groups.ts';
import { BESIDES } from './json.ts';
import { inOrder } from './ranking.ts';
import type { Answer, Column, EventGrouping, Report, ReportInput, Row } from './report.ts';
import { sessions } from './session.ts';

const response: EventGrouping = {
  word: 'response',
  id: 'event',
  title: 'Response',
  isOrdered: true,
  decidedBy: 'event',
  keys: () => event => `${String(event.atMs).padStart(15, '0')} ${event.id}`,
  nameOf: key => key.slice(16),
};

const DETAILS: readonly Column[] = [
  { id: 'timestamp', title: 'Time', kind: 'moment', cell: row => row.sum.fromMs },
  { id: 'model', title: 'Model', kind: 'text', leaves: 8, cell: modelOf },
];

const ENTRY: Output<Row> = record({
  timestamp: moment(row => row.sum.fromMs),
  model: text(modelOf),
  inputTokens: count(row => row.tally.tokens.input),
  outputTokens: count(row => row.tally.tokens.output),
  cacheCreationTokens: count(row => row.tally.cacheWrite),
  cacheReadTokens: count(row => row.tally.tokens.cacheRead),
  costUSD: dollars(row => row.cost),
  event: text(row => row.keys[0] && response.nameOf?.(row.keys[0])),
  ...BESIDES,
});

interface Responses extends Pick<Answer, 'rows' | 'total'> {
  readonly session: string;
}

/** Null where there is no such session. */
const SHAPE: Output<Responses | undefined> = nullable(
  within(
    (found: Responses | undefined) => found,
    record({
      sessionId: text(found => found.session),
      totalCost: dollars(found => found.total.cost),
      totalTokens: count(found => found.total.tally.total),
      entries: list(found => found.rows, ENTRY),
    }),
  ),
);

export const responses: Report = {
  ...sessions,
  needsEvents: () => true,
  run,
  schema: () => published('token-dash session --id <id> --json', SHAPE.json),
};

function run(input: ReportInput): Answer {
  const groupings = [response];
  const { rows, total } = groupUsage(input, groupings);
  const ordered = inOrder(rows, groupings, input.query.order);
  const shown = ordered.slice(0, input.query.limit);
  const [session = ''] = input.query.sessions;
  return {
    columns: [...DETAILS, ...keyColumns(groupings, shown), ...MEASURES],
    rows: shown,
    total,
    rowsLeftOut: ordered.length - shown.length,
    notes: () => [],
    json: () => SHAPE.write(rows.length > 0 ? { rows: shown, total, session } : undefined) ?? null,
  };
}

function modelOf({ models: [model] }: Row): string | undefined {
  return model?.name;
}
