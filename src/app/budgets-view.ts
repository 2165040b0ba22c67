/** One look at budgets, alerts and tracked work for a face that stays open. */
import type { BudgetsView } from '../budgets/alert-center.ts';
import type { Settings } from '../core/settings.ts';
import type { Terminal } from './alert-outputs.ts';
import type { App } from './app.ts';
import type { RunContext } from './run-context.ts';

export interface ViewParts {
  readonly app: App;
  readonly settings: Settings;
  readonly run: Pick<RunContext, 'env' | 'paths'>;
  readonly terminal: Terminal;
  /** Whether new alerts go to the outputs of the configuration. */
  readonly send: boolean;
}

export async function budgetsView({ app, settings, run, terminal, send }: ViewParts): Promise<BudgetsView> {
  const [
    { alertCenter },
    { trackingFiles: tracking },
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
  const center = await alertCenter({ app, settings, run, tracking, terminal, isDemo: app.isDemo });
  const now = await center.look([], { send });
  const lookedMs = Date.now();
  const input = overviewInput({ zone: app.zone, priceList: app.priceStore.list, io: { nowMs: lookedMs } });
  const { sessions, troubles } = now.tracking;
  const overview = sessions.length === 0 ? undefined : overviewOf(sessions, input);
  const limits = overviewLimits(settings);
  const sections = overview ? overviewSections(overview, limits) : [];
  const roots = settings.tracking.value?.roots ?? [];
  const { active, budgets, forecasts } = now;
  return { active, budgets, forecasts, overview, sections, limits, roots, troubles, lookedMs };
}

/** Looks again where the last look was longer ago than this, ms. */
const EVERY_MS = 60_000;

/** The same view for as long as it is fresh, worked out once for all who want it. */
export function freshBudgets(parts: ViewParts, now: () => number): () => Promise<BudgetsView> {
  let known: { readonly view: Promise<BudgetsView>; readonly atMs: number } | undefined;
  return () => {
    if (known && now() - known.atMs < EVERY_MS) return known.view;
    const view = budgetsView(parts);
    known = { view, atMs: now() };
    // A failure is not kept.
    view.catch(() => {
      known = undefined;
    });
    return view;
  };
}
