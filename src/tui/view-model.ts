/**
 * What the panes show, derived from the journal for one view: sums, series and rows, with the names, colours and
 * words that go with them. Derived in steps, each kept only as long as what it came from is the same object.
 */
import { type Day, dayText, type Zone } from '../core/calendar.ts';
import type { Currency } from '../core/currency.ts';
import type { Limits } from '../core/limits.ts';
import type { Cost } from '../core/money.ts';
import type { PriceLookup } from '../core/price.ts';
import { projectNames } from '../core/project.ts';
import type { Scope } from '../core/scope.ts';
import type { Block } from '../core/status.ts';
import { activeBlock } from '../reports/active-block.ts';
import { type BreakdownRow, breakdown, dearestFirst } from '../reports/breakdown.ts';
import { type DayTallies, type Dimension, dayTallies } from '../reports/day-tallies.ts';
import { type Parts, type PartsOrder, parts } from '../reports/parts.ts';
import { type Summary, summary } from '../reports/summary.ts';
import { type Trend, trend } from '../reports/trend.ts';
import type { Snapshot, SourceReport } from '../rollup/feed.ts';
import type { Journal } from '../rollup/journal.ts';
import { dayLabels, moneyMeasure, tokenMeasure } from './draw/axis.ts';
import type { ChartData } from './draw/chart.ts';
import { type Identities, identify } from './draw/identity.ts';
import type { View } from './view.ts';

/** The same object as long as nothing in it changes: what is drawn of it may be kept as long. */
export interface ViewModel {
  /** Whether the logs were looked at in full. Before that nothing is known, which is not the same as nothing. */
  readonly isRead: boolean;
  readonly journal: Journal;
  readonly sources: readonly SourceReport[];
  /** Why nothing can be remembered, in words for the user. */
  readonly cacheProblem: string | undefined;
  readonly zone: Zone;
  readonly today: Day;
  /** The day of the breakdown. */
  readonly day: Day;
  readonly dimension: Dimension;
  readonly summary: Summary;
  readonly trend: Trend;
  readonly charts: { readonly tokens: ChartData; readonly money: ChartData };
  readonly rows: readonly BreakdownRow[];
  readonly tallies: DayTallies;
  readonly identities: Identities;
  /** A model or a project path as people call it. */
  nameOf(name: string): string;
  /** What a scope is made of. */
  partsOf(scope: Scope, order: PartsOrder): Parts;
  /** The five-hour window of Claude Code that is open, as our own sum. */
  readonly block: Block | undefined;
  /** What the vendor itself told of its limits. */
  readonly limits: Limits;
  /** Models without a price, most tokens first. */
  readonly unpriced: readonly string[];
}

/** What a look at the logs says of itself: how old the figures are, or how far it is. Alone of all, it is new each time. */
export interface Freshness extends Pick<Snapshot, 'checkedMs' | 'progress' | 'failure'> {
  /** Whose clock that is; absent until there was time to look it up, which takes 10 ms. */
  readonly zoneName?: string;
}

/** The clock and the lookups that a model is made with. */
export interface ViewInputs {
  readonly prices: PriceLookup;
  readonly zone: Zone;
  readonly today: Day;
  /** UTC ms, whole minutes: what is derived from it is derived anew when it changes. */
  readonly minuteMs: number;
  readonly limits: Limits;
  /** What money is drawn in; dollars where it is absent. */
  readonly currency?: Currency;
}

const MINUTE_MS = 60_000;

/** The whole minute that a moment lies in. */
export function minuteOf(atMs: number): number {
  return Math.floor(atMs / MINUTE_MS) * MINUTE_MS;
}

/** Makes scenes; remembers the colours it gave, and the last result of every step. */
export class ViewModelBuilder {
  private identities: Identities = new Map();
  private readonly tallies = remember(dayTallies);
  private readonly ranked = remember(rankedNames);
  private readonly summary = remember(summary);
  private readonly trend = remember(trend);
  private readonly charts = remember(chartsOf);
  private readonly rows = remember(breakdown);
  private readonly parts = remember(parts);
  private readonly partsOf = remember(
    (journal: Journal, prices: PriceLookup, zone: Zone): ViewModel['partsOf'] =>
      (scope, order) =>
        this.parts(journal, prices, zone, scope, order),
  );
  private readonly block = remember(activeBlock);
  private last: ViewModel | undefined;
  /** What the last model was asked for with, as the next one will be, mostly. */
  private asked: { readonly view: View; readonly inputs: ViewInputs } | undefined;

  /** Derives what takes longest of the model of a new journal, step by step. */
  *preparing({ journal }: Snapshot): Generator<void, void> {
    if (!this.asked) return;
    const { view, inputs } = this.asked;
    const tallies = this.tallies(journal, inputs.prices, inputs.zone, view.dimension);
    yield;
    this.ranked(tallies, view.dimension);
    this.summary(tallies, inputs.today);
    yield;
    this.trend(tallies, view.range, inputs.today);
    this.block(journal, inputs.prices, inputs.minuteMs);
    yield;
  }

  build(snapshot: Snapshot, view: View, inputs: ViewInputs): ViewModel {
    this.asked = { view, inputs };
    const { prices, zone, today, minuteMs, limits, currency } = inputs;
    const { journal, sources, cache, checkedMs } = snapshot;
    const tallies = this.tallies(journal, prices, zone, view.dimension);
    const { nameOf, ranked, unpriced } = this.ranked(tallies, view.dimension);
    this.identities = identify(this.identities, ranked);
    const day = view.day ?? today;
    const shown = this.trend(tallies, view.range, today);
    this.last = unlessSame(this.last, {
      isRead: checkedMs !== undefined,
      journal,
      sources,
      cacheProblem: cache.problem,
      zone,
      today,
      day,
      dimension: view.dimension,
      tallies,
      summary: this.summary(tallies, today),
      trend: shown,
      charts: this.charts(shown, currency),
      rows: this.rows(tallies, day),
      identities: this.identities,
      partsOf: this.partsOf(journal, prices, zone),
      nameOf,
      block: this.block(journal, prices, minuteMs),
      limits,
      unpriced,
    });
    return this.last;
  }
}

/** All names that were ever used, the dearest first: who chooses a colour before whom. */
function rankedNames(tallies: DayTallies, dimension: Dimension) {
  const rows = new Map<string, BreakdownRow>();
  for (const day of tallies.order) {
    for (const { name, tally, cost } of breakdown(tallies, day)) {
      const known = rows.get(name);
      rows.set(name, { name, tally: known?.tally ?? tally, cost: known ? plus(known.cost, cost) : cost });
    }
  }
  const all = [...rows.values()].sort(dearestFirst);
  const names =
    dimension === 'project'
      ? projectNames(rows.keys())
      : new Map([...rows.keys()].map(id => [id, shortModel(id)]));
  const unpriced =
    dimension === 'model' ? all.filter(({ cost }) => cost.unpricedEvents > 0).map(row => row.name) : [];
  const nameOf = (name: string) => names.get(name) ?? name;
  return { nameOf, ranked: all.map(row => row.name), unpriced };
}

function plus(a: Cost, b: Cost): Cost {
  return {
    usd: a.usd + b.usd,
    unpricedTokens: a.unpricedTokens + b.unpricedTokens,
    unpricedEvents: a.unpricedEvents + b.unpricedEvents,
    lowerBoundEvents: a.lowerBoundEvents + b.lowerBoundEvents,
  };
}

/** Every Claude model says so; its name is shorter without. */
function shortModel(id: string): string {
  return id.replace(/^claude-(?=\D|\d-\d)/, '');
}

function chartsOf({ from, series }: Trend, currency: Currency | undefined): ViewModel['charts'] {
  const sign = currency ? (currency.symbol ?? `${currency.code} `) : undefined;
  const perUsd = currency?.perUsd ?? 1;
  const labels = dayLabels((series[0]?.tokens ?? []).map((_, i) => dayText(from + i)));
  return {
    tokens: {
      labels,
      measure: tokenMeasure,
      series: series.map(({ name, tokens }) => ({ name, values: tokens })),
    },
    money: {
      labels,
      measure: moneyMeasure(sign),
      series: series.map(({ name, usd }) => ({ name, values: usd.map(value => value * perUsd) })),
    },
  };
}

/** Keeps the last result as long as the arguments are the same objects. */
function remember<A extends readonly unknown[], R>(derive: (...args: A) => R): (...args: A) => R {
  let last: { args: A; result: R } | undefined;
  return (...args) => {
    if (last && last.args.length === args.length && args.every((arg, i) => Object.is(arg, last!.args[i]))) {
      return last.result;
    }
    last = { args, result: derive(...args) };
    return last.result;
  };
}

/** `last`, where `next` has the same in it. */
function unlessSame<T extends object>(last: T | undefined, next: T): T {
  const isSame = (name: keyof T) => Object.is(last?.[name], next[name]);
  return last && (Object.keys(next) as (keyof T)[]).every(isSame) ? last : next;
}
