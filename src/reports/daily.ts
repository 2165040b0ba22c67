/** What each day cost, by the calendar of the zone. */
import { dayText } from '../core/calendar.ts';
import { byDay, groupedReport } from './grouped.ts';

export const daily = groupedReport({
  id: 'daily',
  title: 'By day',
  answers: 'Cost by day',
  grouping: byDay({ word: 'day', id: 'date', title: 'Date', nameOf: dayText }),
  hasRecovered: true,
});
