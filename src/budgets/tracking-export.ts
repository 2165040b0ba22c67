/**
 * The two exports of the cost tracking guide, to the byte: a CSV with one row per session, and a JSON whose total is
 * text. Text cells that a spreadsheet would take for a formula begin with an apostrophe.
 */
import { type Day, dayText, type Zone } from '../core/calendar.ts';
import { csvCell } from '../core/csv.ts';
import type { Json } from '../core/json-schema.ts';
import { decimal, type Money } from '../core/money.ts';
import { plainUsd } from './amount-text.ts';
import { taskCounts } from './model-split.ts';
import type { Overview } from './overview.ts';
import { dollars } from './overview-json.ts';
import { dayOf } from './project-totals.ts';
import { sessionSpent, sessionUsd, type TrackedSession, type TrackedTask } from './tracked.ts';
import { shareText } from './waste-share.ts';

export const CSV_COLUMNS = [
  'session',
  'phase',
  'date',
  'budget_allocated',
  'budget_spent',
  'haiku_tasks',
  'sonnet_tasks',
  'total_cost',
] as const;

/** One row per session, oldest first; lines end as in the guide, with a line feed. */
export function trackingCsv(sessions: readonly TrackedSession[], zone: Zone): string {
  const rows = sessions.map(session => {
    const counts = taskCounts(session);
    return [
      session.session,
      session.phase,
      dateText(session, zone),
      session.allocated === undefined ? '' : plainUsd(session.allocated, 0),
      plainUsd(sessionSpent(session), 0),
      String(counts.haiku),
      String(counts.sonnet),
      plainUsd(sessionUsd(session), 2),
    ];
  });
  return [CSV_COLUMNS, ...rows].map(cells => `${cells.map(csvCell).join(',')}\n`).join('');
}

/** `project` is the name in the export; `today` its date. */
export function trackingExport({ sessions, total }: Overview, project: string, today: Day, zone: Zone): Json {
  return {
    project,
    export_date: dayText(today),
    total_cost: decimal(total.usd, 2),
    sessions: sessions.map(session => sessionJson(session, zone)),
  };
}

function sessionJson(session: TrackedSession, zone: Zone): Json {
  const { haiku, sonnet, other } = taskCounts(session);
  return {
    session: session.session,
    phase: session.phase,
    date: dateText(session, zone) || null,
    budget_allocated: text(session.allocated),
    budget_spent: text(sessionSpent(session)),
    budget_remaining: text(session.remaining),
    tasks: session.tasks.map(taskJson),
    total_cost: decimal(sessionUsd(session), 2),
    efficiency_metrics: {
      haiku_tasks: haiku,
      sonnet_tasks: sonnet,
      other_tasks: other,
      cost_waste_percent: session.waste === undefined ? null : shareText(session.waste),
    },
  };
}

function taskJson(task: TrackedTask): Json {
  return {
    id: task.id ?? null,
    description: task.description,
    model: task.model,
    tokens_in: task.tokensIn,
    tokens_out: task.tokensOut,
    cost_usd: dollars(task.usd),
    timestamp: task.at?.text ?? null,
    milestone: task.milestone ?? null,
  };
}

function dateText(session: TrackedSession, zone: Zone): string {
  const day = dayOf(session, zone);
  return day === undefined ? '' : dayText(day);
}

function text(amount: Money | undefined): string | null {
  return amount === undefined ? null : decimal(amount, 2);
}
