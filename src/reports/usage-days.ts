/**
 * What was used on each day, narrowed to what a budget or an alert is about. Derived from journal, prices and zone
 * whenever it is needed, like every report; days without usage are absent.
 */
import { NO_USE, type UsageFilter, type Use } from '../core/budget.ts';
import { type Day, parseDay } from '../core/calendar.ts';
import { projectsMeant } from '../core/project-names.ts';
import type { UsageEvent } from '../core/usage.ts';
import { daily } from './daily.ts';
import { groupTotals } from './groups.ts';
import { type ReportInput, USUAL_INPUT } from './report.ts';

export type UsageInput = Pick<ReportInput, 'journal' | 'prices' | 'zone' | 'nowMs' | 'projectNames'> & {
  readonly weekStart: ReportInput['query']['weekStart'];
};

/** From `from` on, where it is given. */
export function usageDays(input: UsageInput, filter: UsageFilter, from?: Day): ReadonlyMap<Day, Use> {
  const rows = groupTotals(inputOf(input, filter, from), [daily.grouping], {
    isPlace: usage => isMeant(usage, filter),
  });
  return new Map(
    rows.map(({ keys, tally }) => {
      const { usd, unpricedTokens } = tally.cost();
      const { total: tokens, events: responses, lowerBoundEvents: lowerBounds } = tally;
      return [
        parseDay(keys[0]!)!,
        { ...NO_USE, usd, tokens, responses, unpricedTokens, lowerBounds },
      ] as const;
    }),
  );
}

function inputOf(input: UsageInput, filter: UsageFilter, from: Day | undefined): ReportInput {
  return {
    ...USUAL_INPUT,
    ...input,
    query: {
      from,
      projects: (filter.project ?? []).flatMap(name => projectsMeant(name, input.projectNames)),
      models: filter.model ?? [],
      sources: filter.source ?? [],
      agents: filter.agent ?? [],
      sessions: [],
      weekStart: input.weekStart,
    },
  };
}

/** What the query of a report cannot say. */
function isMeant(
  { attribution, agent, action: of }: Pick<UsageEvent, 'attribution' | 'agent' | 'action'>,
  { branch, action }: UsageFilter,
): boolean {
  const { skill, command } = attribution;
  const isBranch = branch === undefined || branch.includes(attribution.branch ?? '(no branch)');
  const isAction = action === undefined || action.some(name => isNamed(name, skill, command, agent, of.name));
  return isBranch && isAction;
}

/** '/review' and 'review' are one name. */
function isNamed(name: string, ...names: readonly (string | undefined)[]): boolean {
  const bare = name.replace(/^\//, '');
  return names.some(each => each !== undefined && each.replace(/^\//, '') === bare);
}
