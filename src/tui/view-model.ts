/**
 * What the screens show, derived for one view: data by day, the range, names and colours. Made in steps, each kept as
 * long as what it came from is the same object; the model as a whole is the same object while nothing in it changes.
 */
import { type Day, dayText, type Zone } from '../core/calendar.ts';
import type { Currency } from '../core/currency.ts';
import { type Limits, officialWindowEnd } from '../core/limits.ts';
import type { PriceLookup } from '../core/price.ts';
import type { Query } from '../core/query.ts';
import type { RecoveredDay } from '../core/recovered-day.ts';
import type { Period, Span, Weekday } from '../core/span.ts';
import type { Block } from '../core/status.ts';
import { activeBlock } from '../reports/active-block.ts';
import type { BreakdownRow } from '../reports/breakdown.ts';
import { type Bucket, bucketAt, bucketsOf, periodFor } from '../reports/buckets.ts';
import type { DayTallies, Dimension } from '../reports/day-tallies.ts';
import { type Recovered, recoveredIn } from '../reports/recovered.ts';
import { type Summary, summary } from '../reports/summary.ts';
import { type Trend, trend } from '../reports/trend.ts';
import type { Snapshot, SourceReport } from '../rollup/feed.ts';
import type { Journal } from '../rollup/journal.ts';
import { Data, keyOf } from './data.ts';
import { dayLabels } from './draw/axis.ts';
import { type Identities, identify } from './draw/identity.ts';
import { type Names, namesIn, projectNaming, rowsIn } from './names.ts';
import { emptyQuery } from './query.ts';
import { type Extent, extentOf, spanOfRange } from './range.ts';
import { remember, unlessSame } from './remember.ts';
import { type Filters, isFiltered, type View } from './view.ts';

export interface ViewModel {
  /** Whether all logs were read. Before that usage is unknown, not 0. */
  readonly isRead: boolean;
  readonly journal: Journal;
  readonly data: Data;
  readonly sources: readonly SourceReport[];
  /** Why nothing can be remembered, in words for the user. */
  readonly cacheProblem: string | undefined;
  readonly zone: Zone;
  readonly today: Day;
  /** UTC ms, whole minutes. */
  readonly minuteMs: number;
  readonly weekStart: Weekday;
  readonly extent: Extent;
  /** The filters as reports take them; absent where none is on. */
  readonly query: Query | undefined;
  readonly dimension: Dimension;
  /** By the dimension of the view and its filters. */
  readonly tallies: DayTallies;
  readonly summary: Summary;
  /** Days before the first log that the filters let in; in no sum. */
  readonly recovered: readonly Recovered[];
  readonly span: Span;
  readonly period: Period;
  readonly buckets: readonly Bucket[];
  readonly trend: Trend;
  /** The same buckets of the period before, where the view compares. */
  readonly before: Trend | undefined;
  /** Dates along the foot of charts, one per bucket. */
  readonly labels: readonly string[];
  /** The bucket that the cursor is on; undefined where it is where it begins. */
  readonly cursor: number | undefined;
  /** The bucket of the breakdown: of the cursor, or the last day. */
  readonly bucket: Bucket;
  readonly rows: readonly BreakdownRow[];
  /** Colours and marks of the names of the dimension. */
  readonly identities: Identities;
  /** Those of models, which tables mark whatever the dimension is. */
  readonly modelIdentities: Identities;
  /** A name of the dimension as people call it. */
  nameOf(name: string): string;
  modelName(model: string): string;
  projectName(path: string): string;
  /** A path, or a sentence with paths, as it is shown: with a tilde for the user's home. */
  shortPath(text: string): string;
  /** The five-hour window of Claude Code that is open, as our own sum. */
  readonly block: Block | undefined;
  /** What the vendor itself says of its limits. */
  readonly limits: Limits;
  /** Models without a price, most tokens first. */
  readonly unpriced: readonly string[];
}

/** How old the figures are, or how far a scan is. Alone of all, it is new at every refresh. */
export interface Freshness extends Pick<Snapshot, 'checkedMs' | 'progress' | 'failure'> {
  /** The zone of the clock; absent until there was time to look it up, which takes 10 ms. */
  readonly zoneName?: string;
  /** Now, UTC ms, for the age of the figures. */
  readonly nowMs?: number;
  /** The figures are of made-up logs. */
  readonly isDemo?: boolean;
}

/** The clock and the lookups that a model is made with. */
export interface ViewInputs {
  readonly prices: PriceLookup;
  readonly zone: Zone;
  readonly today: Day;
  /** UTC ms, whole minutes: what is derived from it is derived anew when it changes. */
  readonly minuteMs: number;
  readonly limits: Limits;
  /** Days before the first log, as Claude Code itself remembers them. */
  readonly recovered?: readonly RecoveredDay[];
  readonly weekStart?: Weekday;
  /** The user's home directory. */
  readonly home?: string;
  /** What money is drawn in; dollars where it is absent. */
  readonly currency?: Currency;
}

const MINUTE_MS = 60_000;

/** The whole minute that a moment lies in. */
export function minuteOf(atMs: number): number {
  return Math.floor(atMs / MINUTE_MS) * MINUTE_MS;
}

/** Numbers of names by dimension, so that a name keeps its colour; may be remembered between runs. */
export type KnownIdentities = Partial<Record<Dimension, Identities>>;

/** Makes view models; remembers the colours it gave, and the last result of every step. */
export class ViewModelBuilder {
  private readonly identities: KnownIdentities;
  private data: Data | undefined;
  /** Made ahead for a journal that is about to be published. */
  private next: Data | undefined;
  private last: ViewModel | undefined;
  private lastInputs: ViewInputs | undefined;
  private readonly shortPath = remember(shortPathsOf);
  private readonly block = remember(activeBlock);
  private readonly query = remember(queryOf);
  private readonly recovered = remember(recoveredOf);
  private readonly extent = remember(reaching);
  private readonly span = remember(spanOfRange);
  private readonly buckets = remember(bucketsOfSpan);

  constructor(identities: KnownIdentities = {}) {
    this.identities = { ...identities };
  }

  /** The numbers that names have by now. */
  get known(): KnownIdentities {
    return this.identities;
  }

  /** Derives what takes longest of the model of a new journal, step by step. */
  *preparing({ journal }: Snapshot): Generator<void, void> {
    if (!this.data || !this.lastInputs) return;
    const { prices, zone, minuteMs } = this.lastInputs;
    const next = new Data({ journal, prices, zone });
    yield* next.prepare(this.data);
    this.block(journal, prices, minuteMs);
    this.next = next;
  }

  build(snapshot: Snapshot, view: View, inputs: ViewInputs): ViewModel {
    this.lastInputs = inputs;
    const { prices, zone, today, minuteMs, limits, home, weekStart = 1 } = inputs;
    const { journal, sources, cache, checkedMs } = snapshot;
    const data = this.dataOf({ journal, prices, zone });
    const query = this.query(filterKey(view.filters), weekStart);
    const { split } = view;
    const tallies = data.tallies(split, query);
    const names = namesIn(data, split);
    const models = namesIn(data, 'model');
    const recovered = this.recovered(query, inputs.recovered);
    const exact = data.once(`extent ${today} ${split} ${keyOf(query)}`, each =>
      extentOf(today, each.tallies(split, query).order),
    );
    const extent = this.extent(exact, recovered);
    const range = rangeOf(view, this.span(view.range, extent), extent, weekStart, this.buckets);
    const { span, period, buckets, bucket, cursor } = range;
    const key = `${split} ${keyOf(query)} ${keyOf([span, period])}`;
    const shown = data.once(`trend ${key}`, each => trend(each.tallies(split, query), buckets));
    const before = view.isCompared
      ? data.once(`before ${key}`, each => trend(each.tallies(split, query), bucketsBefore(span, buckets)))
      : undefined;
    this.last = unlessSame(this.last, {
      isRead: checkedMs !== undefined,
      journal,
      data,
      sources,
      cacheProblem: cache.problem,
      zone,
      today,
      minuteMs,
      weekStart,
      extent,
      query,
      dimension: split,
      tallies,
      summary: data.once(`summary ${today} ${split} ${keyOf(query)}`, each =>
        summary(each.tallies(split, query), today),
      ),
      recovered,
      span,
      period,
      buckets,
      trend: shown,
      before,
      labels: data.once(`labels ${key}`, () => dayLabels(buckets.map(({ from }) => dayText(from)))),
      cursor,
      bucket,
      rows: data.once(`rows ${key} ${keyOf(bucket)}`, each => rowsIn(each.tallies(split, query), bucket)),
      identities: this.identitiesOf(split, names),
      modelIdentities: this.identitiesOf('model', models),
      nameOf: names.nameOf,
      modelName: models.nameOf,
      projectName: data.once('project naming', projectNaming),
      shortPath: this.shortPath(home),
      block: this.block(journal, prices, minuteMs, officialWindowEnd(limits, minuteMs)),
      limits,
      unpriced: models.unpriced,
    });
    return this.last;
  }

  private dataOf(inputs: { journal: Journal; prices: PriceLookup; zone: Zone }): Data {
    if (this.data?.isOf(inputs)) return this.data;
    const made = this.next?.isOf(inputs) ? this.next : new Data(inputs);
    this.next = undefined;
    this.data = made;
    return made;
  }

  private identitiesOf(dimension: Dimension, { ranked, recent }: Names): Identities {
    const known = identify(this.identities[dimension] ?? NONE, ranked, recent);
    this.identities[dimension] = known;
    return known;
  }
}

const NONE: Identities = new Map();

function filterKey(filters: Filters): string {
  return isFiltered(filters) ? keyOf(filters) : '';
}

function queryOf(key: string, weekStart: Weekday): Query | undefined {
  if (key === '') return undefined;
  const { project, model, source, agent } = JSON.parse(key) as Filters;
  const list = (name: string | undefined) => (name === undefined ? [] : [name]);
  return {
    projects: list(project),
    models: list(model),
    sources: list(source),
    agents: list(agent),
    sessions: [],
    weekStart,
  };
}

function recoveredOf(query: Query | undefined, days: readonly RecoveredDay[] | undefined) {
  return recoveredIn(query ?? emptyQuery(), days);
}

/** All time begins with the first day that is remembered. */
function reaching(extent: Extent, [first]: readonly Recovered[]): Extent {
  const { firstDay = first?.day } = extent;
  return first && firstDay !== undefined ? { ...extent, firstDay: Math.min(first.day, firstDay) } : extent;
}

/** Names the user's home by a tilde, in a path or in a sentence with paths. */
function shortPathsOf(home: string | undefined): (text: string) => string {
  if (home === undefined || home.length < 2) return text => text;
  return text => (text === home ? '~' : text.replaceAll(`${home}/`, '~/').replaceAll(`${home}\\`, '~\\'));
}

function bucketsOfSpan(from: Day, to: Day, period: Period, weekStart: Weekday): readonly Bucket[] {
  return bucketsOf({ from, to }, period, weekStart);
}

function rangeOf(view: View, span: Span, extent: Extent, weekStart: Weekday, make: typeof bucketsOfSpan) {
  const period = view.period ?? periodFor(span);
  const buckets = make(span.from, span.to, period, weekStart);
  const at = view.cursor === undefined ? -1 : bucketAt(buckets, view.cursor);
  const end = extent.anchor <= span.to && extent.anchor >= span.from ? extent.anchor : span.to;
  const bucket = buckets[at] ?? dayBucket(end);
  return { span, period, buckets, cursor: at < 0 ? undefined : at, bucket };
}

/** The same object for the same day. */
const dayBucket = remember((day: Day): Bucket => ({ from: day, to: day }));

/** The same lengths of time one range earlier, so that bucket lies beside bucket whatever months or weeks they are. */
function bucketsBefore({ from, to }: Span, buckets: readonly Bucket[]): readonly Bucket[] {
  const length = to - from + 1;
  return buckets.map(bucket => ({ from: bucket.from - length, to: bucket.to - length }));
}
