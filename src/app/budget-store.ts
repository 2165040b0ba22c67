/**
 * Budgets, alerts and tracked work for a dashboard that stays open: read when a screen first shows them, then once a
 * minute as long as it listens. New alerts go to the outputs of the configuration, as they do from the command line.
 */
import type { BudgetsView } from '../budgets/alert-center.ts';
import type { TrackingFiles } from '../cli/context.ts';
import type { Settings } from '../core/settings.ts';
import { type Store, WritableStore } from '../core/store.ts';
import type { App } from './app.ts';
import type { RunContext } from './run-context.ts';

const EVERY_MS = 60_000;

export function budgetsStore(
  app: App,
  settings: Settings,
  run: Pick<RunContext, 'env' | 'paths'>,
): Store<BudgetsView | undefined> {
  const store = new WritableStore<BudgetsView | undefined>(undefined);
  let isAsked = false;
  let timer: NodeJS.Timeout | undefined;
  const look = () =>
    lookOnce(app, settings, run).then(
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

async function lookOnce(
  app: App,
  settings: Settings,
  run: Pick<RunContext, 'env' | 'paths'>,
): Promise<BudgetsView> {
  const [
    { alertCenter },
    { trackingFiles },
    { overviewOf },
    { overviewLimits, overviewSections },
    { overviewInput },
  ] = await Promise.all([
    import('./alerts.ts'),
    import('./tracking.ts'),
    import('../budgets/overview.ts'),
    import('../budgets/overview-sections.ts'),
    import('../cli/tracking.ts'),
  ]);
  const tracking: TrackingFiles = trackingFiles;
  const terminal = { env: run.env, write: (text: string) => process.stdout.write(text) };
  const center = await alertCenter({ app, settings, run, tracking, terminal, isDemo: app.isDemo });
  const now = await center.look([], { send: true });
  const lookedMs = Date.now();
  const input = overviewInput({ zone: app.zone, priceList: app.priceStore.list, io: { nowMs: lookedMs } });
  const { sessions } = now.tracking;
  const sections =
    sessions.length === 0 ? [] : overviewSections(overviewOf(sessions, input), overviewLimits(settings));
  const { active, budgets, forecasts } = now;
  return { active, budgets, forecasts, sections, lookedMs };
}
