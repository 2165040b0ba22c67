/**
 * What the user is looking at, as data. Changed by `step.ts` alone; `remembered.ts` keeps a part of it between runs.
 */
import type { Day } from '../core/calendar.ts';
import type { Scope } from '../core/scope.ts';
import type { Period } from '../core/span.ts';
import type { Dimension } from '../reports/day-tallies.ts';
import type { Range } from './range.ts';

/** A level of a drill-down: what a row of the level above is made of. */
export interface Level {
  readonly kind: 'sessions' | 'responses' | 'entries';
  /** As breadcrumbs name it. */
  readonly title: string;
  readonly scope: Scope;
  /** Of entries, which have no other scope. */
  readonly work?: WorkScope;
}

/** Which tasks that were logged by hand; absent members let all in. */
export interface WorkScope {
  readonly task?: string;
  readonly project?: string;
  /** The first day of it. */
  readonly week?: string;
  /** An id of `core/task-type.ts`, or '(other)'. */
  readonly taskType?: string;
  /** Lines of the log, from 1. */
  readonly lines?: readonly number[];
}

/** Something that lies over the screen. `line` is its selected or its topmost line. */
export type Overlay =
  | { readonly kind: 'help' | 'troubles' | 'export'; readonly line: number }
  | { readonly kind: 'palette'; readonly line: number; readonly text: string }
  | { readonly kind: 'filter'; readonly line: number; readonly text: string }
  | { readonly kind: 'receipt'; readonly line: number; readonly event: number }
  /** The receipt of a task that was logged by hand, by its id. */
  | { readonly kind: 'task'; readonly line: number; readonly entry: string };
export type OverlayKind = Overlay['kind'];

/** What the filter bar lets in; all screens obey it. */
export interface Filters {
  readonly project?: string;
  readonly model?: string;
  readonly source?: string;
  readonly agent?: string;
}
export const FILTERS = ['project', 'model', 'source', 'agent'] as const satisfies readonly (keyof Filters)[];

/** A part of a screen that can have all of it. */
export type Zoom = 'chart' | 'list';

/** How the user left a table. */
export interface TableState {
  /** A column's id; the table's own order where absent. */
  readonly sort?: string;
  readonly isReversed?: boolean;
  /** The selected row by id, so that it survives a refresh. */
  readonly selected?: string;
  /** What names must hold. */
  readonly find?: string;
  /** Columns left of the view, where not all fit. */
  readonly shift?: number;
}

export interface View {
  readonly screen: string;
  readonly split: Dimension;
  readonly measure: string;
  /** Absent: what suits the range. */
  readonly period?: Period;
  readonly range: Range;
  readonly filters: Filters;
  /** The day that the chart's cursor is on; absent is the last one. */
  readonly cursor?: Day;
  readonly chart: 'lines' | 'bars';
  readonly isLog: boolean;
  readonly isCompared: boolean;
  /** Which part of a screen has all of it. */
  readonly zoom?: Zoom;
  /** By table: screen, view and depth (see `tableKey`). */
  readonly tables: Readonly<Record<string, TableState>>;
  /** Drill-downs by screen. */
  readonly levels: Readonly<Record<string, readonly Level[]>>;
  /** Which view of a screen with several is shown, by screen. */
  readonly tabs: Readonly<Record<string, number>>;
  readonly overlays: readonly Overlay[];
  /** Whether keys go into the find field. */
  readonly isFinding: boolean;
  readonly theme: string;
  /** When the data was frozen, UTC ms. */
  readonly pausedMs?: number;
  /** Stands in place of the keys until the next key. */
  readonly message?: string;
  /** What is to be done beside the screen: a file to be written. */
  readonly wanted?: { readonly export: string };
  readonly isQuitting: boolean;
}

export function startView(theme: string, more: Partial<View> = {}): View {
  return {
    screen: 'overview',
    split: 'model',
    measure: 'cost',
    range: { id: '30d' },
    filters: {},
    chart: 'lines',
    isLog: false,
    isCompared: false,
    tables: {},
    levels: {},
    tabs: {},
    overlays: [],
    isFinding: false,
    theme,
    isQuitting: false,
    ...more,
  };
}

export function levelsOf({ screen, levels }: Pick<View, 'screen' | 'levels'>): readonly Level[] {
  return levels[screen] ?? [];
}

/** The table that the user is in. */
export function tableKey(view: Pick<View, 'screen' | 'levels' | 'tabs'>): string {
  const depth = levelsOf(view).length;
  return depth > 0 ? `${view.screen} ${depth}` : `${view.screen} ${view.tabs[view.screen] ?? 0}`;
}

export function tableState(view: View): TableState {
  return view.tables[tableKey(view)] ?? {};
}

export function isFiltered(filters: Filters): boolean {
  return FILTERS.some(name => filters[name] !== undefined);
}

/** A key that means nothing on this screen says so. */
export function nothingHere(view: View): View {
  return { ...view, message: 'nothing to do here' };
}
