/** What a controller is made with: data, clock and size as stores, and what it may do beside drawing. */
import type { Zone } from '../core/calendar.ts';
import type { PriceLookup } from '../core/price.ts';
import type { Weekday } from '../core/span.ts';
import type { Store } from '../core/store.ts';
import type { RecordLine } from '../reports/receipt-text.ts';
import type { Feed } from '../rollup/feed.ts';
import type { Compose } from './compose.ts';
import type { Look, Size } from './draw/look.ts';
import type { Exported } from './export.ts';
import type { ScreenEntry } from './screens/screen.ts';
import type { Stores } from './stores.ts';
import type { View } from './view.ts';
import type { ViewModelBuilder } from './view-model.ts';

export interface ControllerOptions {
  readonly feed: Feed;
  /** The same lookup as long as no price changes. */
  readonly prices: Store<PriceLookup>;
  readonly stores: Stores;
  readonly zone: Zone;
  readonly weekStart?: Weekday;
  /** The logs are made up, which every screen says. */
  readonly isDemo?: boolean;
  /** The user's home directory: paths below it are shown with a tilde. */
  readonly home?: string;
  readonly now: () => number;
  readonly size: Store<Size>;
  readonly themes: readonly { readonly id: string; readonly title: string }[];
  lookOf(theme: string): Look;
  readonly screens: readonly ScreenEntry[];
  readonly view: View;
  readonly builder?: ViewModelBuilder;
  readonly compose?: Compose;
  /** Finds the log records behind the event at a position of the journal. */
  recordsOf(index: number): Promise<readonly RecordLine[]>;
  /** Bytes for the terminal beside frames: the clipboard. */
  write?(bytes: string): void;
  /** Writes an export; resolves with where it is. */
  save?(file: Exported): Promise<string>;
  redraw?(): void;
  /** The view after each change, for what is remembered. */
  onView?(view: View): void;
  onQuit(): void;
  /** A failure that nothing else catches: loading a screen. */
  onError?(error: unknown): void;
}
