/** A tracked session as YAML in the form of the template: its fields, its order, its spellings. */
import { dayText, type Zone } from '../core/calendar.ts';
import { decimal } from '../core/money.ts';
import { plainUsd } from './amount-text.ts';
import { countedTasks } from './model-split.ts';
import { dayOf } from './project-totals.ts';
import { scalarText, taskText } from './task-text.ts';
import { NO_PHASE, sessionUsd, type TrackedSession } from './tracked.ts';
import { shareText } from './waste-share.ts';

export function templateText(session: TrackedSession, zone: Zone): string {
  const { allocated, spent, remaining, declared, tasks, waste, tie, phase } = session;
  const day = dayOf(session, zone);
  const line = (name: string, value: string | undefined) =>
    value === undefined ? '' : `${name}: ${value}\n`;
  const money = (amount: bigint | undefined, places: 0 | 2) =>
    amount === undefined ? undefined : plainUsd(amount, places);
  const sum = (of: (task: (typeof tasks)[number]) => number) =>
    tasks.reduce((all, task) => all + of(task), 0);
  const { haiku, sonnet } = countedTasks(session);
  const total = sessionUsd(session);
  return [
    line('session', scalarText(session.session)),
    line(
      'session_id',
      tie.sessions.length === 0 ? undefined : `[${tie.sessions.map(scalarText).join(', ')}]`,
    ),
    line('project', tie.project && scalarText(tie.project)),
    line('phase', phase === NO_PHASE ? undefined : scalarText(phase)),
    line('date', day === undefined ? undefined : dayText(day)),
    line('budget_allocated', money(allocated, 0)),
    line('budget_spent', money(spent, 0)),
    line('budget_remaining', money(remaining, 0)),
    tasks.length === 0 ? 'tasks: []\n' : 'tasks:\n',
    ...tasks.map(task =>
      taskText(
        {
          ...{ id: task.id, description: task.description, model: task.model },
          tokensIn: task.tokensUnsplit > 0 ? undefined : task.tokensIn,
          tokensOut: task.tokensUnsplit > 0 ? undefined : task.tokensOut,
          tokens: task.tokensUnsplit > 0 ? task.tokensUnsplit : undefined,
          usd: task.usd === undefined ? undefined : decimal(task.usd, 2),
          timestamp: task.at?.text,
          milestone: task.milestone,
          phase: task.phase,
        },
        { indent: '  ', eol: '\n' },
      ),
    ),
    line('total_tokens_in', String(declared.tokensIn ?? sum(task => task.tokensIn))),
    line('total_tokens_out', String(declared.tokensOut ?? sum(task => task.tokensOut))),
    line('total_cost', plainUsd(total, 2)),
    'efficiency_metrics:\n',
    `  haiku_tasks: ${declared.haikuTasks ?? haiku}\n`,
    `  sonnet_tasks: ${declared.sonnetTasks ?? sonnet}\n`,
    waste === undefined ? '' : `  cost_waste_percent: ${shareText(waste)}\n`,
  ].join('');
}
