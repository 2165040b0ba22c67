/**
 * All other statements of the same usage, each beside what the log has: figures to compare with, which are
 * in no sum.
 *
 *   cost-state    what Claude Code itself counted in a session, by model
 *   stats-cache   Claude Code's statistics, tokens by day and model
 *   logged cost   the cost that a log states for a response (`costUSD` of Claude Code, the ledger of Goose)
 */
import { dayText } from '../../core/calendar.ts';
import { getOrInsert } from '../../core/group.ts';
import { type Money, usd } from '../../core/money.ts';
import { modelName } from '../../core/scope.ts';
import { statedTokens } from '../../core/stated-usage.ts';
import { totalTokens, type UsageEvent } from '../../core/usage.ts';
import { eventUsd, Tally } from '../../rollup/tally.ts';
import type { ReportInput } from '../report.ts';
import { costReasons, sessionReasons, statisticsReasons } from './reasons.ts';
import { nameOf, type SessionCount, sessionCounts } from './session-counts.ts';
import type { Statistics } from './statistics.ts';

export const WITNESSES = {
  'cost-state': "Claude Code's own count of a session",
  'stats-cache': "Claude Code's statistics",
  'logged cost': 'the cost in the log',
} as const;
export type Witness = keyof typeof WITNESSES;

/** One statement, as finely as it is stated. */
export interface Statement {
  readonly witness: Witness;
  readonly source: string;
  readonly session?: string;
  readonly model?: string;
  /** Local day, 'YYYY-MM-DD'. */
  readonly day?: string;
  readonly stated: Figures;
  /** What the log has, at list prices. */
  readonly logged: Figures;
  readonly reasons: readonly string[];
}

/** What is not stated is absent. */
export interface Figures {
  readonly tokens?: number;
  readonly usd?: Money;
}

type Input = Pick<ReportInput, 'journal' | 'prices' | 'zone'>;

export function statements(input: Input, statistics: readonly Statistics[]): readonly Statement[] {
  return [
    ...sessionCounts(input.journal, input.prices).flatMap(count => ofSession(count, input)),
    ...statistics.flatMap(each => ofStatistics(each, input)),
    ...ofCosts(input),
  ];
}

function ofSession(count: SessionCount, { zone }: Input): readonly Statement[] {
  const { facts, fromMs, toMs } = count;
  const isOneDay = fromMs <= toMs && zone.day(fromMs) === zone.day(toMs);
  const day = isOneDay ? dayText(zone.day(fromMs)) : undefined;
  return Array.from(count.models, ([model, { stated, logged }]) => {
    const costs = stated.flatMap(each => (each.usd === undefined ? [] : usd(each.usd)));
    return {
      ...{ witness: 'cost-state', source: facts.source, session: facts.session, model, day },
      stated: {
        tokens: stated.reduce((sum, each) => sum + statedTokens(each), 0),
        usd: costs.length === stated.length ? costs.reduce((sum, each) => sum + each, 0n) : undefined,
      },
      logged: figuresOf(logged),
      reasons: sessionReasons(count, stated, logged),
    };
  });
}

/** By day and model where the version of the file counts all tokens. */
function ofStatistics(statistics: Statistics, { journal, prices, zone }: Input): readonly Statement[] {
  const logged = new Map<string, Tally>();
  journal.visit(event => {
    if (event.attribution.source !== 'claude-code' || !event.file.startsWith(statistics.dir)) return;
    const rate = prices.rate(event);
    const key = `${dayText(zone.day(event.atMs))}\0${modelName(event, rate)}`;
    getOrInsert(logged, key, () => new Tally()).add(event, rate);
  });
  const stated = new Map<string, number>();
  for (const { day, model, tokens } of statistics.days) {
    const key = `${day}\0${nameOf(model, prices)}`;
    stated.set(key, (stated.get(key) ?? 0) + tokens);
  }
  return Array.from(stated, ([key, tokens]): Statement => {
    const [day = '', model = ''] = key.split('\0');
    const tally = logged.get(key) ?? new Tally();
    const figures = statistics.countsCache ? tally.total : tally.tokens.input + tally.tokens.output;
    return {
      ...{ witness: 'stats-cache', source: 'claude-code', day, model },
      stated: { tokens },
      logged: { tokens: figures },
      reasons: statisticsReasons(tokens, figures, statistics.countsCache),
    };
  });
}

function ofCosts({ journal, prices, zone }: Input): readonly Statement[] {
  interface Sum {
    stated: Money;
    logged: Money;
    tokens: number;
    unpriced: number;
    readonly event: Pick<UsageEvent, 'attribution'>;
    readonly model: string;
    readonly day: string;
  }
  const sums = new Map<string, Sum>();
  journal.visit(event => {
    if (event.loggedUsd === undefined) return;
    const rate = prices.rate(event);
    const [model, day] = [modelName(event, rate), dayText(zone.day(event.atMs))];
    const { attribution } = event;
    const key = [attribution.source, attribution.session, attribution.store, model, day].join('\0');
    const sum = getOrInsert(sums, key, () => {
      return { stated: 0n, logged: 0n, tokens: 0, unpriced: 0, event: { attribution }, model, day };
    });
    const ours = eventUsd(event, rate);
    sum.stated += usd(event.loggedUsd);
    sum.logged += ours ?? 0n;
    sum.tokens += totalTokens(event.tokens);
    if (ours === undefined) sum.unpriced += 1;
  });
  return Array.from(sums.values(), ({ stated, logged, tokens, unpriced, event, model, day }): Statement => {
    const { source, session } = event.attribution;
    return {
      ...{ witness: 'logged cost', source, session, model, day },
      stated: { usd: stated, tokens },
      logged: { usd: logged, tokens },
      reasons: costReasons(stated, logged, unpriced),
    };
  });
}

function figuresOf(tally: Tally): Figures {
  return { tokens: tally.total, usd: tally.cost().usd };
}
