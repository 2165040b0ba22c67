/**
 * Who or what began the turn that a response belongs to. Claude Code states it on the line of the prompt, as `turnOrigin`
 * (since 2.1.278: human, sdk, peer, task_notification, scheduled) or `promptSource` (since 2.1.219: typed, queued,
 * suggestion_accepted, sdk, system). Goose states it of a session, by its type
 * (user, terminal, scheduled, sub_agent, hidden). What a person did not begin was spent unattended.
 *
 *   human      a person typed or accepted the prompt
 *   scheduled  a schedule began it
 *   agent      another agent, a program or a finished task began it; every turn of a subagent is one
 */
import type { Attribution } from './usage.ts';

const ORIGINS: Readonly<Record<string, string>> = {
  human: 'human',
  typed: 'human',
  queued: 'human',
  suggestion_accepted: 'human',
  scheduled: 'scheduled',
  sdk: 'agent',
  peer: 'agent',
  task_notification: 'agent',
  system: 'agent',
  user: 'human',
  terminal: 'human',
  sub_agent: 'agent',
  hidden: 'agent',
};

/** Where the log says nothing of it. */
export const NO_ORIGIN = '(not said)';

/** The origin in the words above; a word that is not known stays as it is. */
export function originOf({ origin, isSidechain, agentId }: Attribution): string {
  if (origin !== 'scheduled' && (isSidechain || agentId !== undefined)) return 'agent';
  if (origin === undefined) return NO_ORIGIN;
  return Object.hasOwn(ORIGINS, origin) ? ORIGINS[origin]! : origin;
}
