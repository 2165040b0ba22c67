/**
 * How Goose counts, in all its records: `input` with cached tokens inside it, `output`, and a `total` that may be more
 * than both. Here that becomes the disjoint kinds of the house, whose sum is Goose's own total.
 *
 *   {"input_tokens":12000,"output_tokens":400,"total_tokens":12400,"cache_read_tokens":9000,"cache_write_tokens":1500}
 *   input 1500, output 400, cacheRead 9000, cacheWrite5m 1500
 */
import type { Terms, Tokens } from '../../core/usage.ts';
import { Remarks } from '../remarks.ts';

export { Remarks };

export interface Totals {
  /** Everything sent, cached or not. */
  readonly input: number;
  readonly output: number;
  /** Part of `input`; undefined where the record does not say. */
  readonly cacheRead?: number;
  readonly cacheWrite?: number;
}

/** Reads the fields `input_tokens`, `accumulated_input_tokens` and so on of a record. */
export function readTotals(
  record: Readonly<Record<string, unknown>>,
  prefix: '' | 'accumulated_',
  terms: Terms,
  remarks: Remarks,
): Totals {
  const field = (name: string) => remarks.count(record[prefix + name], prefix + name);
  const stated = (name: string) => ((record[prefix + name] ?? null) === null ? undefined : field(name));
  return {
    ...placed(field('input_tokens'), field('output_tokens'), field('total_tokens'), terms),
    cacheRead: stated('cache_read_tokens'),
    cacheWrite: stated('cache_write_tokens'),
  };
}

/**
 * Puts where it belongs what a total holds beyond input and output. Goose copies the three numbers from the provider
 * and drops the rest, so the log does not say what it was. Of Gemini we know: its total holds thoughts that its
 * output lacks (ai.google.dev/api/generate-content, UsageMetadata), and they are billed as output. Of all others it
 * is taken as input, the cheaper side, so that no cost is made up.
 */
export function placed(input: number, output: number, total: number, { model }: Terms): Totals {
  const beyond = Math.max(0, total - input - output);
  return /gemini/i.test(model) ? { input, output: output + beyond } : { input: input + beyond, output };
}

export function sumOf(totals: Totals): number {
  return totals.input + totals.output;
}

/** The disjoint kinds. A cache is taken out of the input once, and never more than there is. */
export function tokensOf(totals: Totals, terms: Terms, remarks: Remarks): Tokens {
  const { input, output, cacheRead = 0, cacheWrite = 0 } = totals;
  if (totals.cacheRead === undefined && totals.cacheWrite === undefined) remarks.notes.add('no cache split');
  if (cacheRead + cacheWrite > input) remarks.notes.add('cached above input');
  const read = Math.min(cacheRead, input);
  const written = Math.min(cacheWrite, input - read);
  // Goose does not log how long a write lives. It asks Anthropic for the default, which is five minutes.
  const isAnthropic = /anthropic|claude/i.test(`${terms.provider} ${terms.model}`);
  return {
    input: input - read - written,
    output,
    cacheRead: read,
    cacheWrite5m: isAnthropic ? written : 0,
    cacheWrite1h: 0,
    cacheWriteOther: isAnthropic ? 0 : written,
  };
}
