/** What each kind of agent cost, the main conversation among them. */
import { MAIN } from '../core/query.ts';
import { byName, groupedReport } from './grouped.ts';

export const agents = groupedReport({
  id: 'agents',
  title: 'By agent',
  answers: 'Which agents is it spent on?',
  hasRuns: true,
  grouping: byName({ word: 'agent', title: 'Agent', none: MAIN, read: event => event.agent }),
});
