/** What was spent with each tool whose logs are read. */
import { byName, groupedReport } from './grouped.ts';

export const sources = groupedReport({
  id: 'sources',
  title: 'By source',
  answers: 'Which coding tools is it spent with?',
  grouping: byName({
    word: 'source',
    title: 'Source',
    none: '(no source)',
    read: event => event.attribution.source,
  }),
});
