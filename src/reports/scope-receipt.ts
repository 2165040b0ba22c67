/**
 * The receipt of a sum: what it is made of by price, by its days or its sessions, and the responses in it that cost the
 * most. Each part has a receipt of its own, down to the receipt of one response.
 */
import { dayText } from '../core/calendar.ts';
import type { Json } from '../core/json-schema.ts';
import { decimal } from '../core/money.ts';
import type { Rate } from '../core/price.ts';
import { matcher } from '../core/query.ts';
import { TOKEN_KINDS, totalTokens } from '../core/usage.ts';
import { type Bucket, bucketUsd } from '../rollup/tally.ts';
import { keyColumns } from './columns.ts';
import { daily } from './daily.ts';
import { FLAT_RATE, isMeasured } from './declared.ts';
import { groupEvents } from './groups.ts';
import { rowShape, TOTALS } from './json.ts';
import { costliest } from './latest.ts';
import { costliestWork } from './latest-work.ts';
import { models } from './models.ts';
import { inOrder } from './ranking.ts';
import type { Grouping, ReportInput, Row } from './report.ts';
import { eventRow, type ResponseRow, responseRow } from './response-json.ts';
import { sessions } from './session.ts';

const MOST_RESPONSES = 50;
const MOST_PARTS = 400;

export interface ScopeReceipt {
  readonly json: Json;
  readonly responses: readonly ResponseRow[];
}

/** `json` lacks only the responses, which the face writes with or without what they say. */
export function scopeReceipt(input: ReportInput): ScopeReceipt {
  const { query, zone, journal, prices } = input;
  const days = groupEvents(input, [daily.grouping]);
  const { total } = days;
  const by = groupingFor(input, days.rows.length);
  const parts = by && inOrder(groupEvents(input, [by]).rows, [by], 'desc').slice(0, MOST_PARTS);
  const heads = by ? keyColumns([by], parts ?? []) : [];
  const dates = days.rows.map(row => row.keys[0]!).sort();
  const found = isMeasured(query)
    ? costliest(journal, prices, matcher(query, zone), MOST_RESPONSES).indices
    : [];
  const work = costliestWork(input, MOST_RESPONSES);
  const responses = [
    ...found.map(index => responseRow(input, index)),
    ...work.map(event => eventRow(input, event, FLAT_RATE)),
  ];
  return {
    json: {
      totals: TOTALS.write(total) ?? null,
      from: query.from === undefined ? (dates[0] ?? null) : dayText(query.from),
      to: query.to === undefined ? (dates.at(-1) ?? null) : dayText(query.to),
      rates: ratesIn(input, total)
        .map(each => rateJson(each))
        .sort((a, b) => Number(b.usd ?? -1) - Number(a.usd ?? -1) || b.totalTokens - a.totalTokens),
      by: by?.id ?? null,
      parts: (parts ?? []).map(row => rowShape(heads).write(row) ?? null),
    },
    // Each list is in this order: what comes of both is as well.
    responses: responses.sort((a, b) => Number(b.cost.usd - a.cost.usd)).slice(0, MOST_RESPONSES),
  };
}

/** One level further down: of many days the days, of one day its sessions, of a session its responses. */
function groupingFor({ query }: ReportInput, days: number): Grouping | undefined {
  if (query.sessions.length > 0) return undefined;
  if (days > 1) return daily.grouping;
  // What was logged by hand has no session.
  return isMeasured(query) ? sessions.grouping : undefined;
}

interface RateUse {
  readonly rate: Rate;
  readonly bucket: Bucket;
  /** The model; absent where the rate names it. */
  readonly model?: string;
}

/** What was used at each rate. Models without a price share one, and are told apart as far as there is room. */
function ratesIn(input: ReportInput, total: Row): readonly RateUse[] {
  const isOfMany = (rate: Rate) => rate.status === 'unpriced' && rate.lookedUp === '';
  const all = Array.from(total.tally.buckets, ([rate, bucket]) => ({ rate, bucket }));
  const ofMany = all.filter(({ rate }) => isOfMany(rate));
  if (ofMany.length === 0) return all;
  const { rows } = groupEvents(input, [models.grouping]);
  const unpriced = inOrder(rows, [models.grouping], 'desc').flatMap(row =>
    Array.from(row.tally.buckets, ([rate, bucket]) => ({ rate, bucket, model: row.keys[0] })).filter(each =>
      isOfMany(each.rate),
    ),
  );
  const named = unpriced.length <= MOST_PARTS ? unpriced : ofMany;
  return [...all.filter(({ rate }) => !isOfMany(rate)), ...named];
}

function rateJson({ rate, bucket, model }: RateUse) {
  const listed = rate.status === 'listed' ? rate : undefined;
  const tokens = totalTokens(bucket);
  const usd = listed
    ? bucketUsd(listed, bucket)
    : rate.status === 'logged'
      ? bucket.logged
      : rate.status === 'unpriced'
        ? undefined
        : 0n;
  return {
    model: model ?? rate.origin?.model ?? (rate.status === 'listed' ? '' : rate.lookedUp),
    status: rate.status,
    since: rate.origin?.since,
    why: rate.status === 'listed' ? undefined : rate.why,
    responses: bucket.events,
    totalTokens: tokens,
    usd: usd === undefined ? null : decimal(usd),
    unpricedTokens: rate.status === 'unpriced' ? tokens : 0,
    charges: TOKEN_KINDS.filter(kind => bucket[kind] > 0).map(kind => ({
      what: kind,
      count: bucket[kind],
      ...(listed && {
        rate: decimal(listed.perToken[kind] * 1_000_000n, 2),
        usd: decimal(BigInt(bucket[kind]) * listed.perToken[kind]),
      }),
    })),
  };
}
