/** What is known and in no total of the dashboard: tasks that were logged by hand, and days before the first log. */
import { counted } from '../core/format.ts';
import { type WorkLeftOut, workLeftOut } from '../reports/declared.ts';
import type { Declared, ReportInput } from '../reports/report.ts';
import { SCREEN_INPUT } from '../reports/report.ts';
import { scopedQuery } from './levels/sessions.ts';
import type { Stores } from './stores.ts';
import type { ViewModel } from './view-model.ts';

/** A query about logged work in the filters of the view, of all days. */
export function workInput({ data, query, today, zone }: ViewModel, declared: Declared): ReportInput {
  const { journal, prices } = data;
  const asked = scopedQuery(query, {});
  const nowMs = zone.startOf(today);
  return { ...SCREEN_INPUT, journal, prices, zone, nowMs, declared, query: asked };
}

const counts = new WeakMap<Declared, Map<string, WorkLeftOut | undefined>>();

/** Counted once for a log and filters. */
function workOf(model: ViewModel, stores: Stores): WorkLeftOut | undefined {
  const declared = stores.declared?.getState();
  if (!declared || declared.log.entries.length === 0) return undefined;
  const known = counts.get(declared) ?? new Map<string, WorkLeftOut | undefined>();
  counts.set(declared, known);
  const key = JSON.stringify(model.query ?? null);
  if (!known.has(key)) known.set(key, workLeftOut(workInput(model, declared)));
  return known.get(key);
}

/** In a sentence of at most so many columns; undefined where nothing is left out, or it does not fit. */
export function leftOutText(model: ViewModel, stores: Stores, columns: number): string | undefined {
  const tasks = workOf(model, stores)?.tasks ?? 0;
  const days = model.recovered.length;
  const what = [
    ...(tasks > 0 ? [counted(tasks, 'logged task')] : []),
    ...(days > 0 ? [counted(days, 'recovered day')] : []),
  ];
  if (what.length === 0) return undefined;
  const are = tasks + days === 1 ? 'is' : 'are';
  const texts = [`${what.join(' and ')} ${are} not in these totals`, `not in totals: ${what.join(', ')}`];
  return texts.find(text => text.length <= columns);
}
