/**
 * The key table: every key, what it does, and the words for it. Help, palette, footer and README are made from it, and
 * what can be done is read off it; there is no second list.
 */

/** Where a key means something. */
export type KeyPlace = 'everywhere' | 'questions' | 'table' | 'chart' | 'overlay';

export interface KeyLine {
  readonly id: string;
  /** Names as the decoder gives them (see input.ts); the first is the one that is shown. */
  readonly keys: readonly string[];
  readonly does: string;
  /** One or two words for the footer; keys without stay in the help. */
  readonly short?: string;
  readonly place: KeyPlace;
}

export const KEYS = [
  { id: 'help', keys: ['?'], does: 'Show or hide this help', short: 'help', place: 'everywhere' },
  {
    id: 'palette',
    keys: [':'],
    does: 'Palette: everything that can be done, by name',
    short: 'palette',
    place: 'everywhere',
  },
  {
    id: 'previous',
    keys: ['h', 'left'],
    does: 'Cursor to the bucket before; a week in the calendar',
    short: 'day',
    place: 'chart',
  },
  { id: 'next', keys: ['l', 'right'], does: 'Cursor to the next bucket', place: 'chart' },
  {
    id: 'previous-used',
    keys: ['<', ','],
    does: 'Cursor to the last bucket with usage before',
    place: 'chart',
  },
  { id: 'next-used', keys: ['>', '.'], does: 'Cursor to the next bucket with usage', place: 'chart' },
  { id: 'down', keys: ['j', 'down'], does: 'Next line', short: 'row', place: 'table' },
  { id: 'up', keys: ['k', 'up'], does: 'Previous line', place: 'table' },
  { id: 'first', keys: ['g', 'home'], does: 'First line', place: 'table' },
  { id: 'last', keys: ['G', 'end'], does: 'Last line', place: 'table' },
  { id: 'page-down', keys: ['pagedown', 'ctrl-d'], does: 'A page down', place: 'table' },
  { id: 'page-up', keys: ['pageup', 'ctrl-u'], does: 'A page up', place: 'table' },
  { id: 'open', keys: ['enter'], does: 'Open what the line is made of', short: 'open', place: 'table' },
  {
    id: 'session',
    keys: ['o'],
    does: 'Open the session that a response belongs to',
    short: 'session',
    place: 'table',
  },
  { id: 'sort', keys: ['s'], does: 'Sort by the next column', short: 'sort', place: 'table' },
  { id: 'reverse', keys: ['S'], does: 'Reverse the order', short: 'reverse', place: 'table' },
  { id: 'all-days', keys: ['a'], does: 'Responses of this day, or of all days', place: 'table' },
  { id: 'shift-right', keys: ['shift-right'], does: 'Columns further right', place: 'table' },
  { id: 'shift-left', keys: ['shift-left'], does: 'Columns further left', place: 'table' },
  { id: 'copy-row', keys: ['y'], does: 'Copy the row', short: 'copy', place: 'table' },
  { id: 'copy-cell', keys: ['Y'], does: 'Copy the value of the sorted column', place: 'table' },
  {
    id: 'range',
    keys: ['r'],
    does: 'Range: 7, 30, 90 days, month, all time',
    short: 'range',
    place: 'questions',
  },
  { id: 'find', keys: ['/'], does: 'Find in names, as you type', short: 'find', place: 'table' },
  {
    id: 'filter',
    keys: ['f'],
    does: 'Filter by project, model, source, agent or dates',
    short: 'filter',
    place: 'questions',
  },
  { id: 'clear-filters', keys: ['F'], does: 'Clear every filter', place: 'questions' },
  { id: 'by-model', keys: ['m'], does: 'Group by model', short: 'model', place: 'questions' },
  { id: 'by-project', keys: ['p'], does: 'Group by project', short: 'project', place: 'questions' },
  { id: 'next-view', keys: ['n'], does: 'Next grouping or view', short: 'view', place: 'questions' },
  { id: 'previous-view', keys: ['N'], does: 'Previous grouping or view', place: 'questions' },
  {
    id: 'measure',
    keys: ['v'],
    does: 'Next measure: cost, tokens and their kinds, responses, cache hit rate',
    short: 'measure',
    place: 'questions',
  },
  { id: 'previous-measure', keys: ['V'], does: 'Previous measure', place: 'questions' },
  { id: 'by-day', keys: ['d'], does: 'Bucket by day', place: 'chart' },
  { id: 'by-week', keys: ['w'], does: 'Bucket by week', place: 'chart' },
  { id: 'by-month', keys: ['M'], does: 'Bucket by month', place: 'chart' },
  { id: 'bars', keys: ['b'], does: 'Lines or stacked bars', short: 'bars', place: 'chart' },
  { id: 'log', keys: ['L'], does: 'Logarithmic or linear scale', place: 'chart' },
  { id: 'compare', keys: ['c'], does: 'Compare with the period before', short: 'compare', place: 'chart' },
  { id: 'zoom', keys: ['z'], does: 'Chart alone, list alone, both', place: 'chart' },
  {
    id: 'pause',
    keys: ['space'],
    does: 'Pause, go on; a page down in an overlay',
    short: 'pause',
    place: 'everywhere',
  },
  { id: 'refresh', keys: ['R'], does: 'Refresh now', short: 'refresh', place: 'everywhere' },
  { id: 'troubles', keys: ['!'], does: 'Show what could not be read', place: 'everywhere' },
  {
    id: 'export',
    keys: ['e'],
    does: 'Export this view: csv, json, markdown, SVG',
    short: 'export',
    place: 'everywhere',
  },
  { id: 'theme', keys: ['t'], does: 'Next theme', short: 'theme', place: 'everywhere' },
  { id: 'previous-theme', keys: ['T'], does: 'Previous theme', place: 'everywhere' },
  { id: 'next-screen', keys: ['tab', ']'], does: 'Next screen', short: 'screens', place: 'everywhere' },
  { id: 'previous-screen', keys: ['shift-tab', '['], does: 'Previous screen', place: 'everywhere' },
  {
    id: 'close',
    keys: ['escape'],
    does: 'Clear the selection, close what is open, go back; quit on the bare Overview',
    place: 'everywhere',
  },
  { id: 'back', keys: ['backspace'], does: 'One level back', place: 'everywhere' },
  { id: 'redraw', keys: ['ctrl-l'], does: 'Draw the screen anew', place: 'everywhere' },
  { id: 'quit', keys: ['q', 'ctrl-c'], does: 'Quit', short: 'quit', place: 'everywhere' },
] as const satisfies readonly KeyLine[];

export type KeyCommand = (typeof KEYS)[number]['id'];

const BY_KEY: ReadonlyMap<string, KeyCommand> = new Map(
  KEYS.flatMap(({ id, keys }) => keys.map(key => [key as string, id] as const)),
);

export function keyCommand(key: string): KeyCommand | undefined {
  return BY_KEY.get(key);
}

/** Whether a key is about the rows or the chart of a screen, and so means nothing before the screen is there. */
export function isOfScreen(key: string): boolean {
  const line = (KEYS as readonly KeyLine[]).find(({ keys }) => keys.includes(key));
  return line !== undefined && (line.place === 'table' || line.place === 'chart');
}

/** A key as people write it. */
export function keyLabel(key: string): string {
  return LABELS[key] ?? key;
}

const LABELS: Readonly<Record<string, string>> = {
  'ctrl-c': 'Ctrl+C',
  'ctrl-d': 'Ctrl+D',
  'ctrl-l': 'Ctrl+L',
  'ctrl-u': 'Ctrl+U',
  'shift-left': 'Shift+←',
  'shift-right': 'Shift+→',
  'shift-tab': 'Shift+Tab',
  tab: 'Tab',
  backspace: 'Backspace',
  escape: 'Esc',
  enter: 'Enter',
  space: 'Space',
  left: '←',
  right: '→',
  up: '↑',
  down: '↓',
  pageup: 'PgUp',
  pagedown: 'PgDn',
  home: 'Home',
  end: 'End',
};
