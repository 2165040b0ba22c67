/** What each slash command cost: the responses from its line to the next prompt. */
import { byName, groupedReport } from './grouped.ts';

export const commands = groupedReport({
  id: 'commands',
  title: 'By command',
  answers: 'Which slash commands is it spent on?',
  hasRuns: true,
  grouping: byName({
    word: 'command',
    title: 'Command',
    none: '(no command)',
    read: event => event.attribution.command,
  }),
});
