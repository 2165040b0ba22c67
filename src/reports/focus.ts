/**
 * Usage as FOCUS rows (FinOps Open Cost and Usage Specification 1.2), for business intelligence: one row per day, project,
 * model, rate and kind of tokens, so that quantity times unit price is the cost of every row, exactly. What has no price
 * has empty costs and says so in `x_CostStatus`; it is never 0.
 */
import { dayText, parseDay } from '../core/calendar.ts';
import { printable } from '../core/clean.ts';
import { decimal, type Money } from '../core/money.ts';
import type { Rate } from '../core/price.ts';
import { TOKEN_KINDS, type TokenKind } from '../core/usage.ts';
import type { Bucket } from '../rollup/tally.ts';
import { daily } from './daily.ts';
import { groupUsage } from './groups.ts';
import { models } from './models.ts';
import { projects } from './projects.ts';
import type { ReportInput } from './report.ts';
import { sources } from './sources.ts';

export const FOCUS_VERSION = '1.2';

/** In the order of the file. */
export const FOCUS_COLUMNS = [
  'BilledCost',
  'BillingCurrency',
  'BillingPeriodStart',
  'BillingPeriodEnd',
  'ChargeCategory',
  'ChargeClass',
  'ChargeDescription',
  'ChargeFrequency',
  'ChargePeriodStart',
  'ChargePeriodEnd',
  'ConsumedQuantity',
  'ConsumedUnit',
  'ContractedCost',
  'EffectiveCost',
  'InvoiceIssuerName',
  'ListCost',
  'ListUnitPrice',
  'PricingCategory',
  'PricingCurrency',
  'PricingQuantity',
  'PricingUnit',
  'ProviderName',
  'PublisherName',
  'ResourceId',
  'ResourceName',
  'ResourceType',
  'ServiceCategory',
  'ServiceName',
  'ServiceSubcategory',
  'SkuId',
  'SubAccountId',
  'SubAccountName',
  'Tags',
  'x_CostStatus',
  'x_TokenKind',
  'x_Source',
] as const;
export type FocusRow = Readonly<Record<(typeof FOCUS_COLUMNS)[number], string>>;

const KINDS: Readonly<Record<TokenKind, string>> = {
  input: 'input',
  output: 'output',
  cacheRead: 'cache read',
  cacheWrite5m: 'cache write 5m',
  cacheWrite1h: 'cache write 1h',
  cacheWriteOther: 'cache write',
};

/** The query of the input says which usage. Rows come by day, project and model. */
export function focusRows(input: ReportInput): readonly FocusRow[] {
  const groupings = [daily.grouping, projects.grouping, models.grouping, sources.grouping];
  const { rows } = groupUsage(input, groupings);
  const compare = (a: readonly string[], b: readonly string[]) => {
    const at = a.findIndex((key, i) => key !== b[i]);
    return at < 0 ? 0 : a[at]! < b[at]! ? -1 : 1;
  };
  return [...rows]
    .sort((a, b) => compare(a.keys, b.keys))
    .flatMap(({ keys, tally }) =>
      [...tally.buckets].flatMap(([rate, bucket]) => rowsOf(keys, rate, bucket, input)),
    );
}

function rowsOf(
  keys: readonly string[],
  rate: Rate,
  bucket: Bucket,
  { zone }: ReportInput,
): readonly FocusRow[] {
  const common = commonOf(keys, rate, zone);
  if (rate.status === 'logged') {
    // The log states one cost for all tokens of a response.
    const tokens = TOKEN_KINDS.reduce((sum, kind) => sum + bucket[kind], 0);
    return [row(common, 'all', tokens, undefined, bucket.logged, rate.status)];
  }
  const kinds = TOKEN_KINDS.filter(kind => bucket[kind] > 0).map(kind => {
    const unit = rate.status === 'listed' ? rate.perToken[kind] : rate.status === 'unpriced' ? undefined : 0n;
    return row(common, KINDS[kind], bucket[kind], unit, unit && unit * BigInt(bucket[kind]), rate.status);
  });
  if (bucket.searches === 0) return kinds;
  const unit = rate.status === 'listed' ? rate.perSearch : rate.status === 'unpriced' ? undefined : 0n;
  const cost = unit === undefined ? undefined : unit * BigInt(bucket.searches);
  return [...kinds, row(common, 'web search', bucket.searches, unit, cost, rate.status)];
}

type Common = Omit<FocusRow, 'ChargeDescription' | 'x_CostStatus' | 'x_TokenKind'>;

function commonOf(
  [date = '', project = '', model = '', source = '']: readonly string[],
  rate: Rate,
  zone: ReportInput['zone'],
): Common {
  const day = parseDay(date)!;
  const month = `${date.slice(0, 7)}-01`;
  const next = parseDay(month)! + 31;
  const iso = (ms: number) => `${new Date(ms).toISOString().slice(0, 19)}Z`;
  const vendor = printable(rate.origin?.vendor ?? 'unknown');
  const empty = Object.fromEntries(FOCUS_COLUMNS.map(name => [name, ''])) as FocusRow;
  return {
    ...empty,
    ...{
      BillingCurrency: 'USD',
      PricingCurrency: 'USD',
      ChargeCategory: 'Usage',
      ChargeFrequency: 'Usage-Based',
    },
    BillingPeriodStart: iso(zone.startOf(parseDay(month)!)),
    BillingPeriodEnd: iso(zone.startOf(parseDay(`${dayText(next).slice(0, 7)}-01`)!)),
    ChargePeriodStart: iso(zone.startOf(day)),
    ChargePeriodEnd: iso(zone.startOf(day + 1)),
    ...{ InvoiceIssuerName: vendor, ProviderName: vendor, PublisherName: vendor },
    ...{ PricingCategory: 'Standard', ResourceType: 'Model', ServiceName: vendor },
    ...{ ServiceCategory: 'AI and Machine Learning', ServiceSubcategory: 'Generative AI' },
    ...{ ResourceId: printable(model), ResourceName: printable(model) },
    ...{ SubAccountId: printable(project), SubAccountName: printable(project) },
    SkuId: printable(rate.origin?.model ?? model),
    Tags: JSON.stringify({ project: printable(project), source: printable(source) }),
    x_Source: printable(source),
  };
}

function row(
  common: Common,
  kind: string,
  quantity: number,
  unit: Money | undefined,
  cost: Money | undefined,
  status: Rate['status'],
): FocusRow {
  const amount = cost === undefined ? '' : decimal(cost, 2);
  const unitName = kind === 'web search' ? 'Searches' : 'Tokens';
  return {
    ...common,
    ...{ BilledCost: amount, ContractedCost: amount, EffectiveCost: amount, ListCost: amount },
    ChargeDescription: `${common.ResourceName}, ${kind}`,
    ...{
      ConsumedQuantity: String(quantity),
      ConsumedUnit: unitName,
      PricingQuantity: String(quantity),
      PricingUnit: unitName,
    },
    ListUnitPrice: unit === undefined ? '' : decimal(unit, 2),
    ...{ x_CostStatus: status, x_TokenKind: kind },
  };
}
