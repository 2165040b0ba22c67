/** Attempts that failed: tasks that a later task of the same session did again. */
import { costOf, type FindingRule, folded, named, type TaskOf } from './finding.ts';

/** Words around the description of the first attempt. */
const AGAIN =
  /\b(?:retry|retrying|retried|redo|redoing|again|rework|second try|fix(?:es|ing|ed)?(?: for)?|(?:attempt|try|take) ?\d+|\d+(?:nd|rd|th) (?:attempt|try))\b(?: (?:of|for|on|at))?/g;

export const failed: FindingRule = {
  id: 'failed_attempts',
  kind: 'waste',
  title: 'Failed attempts',
  rule: 'tasks that a later task of the same session retries: the same id, or the same description with a word such as retry, redo, again, attempt 2 or fix for',

  look({ sessions }) {
    return sessions.flatMap(session =>
      session.tasks.flatMap((task, index) => {
        const later = session.tasks.slice(index + 1).find(next => isRetry(task, next));
        if (!later) return [];
        const attempt: TaskOf = { session, task };
        const text = `"${named(attempt)}" was tried again as "${named({ session, task: later })}"`;
        return [{ text, tasks: [attempt], usd: costOf([attempt]) }];
      }),
    );
  },
};

function isRetry(task: TaskOf['task'], later: TaskOf['task']): boolean {
  if (task.id !== undefined && task.id === later.id) return true;
  const [before, after] = [folded(task.description), folded(later.description)];
  if (before === '') return false;
  const bare = after.replace(AGAIN, ' ').replace(/\s+/g, ' ').trim();
  return bare !== after && bare === before.replace(AGAIN, ' ').replace(/\s+/g, ' ').trim();
}
