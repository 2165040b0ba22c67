/** The keys that are typed while Ink is being loaded. */
import type { Key, Keys } from '../tui/input.ts';
import { keyCommand } from '../tui/keys.ts';

/** Keeps the keys for the first listener. One that quits is not kept waiting: very many logs may take seconds to draw. */
export function keysHeld(keyboard: Keys, onQuit: () => void): Keys {
  const held: Key[] = [];
  // Behind these two, letters are text.
  let isText = false;
  const stop = keyboard.listen(keys => {
    for (const key of keys) {
      held.push(key);
      const command = keyCommand(key);
      if (command === 'quit' && !isText) onQuit();
      isText ||= command === 'find' || command === 'palette';
    }
  });
  return {
    listen(listener) {
      stop();
      listener(held.splice(0));
      return keyboard.listen(listener);
    },
  };
}
