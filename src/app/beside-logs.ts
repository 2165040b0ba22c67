/**
 * What a dashboard shows that is in no log of a tool: tasks that were logged by hand, and days before the first log.
 * Looked at whenever the logs are.
 */
import type { RecoveredDay } from '../core/recovered-day.ts';
import type { Settings } from '../core/settings.ts';
import { type Store, WritableStore } from '../core/store.ts';
import type { Declared } from '../reports/report.ts';
import type { App } from './app.ts';

export interface BesideLogs {
  /** Undefined until it is read. */
  readonly declared: Store<Declared | undefined>;
  readonly recovered: Store<readonly RecoveredDay[] | undefined>;
}

export function beside(app: App, settings: Settings): BesideLogs {
  const declared = new WritableStore<Declared | undefined>(undefined);
  const recovered = new WritableStore<readonly RecoveredDay[] | undefined>(undefined);
  const lookAtTasks = async () => {
    // The rules of patterns are not needed for a start.
    const { declaredOf } = await import('../budgets/declared.ts');
    const log = app.manualLog.read();
    if (log !== declared.getState()?.log) declared.set(declaredOf(log, settings.manualLog.value));
  };
  const lookAtDays = async () => {
    const days = await app.recovered();
    if (days !== recovered.getState()) recovered.set(days);
  };
  app.feed.subscribe(() => {
    if (app.feed.getState().progress) return;
    void lookAtTasks();
    void lookAtDays();
  });
  return { declared, recovered };
}
