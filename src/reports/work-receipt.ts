/**
 * The receipt of a task that was logged by hand: the line that states it, and its cost beside what the flat rate makes of
 * its tokens.
 */
import type { Zone } from '../core/calendar.ts';
import { amountIn, type Currency, rateText as currencyText } from '../core/currency.ts';
import { differenceOf, FLAT_USD_PER_MTOK, flatEstimate, rateText } from '../core/flat-rate.ts';
import { usdCents } from '../core/format.ts';
import { decimal, type Money, usd } from '../core/money.ts';
import type { ManualLogSettings } from '../core/settings.ts';
import type { Work } from '../core/work.ts';
import { dateAndTime } from '../core/work-line.ts';
import { eventOf, FLAT_RATE } from './declared.ts';
import { type Charge, type Receipt, receipt } from './receipt.ts';
import { chargeText, type ReceiptLine } from './receipt-text.ts';

export interface WorkReceipt extends Receipt {
  readonly work: Work;
  /** USD per million tokens, as the configuration has it today. */
  readonly usdPerMtok: number;
  /** What that rate makes of the tokens. */
  readonly byRate: Money;
}

export function workReceipt(work: Work, zone: Zone, settings: ManualLogSettings | undefined): WorkReceipt {
  const usdPerMtok = settings?.usdPerMtok ?? FLAT_USD_PER_MTOK;
  const byRate = flatEstimate(work.tokens.total, usdPerMtok);
  const made = receipt(eventOf(work, zone), FLAT_RATE);
  const found = differenceOf(work, usdPerMtok);
  const looks = found?.reason === undefined ? '' : `; it looks like ${found.reason}`;
  const differs =
    found &&
    `the line states $${decimal(found.stored)}, and ${rateText(usdPerMtok)} make $${decimal(byRate)}${looks}`;
  const rate = usd(usdPerMtok);
  // The rate explains the cost only where it makes just that.
  const charges = made.charges.map(
    (charge): Charge => (found ? charge : { ...charge, rate, usd: flatEstimate(charge.count, usdPerMtok) }),
  );
  const remarks = [...made.remarks, ...(differs === undefined ? [] : [differs])];
  return { ...made, charges, remarks, logged: undefined, work, usdPerMtok, byRate };
}

/** In words, line by line. */
export function workReceiptText(
  { id, event, work, charges, usd: stated, usdPerMtok, remarks }: WorkReceipt,
  currency: Currency | undefined,
): readonly ReceiptLine[] {
  const { date, time } = dateAndTime(work);
  const cost = stated === undefined ? 'no cost in the log' : `$${decimal(stated)}`;
  return [
    { kind: 'heading', text: 'Task logged by hand' },
    { kind: 'text', text: `  time      ${date} ${time}` },
    { kind: 'text', text: `  task      ${work.name}` },
    { kind: 'text', text: `  project   ${work.project}` },
    { kind: 'text', text: `  entry     ${id}` },
    { kind: 'heading', text: 'Log location' },
    { kind: 'text', text: `  ${event.file}:${event.line}` },
    { kind: 'heading', text: 'Arithmetic' },
    ...charges.map(charge => ({ kind: 'text' as const, text: `  ${chargeText(charge, NAMES)}` })),
    { kind: 'sum', text: `  ${'='.padStart(3)} ${cost}` },
    ...(currency && stated !== undefined
      ? [
          {
            kind: 'text' as const,
            text: `    = ${amountIn(currency, usdCents)(stated)} ${currencyText(currency)}`,
          },
        ]
      : []),
    { kind: 'heading', text: 'Price' },
    {
      kind: 'text',
      text: `  flat estimate: ${rateText(usdPerMtok)} (manualLog.usdPerMtok of the configuration)`,
    },
    ...remarks.map(remark => ({ kind: 'warning' as const, text: `  note: ${remark}` })),
  ];
}

/** An entry has one count, of all tokens. */
const NAMES = { input: 'tokens' } as const;

/** What a receipt says of a task beside what it says of a response; amounts are decimal text. */
export function workJson({ work, usdPerMtok, byRate }: WorkReceipt) {
  return {
    name: work.name,
    project: work.project,
    at: work.at,
    tokens: work.tokens.total,
    usd: work.usd === undefined ? null : decimal(work.usd),
    usdPerMtok: decimal(usd(usdPerMtok), 2),
    byRate: decimal(byRate),
  };
}
