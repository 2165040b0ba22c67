/**
 * Budgets, alerts and tracked work for a dashboard that stays open: read when a screen first shows them, then once a
 * minute as long as it listens. New alerts go to the outputs of the configuration, as they do from the command line.
 */
import type { BudgetsView } from '../budgets/alert-center.ts';
import type { Settings } from '../core/settings.ts';
import { type Store, WritableStore } from '../core/store.ts';
import type { App } from './app.ts';
import { budgetsView } from './budgets-view.ts';
import type { RunContext } from './run-context.ts';

const EVERY_MS = 60_000;

export function budgetsStore(
  app: App,
  settings: Settings,
  run: Pick<RunContext, 'env' | 'paths'>,
): Store<BudgetsView | undefined> {
  const terminal = { env: run.env, write: (text: string) => process.stdout.write(text) };
  const store = new WritableStore<BudgetsView | undefined>(undefined);
  let isAsked = false;
  let timer: NodeJS.Timeout | undefined;
  const look = () =>
    budgetsView({ app, settings, run, terminal, send: true }).then(
      view => store.set(view),
      // A root that cannot be read, a full disk: the commands say so; here the last figures stay.
      () => {},
    );
  return {
    getState() {
      if (!isAsked) {
        isAsked = true;
        void look();
        timer = setInterval(() => void look(), EVERY_MS);
        timer.unref();
      }
      return store.getState();
    },
    subscribe: listener => store.subscribe(listener),
  };
}
