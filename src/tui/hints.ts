/** The last line of the screen: the keys that mean something where the user is, or a message. */
import { clean } from '../core/width.ts';
import { fill } from './draw/frame.ts';
import { lineWidth, type StyledLine, type StyledText, styled } from './draw/styled.ts';
import { KEYS, type KeyCommand, type KeyLine, keyLabel } from './keys.ts';
import { isEmpty } from './panes/pane.ts';
import { hasChart, type Screen, type ScreenContext } from './screens/screen.ts';
import { type Level, levelsOf, type OverlayKind, type View } from './view.ts';

export type HintInput = ScreenContext;

/** The keys that do something here, most useful first, cut at a whole hint. */
export function footLine(input: HintInput, screen: Screen | undefined): StyledLine {
  const { view, size, look, model } = input;
  const { theme } = look;
  if (view.message !== undefined)
    return fill([styled(` ${clean(view.message, look.glyphs)}`, theme.text.accent)], size.columns, look);
  const line: StyledText[] = [];
  const { keys, words } = hintsHere(view, screen, isEmpty(model) && !screen?.hasOwnData?.(input));
  const isChartless = screen !== undefined && !screen.act && !hasChart(screen, input);
  for (const id of keys) {
    const known = (KEYS as readonly KeyLine[]).find(key => key.id === id);
    if (!known || (isChartless && known.place === 'chart')) continue;
    const does = words?.[id] ?? known.short;
    if (does === undefined) continue;
    const item = [styled(` ${labelOf(known)}`, theme.text.accent), styled(` ${does} `, theme.text.muted)];
    if (lineWidth(line) + lineWidth(item) > size.columns) break;
    for (const each of item) line.push(each);
  }
  return fill(line, size.columns, look);
}

/** Pairs of keys are shown together. */
function labelOf({ id, keys }: KeyLine): string {
  const pairs: Readonly<Record<string, string>> = {
    previous: 'h l',
    down: 'j k',
    'by-model': 'm p',
    'next-view': 'n N',
  };
  return pairs[id] ?? keyLabel(keys[0]!);
}

/** Keys that mean something at a place, and words for those that mean something else than usual. */
interface Hints {
  readonly keys: readonly KeyCommand[];
  readonly words?: Screen['words'];
}

const IN_OVERLAY: Readonly<Record<OverlayKind, Hints>> = {
  help: { keys: ['down', 'close', 'quit'], words: { down: 'scroll', close: 'close' } },
  troubles: { keys: ['down', 'close', 'quit'], words: { down: 'scroll', close: 'close' } },
  receipt: {
    keys: ['down', 'session', 'copy-row', 'export', 'close', 'quit'],
    words: { down: 'scroll', close: 'close' },
  },
  task: {
    keys: ['down', 'copy-row', 'export', 'close', 'quit'],
    words: { down: 'scroll', close: 'close' },
  },
  palette: { keys: ['open', 'close'], words: { open: 'do it', close: 'close' } },
  filter: { keys: ['open', 'close'], words: { open: 'choose', close: 'close' } },
  export: { keys: ['down', 'open', 'close', 'quit'], words: { open: 'save', close: 'close' } },
};

const IN_FIND: Hints = { keys: ['open', 'close'], words: { open: 'keep', close: 'clear' } };

function inLevel({ kind, scope }: Level): Hints {
  const keys = ['sort', 'find', 'copy-row', 'export', 'help', 'quit'] as const;
  if (kind === 'sessions')
    return { keys: ['back', 'down', 'open', ...keys], words: { back: 'back', open: 'responses' } };
  if (kind === 'entries')
    return { keys: ['back', 'down', 'open', ...keys], words: { back: 'back', open: 'receipt' } };
  const days = scope.from === undefined ? 'this day' : 'all days';
  return {
    keys: ['back', 'down', 'open', 'session', 'all-days', ...keys],
    words: { back: 'back', open: 'receipt', 'all-days': days },
  };
}

/** Without any usage there is no row and no chart to move in. */
const WITHOUT_USAGE: readonly KeyCommand[] = ['help', 'palette', 'next-screen', 'refresh', 'theme', 'quit'];

function hintsHere(view: View, screen: Screen | undefined, isWithoutUsage = false): Hints {
  const top = view.overlays.at(-1);
  if (top) return IN_OVERLAY[top.kind];
  if (isWithoutUsage) return { keys: WITHOUT_USAGE, words: screen?.words };
  if (view.isFinding) return IN_FIND;
  const level = levelsOf(view).at(-1);
  if (level) return inLevel(level);
  return screen ?? { keys: ['help', 'quit'] };
}

export function keysHere(view: View, screen: Screen | undefined): readonly KeyCommand[] {
  return hintsHere(view, screen).keys;
}
