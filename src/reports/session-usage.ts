/**
 * Measured usage behind a piece of tracked work: of sessions by their ids, or of a project on a day; as one sum, and as
 * rows by what was done (command, skill, agent) and by model.
 */
import type { Use } from '../core/budget.ts';
import type { Day } from '../core/calendar.ts';
import type { Query } from '../core/query.ts';
import { groupEvents, groupUsage } from './groups.ts';
import { models } from './models.ts';
import { type Grouping, type ReportInput, USUAL_INPUT } from './report.ts';
import type { UsageInput } from './usage-days.ts';

/** Ids of sessions (their beginnings will do), or a project and a day. */
export type UsageOf =
  | { readonly sessions: readonly string[] }
  | { readonly projects: readonly string[]; readonly day: Day };

export interface SessionUse extends Use {
  /** Everything sent to the model, cached or not. */
  readonly tokensIn: number;
  readonly tokensOut: number;
}

export interface ActionUse extends SessionUse {
  readonly action: string;
  readonly model: string;
  /** First and last response, UTC ms. */
  readonly fromMs: number;
  readonly toMs: number;
}

export function sessionUse(input: UsageInput, of: UsageOf): SessionUse {
  return sumOf(groupUsage(inputOf(input, of), [action]).total);
}

/** Oldest first. */
export function actionsOf(input: UsageInput, of: UsageOf): readonly ActionUse[] {
  return groupEvents(inputOf(input, of), [action, models.grouping])
    .rows.map(row => ({
      ...sumOf(row),
      action: row.keys[0]!,
      model: row.keys[1]!,
      fromMs: row.sum.fromMs ?? 0,
      toMs: row.sum.toMs ?? 0,
    }))
    .sort((a, b) => a.fromMs - b.fromMs || (a.action < b.action ? -1 : 1));
}

const action: Grouping = {
  word: 'action',
  id: 'action',
  title: 'Action',
  isOrdered: false,
  decidedBy: 'place',
  keys: () => event => {
    const { command, skill } = event.attribution;
    return (
      command ??
      (skill === undefined ? undefined : `skill ${skill}`) ??
      (event.agent === undefined ? 'conversation' : `agent ${event.agent}`)
    );
  },
};

function sumOf({ tally }: { readonly tally: ReturnType<typeof groupEvents>['total']['tally'] }): SessionUse {
  const { usd, unpricedTokens } = tally.cost();
  const { total: tokens, events: responses, lowerBoundEvents: lowerBounds } = tally;
  const tokensOut = tally.tokens.output;
  return { usd, tokens, responses, unpricedTokens, lowerBounds, tokensOut, tokensIn: tokens - tokensOut };
}

function inputOf(input: UsageInput, of: UsageOf): ReportInput {
  const none = { projects: [], models: [], sources: [], agents: [], sessions: [] };
  const query: Query =
    'sessions' in of
      ? { ...none, sessions: of.sessions, weekStart: input.weekStart }
      : { ...none, projects: of.projects, from: of.day, to: of.day, weekStart: input.weekStart };
  return { ...USUAL_INPUT, ...input, query };
}
