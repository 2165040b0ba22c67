/** What every pane is: a name, a place, and a picture of the view model in a size. Panes have no effects and no memory. */
import type { Look, Size } from '../draw/look.ts';
import type { StyledLine } from '../draw/styled.ts';
import type { Place } from '../layout.ts';
import type { Stores } from '../stores.ts';
import type { Table } from '../table.ts';
import type { View } from '../view.ts';
import type { Freshness, ViewModel } from '../view-model.ts';

export interface PaneProps {
  readonly model: ViewModel;
  readonly age: Freshness;
  readonly view: View;
  readonly size: Size;
  readonly look: Look;
  /** The table that the user is in, where the screen has one. */
  readonly table?: Table;
  /** The whole terminal. */
  readonly screen: Size;
  readonly stores: Stores;
  readonly screens?: readonly { readonly id: string; readonly title: string }[];
}

export interface Pane extends Place {
  readonly id: string;
  readonly title: string;
  /** Whether it is on the screen; absent is always. */
  readonly when?: (model: ViewModel) => boolean;
  /** Screens on which there is no room for it. */
  readonly hides?: (screen: Size) => boolean;
  /** Whether it shows the age of the figures, and is drawn at every refresh; others are when they show something new. */
  readonly showsAge?: boolean;
  /** Whether the table of the screen is drawn in it. */
  readonly holdsTable?: boolean;
  /** Draws the pane, frame and all, exactly `size` large. */
  readonly draw: (props: PaneProps) => readonly StyledLine[];
}

/** Terminals from this width on have a rail beside the main panes. */
export const RAIL_COLUMNS = 160;

/** Charts and lists give way to a welcome where the logs were read and hold no usage. */
export function hasUsage(model: ViewModel): boolean {
  return !isEmpty(model);
}

export function isEmpty({ isRead, journal }: ViewModel): boolean {
  return isRead && journal.length === 0;
}
