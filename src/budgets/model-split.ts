/**
 * Haiku against Sonnet: how many tasks each did, at which cost. Models of any other family are a third part, so that the
 * shares always add up to the whole. Task counts are those that the authors declared, where they did; a difference from
 * the tasks themselves is among the mismatches.
 */
import type { Money } from '../core/money.ts';
import { type Family, familyOf, type TrackedSession, taskTokens } from './tracked.ts';

export interface FamilyPart {
  readonly tasks: number;
  /** Percent of all tasks; absent without tasks. */
  readonly percent?: number;
  readonly usd: Money;
  readonly usdPerTask?: Money;
  readonly tokensIn: number;
  readonly tokensOut: number;
  readonly tokens: number;
}

export type ModelSplit = Readonly<Record<Family, FamilyPart>>;

export function modelSplit(sessions: readonly TrackedSession[]): ModelSplit {
  const parts = { haiku: emptyPart(), sonnet: emptyPart(), other: emptyPart() };
  for (const session of sessions) {
    for (const task of session.tasks) {
      const part = parts[familyOf(task.model)];
      part.usd += task.usd ?? 0n;
      part.tokensIn += task.tokensIn;
      part.tokensOut += task.tokensOut;
      part.tokens += taskTokens(task);
    }
    const counts = taskCounts(session);
    for (const family of FAMILIES) parts[family].tasks += counts[family];
  }
  const all = FAMILIES.reduce((sum, family) => sum + parts[family].tasks, 0);
  const done = (family: Family): FamilyPart => {
    const part = parts[family];
    return {
      ...part,
      percent: all === 0 ? undefined : (part.tasks / all) * 100,
      usdPerTask: part.tasks === 0 ? undefined : part.usd / BigInt(part.tasks),
    };
  };
  return { haiku: done('haiku'), sonnet: done('sonnet'), other: done('other') };
}

export const FAMILIES: readonly Family[] = ['haiku', 'sonnet', 'other'];

/** Tasks of a session by family: as declared where the author did, else as counted. */
export function taskCounts(session: TrackedSession): Readonly<Record<Family, number>> {
  const counted = countedTasks(session);
  const { haikuTasks, sonnetTasks } = session.declared;
  return { haiku: haikuTasks ?? counted.haiku, sonnet: sonnetTasks ?? counted.sonnet, other: counted.other };
}

export function countedTasks({ tasks }: TrackedSession): Readonly<Record<Family, number>> {
  const counts = { haiku: 0, sonnet: 0, other: 0 };
  for (const task of tasks) counts[familyOf(task.model)] += 1;
  return counts;
}

function emptyPart() {
  return { tasks: 0, usd: 0n, tokensIn: 0, tokensOut: 0, tokens: 0 };
}
