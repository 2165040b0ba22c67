/** A receipt as scripts and the page read it. Amounts are decimal text with every digit. */
import { decimal } from '../core/money.ts';
import type { Receipt } from './receipt.ts';
import { type BesideReceipt, isLogGone, type RecordLine } from './receipt-text.ts';

/** `records` is undefined where they were not looked up; then it says how many there are; `beside` is what is known of its session. */
export function receiptJson(
  made: Receipt,
  records: readonly RecordLine[] | undefined,
  beside: BesideReceipt = {},
) {
  const { event, charges, usd, origin, steps, remarks, logged } = made;
  return {
    event: made.id,
    at: new Date(event.atMs).toISOString(),
    file: event.file,
    line: event.line,
    offset: event.offset,
    isGone: records ? isLogGone(event, records) : null,
    records:
      records?.map(({ file, reading }) => ({
        file,
        line: reading.line,
        key: reading.key,
        tokens: reading.tokens,
        quality: reading.quality,
      })) ?? event.records,
    ...event.attribution,
    title: beside.title ?? null,
    unlogged: beside.unlogged ?? null,
    unserved: beside.unserved ?? [],
    agent: event.agent,
    project: event.project,
    terms: event.terms,
    model: made.model,
    quality: event.quality,
    tokens: event.tokens,
    reasoning: event.reasoning,
    webSearches: event.webSearches,
    status: made.status,
    usd: usd === undefined ? null : decimal(usd),
    price: origin ?? null,
    steps,
    charges: charges.map(({ rate, usd: amount, ...charge }) => ({
      ...charge,
      ...(rate !== undefined && { rate: decimal(rate, 2) }),
      ...(amount !== undefined && { usd: decimal(amount) }),
    })),
    remarks,
    alsoLoggedBy: made.alsoLoggedBy,
    logged: logged
      ? { usd: logged.usd, difference: logged.difference === undefined ? null : decimal(logged.difference) }
      : null,
  };
}
