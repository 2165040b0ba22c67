/** What each skill cost: the responses from the one after its call to the next prompt. */
import { byName, groupedReport } from './grouped.ts';

export const skills = groupedReport({
  id: 'skills',
  title: 'By skill',
  answers: 'Which skills is it spent on?',
  hasRuns: true,
  grouping: byName({
    word: 'skill',
    title: 'Skill',
    none: '(no skill)',
    read: event => event.attribution.skill,
  }),
});
