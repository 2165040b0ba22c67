/** A kind of task that costs much more in this week than in the one before. */
import { usdCents } from '../../core/format.ts';
import { getOrInsert } from '../../core/group.ts';
import { taskTypeOf } from '../../core/task-type.ts';
import type { Work } from '../../core/work.ts';
import type { Rule } from './rule.ts';
import { costOf, weekBack } from './weeks.ts';

export const costCreep: Rule = {
  id: 'cost-creep',
  summary:
    'a type of task that cost 50 % more (or more than that) in the last 7 days than in the 7 days before',
  limit: 50,
  check(input, limit) {
    const before = byType(weekBack(input, 1));
    const now = byType(weekBack(input, 0));
    return [...now].flatMap(([type, work]) => {
      const [was, is] = [costOf(before.get(type) ?? []), costOf(work)];
      if (was === 0n || is * 100n < was * BigInt(100 + limit)) return [];
      const percent = ((is - was) * 100n) / was;
      return [
        {
          rule: 'cost-creep',
          level: 'yellow' as const,
          key: `cost-creep ${type} ${input.today}`,
          text: `${type}: ${usdCents(is)} in the last 7 days, ${usdCents(was)} in the 7 days before (+${percent} %)`,
          advice: 'check for model changes',
          evidence: work.map(({ place }) => place),
        },
      ];
    });
  },
};

function byType(work: readonly Work[]): ReadonlyMap<string, readonly Work[]> {
  const types = new Map<string, Work[]>();
  for (const each of work) {
    getOrInsert(types, taskTypeOf(each.name)?.title ?? 'Other tasks', (): Work[] => []).push(each);
  }
  return types;
}
