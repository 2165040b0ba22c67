/** The rows of price tables as a list to be read: what each model costs since when, and what is doubtful about it. */
import { decimal, usd } from '../core/money.ts';
import type { PriceEntry, PublishedRates } from '../core/price.ts';
import { dayMs, type Listing, type PriceLayer } from './book.ts';
import { peakText } from './peak.ts';
import { isPastReview, originOf } from './rate.ts';
import type { Day, Price, Rates } from './row.ts';

const DAY_MS = 86_400_000;
/** Vendors change prices about monthly: an older table deserves another look. */
const FRESH_DAYS = 30;

export function entriesOf(layers: readonly PriceLayer[], nowMs?: number): PriceEntry[] {
  const spokenFor = new Set<string>();
  const entries: PriceEntry[] = [];
  for (const layer of layers) {
    const listings = layer.listings().filter(({ model }) => !spokenFor.has(model));
    for (const listing of listings) {
      spokenFor.add(listing.model);
      for (const price of listing.prices) entries.push(entryOf(listing, price, nowMs));
    }
  }
  return entries;
}

/** Whole days since a table was read from its pages. */
export function ageInDays(built: Day, nowMs: number): number {
  return Math.max(0, Math.floor((nowMs - dayMs(built)) / DAY_MS));
}

function entryOf(listing: Listing, price: Price, nowMs?: number): PriceEntry {
  const isFree = 'free' in price;
  const ageDays =
    listing.built === undefined || nowMs === undefined ? undefined : ageInDays(listing.built, nowMs);
  const times = isFree ? {} : { ...listing.vendor.times, ...price.times };
  return {
    origin: originOf(listing, price),
    status: isFree ? 'free' : 'listed',
    published: isFree ? {} : inText(price.usd),
    above:
      isFree || !price.above
        ? undefined
        : {
            prompt: price.above.prompt,
            isInclusive: price.above.inclusive ?? false,
            published: inText(price.above.usd),
          },
    peak:
      isFree || !price.peak ? undefined : { hours: peakText(price.peak), published: inText(price.peak.usd) },
    times: Object.fromEntries(
      Object.entries(times).flatMap(([word, factor]) => (factor === 1 ? [] : [[word, String(factor)]])),
    ),
    ageDays,
    marks: marksOf(price, ageDays, nowMs),
    notes: notesOf(price),
  };
}

function marksOf(price: Price, ageDays: number | undefined, nowMs?: number): string[] {
  const marks: string[] = [];
  if (price.scheduled) marks.push('scheduled');
  if (isPastReview(price, nowMs)) marks.push(`review was due by ${price.reviewBy}`);
  if (ageDays !== undefined && ageDays > FRESH_DAYS) marks.push(`read ${ageDays} days ago`);
  return marks;
}

function notesOf(price: Price): string[] {
  const notes = [price.note, 'free' in price ? undefined : price.caveat].filter(note => note !== undefined);
  if (price.confidence) notes.push(`${price.confidence} confidence`);
  return notes;
}

function inText(rates: Rates): PublishedRates {
  return Object.fromEntries(Object.entries(rates).map(([kind, number]) => [kind, decimal(usd(number), 0)]));
}
