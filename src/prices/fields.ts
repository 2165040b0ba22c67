/**
 * The fields of prices that a user writes, in a configuration or a price file. What cannot be a price is left out and
 * reported with its field and value; reading goes on, so all mistakes are reported at once.
 */
import {
  choice,
  day,
  field,
  flag,
  isDay,
  list,
  names,
  record,
  refined,
  required,
  type Schema,
  scalar,
  text,
} from '../core/schema.ts';
import { TOKEN_KINDS, type TokenKind } from '../core/usage.ts';
import type { LongPrompt, PeakHours, Rates, Times } from './row.ts';

export type SomeRates = Readonly<Partial<Record<TokenKind, number>>>;

/** USD per million tokens above which a number is taken for a slip. */
const HIGHEST_RATE = 1_000_000;
const HIGHEST_FACTOR = 100;

/** USD per million tokens; six decimals at most, so that money stays exact under every multiplier. */
export const rate = scalar<number>(
  value => isDecimal(value, 6) && value >= 0 && value <= HIGHEST_RATE,
  'a price in USD per million tokens, of up to six decimals',
  { type: 'number', minimum: 0, maximum: HIGHEST_RATE },
);

const factor = scalar<number>(
  value => isDecimal(value, 2) && value > 0 && value <= HIGHEST_FACTOR,
  'a multiplier above 0, of up to two decimals',
  { type: 'number', exclusiveMinimum: 0, maximum: HIGHEST_FACTOR },
);

/** Multipliers by the word of a log. */
export const times: Schema<Times> = names(factor);

/** A record of fields that need no sentence: their names are the field's own. */
const rateFields = Object.fromEntries(TOKEN_KINDS.map(kind => [kind, field('', rate)])) as Record<
  TokenKind,
  ReturnType<typeof field<number>>
>;

/** Some rates of a row: the others stay as listed. */
export const rateOverrides = rateFields;

/** Rates of a whole row: input and output are required. */
export const rates: Schema<Rates> = refined(
  record({ ...rateFields, input: required('', rate), output: required('', rate) }),
  // A mistake in one of them was reported; half a row is none.
  ({ input, output, ...cache }) =>
    input === undefined || output === undefined ? undefined : { input, output, ...cache },
);

const tokenCount = scalar<number>(
  value => Number.isInteger(value) && (value as number) > 0,
  'a count of tokens',
  { type: 'integer', exclusiveMinimum: 0 },
);

/** Rates of a whole request whose prompt is longer than some count of tokens. */
export const longPrompt: Schema<LongPrompt> = refined(
  record({
    prompt: required('Tokens of the prompt above which these rates hold.', tokenCount),
    inclusive: field('The rates hold at exactly that many tokens, too.', flag),
    usd: required('USD per million tokens.', rates),
  }),
  ({ prompt, inclusive, usd }) =>
    prompt === undefined || usd === undefined ? undefined : { prompt, inclusive, usd },
);

/** A day, or a minute of it in UTC. */
export const start = scalar<string>(
  isStart,
  'a day such as 2026-11-22, or a minute such as 2026-11-22T16:00Z',
  {
    type: 'string',
    pattern: '^\\d{4}-\\d\\d-\\d\\d(T\\d\\d:\\d\\dZ)?$',
  },
);

function isStart(value: unknown): boolean {
  if (typeof value !== 'string') return false;
  const parts = /^(\d{4}-\d\d-\d\d)(T(?:[01]\d|2[0-3]):[0-5]\dZ)?$/.exec(value);
  return parts !== null && isDay(parts[1]);
}

const hour = scalar<number>(
  value => typeof value === 'number' && value >= 0 && value < 24 && Number.isInteger(value * 4),
  'an hour from 0 to 23.75, by quarters',
  { type: 'number', minimum: 0, maximum: 23.75 },
);

/** Hours of the day at which other rates hold. */
export const peakHours: Schema<PeakHours> = refined(
  record({
    hours: required(
      'Pairs of hours in UTC, the second excluded.',
      list(
        refined(list(hour), ([from, to, ...more], at, mistakes) =>
          from === undefined || to === undefined || more.length > 0
            ? mistakes.wrong(at, [from, to, ...more], 'a pair of hours')
            : ([from, to] as const),
        ),
      ),
    ),
    weekdays: field('Only Monday to Friday.', flag),
    usd: required('USD per million tokens.', rates),
  }),
  ({ hours, weekdays, usd }) =>
    hours === undefined || usd === undefined ? undefined : { hours, weekdays, usd },
);

export const confidence = choice('medium', 'low');

/** Text by name. */
export const textByName = names(text);

export { day, flag, text };

function isDecimal(value: unknown, places: number): value is number {
  if (typeof value !== 'number' || !Number.isFinite(value)) return false;
  return Number(value.toFixed(places)) === value;
}
