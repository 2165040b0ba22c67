/** Tasks that took far more tokens than is usual for their model. */

import { grouped } from '../../core/format.ts';
import { getOrInsert } from '../../core/group.ts';
import { taskTokens } from '../tracked.ts';
import { allTasks, type Finding, type FindingRule, median, named, type TaskOf } from './finding.ts';

const TIMES = 3;
const FEWEST_TASKS = 5;

export const overEngineered: FindingRule = {
  id: 'over_engineered',
  kind: 'waste',
  title: 'Over-engineered',
  rule: `tasks with more than ${TIMES} times the median tokens of all tasks of the same model, where there are at least ${FEWEST_TASKS}; what is above the median is waste`,

  look({ sessions }) {
    const byModel = new Map<string, TaskOf[]>();
    for (const each of allTasks(sessions)) {
      if (taskTokens(each.task) > 0) getOrInsert(byModel, each.task.model.toLowerCase(), () => []).push(each);
    }
    return [...byModel.values()].flatMap(tasks => (tasks.length < FEWEST_TASKS ? [] : above(tasks)));
  },
};

function above(tasks: readonly TaskOf[]): readonly Finding[] {
  const usual = median(tasks.map(({ task }) => taskTokens(task)).sort((a, b) => a - b));
  return tasks.flatMap((each): Finding[] => {
    const tokens = taskTokens(each.task);
    if (tokens <= TIMES * usual) return [];
    const excess = BigInt(Math.round(tokens - usual));
    return [
      {
        text: `"${named(each)}" took ${grouped(tokens)} tokens; the median of ${each.task.model} is ${grouped(usual)}`,
        tasks: [each],
        usd: each.task.usd === undefined ? undefined : (each.task.usd * excess) / BigInt(tokens),
      },
    ];
  });
}
