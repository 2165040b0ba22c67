/** What every screen is: panes in their places, the table that `j` and `k` move in, and what else its keys do. */
import type { Dimension } from '../../reports/day-tallies.ts';
import type { Look, Size } from '../draw/look.ts';
import type { KeyCommand } from '../keys.ts';
import type { Pane } from '../panes/pane.ts';
import type { Stores } from '../stores.ts';
import type { Table } from '../table.ts';
import type { View, Zoom } from '../view.ts';
import type { ViewModel } from '../view-model.ts';

export interface ScreenContext {
  readonly model: ViewModel;
  readonly view: View;
  readonly look: Look;
  /** The whole terminal. */
  readonly size: Size;
  readonly stores: Stores;
}

/** What the filter bar names. */
export type Choice = 'range' | 'filters' | 'split' | 'measure' | 'period';

export interface Screen {
  /** The grouping of its charts and rows, where the screen has one of its own. */
  readonly split?: Dimension;
  /** Whether keys of charts do something here, where that hangs on the terminal. */
  readonly hasChart?: boolean | ((context: Pick<ScreenContext, 'size' | 'view'>) => boolean);
  /** Which of its parts `z` shows alone, in order; absent: none. */
  readonly alone?: readonly Zoom[];
  /** Whether the rail is beside it on a wide terminal. */
  readonly hasRail?: boolean;
  panes(context: ScreenContext): readonly Pane[];
  table?(context: ScreenContext): Table | undefined;
  /** Titles of its views, which `n` steps through; absent: `n` changes the grouping. */
  readonly views?: readonly string[];
  /** Which choices of the view it obeys, for the filter bar; all of them where absent. */
  readonly obeys?: readonly Choice[];
  /** What the filter bar shows in place of the range, which the screen ignores. */
  filterText?(context: ScreenContext): string;
  /** Whether it has something to show where the logs hold no usage. */
  hasOwnData?(context: ScreenContext): boolean;
  /** Keys that mean something of their own here; undefined leaves a command to the usual way. */
  act?(command: KeyCommand, context: ScreenContext): Partial<View> | undefined;
  /** Keys for the footer, by their ids, most useful first. */
  readonly keys: readonly KeyCommand[];
  /** Words for those keys, where the usual ones do not fit. */
  readonly words?: Partial<Record<KeyCommand, string>>;
}

/** A line of the registry. Screens are loaded when they are first shown, so that a start does not wait for them. */
export interface ScreenEntry {
  readonly id: string;
  readonly title: string;
  /** The digit that goes to it; further screens are in the palette and in the order of Tab. */
  readonly key?: string;
  readonly load: () => Promise<Screen>;
  /** Where it is loaded already. */
  readonly screen?: Screen;
}

export function hasChart(screen: Screen | undefined, context: Pick<ScreenContext, 'size' | 'view'>): boolean {
  const claim = screen?.hasChart ?? false;
  return typeof claim === 'boolean' ? claim : claim(context);
}

const ALL: readonly Choice[] = ['filters', 'split', 'measure', 'period'];

/** Choices of the view that change something on a screen. */
export function choicesOf(screen: Screen | undefined): readonly Choice[] {
  const choices = screen?.obeys ?? ALL;
  return screen?.filterText ? choices : ['range', ...choices];
}
