/** What a report is given, with nothing asked of it but what a test names. */
import type { Query } from '../../src/core/query.ts';
import type { ReportInput } from '../../src/reports/report.ts';
import { NOW_MS, UTC } from './clock.ts';
import { somePrices } from './prices.ts';

export type Given = Partial<Omit<ReportInput, 'query' | 'journal'>> & Pick<ReportInput, 'journal'>;

export function inputOf(given: Given, query: Partial<Query> = {}): ReportInput {
  return {
    prices: somePrices,
    zone: UTC,
    nowMs: NOW_MS,
    blocks: { hours: 5 },
    by: [],
    projectNames: {},
    ...given,
    query: { projects: [], models: [], sources: [], agents: [], sessions: [], weekStart: 0, ...query },
  };
}
