/**
 * The dashboard without a terminal: data, view and clock in, frames out. Keys become commands one by one, each against
 * what is on the screen at that moment; a frame is composed when it is read. Ink, the first frame before it, tests
 * and pictures all draw what comes from here.
 */
import { dayText } from '../core/calendar.ts';
import type { Store } from '../core/store.ts';
import { type Compose, composer, type Frame } from './compose.ts';
import type { ControllerOptions } from './controller-options.ts';
import { copied, saved } from './effects.ts';
import { type ExportId, exported } from './export.ts';
import { commandOf, type Input } from './field.ts';
import { HeldKeys } from './held-keys.ts';
import { keysHere } from './hints.ts';
import { type Key, MOUSE } from './input.ts';
import type { KeyCommand } from './keys.ts';
import { LiveModel } from './live-model.ts';
import { clicked, mouseOf } from './mouse.ts';
import type { OverlayBox } from './overlays/box.ts';
import { choose, type OverlayContext, overlayOf } from './overlays/index.ts';
import { RecordLookup } from './record-lookup.ts';
import { ScreenLoader } from './screens/loader.ts';
import { choicesOf, hasChart, type Screen, type ScreenContext } from './screens/screen.ts';
import { type Around, step } from './step.ts';
import type { Table } from './table.ts';
import { levelsOf, type View } from './view.ts';

/** What is drawn around the data that a command is about. */
interface Now {
  readonly context: ScreenContext;
  readonly screen: Screen | undefined;
  readonly table: Table | undefined;
}

const MESSAGE_MS = 4000;

export class Controller implements Store<Frame> {
  private readonly options: ControllerOptions;
  private readonly live: LiveModel;
  private readonly compose: Compose;
  private readonly listeners = new Set<() => void>();
  private readonly loader: ScreenLoader;
  private current: View;
  private frame: Frame | undefined;
  private readonly held: HeldKeys;
  private storesVersion = 0;
  private readonly records: RecordLookup;
  private messageTimer: ReturnType<typeof setTimeout> | undefined;

  constructor(options: ControllerOptions) {
    this.options = options;
    this.live = new LiveModel(options);
    this.compose = options.compose ?? composer();
    this.current = options.view;
    this.loader = new ScreenLoader(
      options.screens,
      () => this.press(this.held.take(this.current.screen)),
      options.onError,
    );
    this.held = new HeldKeys(this.loader);
    this.records = new RecordLookup(options.recordsOf, () => this.changed());
  }

  get view(): View {
    return this.current;
  }

  /** The newest frame: the same object until something in it changes. */
  getState(): Frame {
    this.frame ??= this.draw();
    return this.frame;
  }

  /** Watches data, stores and size as long as anything listens. */
  subscribe(listener: () => void): () => void {
    if (this.listeners.size === 0) this.stop = this.watch();
    this.listeners.add(listener);
    return () => {
      this.listeners.delete(listener);
      if (this.listeners.size === 0) this.stop();
    };
  }

  /** The zone of the clock takes a while to name, so it is named after the first frame. */
  nameZone(): void {
    this.live.nameZone();
    this.changed();
  }

  /** Lets time pass: the age of the figures, and midnight. */
  tick(): void {
    if (this.live.tick()) this.changed();
  }

  press(keys: readonly Key[]): void {
    for (const key of keys) {
      if (key.startsWith(MOUSE)) this.point(key);
      else if (!this.held.holds(key, this.current))
        this.command(commandOf(key, this.current, this.options.screens));
    }
    if (!this.current.isQuitting) this.changed();
  }

  private point(report: string): void {
    const mouse = mouseOf(report.slice(MOUSE.length, -1), report.slice(-1));
    if (!mouse) return;
    const { screens } = this.options;
    const now = this.now(this.current);
    const next = clicked(this.current, mouse, this.getState(), { ...now, screens, around: this.around(now) });
    if (next) this.set(next);
  }

  /** Changes the view from outside, as an answer of the terminal does. */
  update(change: (view: View) => View): void {
    this.set(change(this.current));
    this.changed();
  }

  /** Loads all screens, so that none makes its first viewer wait. */
  preload(): Promise<void> {
    return this.loader.preload();
  }

  private stop = () => {};

  private watch(): () => void {
    const { feed, prices, size, stores } = this.options;
    const onData = () => this.changed();
    const onStore = () => {
      this.storesVersion += 1;
      this.changed();
    };
    const others = Object.values(stores) as (Store<unknown> | undefined)[];
    const ends = [
      ...[feed, prices, size].map(store => store.subscribe(onData)),
      ...others.flatMap(store => store?.subscribe(onStore) ?? []),
    ];
    return () => {
      for (const end of ends) end();
    };
  }

  private changed(): void {
    this.frame = undefined;
    for (const listener of this.listeners) listener();
  }

  private set(view: View): void {
    if (view === this.current) return;
    this.live.freeze(view.pausedMs !== undefined);
    this.current = view;
    this.options.onView?.(view);
    if (view.isQuitting) this.options.onQuit();
  }

  private command(input: Input | undefined): void {
    if (input === undefined) return;
    const { message: _, ...view } = this.current;
    if (input.kind === 'view') {
      this.set(input.change(view));
      this.withEffects();
      return;
    }
    const { id } = input;
    const now = this.now(view);
    const isChoice = view.overlays.length > 0 && (id === 'open' || id === 'session');
    const chosen = isChoice ? choose(id, view, this.overlayContext(now)) : undefined;
    if (chosen) {
      this.set(chosen.view);
      if (chosen.command) this.command({ kind: 'command', id: chosen.command });
      this.withEffects();
      return;
    }
    const isOnTop = view.overlays.length === 0 && levelsOf(view).length === 0;
    const own = isOnTop ? now.screen?.act?.(id, now.context) : undefined;
    this.set(own ? { ...view, ...own } : step(view, id, this.around(now)));
    this.effect(id, now);
    this.withEffects();
  }

  /** What a key does beside changing the view. */
  private effect(id: KeyCommand, now: Now): void {
    if (id === 'refresh') {
      this.say('refreshing');
      void this.options.feed.refresh();
    }
    if (id === 'redraw') this.options.redraw?.();
    if (id === 'copy-row' || id === 'copy-cell')
      this.say(copied(id, now, bytes => this.options.write?.(bytes)));
  }

  private withEffects(): void {
    const { wanted, message, ...view } = this.current;
    if (wanted) {
      this.current = view.isQuitting ? view : { ...view, message };
      this.save(wanted.export as ExportId);
    }
    if (this.current.message !== undefined) this.say(this.current.message);
  }

  private save(id: ExportId): void {
    const { size, zone, now, save } = this.options;
    const { context, table } = this.now(this.current);
    const day = dayText(zone.day(now()));
    const view = { table, lines: this.draw().lines, size: size.getState(), look: context.look };
    const file = exported(id, this.current.screen, day, view);
    if (!file || !save) this.say('there are no rows to export here; SVG saves the screen');
    else void saved(file, save).then(message => this.say(message));
  }

  /** Shows a message for a while. */
  private say(message: string): void {
    clearTimeout(this.messageTimer);
    this.current = { ...this.current, message };
    this.messageTimer = setTimeout(() => {
      const { message: _, ...view } = this.current;
      this.current = view;
      this.changed();
    }, MESSAGE_MS);
    if (typeof this.messageTimer === 'object') this.messageTimer.unref?.();
    this.changed();
  }

  private around(now: Now): Around {
    const { context, screen, table } = now;
    const box = this.overlayBox(now);
    return {
      screens: this.options.screens,
      views: screen?.views?.length ?? 0,
      table,
      pageRows: this.frame?.pageRows ?? 10,
      buckets: context.model.buckets,
      days: context.model.tallies.order,
      anchor: context.model.extent.anchor,
      hasChart: hasChart(screen, context),
      alone: screen?.alone ?? [],
      obeys: choicesOf(screen),
      themes: this.options.themes,
      nowMs: this.options.now(),
      overlayLines: box?.count ?? 0,
      overlayPage: box?.box.page ?? 1,
    };
  }

  private now(view: View): Now {
    const context = this.context(view);
    const screen = this.loader.screen(view.screen);
    return { context, screen, table: this.tableOf(context, screen) };
  }

  private context(view: View): ScreenContext {
    const { stores, size, lookOf } = this.options;
    const split = this.loader.screen(view.screen)?.split;
    return {
      model: this.live.model(split ? { ...view, split } : view),
      view,
      look: lookOf(view.theme),
      size: size.getState(),
      stores,
    };
  }

  private tableOf(context: ScreenContext, screen: Screen | undefined): Table | undefined {
    const level = levelsOf(context.view).at(-1);
    return level ? this.loader.levelTable?.(context, level) : screen?.table?.(context);
  }

  private overlayContext({ context, screen, table }: Now): OverlayContext {
    const { screens, themes } = this.options;
    return {
      ...context,
      table,
      screens,
      themes,
      records: this.records.of(context),
      keys: keysHere({ ...context.view, overlays: [] }, screen),
    };
  }

  private overlayBox(now: Now): { readonly box: OverlayBox; readonly count: number } | undefined {
    return now.context.view.overlays.length > 0 ? overlayOf(this.overlayContext(now)) : undefined;
  }

  private draw(): Frame {
    const { screens, stores, size } = this.options;
    const now = this.now(this.current);
    const { context, screen, table } = now;
    return this.compose({
      ...context,
      age: this.live.age(),
      size: size.getState(),
      screens,
      screen,
      table,
      stores,
      storesVersion: this.storesVersion,
      overlay: this.overlayBox(now)?.box,
    });
  }
}
