/**
 * What a vendor billed beside what the logs say, by day and model. A statement is never added to usage: it is about the
 * same calls, and about calls of other programs and machines as well.
 */
import { type Day, dayText, Zone } from '../core/calendar.ts';
import { getOrInsert } from '../core/group.ts';
import type { Cost, Money } from '../core/money.ts';
import type { Rate } from '../core/price.ts';
import { modelName } from '../core/scope.ts';
import { noTokens, PROMPT_KINDS } from '../core/usage.ts';
import { daily } from './daily.ts';
import { groupUsage } from './groups.ts';
import { models } from './models.ts';
import type { ReportInput, Row } from './report.ts';

/** A line of a statement. What the statement does not say is absent. */
export interface BilledLine {
  /** UTC: the vendors' days are. */
  readonly day: Day;
  /** As the vendor names it; '' where the line is about no model. */
  readonly model: string;
  readonly usd?: Money;
  /** Everything sent, cached or not. */
  readonly input?: number;
  readonly output?: number;
}

export interface Statement {
  /** What kind of export it is, for the user. */
  readonly title: string;
  /** Whose models it is about, as price rows name their vendor; absent: no log of this machine is about the same calls. */
  readonly vendor?: string;
  readonly lines: readonly BilledLine[];
  readonly troubles: readonly string[];
}

export interface Side {
  readonly usd?: Money;
  readonly input?: number;
  readonly output?: number;
}

export interface Logged extends Side {
  readonly cost: Cost;
}

export interface ReconciledRow {
  readonly day: string;
  readonly model: string;
  readonly billed: Side | undefined;
  readonly logged: Logged | undefined;
  /** Billed minus logged; undefined where the statement has no amounts. */
  readonly differenceUsd: Money | undefined;
  readonly differenceTokens: number | undefined;
  readonly causes: readonly Cause[];
}

/** Why two figures of the same usage may differ, in the order in which they are looked for. */
export const CAUSES = {
  agrees: 'agrees',
  elsewhere: 'not in these logs: another program or machine with the same account, or logs that are gone',
  'not billed': 'not on the statement: a subscription, another account, or days that it does not hold yet',
  incomplete: 'the logs lack final counts of some responses',
  unpriced: 'the list has no price for some of it',
  'same tokens':
    'the same tokens at another price: a discount, credits, a contract or a tier that no log names',
  'more billed': 'more was billed than logged: other programs or machines with the same account',
  'more logged': 'more was logged than billed: some of it ran under a subscription or another account',
} as const;
export type Cause = keyof typeof CAUSES;

export interface Reconciled {
  readonly rows: readonly ReconciledRow[];
  readonly billed: Side;
  readonly logged: Logged;
}

const DAY_MS = 86_400_000;

/** `input.zone` is not used: the days are the vendor's. */
export function reconcile(statement: Statement, input: ReportInput): Reconciled {
  const days = statement.lines.map(({ day }) => day);
  const from = days.reduce((first, day) => Math.min(first, day), Number.POSITIVE_INFINITY);
  const to = days.reduce((last, day) => Math.max(last, day), Number.NEGATIVE_INFINITY);
  const billed = new Map<string, Mutable<Side>>();
  for (const line of statement.lines) {
    const key = keyOf(dayText(line.day), canonical(line, input));
    addTo(
      getOrInsert(billed, key, () => ({})),
      line,
    );
  }
  const query = {
    ...input.query,
    from: Math.max(from, input.query.from ?? from),
    to: Math.min(to, input.query.to ?? to),
  };
  const found = groupUsage({ ...input, query, zone: new Zone('UTC') }, [daily.grouping, models.grouping]);
  const logged = new Map<string, Logged>();
  for (const row of found.rows) {
    const key = keyOf(row.keys[0]!, row.keys[1]!);
    // Of a model without a price no vendor is known.
    const isAbout = statement.vendor !== undefined && (billed.has(key) || isOf(row, statement.vendor));
    if (isAbout) logged.set(key, loggedOf(row));
  }
  const keys = [...new Set([...billed.keys(), ...logged.keys()])].sort();
  const rows = keys
    .map(key => rowOf(key, billed.get(key), logged.get(key)))
    .filter(({ day }) => isWithin(day, query));
  return { rows, billed: sumOf(rows.map(row => row.billed)), logged: loggedSum(rows.map(row => row.logged)) };
}

type Mutable<T> = { -readonly [Name in keyof T]: T[Name] };

function keyOf(day: string, model: string): string {
  return `${day}\0${model}`;
}

function isWithin(day: string, { from, to }: { readonly from: Day; readonly to: Day }): boolean {
  return day >= dayText(from) && day <= dayText(to);
}

/** The name by which reports know a model. Exports of a console have names for readers: "Claude Sonnet 4.5". */
function canonical({ model, day }: BilledLine, { prices }: ReportInput): string {
  const spelt = model.trim().toLowerCase().replace(/\s+/g, '-');
  const terms = { model: spelt };
  const rate = prices.rate({ terms, atMs: day * DAY_MS, tokens: noTokens, quality: 'exact' });
  return rate.origin ? modelName({ terms }, rate) : model || '(no model)';
}

function isOf(row: Row, vendor: string): boolean {
  const rates: readonly Rate[] = [...row.tally.buckets.keys()];
  return rates.some(({ origin }) => origin?.vendor === vendor);
}

function loggedOf({ tally, cost }: Row): Logged {
  const input = PROMPT_KINDS.reduce((sum, kind) => sum + tally.tokens[kind], 0);
  return { usd: cost.usd, input, output: tally.tokens.output, cost };
}

function addTo(sum: Mutable<Side>, { usd, input, output }: Side): void {
  if (usd !== undefined) sum.usd = (sum.usd ?? 0n) + usd;
  if (input !== undefined) sum.input = (sum.input ?? 0) + input;
  if (output !== undefined) sum.output = (sum.output ?? 0) + output;
}

function sumOf(sides: readonly (Side | undefined)[]): Side {
  const sum: Mutable<Side> = {};
  for (const side of sides) if (side) addTo(sum, side);
  return sum;
}

function loggedSum(sides: readonly (Logged | undefined)[]): Logged {
  const cost = { usd: 0n, unpricedTokens: 0, unpricedEvents: 0, lowerBoundEvents: 0 };
  for (const side of sides) {
    cost.usd += side?.cost.usd ?? 0n;
    cost.unpricedTokens += side?.cost.unpricedTokens ?? 0;
    cost.unpricedEvents += side?.cost.unpricedEvents ?? 0;
    cost.lowerBoundEvents += side?.cost.lowerBoundEvents ?? 0;
  }
  return { usd: 0n, input: 0, output: 0, ...sumOf(sides), cost };
}

function rowOf(key: string, billed: Side | undefined, logged: Logged | undefined): ReconciledRow {
  const [day, model] = key.split('\0') as [string, string];
  const differenceUsd =
    billed?.usd === undefined && billed ? undefined : (billed?.usd ?? 0n) - (logged?.usd ?? 0n);
  const hasTokens = !billed || billed.input !== undefined || billed.output !== undefined;
  const differenceTokens = hasTokens ? tokensOf(billed) - tokensOf(logged) : undefined;
  const row = { day, model, billed, logged, differenceUsd, differenceTokens };
  return { ...row, causes: causesOf(row) };
}

function tokensOf(side: Side | undefined): number {
  return (side?.input ?? 0) + (side?.output ?? 0);
}

/** Bills are rounded to cents, for each kind of token by itself. */
const CENTS = 5n * 10n ** 16n;

function causesOf(row: Omit<ReconciledRow, 'causes'>): readonly Cause[] {
  const { billed, logged, differenceUsd, differenceTokens } = row;
  if (!logged) return ['elsewhere'];
  if (!billed) return ['not billed'];
  const isSameUsd = differenceUsd === undefined || isNear(differenceUsd, billed.usd ?? 0n);
  const isSameTokens =
    differenceTokens !== undefined && Math.abs(differenceTokens) * 1000 <= tokensOf(billed);
  if (isSameUsd && (isSameTokens || differenceTokens === undefined)) return ['agrees'];
  const causes: Cause[] = [];
  if (logged.cost.lowerBoundEvents > 0) causes.push('incomplete');
  if (logged.cost.unpricedTokens > 0) causes.push('unpriced');
  if (isSameTokens) return [...causes, 'same tokens'];
  const isMore = (differenceTokens ?? Number(differenceUsd)) > 0;
  return [...causes, isMore ? 'more billed' : 'more logged'];
}

function isNear(difference: Money, amount: Money): boolean {
  const size = difference < 0n ? -difference : difference;
  return size <= CENTS || size * 200n <= amount;
}
