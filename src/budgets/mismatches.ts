/**
 * Totals that an author declared, beside what the tasks of the file add up to. Neither is taken for the truth: both are
 * shown wherever they differ.
 */
import { type Money, usd } from '../core/money.ts';
import { countedTasks } from './model-split.ts';
import { type TrackedSession, tasksUsd } from './tracked.ts';

export interface Mismatch {
  readonly session: string;
  readonly file: string;
  readonly what:
    | 'total cost'
    | 'budget spent'
    | 'budget remaining'
    | 'tokens in'
    | 'tokens out'
    | 'Haiku tasks'
    | 'Sonnet tasks'
    | 'cost per task';
  readonly declared: Money | number;
  readonly counted: Money | number;
  readonly unit: 'usd' | 'count';
}

/** Amounts are declared to the cent, or to the dollar: what is less than half of that apart is the same. */
const HALF_CENT = usd('0.005');

export function mismatches(sessions: readonly TrackedSession[]): readonly Mismatch[] {
  return sessions.flatMap(mismatchesOf);
}

function mismatchesOf(session: TrackedSession): readonly Mismatch[] {
  const { declared, tasks, allocated, spent, remaining } = session;
  const found: Mismatch[] = [];
  const whose = { session: session.session, file: session.file };
  const money = (
    what: Mismatch['what'],
    stated: Money | undefined,
    counted: Money,
    tolerance = HALF_CENT,
  ) => {
    const gap = stated === undefined ? 0n : stated - counted;
    if (stated === undefined || (gap < 0n ? -gap : gap) <= tolerance) return;
    found.push({ ...whose, what, declared: stated, counted, unit: 'usd' });
  };
  const count = (what: Mismatch['what'], stated: number | undefined, counted: number) => {
    if (stated !== undefined && stated !== counted)
      found.push({ ...whose, what, declared: stated, counted, unit: 'count' });
  };
  if (allocated !== undefined && spent !== undefined) money('budget remaining', remaining, allocated - spent);
  // The template writes the budget in whole dollars and the total to the cent: both may be the same amount.
  if (declared.usd !== undefined) money('budget spent', spent, declared.usd, usd(1));
  if (tasks.length === 0) return found;
  const total = tasksUsd(session);
  const byFamily = countedTasks(session);
  const sum = (of: (task: (typeof tasks)[number]) => number) =>
    tasks.reduce((all, task) => all + of(task), 0);
  money('total cost', declared.usd, total);
  money('cost per task', declared.avgUsdPerTask, total / BigInt(tasks.length));
  if (tasks.every(task => task.tokensUnsplit === 0)) {
    count(
      'tokens in',
      declared.tokensIn,
      sum(task => task.tokensIn),
    );
    count(
      'tokens out',
      declared.tokensOut,
      sum(task => task.tokensOut),
    );
  }
  count('Haiku tasks', declared.haikuTasks, byFamily.haiku);
  count('Sonnet tasks', declared.sonnetTasks, byFamily.sonnet);
  return found;
}
