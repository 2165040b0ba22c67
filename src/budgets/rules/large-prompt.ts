/** Calls that send much outside of the cache and get next to nothing back. */
import { actionName } from '../../core/action.ts';
import type { Alert } from '../../core/alert.ts';
import { grouped, usdCents } from '../../core/format.ts';
import type { TracedCall } from '../../core/run-trace.ts';
import type { AlertInput } from './input.ts';
import type { Rule } from './rule.ts';
import { actionText, costOf, explainAdvice, recentRuns } from './runs.ts';

/** Output below this share of the input is tiny. */
const TINY = 0.001;

export const largePrompt: Rule<AlertInput> = {
  id: 'large-prompt',
  summary:
    'a call sends >= 100,000 tokens that are not in the cache and gets less than a thousandth of them back',
  limit: 100_000,

  check(input, limit) {
    const { zone, today } = input;
    return recentRuns(input).flatMap((run): readonly Alert[] => {
      const calls = run.calls.filter(call => isWasteful(call, limit) && zone!.day(call.atMs) >= today - 1);
      if (calls.length === 0) return [];
      const largest = calls.reduce((most, call) => (freshInput(call) > freshInput(most) ? call : most));
      const { source, session, agentId = '' } = run;
      const name = actionName(run.action);
      const more = calls.length > 1 ? `, ${calls.length} calls like it in this run` : '';
      return [
        {
          ...{
            rule: largePrompt.id,
            level: 'yellow',
            evidence: [],
            scope: { source, session, action: name },
          },
          key: `large-prompt:${name}:${source}:${session}:${agentId}`,
          text: `${actionText(run)} sent ${grouped(freshInput(largest))} tokens that were not cached and got ${grouped(largest.output)} back${more} (${usdCents(costOf(calls))})`,
          advice: explainAdvice(session),
        },
      ];
    });
  },
};

function isWasteful(call: TracedCall, limit: number): boolean {
  return freshInput(call) >= limit && call.output < TINY * freshInput(call);
}

function freshInput({ input, cacheWriteShort, cacheWriteHour }: TracedCall): number {
  return input + cacheWriteShort + cacheWriteHour;
}
