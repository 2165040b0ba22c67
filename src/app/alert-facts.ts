/**
 * Gathers what the rules of alerts look at: usage by day out of the journal, budgets against it, models without a price,
 * prices that change, official limits, retention. Nothing is judged here.
 */

import { type BudgetForecast, budgetForecast } from '../budgets/budget-forecast.ts';
import { type BudgetState, budgetState, type DaysOfUse, sumIn } from '../budgets/budget-state.ts';
import { phaseUse } from '../budgets/phase-use.ts';
import { type Budget, firstDayOf } from '../budgets/plan.ts';
import type { AlertInput, PriceChange, UnpricedModel } from '../budgets/rules/input.ts';
import type { TrackedSession } from '../budgets/tracked.ts';
import type { Loaded } from '../cli/loaded.ts';
import type { AlertRuleSetting, UsageFilter } from '../core/budget.ts';
import { type Day, dayText, type Zone } from '../core/calendar.ts';
import { smallest } from '../core/extremes.ts';
import { getOrInsert } from '../core/group.ts';
import type { PriceEntry } from '../core/price.ts';
import type { ProjectNames } from '../core/settings.ts';
import { periodOf, type Weekday } from '../core/span.ts';
import { fewModelNames } from '../reports/model-names.ts';
import { runTraces } from '../reports/run-traces.ts';
import { type UsageInput, usageDays } from '../reports/usage-days.ts';
import { ANY } from '../rollup/group-by.ts';

/** How far back spikes and unpriced models are looked for. */
const HISTORY_DAYS = 30;

/** How far back forecasts look. */
const FORECAST_DAYS = 180;

export interface FactsInput {
  readonly loaded: Loaded;
  readonly zone: Zone;
  readonly nowMs: number;
  readonly weekStart: Weekday;
  readonly projectNames: ProjectNames;
  readonly budgets: readonly Budget[];
  readonly ownRules: readonly AlertRuleSetting[];
  /** For budgets of phases. */
  readonly sessions: readonly TrackedSession[];
  readonly priceEntries: readonly PriceEntry[];
}

/** Budgets over measured usage, and nothing else that rules look at. */
export function budgetsOf(
  input: Pick<FactsInput, 'loaded' | 'zone' | 'nowMs' | 'weekStart' | 'projectNames' | 'budgets'>,
): readonly BudgetState[] {
  const { loaded, zone, nowMs, weekStart, projectNames, budgets } = input;
  const { journal } = loaded.snapshot;
  const usage: UsageInput = { journal, prices: loaded.prices, zone, nowMs, weekStart, projectNames };
  const today = zone.day(nowMs);
  const from = smallest(
    budgets.map(budget => firstDayOf(budget, today, weekStart)),
    today,
  );
  const measure = measuring(usage, from);
  return budgets.map(budget => budgetState(budget, measure(budget.filter), today, weekStart));
}

export type Facts = Required<
  Pick<AlertInput, 'days' | 'budgets' | 'unpriced' | 'priceChanges' | 'measured' | 'runs'>
> & { readonly forecasts: ReadonlyMap<string, BudgetForecast> };

export function alertFacts(input: FactsInput): Facts {
  const { loaded, zone, nowMs, weekStart, projectNames, budgets, ownRules } = input;
  const { journal } = loaded.snapshot;
  const usage: UsageInput = { journal, prices: loaded.prices, zone, nowMs, weekStart, projectNames };
  const today = zone.day(nowMs);
  const measure = measuring(usage, earliest(input, today));
  const used = modelsInUse(usage, today - HISTORY_DAYS);
  const kept = budgets.map(budget => stateOf(budget, input, measure, today));
  return {
    days: measure({}),
    budgets: kept.map(({ state }) => state),
    forecasts: new Map(
      kept.flatMap(({ state, days }) => {
        const text = budgetForecast(state, days, today);
        return text === undefined ? [] : [[state.budget.name, text] as const];
      }),
    ),
    runs: runTraces(usage, today - HISTORY_DAYS),
    measured: ownRules.map(rule => {
      const span = periodOf(today, rule.per, weekStart);
      return { rule, span, use: sumIn(measure(filterOf(rule)), span) };
    }),
    unpriced: used.unpriced,
    priceChanges: changesAhead(input.priceEntries, used.ids, dayText(today)),
  };
}

function stateOf(
  budget: Budget,
  { sessions, zone, weekStart }: FactsInput,
  measure: (filter: UsageFilter) => DaysOfUse,
  today: Day,
): { readonly state: BudgetState; readonly days: DaysOfUse } {
  const days = budget.phase === undefined ? measure(budget.filter) : phaseUse(sessions, budget.phase, zone);
  return { state: budgetState(budget, days, today, weekStart), days };
}

/** Budgets over the same usage share one walk over the journal. */
function measuring(usage: UsageInput, from: Day): (filter: UsageFilter) => DaysOfUse {
  const known = new Map<string, DaysOfUse>();
  return filter => getOrInsert(known, JSON.stringify(filter), () => usageDays(usage, filter, from));
}

function filterOf({ project, model, source, agent, action, branch }: UsageFilter): UsageFilter {
  return { project, model, source, agent, action, branch };
}

/** The first day of which anything must be known. */
function earliest({ budgets, weekStart }: FactsInput, today: Day): Day {
  const measured = budgets.filter(({ phase }) => phase === undefined);
  return smallest(
    measured.map(budget => firstDayOf(budget, today, weekStart)),
    today - FORECAST_DAYS,
  );
}

function modelsInUse(
  usage: UsageInput,
  from: Day,
): { ids: ReadonlySet<string>; unpriced: readonly UnpricedModel[] } {
  const { journal, prices, zone } = usage;
  const groups = journal.group(prices, {
    timeOf: atMs => ({ ...zone.within(atMs), key: zone.day(atMs) >= from || undefined }),
    placeOf: ANY,
    modelOf: fewModelNames(journal),
  });
  const ids = new Set<string>();
  const unpriced: UnpricedModel[] = [];
  for (const { model, sum } of groups) {
    for (const rate of sum.tally.buckets.keys()) if (rate.origin) ids.add(rate.origin.model);
    const { unpricedTokens: tokens, unpricedEvents: responses } = sum.tally.cost();
    if (responses > 0) unpriced.push({ model, tokens, responses });
  }
  unpriced.sort((a, b) => b.tokens - a.tokens || (a.model < b.model ? -1 : 1));
  return { ids, unpriced };
}

function changesAhead(
  entries: readonly PriceEntry[],
  ids: ReadonlySet<string>,
  today: string,
): readonly PriceChange[] {
  return entries.flatMap(({ origin: { model, since }, status, published: { input, output } }) => {
    if (since === undefined || since <= today || !ids.has(model)) return [];
    const price = status === 'free' ? 'is free' : `costs $${input} in and $${output} out per million tokens`;
    return [{ model, on: since, what: price }];
  });
}
