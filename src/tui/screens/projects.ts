/** Projects: where usage goes, how that went, and when each was last worked on. */
import { dayText } from '../../core/calendar.ts';
import { muted } from '../cells.ts';
import { shortDay } from '../range.ts';
import { byNumber } from '../table.ts';
import { groupScreen } from './groups.ts';

export const projects = groupScreen({
  dimension: 'project',
  title: 'Projects',
  noun: 'project',
  columns: ({ model, look }) => [
    {
      id: 'last',
      title: 'last',
      align: 'right',
      width: 10,
      leaves: 10,
      compare: byNumber(row => row.lastDay),
      isDescending: true,
      cell: row => muted(row.lastDay === undefined ? '-' : shortDay(row.lastDay, model.today), look),
      plain: row => (row.lastDay === undefined ? '' : dayText(row.lastDay)),
    },
  ],
});
