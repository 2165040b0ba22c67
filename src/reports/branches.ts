/** What was spent on each branch of version control, as the log names it. */
import { byName, groupedReport } from './grouped.ts';

export const branches = groupedReport({
  id: 'branches',
  title: 'By branch',
  answers: 'Which branches is it spent on?',
  grouping: byName({
    word: 'branch',
    title: 'Branch',
    none: '(no branch)',
    read: event => event.attribution.branch,
  }),
});
