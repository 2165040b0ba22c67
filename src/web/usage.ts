/**
 * `/api/usage` and `/api/usage/latest`, with the keys of the Claude Code token tracker. Every response is counted once,
 * all of them; the list holds the newest hundred. What it calls a session is one response.
 */

import type { Json } from '../core/json-schema.ts';
import { matcher } from '../core/query.ts';
import type { RecordDetails } from '../core/source.ts';
import { groupUsage } from '../reports/groups.ts';
import { latest } from '../reports/latest.ts';
import { models } from '../reports/models.ts';
import { overview } from '../reports/overview.ts';
import type { ReportInput, Row } from '../reports/report.ts';
import { type ResponseRow, responseRow } from '../reports/response-json.ts';
import { askReport } from './ask-report.ts';
import type { WebContext } from './context.ts';
import { count, exactly, word } from './json-shapes.ts';
import { previewOf } from './preview.ts';
import type { Reply, Route } from './route.ts';
import { reportParameters } from './words.ts';

/** As many as the original keeps for its table. */
const MOST = 100;

const parameters = reportParameters(overview).filter(
  ({ name }) => !['by', 'order', 'limit', 'week-start'].includes(name),
);

const SESSION = exactly({
  timestamp: word,
  project: word,
  model: word,
  input_tokens: count,
  output_tokens: count,
  total_tokens: count,
  cache_creation_tokens: count,
  cache_read_tokens: count,
  request_id: word,
  uuid: word,
  content_preview: word,
});
const USAGE = exactly({
  sessions: { type: 'array', items: SESSION },
  total_usage: exactly({
    input_tokens: count,
    output_tokens: count,
    total_tokens: count,
    cache_creation_tokens: count,
    cache_read_tokens: count,
  }),
  by_model: {
    type: 'object',
    additionalProperties: exactly({
      input_tokens: count,
      output_tokens: count,
      total_tokens: count,
      message_count: count,
    }),
  },
  last_updated: word,
});

export const usageRoutes: readonly Route[] = [
  {
    path: '/api/usage',
    says: 'All usage, with the newest hundred responses: the keys of the Claude Code token tracker.',
    parameters,
    schema: USAGE,
    async run(question) {
      const asked = askReport(overview, question);
      if ('problem' in asked) return { ...asked, status: 400 };
      const { rows, total } = groupUsage(asked.input, [models.grouping]);
      const { checkedMs } = question.data.snapshot;
      return {
        json: {
          sessions: await newest(asked.input, question.context, MOST),
          total_usage: { ...inAndOut(total), ...cache(total) },
          by_model: Object.fromEntries(byLoggedModel(rows)),
          last_updated: new Date(checkedMs ?? question.nowMs).toISOString(),
        },
      };
    },
  },
  {
    path: '/api/usage/latest',
    says: 'The newest response.',
    parameters,
    async run(question): Promise<Reply> {
      const asked = askReport(overview, question);
      if ('problem' in asked) return { ...asked, status: 400 };
      const [first] = await newest(asked.input, question.context, 1);
      // As the original has it: no error by its status.
      return { json: first ?? { error: 'No sessions found' } };
    },
  },
];

async function newest(input: ReportInput, context: WebContext, most: number): Promise<readonly Json[]> {
  const { journal, prices, query, zone } = input;
  const { indices } = latest(journal, prices, matcher(query, zone), most);
  const rows = indices.map(index => responseRow(input, index));
  const details = await context.detailsOf(rows.map(row => row.event));
  return rows.map((row, i) => session(row, details[i] ?? {}, context.previews.areShown));
}

function session(row: ResponseRow, details: RecordDetails, isShown: boolean): Json {
  const { event } = row;
  return {
    timestamp: new Date(event.atMs).toISOString(),
    project: row.project,
    model: event.terms.model,
    ...inAndOut(row),
    ...cache(row),
    request_id: details.requestId ?? '',
    uuid: details.uuid ?? '',
    content_preview: isShown ? previewOf(details.text) : '',
  };
}

/** A total is input and output here, without the cache. */
function inAndOut({ tally: { tokens } }: Pick<Row, 'tally'>) {
  return {
    input_tokens: tokens.input,
    output_tokens: tokens.output,
    total_tokens: tokens.input + tokens.output,
  };
}

function cache({ tally }: Pick<Row, 'tally'>) {
  return { cache_creation_tokens: tally.cacheWrite, cache_read_tokens: tally.tokens.cacheRead };
}

/** By the id as logged, as the original has it. */
function byLoggedModel(rows: readonly Row[]): readonly (readonly [string, Json])[] {
  const sums = new Map<string, Record<string, number>>();
  for (const { name, tally } of rows.flatMap(row => row.models)) {
    const sum = sums.get(name) ?? { input_tokens: 0, output_tokens: 0, total_tokens: 0, message_count: 0 };
    sums.set(name, sum);
    for (const [key, value] of Object.entries(inAndOut({ tally }))) sum[key]! += value;
    sum.message_count! += tally.events;
  }
  return [...sums].sort(([a], [b]) => (a < b ? -1 : 1));
}
