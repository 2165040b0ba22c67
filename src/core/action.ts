/**
 * What a response was for: exactly one action, so that sums over actions equal the sum of the session.
 *
 * Precedence: a run that the user marked as scheduled; the outermost agent; the slash command or skill; the person at the
 * keyboard. Only the user's own mark makes a run scheduled: transcripts say nothing reliable of it.
 */
import type { Action, Attribution } from './usage.ts';

/** Names of scheduled runs by session. */
export type ScheduledRuns = ReadonlyMap<string, string>;

/** The name of prompts that a person typed. */
export const MANUAL = '(prompt)';

export function actionOf(
  { attribution, agent }: { readonly attribution: Attribution; readonly agent: string | undefined },
  runs: ScheduledRuns = NO_RUNS,
): Action {
  const scheduled = scheduledRun(attribution, runs);
  if (scheduled) return scheduled;
  if (agent !== undefined) return { type: 'agent', name: agent };
  const { skill, command } = attribution;
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
