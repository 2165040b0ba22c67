/** Puts the dashboard on a screen that is already taken. */
import { render } from 'ink';
import { App, type AppProps } from './app.tsx';
import type { Screen } from './screen.ts';

/** Rejects when drawing fails, after which nothing is drawn any more. */
export async function startDashboard(screen: Screen, props: AppProps): Promise<void> {
  // Node's own warnings would be written over the panes.
  process.removeAllListeners('warning');
  const app = render(<App {...props} />, {
    stdout: screen.stdout,
    // One whole frame per write: the screen finds out by itself what has changed (see screen.ts).
    debug: true,
    patchConsole: false,
    exitOnCtrlC: false,
  });
  await app.waitUntilExit();
}
