/** What each month cost. */
import { dayText } from '../core/calendar.ts';
import { byDay, groupedReport } from './grouped.ts';

export const monthly = groupedReport({
  id: 'monthly',
  title: 'By month',
  answers: 'What did each month cost?',
  period: 'month',
  grouping: byDay({ word: 'month', id: 'month', title: 'Month', nameOf: day => dayText(day).slice(0, 7) }),
  hasRecovered: true,
});
