/**
 * All other statements of the same usage, each beside what the log has: figures to compare with, which are
 * in no sum.
 *
 *   cost-state    what Claude Code itself counted in a session, by model
 *   status line   what a session cost, as Claude Code reported it to its status line
 *   stats-cache   Claude Code's statistics, tokens by day and model
 *   logged cost   the cost that a log states for a response (`costUSD` of Claude Code, the ledger of Goose)
 *   refused       attempts that the vendor refused before another model answered (`unserved.ts`)
 */
import { dayText } from '../../core/calendar.ts';
import { getOrInsert } from '../../core/group.ts';
import { type Money, usd } from '../../core/money.ts';
import { modelName } from '../../core/scope.ts';
import type { SessionCost } from '../../core/session-costs.ts';
import { statedTokens } from '../../core/stated-usage.ts';
import { totalTokens, type UsageEvent } from '../../core/usage.ts';
import { eventUsd, Tally } from '../../rollup/tally.ts';
import type { ReportInput } from '../report.ts';
import type { Contract } from './contract.ts';
import { costReasons, sessionReasons, statisticsReasons, statusLineReasons } from './reasons.ts';
import { nameOf, type SessionCount, sessionCounts } from './session-counts.ts';
import type { Statistics } from './statistics.ts';
import { unservedIn } from './unserved.ts';

export const WITNESSES = {
  'cost-state': "Claude Code's own count of a session",
  'status line': 'the cost of a session that Claude Code last reported to its status line',
  'stats-cache': "Claude Code's statistics",
  'logged cost': 'the cost in the log',
  refused: 'attempts that were refused before another model answered',
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

/** What is stated in other files than logs. */
export interface OtherStatements {
  readonly statistics: readonly Statistics[];
  /** As they were reported to the status line, the latest of a session first. */
  readonly sessionCosts: readonly SessionCost[];
  /** The prices by which Claude Code counts, where they are not those of the list. */
  readonly contract?: Contract;
}

export function statements(input: Input, others: OtherStatements): readonly Statement[] {
  const { statistics, sessionCosts, contract } = others;
  return [
    ...sessionCounts(input.journal, input.prices).flatMap(count => ofSession(count, input, contract)),
    ...ofStatusLine(sessionCosts, input, contract),
    ...statistics.flatMap(each => ofStatistics(each, input)),
    ...ofCosts(input),
    ...ofRefusals(input),
  ];
}

function ofRefusals({ journal, prices, zone }: Input): readonly Statement[] {
  return unservedIn(journal).map(({ source, session, model, atMs, tokens }) => {
    const rate = prices.rate({ terms: { model }, atMs, tokens, quality: 'exact' });
    return {
      ...{ witness: 'refused', source, session },
      ...{ model: nameOf(model, prices), day: dayText(zone.day(atMs)) },
      stated: {
        tokens: totalTokens(tokens),
        usd: eventUsd({ tokens, webSearches: 0, loggedUsd: undefined }, rate),
      },
      logged: { tokens: 0, usd: 0n },
      reasons: ['a refused attempt without output is not billed; one with output is, at its own model'],
    };
  });
}

function ofSession(
  count: SessionCount,
  { zone }: Input,
  contract: Contract | undefined,
): readonly Statement[] {
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
      reasons: sessionReasons(count, stated, logged, contract),
    };
  });
}

/** Sessions that the status line was shown in, beside what their logs have, copied responses included. */
function ofStatusLine(
  costs: readonly SessionCost[],
  { journal, prices }: Input,
  contract: Contract | undefined,
): readonly Statement[] {
  const latest = new Map<string, SessionCost>();
  for (const cost of costs) if (!latest.has(cost.session)) latest.set(cost.session, cost);
  if (latest.size === 0) return [];
  const logged = new Map<string, Tally>();
  journal.visitSessions((event, sessions) => {
    for (const { source, session } of sessions) {
      if (source !== 'claude-code' || !latest.has(session)) continue;
      getOrInsert(logged, session, () => new Tally()).add(event, prices.rate(event));
    }
  });
  return Array.from(latest.values(), ({ session, usd: reported }): Statement => {
    const tally = logged.get(session) ?? new Tally();
    const stated = usd(reported);
    return {
      ...{ witness: 'status line', source: 'claude-code', session },
      stated: { usd: stated },
      logged: figuresOf(tally),
      reasons: statusLineReasons(stated, tally, contract),
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
