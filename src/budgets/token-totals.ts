/** Tokens of all tracked sessions: in, out, per task, and how the two relate. */
import { taskCounts } from './model-split.ts';
import { type TrackedSession, taskTokens } from './tracked.ts';

export interface TokenTotals {
  readonly tokensIn: number;
  readonly tokensOut: number;
  /** Where a file gives one number per task, it is in here and neither in nor out. */
  readonly tokens: number;
  readonly tasks: number;
  readonly perTask?: number;
  /** In per out; absent where there is no output. */
  readonly inPerOut?: number;
}

export function tokenTotals(sessions: readonly TrackedSession[]): TokenTotals {
  let tokensIn = 0;
  let tokensOut = 0;
  let tokens = 0;
  for (const { declared, tasks } of sessions) {
    const sum = (of: (task: (typeof tasks)[number]) => number) =>
      tasks.reduce((all, task) => all + of(task), 0);
    const sessionIn = declared.tokensIn ?? sum(task => task.tokensIn);
    const sessionOut = declared.tokensOut ?? sum(task => task.tokensOut);
    tokensIn += sessionIn;
    tokensOut += sessionOut;
    const isDeclared = declared.tokensIn !== undefined || declared.tokensOut !== undefined;
    tokens += isDeclared ? sessionIn + sessionOut : sum(taskTokens);
  }
  const tasks = sessions.reduce((all, session) => all + taskCount(session), 0);
  return {
    tokensIn,
    tokensOut,
    tokens,
    tasks,
    perTask: tasks === 0 ? undefined : tokens / tasks,
    inPerOut: tokensOut === 0 ? undefined : tokensIn / tokensOut,
  };
}

/** Task rows; where a file has none, the tasks that it declares. */
export function taskCount(session: TrackedSession): number {
  if (session.tasks.length > 0) return session.tasks.length;
  const { haiku, sonnet, other } = taskCounts(session);
  return haiku + sonnet + other;
}
