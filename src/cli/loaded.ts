/** What a run works on once the logs are read. */

import type { PriceLookup } from '../core/price.ts';
import type { Snapshot } from '../rollup/feed.ts';

/** The logs as they are now, and what to price them with. */
export interface Loaded {
  readonly snapshot: Snapshot;
  readonly prices: PriceLookup;
}
