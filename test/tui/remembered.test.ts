/** What the dashboard remembers between runs: all of the choices, nothing of the moment, and nothing of a file that is not its own. */
import { describe, expect, test } from 'vitest';
import { readRemembered, rememberedText } from '../../src/tui/remembered.ts';
import { startView, type View } from '../../src/tui/view.ts';

const SCREENS = ['overview', 'models', 'sessions'];
const CHOSEN: Partial<View> = {
  ...{ screen: 'sessions', split: 'project', measure: 'tokens', period: 'week', chart: 'bars' },
  ...{ isLog: true, isCompared: true, range: { id: '90d' }, tabs: { agents: 3 } },
};
const OF_THE_MOMENT: Partial<View> = {
  ...{ filters: { model: 'opus' }, cursor: 20_000, pausedMs: 1, isFinding: true, message: 'copied' },
  overlays: [{ kind: 'help', line: 0 }],
};
const names = { model: new Map([['claude-opus-5-5', 0]]) };

function remembered(view: Partial<View>): Partial<View> {
  return readRemembered(rememberedText(startView('dark', view), {}), SCREENS).view;
}

describe('what is remembered', () => {
  test('are the choices, with the theme and the colours of names', () => {
    const { view, identities } = readRemembered(rememberedText(startView('light', CHOSEN), names), SCREENS);
    expect(view).toMatchObject({ ...CHOSEN, theme: 'light' });
    expect(identities.model?.get('claude-opus-5-5')).toBe(0);
  });

  test('is nothing of the moment', () => {
    const view = remembered(OF_THE_MOMENT);
    for (const name of Object.keys(OF_THE_MOMENT)) expect(view).not.toHaveProperty(name);
  });

  test('of a table is its order, not its selection or what was looked for', () => {
    const state = { sort: 'tokens', isReversed: true, selected: 's1', find: 'loom', shift: 2 };
    expect(remembered({ tables: { 'sessions 0': state } }).tables).toEqual({
      'sessions 0': { sort: 'tokens', isReversed: true },
    });
  });

  test('is not a custom range, whose days pass', () => {
    expect(remembered({ range: { id: 'custom', from: 1, to: 2 } })).not.toHaveProperty('range');
  });

  test.each([
    ['an unknown screen', { screen: 'gone' }, 'screen'],
    ['an unknown measure', { measure: 'smiles' }, 'measure'],
    ['an unknown theme', { theme: 'pink' }, 'theme'],
  ] as const)('leaves out %s', (_, view, name) => {
    expect(remembered(view)).not.toHaveProperty(name);
  });

  test.each([undefined, '', '{', 'null', '[]', '7', '{"format":"another 1","screen":"models"}', '\0'])(
    'nothing is read of %j',
    text => {
      expect(readRemembered(text, SCREENS)).toEqual({ view: {}, identities: {} });
    },
  );
});
