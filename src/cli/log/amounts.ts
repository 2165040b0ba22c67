/** How the manual log writes amounts: in cents for reading, with the word that they are estimates. */

import { FLAT_USD_PER_MTOK, rateText } from '../../core/flat-rate.ts';
import { usdCents } from '../../core/format.ts';
import type { Settings } from '../../core/settings.ts';

/** USD per million tokens: the user's own, or that of the original. */
export function flatRate({ manualLog }: Pick<Settings, 'manualLog'>): number {
  return manualLog.value?.usdPerMtok ?? FLAT_USD_PER_MTOK;
}

/** To the cent as a table shows it: an entry of half a cent is $0.01, one of less is <$0.01. */
export const cents = usdCents;

/** 'estimate at $0.0026 per 1,000 tokens'. */
export function estimateWords(settings: Pick<Settings, 'manualLog'>): string {
  return `estimate at ${rateText(flatRate(settings))}`;
}
