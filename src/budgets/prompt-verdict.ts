/** What a Claude Code hook has to say of budgets when a prompt is sent: nothing, a warning, or that it is stopped. */
import { dayText } from '../core/calendar.ts';
import type { BudgetState } from './budget-state.ts';
import { budgetLine } from './budget-text.ts';

export interface PromptVerdict {
  /** Why the prompt is stopped. */
  readonly stop?: string;
  /** What the user should know, each by a name that is the same as long as nothing changes. */
  readonly warnings: readonly { readonly key: string; readonly text: string }[];
}

/** `isOf` says whether a prompt counts for the project of a budget, as the configuration names it. */
export function promptVerdict(
  states: readonly BudgetState[],
  isOf: (project: string) => boolean,
): PromptVerdict {
  const running = states.filter(
    ({ isRunning, budget: { filter, phase } }) =>
      isRunning && phase === undefined && (filter.project === undefined || filter.project.some(isOf)),
  );
  const stopping = running.filter(({ budget, level }) => budget.isHard && level === 'over');
  if (stopping.length > 0) {
    const lines = stopping.map(budgetLine).join('; ');
    return {
      stop: `token-dash: ${lines}. This budget is hard: raise it in the configuration, or take the hook out (token-dash hook uninstall --budget).`,
      warnings: [],
    };
  }
  return {
    warnings: running
      .filter(({ level }) => level === 'warning' || level === 'over')
      .map(state => ({
        key: `${state.budget.name}:${dayText(state.span.from)}:${state.level}`,
        text: `token-dash: ${budgetLine(state)}`,
      })),
  };
}
