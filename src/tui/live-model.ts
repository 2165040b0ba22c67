/** The view model of the newest data, or of the data at the moment of a pause; and how old that is. */
import type { Snapshot } from '../rollup/feed.ts';
import type { ControllerOptions } from './controller-options.ts';
import type { View } from './view.ts';
import { type Freshness, minuteOf, type ViewModel, ViewModelBuilder } from './view-model.ts';

export class LiveModel {
  private readonly options: ControllerOptions;
  private readonly builder: ViewModelBuilder;
  private frozen: Snapshot | undefined;
  private zoneName: string | undefined;
  private ageMs: number;
  private lastAge: Freshness | undefined;

  constructor(options: ControllerOptions) {
    this.options = options;
    this.builder = options.builder ?? new ViewModelBuilder();
    this.ageMs = options.now();
  }

  model(view: View): ViewModel {
    const { feed, prices, zone, now, stores, weekStart, home, lookOf } = this.options;
    const nowMs = view.pausedMs ?? now();
    return this.builder.build(this.frozen ?? feed.getState(), view, {
      prices: prices.getState(),
      zone,
      today: zone.day(nowMs),
      minuteMs: minuteOf(nowMs),
      limits: stores.limits?.getState() ?? NO_LIMITS,
      recovered: stores.recovered?.getState(),
      weekStart,
      home,
      currency: lookOf(view.theme).currency,
    });
  }

  /** The same object while it says the same. */
  age(): Freshness {
    const { checkedMs, progress, failure } = this.frozen ?? this.options.feed.getState();
    const { zoneName, ageMs: nowMs } = this;
    const age: Freshness = { checkedMs, progress, failure, zoneName, nowMs, isDemo: this.options.isDemo };
    const last = this.lastAge;
    const isSame =
      last && (Object.keys(age) as (keyof Freshness)[]).every(name => Object.is(last[name], age[name]));
    if (!last || !isSame) this.lastAge = age;
    return this.lastAge ?? age;
  }

  /** Lets time pass; whether any has. */
  tick(): boolean {
    const nowMs = this.options.now();
    const hasPassed = nowMs !== this.ageMs;
    this.ageMs = nowMs;
    return hasPassed;
  }

  /** To name the zone takes a while, so it is done after the first frame. */
  nameZone(): void {
    this.zoneName = this.options.zone.name;
  }

  /** Holds the data as it is now, or lets it go on. */
  freeze(isPaused: boolean): void {
    if (!isPaused) this.frozen = undefined;
    else this.frozen ??= this.options.feed.getState();
  }
}

const NO_LIMITS = [] as const;
