/**
 * A finding: tasks of the tracked sessions that may have been a waste of money, or a way to save some next time. Each
 * kind of finding is one file that states its rule in words; the rule is printed with whatever it found.
 */
import type { Money } from '../../core/money.ts';
import type { TrackedSession, TrackedTask } from '../tracked.ts';

/** A task with the session it belongs to. */
export interface TaskOf {
  readonly session: TrackedSession;
  readonly task: TrackedTask;
}

export interface Finding {
  /** What was found, in one sentence. */
  readonly text: string;
  readonly tasks: readonly TaskOf[];
  /** Money that was wasted, or that could be saved; absent where it is not known. */
  readonly usd?: Money;
}

export interface FindingInput {
  readonly sessions: readonly TrackedSession[];
  /** What a task would cost at Haiku's list price; undefined where there is no such price. */
  readonly haikuUsd: (tokensIn: number, tokensOut: number) => Money | undefined;
}

export interface FindingRule {
  /** Its key in the seed's JSON. */
  readonly id: string;
  readonly kind: 'waste' | 'opportunity';
  readonly title: string;
  /** How it is decided, in words. */
  readonly rule: string;
  look(input: FindingInput): readonly Finding[];
}

export function allTasks(sessions: readonly TrackedSession[]): readonly TaskOf[] {
  return sessions.flatMap(session => session.tasks.map(task => ({ session, task })));
}

/** Descriptions that differ in case, spaces and punctuation only are equal. */
export function folded(text: string): string {
  return text
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim();
}

export function median(sorted: readonly number[]): number {
  const middle = sorted.length >> 1;
  return sorted.length % 2 === 1 ? sorted[middle]! : ((sorted[middle - 1] ?? 0) + (sorted[middle] ?? 0)) / 2;
}

export function costOf(tasks: readonly TaskOf[]): Money {
  return tasks.reduce((sum, { task }) => sum + (task.usd ?? 0n), 0n);
}

/** A description for a sentence. */
export function named({ task }: TaskOf): string {
  const text = task.description || task.id || 'a task without description';
  return text.length > 60 ? `${text.slice(0, 57)}...` : text;
}
