/**
 * What a response was for: exactly one action, so that sums over actions equal the sum of the session.
 *
 * Precedence: a scheduled run, by the user's own mark or by what the log says began the turn; the outermost agent; the
 * slash command or skill; the person at the keyboard.
 */
import type { Action, Attribution } from './usage.ts';

/** Names of scheduled runs by session. */
export type ScheduledRuns = ReadonlyMap<string, string>;

/** The name of prompts that a person typed. */
export const MANUAL = '(prompt)';
/** The name of scheduled turns that are of no command or skill: logs do not name the schedule. */
const UNNAMED_SCHEDULE = '(schedule)';

export function actionOf(
  { attribution, agent }: { readonly attribution: Attribution; readonly agent: string | undefined },
  runs: ScheduledRuns = NO_RUNS,
): Action {
  const scheduled = scheduledRun(attribution, runs);
  if (scheduled) return scheduled;
  const { skill, command, origin } = attribution;
  if (origin === 'scheduled') return { type: 'scheduled', name: command ?? skill ?? UNNAMED_SCHEDULE };
  if (agent !== undefined) return { type: 'agent', name: agent };
  if (command !== undefined) return { type: 'skill', name: command };
  if (skill !== undefined) return { type: 'skill', name: skill };
  return { type: 'manual', name: MANUAL };
}

/** The scheduled run that a response is of, by what is known of sessions. */
export function scheduledRun(
  { session, parentSession = session }: Attribution,
  runs: ScheduledRuns,
): Action | undefined {
  const name = runs.get(parentSession) ?? runs.get(session);
  return name === undefined ? undefined : { type: 'scheduled', name };
}

/** As rows and filters name it: an agent and a skill may have one name. */
export function actionName({ type, name }: Action): string {
  return `${type} ${name}`;
}

const NO_RUNS: ScheduledRuns = new Map();
