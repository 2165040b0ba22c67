/**
 * What a response was for: exactly one action, so that sums over actions equal the sum of the session.
 *
 * Precedence: a run that the user marked as scheduled; the outermost agent; the slash command or skill; the person at the
 * keyboard. Only the user's own mark makes a run scheduled: transcripts say nothing reliable of it.
 */
import type { Attribution } from './usage.ts';

export const ACTION_TYPES = ['skill', 'agent', 'manual', 'scheduled'] as const;
export type ActionType = (typeof ACTION_TYPES)[number];

export interface Action {
  readonly type: ActionType;
  readonly name: string;
}

/** Names of scheduled runs by session. */
export type ScheduledRuns = ReadonlyMap<string, string>;

/** The name of prompts that a person typed. */
export const MANUAL = '(prompt)';

export function actionOf(
  { attribution, agent }: { readonly attribution: Attribution; readonly agent: string | undefined },
  runs: ScheduledRuns = NO_RUNS,
): Action {
  const scheduled =
    runs.get(attribution.parentSession ?? attribution.session) ?? runs.get(attribution.session);
  if (scheduled !== undefined) return { type: 'scheduled', name: scheduled };
  if (agent !== undefined) return { type: 'agent', name: agent };
  const { skill, command } = attribution;
  if (command !== undefined) return { type: 'skill', name: command };
  if (skill !== undefined) return { type: 'skill', name: skill };
  return { type: 'manual', name: MANUAL };
}

const NO_RUNS: ScheduledRuns = new Map();
