/** OpenAI: the exports of the dashboard, and the organization API (platform.openai.com/docs/api-reference/usage). */
import { record, text } from '../../core/lines.ts';
import type { Statement } from '../../reports/reconcile.ts';
import type { CsvKind, Reader } from './reader.ts';

const vendor = 'openai';

export const openaiUsage: CsvKind = {
  title: 'OpenAI usage export',
  vendor,
  columns: ['starttime', 'inputtokens', 'outputtokens'],
  line(reader) {
    const day = reader.day(reader.text('starttimeiso', 'starttime'));
    if (day === undefined || reader.text('inputtokens', 'outputtokens') === '') return;
    const counts = { input: reader.count('inputtokens'), output: reader.count('outputtokens') };
    reader.line({ day, model: reader.text('model'), ...counts });
  },
};

export const openaiCosts: CsvKind = {
  title: 'OpenAI cost export',
  vendor,
  columns: ['starttime', 'amountvalue'],
  line(reader) {
    const day = reader.day(reader.text('starttimeiso', 'starttime'));
    const usd = reader.amount(reader.text('amountvalue'));
    if (day === undefined || usd === undefined) return;
    if (!isDollars(reader.text('amountcurrency'), reader)) return;
    reader.line({ day, model: modelOf(reader.text('lineitem')), usd });
  },
};

type Json = Readonly<Record<string, unknown>>;

export function openaiPages(
  buckets: readonly Json[],
  reader: Reader,
): Pick<Statement, 'title' | 'vendor'> | undefined {
  const own = buckets.filter(bucket => bucket.object === 'bucket');
  if (own.length === 0) return undefined;
  let isCost = false;
  for (const bucket of own) {
    reader.begin([], `bucket ${String(bucket.start_time)}`);
    const day = reader.day(bucket.start_time);
    const results = bucket.results ?? bucket.result;
    if (day === undefined || !Array.isArray(results)) continue;
    for (const result of results.map(record)) {
      if (!result) continue;
      const amount = record(result.amount);
      if (amount) {
        isCost = true;
        const usd = reader.amount(amount.value);
        if (usd !== undefined && isDollars(text(amount.currency) ?? '', reader))
          reader.line({ day, model: modelOf(text(result.line_item) ?? ''), usd });
        continue;
      }
      const input = reader.wholeNumber(result.input_tokens, 'input_tokens');
      const output = reader.wholeNumber(result.output_tokens, 'output_tokens');
      reader.line({ day, model: text(result.model) ?? '', input, output });
    }
  }
  return { title: isCost ? 'OpenAI organization costs' : 'OpenAI organization usage', vendor };
}

/** A line item is a model and what of it: "gpt-5.5, cached input". */
function modelOf(lineItem: string): string {
  return lineItem.split(',', 1)[0]!.trim();
}

function isDollars(currency: string, reader: Reader): boolean {
  if (currency === '' || /^usd$/i.test(currency)) return true;
  reader.trouble(`is in ${currency}, not in dollars: left out`);
  return false;
}
