/**
 * Blocks as scripts read them, in the words of ccusage 20 (see `json.ts`): its `costUSD` is our `totalCost`, its
 * `entries` are our responses.
 */

import {
  approximately,
  count,
  described,
  list,
  moment,
  names,
  nullable,
  number,
  type Output,
  optional,
  record,
  text,
  truth,
  within,
} from '../core/json-output.ts';
import type { Burn, LimitStatus, Projection } from './burn.ts';
import type { WorkLeftOut } from './declared.ts';
import { BESIDES, headFields, TOTALS, WORK_LEFT_OUT } from './json.ts';
import type { Column, Row } from './report.ts';
import type { Window } from './windows.ts';

/** A row with the window it is of. */
export interface BlockRow {
  readonly row: Row;
  readonly window: Window;
  readonly isActive: boolean;
  readonly burn: Burn | undefined;
  readonly projection: Projection | undefined;
  readonly limit: LimitStatus | undefined;
}

/** `heads` say which part of the window a row is, where rows are split further. */
export function blocksShape(heads: readonly Column[]): Output<{
  readonly rows: readonly BlockRow[];
  readonly total: Row;
  readonly workLeftOut?: WorkLeftOut;
}> {
  return record({
    blocks: list(answer => answer.rows, blockShape(heads)),
    totals: within(answer => answer.total, TOTALS),
    workLeftOut: WORK_LEFT_OUT,
  });
}

function blockShape(heads: readonly Column[]): Output<BlockRow> {
  return record({
    id: text(block => blockId(block.window)),
    startTime: moment(block => block.window.startMs),
    endTime: moment(block => block.window.endMs),
    actualEndTime: described(
      nullable(moment(block => (block.window.isGap ? undefined : block.row.sum.toMs))),
      'of the last response',
    ),
    isActive: truth(block => block.isActive),
    isGap: truth(block => block.window.isGap),
    ...ofRow(headFields(heads)),
    entries: count(block => block.row.tally.events),
    tokenCounts: record({
      inputTokens: count(block => block.row.tally.tokens.input),
      outputTokens: count(block => block.row.tally.tokens.output),
      cacheCreationInputTokens: count(block => block.row.tally.cacheWrite),
      cacheReadInputTokens: count(block => block.row.tally.tokens.cacheRead),
    }),
    totalTokens: count(block => block.row.tally.total),
    costUSD: number(block => approximately(block.row.cost)),
    models: names(block => block.row.models.map(model => model.name)),
    burnRate: nullable(within(block => block.burn, BURN)),
    projection: nullable(within(block => block.projection, PROJECTION)),
    tokenLimitStatus: optional(within(block => block.limit, LIMIT)),
    ...ofRow(BESIDES),
  });
}

/** Windows go by their start; a gap has no opening of its own. */
export function blockId({ isGap, startMs }: Window): string {
  const start = new Date(startMs).toISOString();
  return isGap ? `gap-${start}` : start;
}

function ofRow(fields: Readonly<Record<string, Output<Row>>>): Readonly<Record<string, Output<BlockRow>>> {
  return Object.fromEntries(
    Object.entries(fields).map(([name, field]) => [name, within((block: BlockRow) => block.row, field)]),
  );
}

const BURN: Output<Burn> = record({
  costPerHour: number(burn => burn.usdPerHour),
  tokensPerMinute: number(burn => burn.tokensPerMinute),
  tokensPerMinuteForIndicator: number(burn => burn.uncachedPerMinute),
});

const PROJECTION: Output<Projection> = record({
  remainingMinutes: count(projection => projection.remainingMinutes),
  totalCost: number(projection => projection.usd),
  totalTokens: count(projection => projection.totalTokens),
});

const LIMIT: Output<LimitStatus> = record({
  limit: count(limit => limit.limit),
  percentUsed: number(limit => limit.percentUsed),
  projectedUsage: count(limit => limit.projectedUsage),
  status: text(limit => limit.status),
});
