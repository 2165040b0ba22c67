/**
 * How a key changes the view: one pure function over commands, without screen, clock or disk. What a command must know
 * of the data it finds in `Around`.
 */
import type { Day } from '../core/calendar.ts';
import type { Bucket } from '../reports/buckets.ts';
import { DIMENSIONS } from '../reports/day-tallies.ts';
import { moveCursor } from './cursor-step.ts';
import type { KeyCommand } from './keys.ts';
import { isMeant } from './meant.ts';
import { MEASURES } from './measure.ts';
import { moveOverlay, openOverlay } from './overlays/step.ts';
import { RANGES } from './range.ts';
import type { Choice } from './screens/screen.ts';
import type { Table } from './table.ts';
import { openRow, steppedSort, walk } from './table-step.ts';
import { type Level, levelsOf, nothingHere, tableKey, tableState, type View, type Zoom } from './view.ts';

/** What a command needs to know of what is on the screen. */
export interface Around {
  readonly screens: readonly { readonly id: string; readonly title: string }[];
  /** How many views the screen has; 0 where `n` changes the grouping. */
  readonly views: number;
  readonly table: Table | undefined;
  readonly pageRows: number;
  readonly buckets: readonly Bucket[];
  /** Days with usage, ascending. */
  readonly days: readonly Day[];
  /** The day that the cursor begins on. */
  readonly anchor: Day;
  readonly hasChart: boolean;
  /** Parts of the screen that can have all of it. */
  readonly alone: readonly Zoom[];
  /** Choices of the view that change something on the screen. */
  readonly obeys: readonly Choice[];
  readonly themes: readonly { readonly id: string; readonly title: string }[];
  readonly nowMs: number;
  /** Lines of the top overlay, and how many are visible. */
  readonly overlayLines: number;
  readonly overlayPage: number;
}

export function step(view: View, command: KeyCommand, around: Around): View {
  const top = view.overlays.at(-1);
  if (top) {
    const moved = moveOverlay(view, top, command, around.overlayLines, around.overlayPage);
    if (moved) return moved;
  }
  if (!isMeant(command, view, around)) return nothingHere(view);
  switch (command) {
    case 'quit':
      return { ...view, isQuitting: true };
    case 'close':
      return closed(view);
    case 'back':
      return { ...upOneLevel(view) };
    case 'help':
    case 'palette':
    case 'troubles':
    case 'filter':
    case 'export':
      return openOverlay(view, command);
    case 'next-screen':
    case 'previous-screen':
      return goTo(view, neighbour(around.screens, each => each.id === view.screen, way(command)).id);
    case 'by-model':
    case 'by-project':
      return grouped(view, command === 'by-model' ? 'model' : 'project');
    case 'next-view':
    case 'previous-view':
      return nextView(view, way(command), around);
    case 'measure':
    case 'previous-measure': {
      const next = neighbour(MEASURES, each => each.id === view.measure, way(command));
      return { ...view, measure: next.id, message: `measure: ${next.title.toLowerCase()}` };
    }
    case 'range': {
      const next = neighbour(RANGES, each => each.id === view.range.id, 1);
      return { ...view, range: { id: next.id }, cursor: undefined };
    }
    case 'by-day':
      return { ...view, period: 'day' };
    case 'by-week':
      return { ...view, period: 'week' };
    case 'by-month':
      return { ...view, period: 'month' };
    case 'bars':
      return { ...view, chart: view.chart === 'bars' ? 'lines' : 'bars' };
    case 'log':
      return {
        ...view,
        isLog: !view.isLog,
        message: view.isLog ? 'linear scale' : 'logarithmic scale (lines only)',
      };
    case 'compare':
      return { ...view, isCompared: !view.isCompared };
    case 'zoom':
      return zoomed(view, around);
    case 'pause':
      return { ...view, pausedMs: view.pausedMs === undefined ? around.nowMs : undefined };
    case 'clear-filters':
      return {
        ...withTable(view, { find: undefined }),
        filters: {},
        range: unboundRange(view),
        message: 'filters cleared',
      };
    case 'theme':
    case 'previous-theme': {
      const next = neighbour(around.themes, each => each.id === view.theme, way(command));
      return { ...view, theme: next.id, message: `theme: ${next.title}` };
    }
    case 'previous':
    case 'next':
      return moveCursor(view, way(command), false, around);
    case 'previous-used':
    case 'next-used':
      return moveCursor(view, way(command), true, around);
    case 'find':
      return around.table ? { ...view, isFinding: true } : nothingHere(view);
    case 'down':
    case 'up':
    case 'page-down':
    case 'page-up':
    case 'first':
    case 'last':
      return walk(view, command, around);
    case 'open':
    case 'session':
      return openRow(view, command, around);
    case 'sort':
    case 'reverse':
      return steppedSort(view, command, around);
    case 'shift-left':
    case 'shift-right': {
      const shift = Math.max(0, (tableState(view).shift ?? 0) + (command === 'shift-right' ? 1 : -1));
      return withTable(view, { shift });
    }
    case 'all-days':
      return allDays(view, around);
    case 'refresh':
    case 'redraw':
    case 'copy-row':
    case 'copy-cell':
      return view;
    default:
      return command satisfies never;
  }
}

/** Each part alone, then all of them. */
function zoomed(view: View, { alone }: Around): View {
  if (alone.length === 0 || levelsOf(view).length > 0) return nothingHere(view);
  const zoom = view.zoom === undefined ? alone[0] : alone[alone.indexOf(view.zoom) + 1];
  return { ...view, zoom, message: zoom === undefined ? 'all panes' : `${zoom} alone` };
}

function way(command: KeyCommand): 1 | -1 {
  return command.startsWith('previous') ? -1 : 1;
}

/** The item beside the one that fits; the list is a ring. */
function neighbour<T>(all: readonly T[], fits: (item: T) => boolean, by: 1 | -1): T {
  const at = all.findIndex(fits);
  return all[(Math.max(0, at) + by + all.length) % all.length]!;
}

/** Goes to a screen; where it is there already, to its top level. */
export function goTo(view: View, screen: string): View {
  const levels = screen === view.screen ? { ...view.levels, [screen]: [] } : view.levels;
  return { ...view, screen, levels, overlays: [], isFinding: false, zoom: undefined };
}

function grouped(view: View, split: View['split']): View {
  return { ...withTable(view, { selected: undefined }), split };
}

function nextView(view: View, by: 1 | -1, { views }: Around): View {
  if (views > 0) {
    const at = (view.tabs[view.screen] ?? 0) + by;
    return {
      ...view,
      tabs: { ...view.tabs, [view.screen]: (at + views) % views },
      levels: { ...view.levels, [view.screen]: [] },
    };
  }
  const split = neighbour(DIMENSIONS, each => each === view.split, by);
  return { ...grouped(view, split), message: `by ${split}` };
}

/** A range that filters made goes with them. */
function unboundRange({ range }: View): View['range'] {
  return range.id === 'custom' ? { id: '30d' } : range;
}

/** The find field, then what is open, then the selection, then a level, then the way home; at last it quits. */
function closed(view: View): View {
  if (view.isFinding) return { ...withTable(view, { find: undefined }), isFinding: false };
  if (view.overlays.length > 0) return { ...view, overlays: view.overlays.slice(0, -1) };
  const state = tableState(view);
  if (state.selected !== undefined) return withTable(view, { selected: undefined });
  if (state.find) return withTable(view, { find: undefined });
  if (view.zoom !== undefined) return { ...view, zoom: undefined };
  if (view.cursor !== undefined) return { ...view, cursor: undefined };
  if (levelsOf(view).length > 0) return upOneLevel(view);
  if (view.screen !== 'overview') return goTo(view, 'overview');
  return { ...view, isQuitting: true };
}

function upOneLevel(view: View): View {
  const levels = levelsOf(view);
  if (levels.length === 0) return view.screen === 'overview' ? view : goTo(view, 'overview');
  return withLevels(view, levels.slice(0, -1));
}

export function withLevels(view: View, levels: readonly Level[]): View {
  return { ...view, levels: { ...view.levels, [view.screen]: levels } };
}

export function withTable(view: View, state: Partial<View['tables'][string]>): View {
  const key = tableKey(view);
  return { ...view, tables: { ...view.tables, [key]: { ...view.tables[key], ...state } } };
}

/** The responses of the level over all days, or of the cursor's day again. */
function allDays(view: View, { anchor }: Around): View {
  const levels = levelsOf(view);
  const level = levels.at(-1);
  if (level?.kind !== 'responses') return nothingHere(view);
  const { from, to, ...rest } = level.scope;
  const day = view.cursor ?? anchor;
  const scope = from === undefined && to === undefined ? { ...rest, from: day, to: day } : rest;
  const message = scope === rest ? 'all days' : 'this day';
  return { ...withLevels(view, [...levels.slice(0, -1), { ...level, scope }]), message };
}
