/** Puts the dashboard on a screen that is already taken. */
import { render } from 'ink';
import type { Store } from '../core/store.ts';
import { App, type AppProps } from './app.tsx';
import type { Size } from './draw/look.ts';
import type { Screen } from './screen.ts';

/** Rejects when drawing fails, after which nothing is drawn any more. */
export async function startDashboard(screen: Screen, props: Omit<AppProps, 'size'>): Promise<void> {
  // Node's own warnings would be written over the panes.
  process.removeAllListeners('warning');
  const app = render(<App {...props} size={sizeOf(screen)} />, {
    stdout: screen.stdout,
    // One whole frame per write: the screen finds out by itself what has changed (see screen.ts).
    debug: true,
    patchConsole: false,
    exitOnCtrlC: false,
  });
  await app.waitUntilExit();
}

/** The terminal's size as a store: the same object until it changes. */
function sizeOf(screen: Screen): Store<Size> {
  let size: Size = { columns: screen.columns, rows: screen.rows };
  return {
    getState() {
      if (size.columns !== screen.columns || size.rows !== screen.rows) {
        size = { columns: screen.columns, rows: screen.rows };
      }
      return size;
    },
    subscribe(listener) {
      screen.on('resize', listener);
      return () => screen.off('resize', listener);
    },
  };
}
