/** Tasks that are alike and could be given to the model in one request. */
import { getOrInsert } from '../../core/group.ts';
import { allTasks, type FindingRule, folded, type TaskOf } from './finding.ts';

const FEWEST = 3;
const WORDS = 2;

export const batch: FindingRule = {
  id: 'batch_processing',
  kind: 'opportunity',
  title: 'Batch processing',
  rule: `at least ${FEWEST} tasks of one session whose descriptions begin with the same ${WORDS} words`,

  look({ sessions }) {
    return sessions.flatMap(session => {
      const alike = new Map<string, TaskOf[]>();
      for (const each of allTasks([session])) {
        const words = folded(each.task.description).split(' ').slice(0, WORDS);
        if (words.length === WORDS) getOrInsert(alike, words.join(' '), () => []).push(each);
      }
      return [...alike]
        .filter(([, tasks]) => tasks.length >= FEWEST)
        .map(([words, tasks]) => ({
          text: `${tasks.length} tasks of ${session.session} begin with "${words}"`,
          tasks,
        }));
    });
  },
};
