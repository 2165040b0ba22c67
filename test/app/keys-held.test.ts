/** Keys that are typed before the dashboard can act on them. */
import { expect, test } from 'vitest';
import { keysHeld } from '../../src/app/keys-held.ts';
import type { Key, Keys } from '../../src/tui/input.ts';

function typing() {
  const listeners = new Set<(keys: readonly Key[]) => void>();
  const keyboard: Keys = {
    listen(hear) {
      listeners.add(hear);
      return () => listeners.delete(hear);
    },
  };
  const type = (...keys: Key[]) => {
    for (const hear of [...listeners]) hear(keys);
  };
  const quits: string[] = [];
  const held = keysHeld(keyboard, () => quits.push('quit'));
  return { type, quits, held };
}

test('the first listener gets the keys from before, and then those that are typed', () => {
  const { type, quits, held } = typing();
  const heard: Key[] = [];
  type('2', 'j');
  held.listen(keys => heard.push(...keys));
  type('q');
  expect([heard, quits]).toEqual([['2', 'j', 'q'], []]);
});

test.each([['q'], ['ctrl-c'], ['2', 'q']])('%s %s quits at once', (...keys) => {
  const { type, quits } = typing();
  type(...keys.filter(key => key !== undefined));
  expect(quits).toEqual(['quit']);
});

test.each(['/', ':'])('behind %s letters are text', opens => {
  const { type, quits } = typing();
  type(opens);
  type('q');
  expect(quits).toEqual([]);
});
