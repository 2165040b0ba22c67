/** What the screens show of tasks that were logged by hand: the reports about them, worked out once for a log, a day and filters. */
import { dayText } from '../core/calendar.ts';
import { getOrInsert } from '../core/group.ts';
import { periodOf } from '../core/span.ts';
import { taskTypeOf } from '../core/task-type.ts';
import { byTime, type Work, workSum } from '../core/work.ts';
import { baselines } from '../reports/baselines.ts';
import { entriesFor, MANUAL_LOG } from '../reports/declared.ts';
import { projects } from '../reports/projects.ts';
import type { Answer, Declared, Report, Row } from '../reports/report.ts';
import { review } from '../reports/review.ts';
import { type Figures, figuresOf } from '../reports/review-figures.ts';
import { TASK_MEASURES } from '../reports/task-columns.ts';
import { tasks } from '../reports/tasks.ts';
import { workInput } from './left-out.ts';
import type { WorkScope } from './view.ts';
import type { ViewModel } from './view-model.ts';

export interface WorkData {
  /** In the filters, the newest first. */
  readonly entries: readonly Work[];
  readonly today: ReturnType<typeof workSum> & { readonly tasks: number };
  readonly all: ReturnType<typeof workSum>;
  readonly figures: Figures;
  answer(of: 'tasks' | 'projects' | 'review' | 'baselines'): Pick<Answer, 'columns' | 'rows'>;
  /** The entries of a row; the same list for the same scope. */
  within(scope: WorkScope): readonly Work[];
}

const made = new WeakMap<Declared, Map<string, WorkData>>();

export function workData(model: ViewModel, declared: Declared): WorkData {
  const known = made.get(declared) ?? new Map<string, WorkData>();
  made.set(declared, known);
  return getOrInsert(known, JSON.stringify([model.today, model.query ?? null]), () =>
    dataOf(model, declared),
  );
}

function dataOf(model: ViewModel, declared: Declared): WorkData {
  const plain = workInput(model, declared);
  const input = { ...plain, query: { ...plain.query, sources: [MANUAL_LOG] } };
  const entries = [...entriesFor(input)].sort((a, b) => byTime(b, a));
  const ofToday = entries.filter(({ day }) => day === model.today);
  const figures = figuresOf([...entries].reverse(), model.today, declared);
  const answers = new Map<string, Pick<Answer, 'columns' | 'rows'>>();
  const scopes = new Map<string, readonly Work[]>();
  const reports: Readonly<Record<Parameters<WorkData['answer']>[0], Report>> = {
    ...{ tasks, projects, review, baselines },
  };
  return {
    entries,
    today: { ...workSum(ofToday), tasks: ofToday.length },
    all: workSum(entries),
    figures,
    answer: of =>
      getOrInsert(answers, of, () => {
        const { rows, columns } = reports[of].run(input);
        // Of a project one count is known, and no kinds of tokens.
        return of === 'projects'
          ? { rows, columns: [...columns.slice(0, 1), ...TASK_MEASURES] }
          : { rows, columns };
      }),
    within: scope =>
      getOrInsert(scopes, JSON.stringify(scope), () =>
        entries.filter(work => isWithin(work, scope, input.query.weekStart)),
      ),
  };
}

function isWithin(
  work: Work,
  { task, project, week, taskType, lines }: WorkScope,
  weekStart: 0 | 1 | 2 | 3 | 4 | 5 | 6,
) {
  return (
    (task === undefined || work.name === task) &&
    (project === undefined || work.project === project) &&
    (week === undefined || dayText(periodOf(work.day, 'week', weekStart).from) === week) &&
    (taskType === undefined || (taskTypeOf(work.name)?.id ?? '(other)') === taskType) &&
    (lines === undefined || (work.place.line !== undefined && lines.includes(work.place.line)))
  );
}

/** What Enter on a row of a report opens. */
export function scopeOfRow(of: Parameters<WorkData['answer']>[0], { keys: [key = ''] }: Row): WorkScope {
  switch (of) {
    case 'tasks':
      return { task: key };
    case 'projects':
      return { project: key };
    case 'review':
      return { week: key };
    case 'baselines':
      return { taskType: key };
    default:
      return of satisfies never;
  }
}
