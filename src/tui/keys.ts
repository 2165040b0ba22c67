/**
 * The key table: every key, what it does, and the words for it. The help overlay, the footer and the README are made
 * from it, and what an app can be told to do is read off it; there is no second list.
 */

/** Where a key means something: on the panes, on a overlay over them, or anywhere. */
export type KeyPlace = 'panes' | 'overlay' | 'anywhere';

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
  { id: 'quit', keys: ['q', 'ctrl-c'], does: 'Quit', short: 'quit', place: 'anywhere' },
  { id: 'close', keys: ['escape'], does: 'Close what is open; quit when nothing is', place: 'anywhere' },
  { id: 'help', keys: ['?'], does: 'Show or hide this help', short: 'help', place: 'anywhere' },
  { id: 'by-model', keys: ['m'], does: 'Split by model', short: 'models', place: 'panes' },
  { id: 'by-project', keys: ['p'], does: 'Split by project', short: 'projects', place: 'panes' },
  {
    id: 'previous-day',
    keys: ['<', ',', 'left'],
    does: 'Previous day with usage',
    short: 'day',
    place: 'panes',
  },
  { id: 'next-day', keys: ['>', '.', 'right'], does: 'Next day with usage', place: 'panes' },
  {
    id: 'range',
    keys: ['r'],
    does: 'Range of the trends: 7, 30, 90 days, all',
    short: 'range',
    place: 'panes',
  },
  { id: 'down', keys: ['j', 'down'], does: 'Next line', place: 'anywhere' },
  { id: 'up', keys: ['k', 'up'], does: 'Line before', place: 'anywhere' },
  { id: 'page-down', keys: ['pagedown', 'ctrl-d', 'space'], does: 'A page down', place: 'overlay' },
  { id: 'page-up', keys: ['pageup', 'ctrl-u'], does: 'A page up', place: 'overlay' },
  { id: 'first', keys: ['g', 'home'], does: 'First line', place: 'overlay' },
  { id: 'last', keys: ['G', 'end'], does: 'Last line', place: 'overlay' },
  { id: 'open', keys: ['enter'], does: 'Open what the number is made of', short: 'open', place: 'anywhere' },
  { id: 'all-days', keys: ['a'], does: 'This day or all days', place: 'overlay' },
  { id: 'session', keys: ['S'], does: 'Open the session of a response', place: 'overlay' },
  { id: 'sort', keys: ['s'], does: 'Sort by cost or by time', place: 'overlay' },
  { id: 'troubles', keys: ['!'], does: 'Show what could not be read', place: 'panes' },
  { id: 'refresh', keys: ['R'], does: 'Look at the logs now', short: 'refresh', place: 'panes' },
  { id: 'theme', keys: ['t'], does: 'Next theme', short: 'theme', place: 'anywhere' },
] as const satisfies readonly KeyLine[];

export type Command = (typeof KEYS)[number]['id'];

/** The command of a key where it is pressed; undefined where it means nothing. */
export function commandOf(key: string, isOnOverlay: boolean): Command | undefined {
  const line = KEYS.find(
    each =>
      (each.keys as readonly string[]).includes(key) &&
      (each.place === 'anywhere' || each.place === (isOnOverlay ? 'overlay' : 'panes')),
  );
  return line?.id;
}

/** A key as people write it. */
export function keyLabel(key: string): string {
  return LABELS[key] ?? key;
}

const LABELS: Readonly<Record<string, string>> = {
  'ctrl-c': 'Ctrl+C',
  'ctrl-d': 'Ctrl+D',
  'ctrl-u': 'Ctrl+U',
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
