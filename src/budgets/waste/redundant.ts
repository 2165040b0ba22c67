/** Work that was done twice: tasks with the same description. */
import { getOrInsert } from '../../core/group.ts';
import { allTasks, costOf, type FindingRule, folded, named, type TaskOf } from './finding.ts';

export const redundant: FindingRule = {
  id: 'redundant_tasks',
  kind: 'waste',
  title: 'Redundant tasks',
  rule: 'tasks whose descriptions are equal but for case, spaces and punctuation; all but the first are waste',

  look({ sessions }) {
    const same = new Map<string, TaskOf[]>();
    for (const each of allTasks(sessions)) {
      const text = folded(each.task.description);
      if (text !== '') getOrInsert(same, text, () => []).push(each);
    }
    return [...same.values()]
      .filter(tasks => tasks.length > 1)
      .map(([first, ...again]) => ({
        text: `"${named(first!)}" was done ${again.length + 1} times`,
        tasks: again,
        usd: costOf(again),
      }));
  },
};
