/**
 * What it was spent on: scheduled runs, agents, slash commands and skills, prompts. Every response is of exactly one
 * action (`core/action.ts`), so the rows of a session add up to the session.
 */
import { actionName } from '../core/action.ts';
import { groupedReport } from './grouped.ts';
import type { PlaceGrouping } from './report.ts';

const action: PlaceGrouping = {
  word: 'action',
  id: 'action',
  title: 'Action',
  isOrdered: false,
  decidedBy: 'place',
  keys: () => usage => actionName(usage.action),
};

export const actions = groupedReport({
  id: 'actions',
  title: 'By action',
  answers: 'Which scheduled runs, agents, skills and commands is it spent on?',
  grouping: action,
  hasRuns: true,
  details: () => [
    {
      id: 'actionType',
      title: 'Type',
      kind: 'text',
      leaves: 0,
      cell: ({ keys: [key = ''] }) => key.slice(0, key.indexOf(' ')),
    },
    {
      id: 'actionName',
      title: 'Name',
      kind: 'text',
      leaves: 0,
      cell: ({ keys: [key = ''] }) => key.slice(key.indexOf(' ') + 1),
    },
  ],
});
