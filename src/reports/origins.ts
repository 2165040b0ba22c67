/** What was spent on turns that a person, a schedule or another agent began: what was spent unattended shows. */
import { originOf } from '../core/origin.ts';
import { byName, groupedReport } from './grouped.ts';

export const origins = groupedReport({
  id: 'origins',
  title: 'By origin',
  answers: 'Who began it: a person, a schedule or another agent?',
  grouping: byName({
    word: 'origin',
    title: 'Origin',
    none: '',
    read: event => originOf(event.attribution),
  }),
});
