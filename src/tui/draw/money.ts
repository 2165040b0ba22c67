/** Money as a look writes it: in the user's currency, with the marks that the terminal can show. */
import { amountIn } from '../../core/currency.ts';
import { costText, grouped, usdCents, usdShort } from '../../core/format.ts';
import { approximateUsd, type Cost, type Money, usd } from '../../core/money.ts';
import type { Look } from './look.ts';

type Write = (amount: Money, places?: number) => string;

/** An amount, short or as `write` does. */
export function moneyIn(amount: Money, look: Look, write: Write = usdShort): string {
  return writer(look, write)(amount);
}

/** A cost with its honesty (see `costText`). */
export function costIn(cost: Cost, look: Look, write: Write = usdShort): string {
  return costText(cost, { amount: writer(look, write), atLeast: look.glyphs.atLeast });
}

function writer({ currency, glyphs }: Look, write: Write): Write {
  const isShowable = !glyphs.isAscii || /^[ -~]*$/.test(currency?.symbol ?? '');
  // Where the terminal has no such sign, the code of the currency replaces it.
  return amountIn(currency && (isShowable ? currency : { ...currency, symbol: undefined }), write);
}

const MOST_WITH_CENTS = usd(10_000);

/** Money in a table: cents below ten thousand, whole units above. */
export function usdTable(amount: Money, places?: number): string {
  return amount < MOST_WITH_CENTS ? usdCents(amount, places) : `$${grouped(approximateUsd(amount))}`;
}
