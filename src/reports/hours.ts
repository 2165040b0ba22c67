/** At which hours of the day usage happens, all days together: the hour is that on the local clock. */
import { groupedReport } from './grouped.ts';

export const hours = groupedReport({
  id: 'hours',
  title: 'By hour of the day',
  answers: 'At what time of day is it used?',
  grouping: {
    word: 'hour',
    id: 'hour',
    title: 'Hour',
    isOrdered: true,
    decidedBy: 'time',
    keys: ({ zone }) => {
      const names = Array.from({ length: 24 }, (_, hour) => `${String(hour).padStart(2, '0')}:00`);
      return event => names[zone.hour(event.atMs)]!;
    },
    within:
      ({ zone }) =>
      atMs =>
        zone.withinHour(atMs),
  },
});
