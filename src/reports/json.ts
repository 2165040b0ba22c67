/**
 * Rows as scripts read them. The names up to the model breakdowns are those of ccusage 20, with the same meaning, so
 * that what was written for its JSON reads ours; fields that it does not have are beside them. Amounts are there twice: as
 * a number, and as text with every digit (`usd`).
 */
import {
  approximately,
  count,
  described,
  dollars,
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
import { type Cost, decimal, type Money } from '../core/money.ts';
import type { Quality } from '../core/usage.ts';
import type { Named } from '../rollup/sum.ts';
import type { Tally } from '../rollup/tally.ts';
import { costBasisText } from './cost-basis.ts';
import type { WorkLeftOut } from './declared.ts';
import { isNear } from './honesty.ts';
import { type CostByKind, cacheReadShare, costByKind } from './kinds.ts';
import type { Recovered } from './recovered.ts';
import type { Answer, Column, Row } from './report.ts';

export type Fields<T> = Readonly<Record<string, Output<T>>>;

/** Rows under the name of their list, and what they come to. `heads` say what each row is about. */
export function answerShape(
  name: string,
  heads: readonly Column[],
  besides: Fields<Shown> = {},
): Output<Shown> {
  return record({
    [name]: list(answer => answer.rows, rowShape(heads)),
    totals: within(answer => answer.total, TOTALS),
    rowsLeftOut: described(
      optional(count(({ rowsLeftOut }) => rowsLeftOut || undefined)),
      'how many rows a limit left out; absent where none',
    ),
    workLeftOut: WORK_LEFT_OUT,
    ...besides,
  });
}

/** Absent where there are none. */
export const WORK_LEFT_OUT: Output<{ readonly workLeftOut?: WorkLeftOut }> = optional(
  within(
    answer => answer.workLeftOut,
    described(
      record({
        tasks: count<WorkLeftOut>(({ tasks }) => tasks),
        tokens: count<WorkLeftOut>(({ tokens }) => tokens),
        usd: exactly<WorkLeftOut>(({ usd }) => usd),
      }),
      'tasks of the manual log, which are in no row and no total; absent where there are none',
    ),
  ),
);

export interface Shown extends Pick<Answer, 'rows' | 'total'>, Partial<Pick<Answer, 'rowsLeftOut'>> {
  readonly workLeftOut?: WorkLeftOut;
  readonly recovered?: readonly Recovered[];
}

export function rowShape(heads: readonly Column[]): Output<Row> {
  return record({
    ...headFields(heads),
    ...TOKENS,
    totalTokens: count(row => row.tally.total),
    totalCost: dollars(row => row.cost),
    modelsUsed: names(row => row.models.map(model => model.name)),
    modelBreakdowns: list(row => row.models, MODEL),
    ...BESIDES,
  });
}

export function headFields(heads: readonly Column[]): Fields<Row> {
  return Object.fromEntries(heads.map(column => [column.id, headShape(column)]));
}

function headShape(column: Column): Output<Row> {
  switch (column.kind) {
    case 'text': {
      const field = text((row: Row) => column.cell(row));
      return column.isNullable ? nullable(field) : field;
    }
    case 'moment':
      return moment(row => column.cell(row));
    case 'cost':
      return column.isNullable
        ? nullable(number(row => costNumber(column.cell(row))))
        : dollars(row => column.cell(row) ?? row.cost);
    case 'count':
      return count(row => column.cell(row));
    case 'percent':
      return percent(row => column.cell(row));
    default:
      return column satisfies never;
  }
}

/** Of a hundred, below 0 where something became less; absent where there is nothing to compare with. */
function percent(read: (row: Row) => number | undefined): Output<Row> {
  return optional({ json: { type: 'number' }, write: read });
}

function costNumber(cost: Cost | undefined): number | undefined {
  return cost && approximately(cost);
}

export const TOKENS: Fields<Named> = {
  inputTokens: described(
    tokens(tally => tally.tokens.input),
    'neither read from nor written to the cache',
  ),
  outputTokens: described(
    tokens(tally => tally.tokens.output),
    'with reasoning',
  ),
  cacheCreationTokens: tokens(tally => tally.cacheWrite),
  cacheReadTokens: tokens(tally => tally.tokens.cacheRead),
};

/** What other tools have no name for. */
export const BESIDES: Fields<Named> = {
  usd: exactUsd('the cost to the last digit; null where nothing had a price'),
  isFree: described(
    optional(truth(({ tally }) => tally.isFree || undefined)),
    'true where all of it is stated to cost nothing; absent elsewhere',
  ),
  costBasis: described(
    nullable(text(({ tally }) => costBasisText(tally))),
    "whose dollars the cost is: 'list', 'log' (stated there), 'provider' (reported), or several with + between them; null where nothing had a price",
  ),
  usdByKind: described(
    within(
      ({ tally }) => costByKind(tally),
      record({
        input: exactly<CostByKind>(cost => cost.input),
        output: exactly<CostByKind>(cost => cost.output),
        cache: exactly<CostByKind>(cost => cost.cache),
        other: exactly<CostByKind>(cost => cost.other),
      }),
    ),
    'what the cost is made of, to the last digit; other: web searches, and costs that a log states as one sum',
  ),
  cacheReadShare: described(
    nullable(number(({ tally }) => cacheReadShare(tally))),
    'how much of the prompt was read from the cache, 0 to 1; null where there was no prompt',
  ),
  responses: tokens(tally => tally.events),
  cacheWrites: record({
    fiveMinutes: tokens(tally => tally.tokens.cacheWrite5m),
    oneHour: tokens(tally => tally.tokens.cacheWrite1h),
    other: tokens(tally => tally.tokens.cacheWriteOther),
  }),
  reasoningTokens: described(
    tokens(tally => tally.reasoning),
    'part of the output',
  ),
  webSearches: tokens(tally => tally.webSearches),
  unpricedTokens: described(
    count(({ cost }) => cost.unpricedTokens),
    'of models without a price: the cost is at least what it says',
  ),
  countsAreNear: described(
    optional(truth(({ tally }) => isNear(tally) || undefined)),
    'more tokens than can be added up to the last digit: counts and cost are near; absent where they are exact',
  ),
  quality: described(
    record({
      exact: quality('exact'),
      lowerBound: quality('lower bound'),
      sessionTotal: quality('session total'),
      estimate: quality('estimate'),
    }),
    'responses by how well their counts are known',
  ),
};

const MODEL: Output<Named> = record({
  modelName: text(model => model.name),
  ...TOKENS,
  cost: dollars(model => model.cost),
  missingPricing: optional(truth(model => isUnpriced(model) || undefined)),
  usd: exactUsd('the cost to the last digit; null where nothing had a price'),
});

export const TOTALS: Output<Row> = record({
  ...TOKENS,
  totalCost: dollars(total => total.cost),
  totalTokens: count(total => total.tally.total),
  unpricedModels: optional(names(unpricedModels)),
  ...BESIDES,
});

function unpricedModels({ models }: Row): readonly string[] | undefined {
  const unpriced = models.filter(isUnpriced);
  return unpriced.length > 0 ? unpriced.map(model => model.name) : undefined;
}

function isUnpriced({ cost }: Named): boolean {
  return cost.unpricedEvents > 0;
}

function tokens(read: (tally: Tally) => number): Output<Named> {
  return count(({ tally }) => read(tally));
}

function quality(name: Quality): Output<Named> {
  return count(({ sum }) => sum.qualities[name]);
}

function exactly<T>(read: (of: T) => Money): Output<T> {
  return text(of => decimal(read(of)));
}

export function exactUsd(description: string): Output<Named> {
  const isNobodysGuess = ({ tally, cost }: Named) => tally.events > 0 && cost.unpricedEvents === tally.events;
  return described(
    nullable(text(sum => (isNobodysGuess(sum) ? undefined : decimal(sum.cost.usd)))),
    description,
  );
}
