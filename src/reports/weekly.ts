/** What each week cost. A week goes by its first day, which is a Sunday by default. */
import { dayText } from '../core/calendar.ts';
import { periodOf } from '../core/span.ts';
import { byDay, groupedReport } from './grouped.ts';

export const weekly = groupedReport({
  id: 'weekly',
  title: 'By week',
  answers: 'What did each week cost?',
  period: 'week',
  grouping: byDay({
    word: 'week',
    id: 'week',
    title: 'Week of',
    nameOf: (day, { query }) => dayText(periodOf(day, 'week', query.weekStart).from),
  }),
  hasRecovered: true,
});
