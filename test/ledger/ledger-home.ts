/** Runs with a ledger beside the cache of a home. */
import { join } from 'node:path';
import { onTestFinished } from 'vitest';
import { Ledger } from '../../src/ledger/ledger.ts';
import { updateResponses } from '../../src/ledger/responses.ts';
import type { DiskFeedOptions } from '../../src/logs/feed-options.ts';
import type { Home } from '../support/home.ts';
import { factsOf, feedOf, looked, totalsOf } from '../support/journal-of.ts';
import { reachingPrices } from '../support/prices.ts';

export function ledgerPath(at: Home): string {
  return join(at.cacheDir, '..', 'data', 'ledger.db');
}

/** The ledger of a home, closed when the test ends. */
export function ledgerOf(at: Home): Ledger {
  const ledger = new Ledger(ledgerPath(at));
  onTestFinished(() => ledger.close());
  return ledger;
}

/** What a run with a ledger shows, and keeps. */
export async function run(at: Home, options: Partial<DiskFeedOptions> = {}) {
  const feed = feedOf(at, { history: async () => new Ledger(ledgerPath(at)), ...options });
  const snapshot = await looked(feed);
  const ledger = new Ledger(ledgerPath(at));
  const { facts, files } = feed.knownFiles();
  const kept = ledger.keep(facts, files);
  const { journal } = snapshot;
  updateResponses(ledger, journal, { prices: reachingPrices });
  ledger.close();
  feed.close();
  return { ...kept, shown: factsOf(snapshot, at.dir), outputs: totalsOf(journal).output };
}
