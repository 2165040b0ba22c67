/**
 * The alert center of a run: gathers facts, runs the rules, keeps the records and sends what is due.
 * Two processes never advance the records at the same time: the second one shows what there is and sends nothing.
 */
import { join, resolve } from 'node:path';
import type { AlertCenter, AlertsNow } from '../budgets/alert-center.ts';
import {
  type AlertRecord,
  type AlertStore,
  acknowledge,
  advance,
  type Look,
  sent as markSent,
} from '../budgets/alert-state.ts';
import { contradictions, plansOf } from '../budgets/plan.ts';
import { RULES } from '../budgets/rules/index.ts';
import { runRules } from '../budgets/rules/rule.ts';
import type { Tracking } from '../budgets/tracked.ts';
import type { TrackingFiles } from '../cli/context.ts';
import { ALERT_LEVELS } from '../core/alert.ts';
import type { AlertSettings } from '../core/budget.ts';
import type { Settings } from '../core/settings.ts';
import { freeLock, nameHolder, takeLock } from '../os/lock.ts';
import { weekdayOf } from '../reports/request.ts';
import { alertFacts, budgetsOf } from './alert-facts.ts';
import { type SentAlert, sendAlerts, type Terminal } from './alert-outputs.ts';
import { fileAlerts, ledgerAlerts, memoryAlerts, tolerant } from './alert-store.ts';
import type { App } from './app.ts';
import { limitsNow } from './official-limits.ts';
import { retentionOf } from './retention.ts';
import type { RunContext } from './run-context.ts';
import { claudeDirs } from './statusline.ts';

const HOUR_MS = 3_600_000;
const COOLDOWN_HOURS = 24;
/** The scope of what is measured; tracked work has its roots for one. */
const MEASURED = '';
const NO_TRACKING: Tracking = { sessions: [], troubles: [] };

export interface AlertParts {
  readonly app: App;
  readonly settings: Settings;
  readonly run: Pick<RunContext, 'env' | 'paths'>;
  readonly tracking: TrackingFiles;
  /** Made-up logs: nothing is kept and nothing is sent. */
  readonly isDemo: boolean;
  readonly terminal: Terminal;
}

export async function alertCenter(parts: AlertParts): Promise<AlertCenter> {
  const { settings, run, isDemo, terminal } = parts;
  const alerts = settings.alerts.value ?? {};
  const outputs = isDemo ? {} : (alerts.outputs ?? {});
  const file = join(run.paths.dataDir, 'alerts.json');
  const troubles = new Set<string>();
  const store = tolerant(await storeOf(parts, file), why => troubles.add(why));
  return {
    async look(roots, { send }) {
      const found = await lookAround(parts, alerts, roots);
      const nowMs = Date.now();
      troubles.clear();
      const isMine = isDemo || lock(`${file}.lock`, nowMs);
      try {
        const next = advance(store.read(), found.looks, timesOf(alerts, nowMs));
        const due = send && isMine ? next.due : [];
        const results = due.length === 0 ? [] : await sendAlerts(due.map(asSent), outputs, nowMs, terminal);
        // An alert that reached no output is still to be sent.
        const isSent = results.some(({ problem }) => problem === undefined);
        const ids = new Set(isSent ? due.map(({ id }) => id) : []);
        if (isMine) store.write(markSent(next.records, ids, nowMs));
        return {
          active: ALERT_LEVELS.flatMap(level => next.active.filter(({ alert }) => alert.level === level)),
          sent: due.filter(({ id }) => ids.has(id)),
          problems: [
            ...troubles,
            ...results.flatMap(({ output, problem }) =>
              problem === undefined ? [] : [`${output}: ${problem}`],
            ),
          ],
          budgets: found.budgets,
          forecasts: found.forecasts,
          tracking: found.tracking,
          remarks: found.remarks,
        };
      } finally {
        if (isMine && !isDemo) freeLock(`${file}.lock`);
      }
    },
    async budgets() {
      const { app } = parts;
      return budgetsOf({
        loaded: await app.load('sums'),
        ...{ zone: app.zone, nowMs: Date.now(), weekStart: weekdayOf(settings.weekStart.value) },
        projectNames: settings.projects.value ?? {},
        budgets: plansOf(settings.budgets.value ?? []).filter(({ phase }) => phase === undefined),
      });
    },
    records: () => store.read(),
    acknowledge(ids) {
      const { records, marked } = acknowledge(store.read(), ids, Date.now());
      store.write(records);
      return marked;
    },
    test: () => sendAlerts([TEST], outputs, Date.now(), terminal),
    rules: () =>
      RULES.map(({ id, summary, limit }) => {
        const other = alerts.limits?.[id];
        return {
          id,
          summary,
          limit: other ?? limit,
          usualLimit: other === undefined ? undefined : limit,
          isOff: alerts.off?.includes(id) === true,
        };
      }),
  };
}

async function storeOf({ app, isDemo }: AlertParts, file: string): Promise<AlertStore> {
  if (isDemo) return memoryAlerts();
  return app.ledgerPath === undefined ? fileAlerts(file) : ledgerAlerts(app.ledgerPath, file);
}

/** False where another process has the lock, or nothing can be written here. */
function lock(path: string, nowMs: number): boolean {
  try {
    if (!takeLock(path, nowMs)) return false;
    nameHolder(path, process.pid);
    return true;
  } catch {
    return false;
  }
}

const TEST: SentAlert = {
  ...{ id: '000000', rule: 'test', level: 'yellow' },
  text: 'a test: token-dash can reach you here',
};

interface Around extends Pick<AlertsNow, 'budgets' | 'forecasts' | 'tracking' | 'remarks'> {
  readonly looks: readonly Look[];
}

async function lookAround(
  parts: AlertParts,
  alerts: AlertSettings,
  named: readonly string[],
): Promise<Around> {
  const { app, settings, run } = parts;
  const { zone } = app;
  const nowMs = Date.now();
  const weekStart = weekdayOf(settings.weekStart.value);
  const roots = named.length > 0 ? named : (settings.tracking.value?.roots ?? []);
  const tracking = roots.length === 0 ? NO_TRACKING : await parts.tracking.read(roots);
  const loaded = await app.load('events');
  const budgets = plansOf(settings.budgets.value ?? []);
  const facts = alertFacts({
    ...{ loaded, zone, nowMs, weekStart, budgets },
    projectNames: settings.projects.value ?? {},
    ownRules: alerts.rules ?? [],
    sessions: tracking.sessions,
    priceEntries: app.priceStore.list.entries(),
  });
  const claude = settings['roots.claude']?.value;
  const dirs = parts.isDemo ? [] : claudeDirs(claude, run.paths.home);
  const rules = RULES.filter(({ id }) => !alerts.off?.includes(id));
  const when = { zone, today: zone.day(nowMs), weekStart };
  const measured = {
    ...when,
    work: app.manualLog.read().entries,
    ...facts,
    budgets: facts.budgets.filter(({ budget }) => budget.phase === undefined),
    officialLimits: parts.isDemo ? [] : limitsNow(claude, run.paths, nowMs),
    retention: dirs.flatMap(dir => retentionOf(dir, loaded.snapshot.journal, nowMs) ?? []),
  };
  const tracked = {
    ...{ ...when, sessions: tracking.sessions, work: [] },
    budgets: facts.budgets.filter(({ budget }) => budget.phase !== undefined),
  };
  const scope = roots.map(root => resolve(root)).join('\n');
  return {
    looks: [
      { scope: MEASURED, alerts: runRules(rules, measured, alerts.limits) },
      ...(roots.length > 0 ? [{ scope, alerts: runRules(rules, tracked, alerts.limits) }] : []),
    ],
    budgets: facts.budgets,
    forecasts: facts.forecasts,
    tracking,
    remarks: contradictions(budgets),
  };
}

function timesOf({ cooldownHours = COOLDOWN_HOURS, remindHours }: AlertSettings, nowMs: number) {
  return {
    nowMs,
    cooldownMs: cooldownHours * HOUR_MS,
    remindMs: remindHours === undefined ? undefined : remindHours * HOUR_MS,
  };
}

function asSent({ id, alert: { rule, level, text, advice } }: AlertRecord): SentAlert {
  return { id, rule, level, text, advice };
}
