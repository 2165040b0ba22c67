/**
 * What the user is looking at, as data: one reducer over commands, without screen, clock or disk. Sheets (help,
 * troubles, what a number is made of, a receipt) lie on the panes like cards; Esc takes the top one away.
 */
import type { Day } from '../core/calendar.ts';
import type { Scope } from '../core/scope.ts';
import type { Dimension } from '../reports/day-tallies.ts';
import type { PartsOrder } from '../reports/parts.ts';
import { RANGES, type Range } from '../reports/trend.ts';
import type { Command } from './keys.ts';

/** A card over the panes. `line` is the selected or topmost line. */
export type Overlay =
  | { readonly kind: 'help'; readonly line: number }
  | { readonly kind: 'troubles'; readonly line: number }
  | {
      readonly kind: 'parts';
      readonly line: number;
      readonly scope: Scope;
      readonly order: PartsOrder;
    }
  | { readonly kind: 'receipt'; readonly line: number; readonly event: number };

export interface View {
  readonly dimension: Dimension;
  readonly range: Range;
  /** The day of the breakdown; undefined follows the clock. */
  readonly day: Day | undefined;
  /** The row of the breakdown that is selected, by name, so that it survives a refresh. */
  readonly selected: string | undefined;
  readonly theme: string;
  readonly overlays: readonly Overlay[];
  readonly isQuitting: boolean;
}

/** What of the data a command needs to know; asked of the app at the moment of the key. */
export interface Surroundings {
  readonly today: Day;
  /** The nearest day with usage before or after one, as the breakdown steps. */
  neighbour(day: Day, step: -1 | 1): Day | undefined;
  /** Names of the breakdown's rows, as shown. */
  readonly rows: readonly string[];
  readonly themes: readonly string[];
  /** Lines of the top overlay, and how many are visible. */
  readonly overlayLines: number;
  readonly pageLines: number;
  /** What Enter opens on the selected line of the top overlay, or on the panes. */
  opens(view: View): Overlay | undefined;
  /** The session of what is selected there. */
  opensSession(view: View): Overlay | undefined;
}

export function startView(theme: string): View {
  return {
    dimension: 'model',
    range: RANGES[1],
    day: undefined,
    selected: undefined,
    theme,
    overlays: [],
    isQuitting: false,
  };
}

export function step(view: View, command: Command, around: Surroundings): View {
  const overlay = view.overlays.at(-1);
  switch (command) {
    case 'quit':
      return { ...view, isQuitting: true };
    case 'close':
      return overlay ? { ...view, overlays: view.overlays.slice(0, -1) } : { ...view, isQuitting: true };
    case 'help':
      return toggled(view, { kind: 'help', line: 0 });
    case 'troubles':
      return toggled(view, { kind: 'troubles', line: 0 });
    case 'by-model':
      return { ...view, dimension: 'model', selected: undefined };
    case 'by-project':
      return { ...view, dimension: 'project', selected: undefined };
    case 'previous-day':
      return onDay(view, around, around.neighbour(view.day ?? around.today, -1));
    case 'next-day':
      return onDay(view, around, around.neighbour(view.day ?? around.today, 1));
    case 'range':
      return { ...view, range: after(RANGES, view.range) };
    case 'theme':
      return { ...view, theme: after(around.themes, view.theme) };
    case 'sort':
      return overlay?.kind === 'parts'
        ? onTop(view, { ...overlay, line: 0, order: overlay.order === 'dearest' ? 'newest' : 'dearest' })
        : view;
    case 'all-days':
      return overlay?.kind === 'parts'
        ? onTop(view, { ...overlay, line: 0, scope: allDays(overlay.scope, view, around) })
        : view;
    case 'open':
    case 'session': {
      const opened = command === 'open' ? around.opens(view) : around.opensSession(view);
      return opened ? { ...view, overlays: [...view.overlays, opened] } : view;
    }
    case 'down':
    case 'up':
    case 'page-down':
    case 'page-up':
    case 'first':
    case 'last':
      return overlay
        ? onTop(view, { ...overlay, line: moved(overlay.line, command, around) })
        : select(view, command, around);
    case 'refresh':
      return view;
    default:
      return command satisfies never;
  }
}

/** The same scope over all days, or over the breakdown's day again. */
function allDays({ from, to, ...rest }: Scope, view: View, { today }: Surroundings): Scope {
  const day = view.day ?? today;
  return from === undefined && to === undefined ? { ...rest, from: day, to: day } : rest;
}

function toggled(view: View, overlay: Overlay): View {
  const isOpen = view.overlays.at(-1)?.kind === overlay.kind;
  return { ...view, overlays: isOpen ? view.overlays.slice(0, -1) : [...view.overlays, overlay] };
}

function onDay(view: View, around: Surroundings, day: Day | undefined): View {
  if (day === undefined) return view;
  return { ...view, day: day === around.today ? undefined : day, selected: undefined };
}

function onTop(view: View, overlay: Overlay): View {
  return { ...view, overlays: [...view.overlays.slice(0, -1), overlay] };
}

type Move = 'down' | 'up' | 'page-down' | 'page-up' | 'first' | 'last';

function moved(line: number, move: Move, { overlayLines, pageLines }: Surroundings): number {
  const page = Math.max(1, pageLines - 1);
  const steps = {
    down: 1,
    up: -1,
    'page-down': page,
    'page-up': -page,
    first: -overlayLines,
    last: overlayLines,
  };
  return Math.max(0, Math.min(overlayLines - 1, line + steps[move]));
}

function select(view: View, move: Move, { rows }: Surroundings): View {
  if (rows.length === 0) return view;
  const at = view.selected === undefined ? -1 : rows.indexOf(view.selected);
  const to = move === 'up' ? (at < 0 ? rows.length - 1 : at - 1) : at + 1;
  return { ...view, selected: rows[Math.max(0, Math.min(rows.length - 1, to))] };
}

function after<T>(all: readonly T[], one: T): T {
  return all[(all.indexOf(one) + 1) % all.length]!;
}
