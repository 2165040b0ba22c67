/** What is known beside a response: how its session is called, and what of it is in no log or in no sum. */
import type { Currency } from '../core/currency.ts';
import { amountIn } from '../core/currency.ts';
import { grouped, usdExact } from '../core/format.ts';
import type { PriceLookup } from '../core/price.ts';
import { sessionName, totalTokens, type UsageEvent } from '../core/usage.ts';
import type { Journal } from '../rollup/journal.ts';
import type { BesideReceipt } from './receipt-text.ts';
import { sessionSentence } from './witness/reasons.ts';
import { countOf } from './witness/session-counts.ts';

/** Amounts in `unlogged` are in this currency, or in dollars. */
export function besideReceipt(
  journal: Journal,
  prices: PriceLookup,
  { id, attribution }: UsageEvent,
  currency?: Currency,
): BesideReceipt {
  const { source, session, store } = attribution;
  const count = countOf(journal, prices, attribution);
  const refused = journal.sessionStatements.get(sessionName(attribution))?.unserved ?? [];
  return {
    title: journal.titleOf(source, session, store),
    unlogged: count && sessionSentence(count, amountIn(currency, usdExact)),
    unserved: refused
      .filter(({ response }) => response === id)
      .map(
        ({ model, tokens }) =>
          `an attempt by ${model} was refused before: ${grouped(totalTokens(tokens))} tokens, in no sum`,
      ),
    currency,
  };
}
