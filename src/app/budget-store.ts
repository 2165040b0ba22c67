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
/** Without a screen that shows them, alerts are counted first after a while, and then seldom: it takes all events. */
const FIRST_COUNT_MS = 15_000;
const COUNT_EVERY_MS = 300_000;

export interface BudgetStores {
  readonly budgets: Store<BudgetsView | undefined>;
  /** Alerts that last and were not acknowledged. */
  readonly alertCount: Store<number>;
}

export function budgetStores(
  app: App,
  settings: Settings,
  run: Pick<RunContext, 'env' | 'paths'>,
): BudgetStores {
  const terminal = { env: run.env, write: (text: string) => process.stdout.write(text) };
  const store = new WritableStore<BudgetsView | undefined>(undefined);
  const alertCount = new WritableStore(0);
  let isAsked = false;
  let timer: NodeJS.Timeout;
  const look = () =>
    budgetsView({ app, settings, run, terminal, send: true }).then(
      view => {
        store.set(view);
        alertCount.set(view.active.filter(isUrgent).length);
      },
      // A root that cannot be read, a full disk: the commands say so; here the last figures stay.
      () => {},
    );
  const lookEvery = (ms: number) => {
    clearInterval(timer);
    void look();
    timer = setInterval(() => void look(), ms);
    timer.unref();
  };
  timer = setTimeout(() => lookEvery(COUNT_EVERY_MS), FIRST_COUNT_MS);
  timer.unref();
  return {
    budgets: {
      getState() {
        if (!isAsked) {
          isAsked = true;
          lookEvery(EVERY_MS);
        }
        return store.getState();
      },
      subscribe: listener => store.subscribe(listener),
    },
    alertCount,
  };
}

function isUrgent({ acknowledgedMs, alert }: BudgetsView['active'][number]): boolean {
  return acknowledgedMs === undefined && alert.level !== 'green';
}
