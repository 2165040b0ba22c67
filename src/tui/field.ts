/** What a key means: a command, or a letter of the field that is open. */
import { type Key, typed } from './input.ts';
import { type KeyCommand, keyCommand } from './keys.ts';
import { onTop } from './overlays/step.ts';
import { goTo, withTable } from './step.ts';
import { tableState, type View } from './view.ts';

export type Input =
  | { readonly kind: 'command'; readonly id: KeyCommand }
  | { readonly kind: 'view'; readonly change: (view: View) => View };

/** Keys that mean the same in a field as elsewhere. */
const IN_FIELD: ReadonlySet<string> = new Set([
  'up',
  'down',
  'pageup',
  'pagedown',
  'enter',
  'escape',
  'ctrl-c',
]);

export function commandOf(
  key: Key,
  view: View,
  screens: readonly { readonly id: string; readonly key?: string }[],
): Input | undefined {
  const field = fieldOf(view);
  if (field && !IN_FIELD.has(key)) return intoField(key, field);
  if (field && view.isFinding && view.overlays.length === 0 && key === 'enter') {
    return { kind: 'view', change: before => ({ ...before, isFinding: false }) };
  }
  const screen = field ? undefined : screens.find(each => each.key === key);
  if (screen) return { kind: 'view', change: before => goTo(before, screen.id) };
  const id = keyCommand(key);
  // It waits for nothing to be worked out.
  if (id === 'quit') return { kind: 'view', change: before => ({ ...before, isQuitting: true }) };
  return id && { kind: 'command', id };
}

interface Field {
  readonly text: string;
  write(view: View, text: string): View;
}

function fieldOf(view: View): Field | undefined {
  const top = view.overlays.at(-1);
  if (top?.kind === 'palette' || top?.kind === 'filter') {
    return { text: top.text, write: (before, text) => onTop(before, { ...top, text, line: 0 }) };
  }
  if (!top && view.isFinding) {
    const text = tableState(view).find ?? '';
    return {
      text,
      write: (before, next) =>
        withTable(before, { find: next === '' ? undefined : next, selected: undefined }),
    };
  }
  return undefined;
}

function intoField(key: Key, field: Field): Input | undefined {
  const text =
    key === 'backspace'
      ? [...field.text].slice(0, -1).join('')
      : key === 'ctrl-u'
        ? ''
        : next(field.text, key);
  if (text === undefined) return undefined;
  return { kind: 'view', change: view => field.write(view, text) };
}

function next(text: string, key: Key): string | undefined {
  const letter = typed(key);
  return letter === undefined ? undefined : text + letter;
}
