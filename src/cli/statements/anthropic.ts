/** Anthropic: the exports of the Console (platform.claude.com, Usage and Cost), and the Admin API's reports. */
import { record, text } from '../../core/lines.ts';
import type { Statement } from '../../reports/reconcile.ts';
import type { CsvKind, Reader } from './reader.ts';

const vendor = 'anthropic';

export const anthropicUsage: CsvKind = {
  title: 'Anthropic Console, usage',
  vendor,
  columns: ['usagedateutc', 'modelversion', 'usageinputtokensnocache', 'usageoutputtokens'],
  line(reader) {
    const day = reader.day(reader.text('usagedateutc'));
    if (day === undefined) return;
    const input = ['nocache', 'cachewrite', 'cachewrite5m', 'cachewrite1h', 'cacheread'].reduce(
      (sum, kind) => sum + reader.count(`usageinputtokens${kind}`),
      0,
    );
    reader.line({
      day,
      model: reader.text('modelversion'),
      input,
      output: reader.count('usageoutputtokens'),
    });
  },
};

export const anthropicCosts: CsvKind = {
  title: 'Anthropic Console, costs',
  vendor,
  columns: ['usagedateutc', 'model', 'costusd'],
  line(reader) {
    const day = reader.day(reader.text('usagedateutc'));
    const usd = reader.amount(reader.text('costusd'));
    if (day !== undefined && usd !== undefined) reader.line({ day, model: reader.text('model'), usd });
  },
};

type Json = Readonly<Record<string, unknown>>;

/** The amounts of the cost report are cents, as decimal text (platform.claude.com/docs, "Cost report"). */
const CENTS = 100n;

export function anthropicPages(
  buckets: readonly Json[],
  reader: Reader,
): Pick<Statement, 'title' | 'vendor'> | undefined {
  const own = buckets.filter(bucket => bucket.starting_at !== undefined);
  if (own.length === 0) return undefined;
  let isCost = false;
  for (const bucket of own) {
    reader.begin([], `bucket ${String(bucket.starting_at)}`);
    const day = reader.day(bucket.starting_at);
    if (day === undefined || !Array.isArray(bucket.results)) continue;
    for (const result of bucket.results.map(record)) {
      if (!result) continue;
      const model = text(result.model) ?? '';
      if (result.amount !== undefined) {
        isCost = true;
        const cents = reader.amount(result.amount);
        if (cents !== undefined) reader.line({ day, model, usd: cents / CENTS });
        continue;
      }
      const written = record(result.cache_creation);
      const counts = [
        ...[result.uncached_input_tokens, result.cache_read_input_tokens],
        ...[written?.ephemeral_5m_input_tokens, written?.ephemeral_1h_input_tokens],
      ];
      const input = counts.reduce<number>((sum, count) => sum + reader.wholeNumber(count, 'input'), 0);
      reader.line({ day, model, input, output: reader.wholeNumber(result.output_tokens, 'output_tokens') });
    }
  }
  return { title: isCost ? 'Anthropic Admin API, costs' : 'Anthropic Admin API, usage', vendor };
}
