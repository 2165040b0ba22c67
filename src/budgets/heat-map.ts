/**
 * Tasks by complexity and cost: three rows, four columns, every task in exactly one cell. The files say nothing of how
 * complex a task was, so its tokens decide; its cost is ranked among all tasks.
 */

import { type TrackedSession, taskTokens } from './tracked.ts';
import { allTasks } from './waste/finding.ts';

export const COMPLEXITIES = ['Simple', 'Medium', 'Complex'] as const;
export type Complexity = (typeof COMPLEXITIES)[number];
const MEDIUM_FROM = 5_000;
const COMPLEX_FROM = 20_000;
export const COST_STEPS = 4;

export const HEAT_MAP_RULE =
  'simple below 5K tokens in + out, medium below 20K, complex from there on; columns are quarters of the tasks by cost, the cheapest first';

/** How many tasks are in each cell. */
export type HeatMap = Readonly<Record<Complexity, readonly number[]>>;

export function complexityOf(tokens: number): Complexity {
  return tokens < MEDIUM_FROM ? 'Simple' : tokens < COMPLEX_FROM ? 'Medium' : 'Complex';
}

export function heatMap(sessions: readonly TrackedSession[]): HeatMap {
  const map = { Simple: emptyRow(), Medium: emptyRow(), Complex: emptyRow() };
  const tasks = allTasks(sessions).map(({ task }) => task);
  const costs = tasks.map(({ usd = 0n }) => usd).sort((a, b) => (a < b ? -1 : a > b ? 1 : 0));
  const rankOf = new Map<bigint, number>();
  // Equal costs are in one column: that of the first of them.
  for (const [rank, usd] of costs.entries()) if (!rankOf.has(usd)) rankOf.set(usd, rank);
  for (const task of tasks) {
    const column = Math.floor((rankOf.get(task.usd ?? 0n)! * COST_STEPS) / costs.length);
    map[complexityOf(taskTokens(task))][column]! += 1;
  }
  return map;
}

function emptyRow(): number[] {
  return Array<number>(COST_STEPS).fill(0);
}
