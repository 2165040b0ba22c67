/**
 * A loop: one action started over and over, or one run that sends the same prompt again and again. Many calls alone are
 * no loop, since an agent that works makes one every few seconds; but its prompt grows.
 */
import { actionName } from '../../core/action.ts';
import type { Alert } from '../../core/alert.ts';
import { dayText } from '../../core/calendar.ts';
import { usdCents } from '../../core/format.ts';
import { getOrInsert } from '../../core/group.ts';
import type { RunTrace, TracedCall } from '../../core/run-trace.ts';
import type { AlertInput } from './input.ts';
import type { Rule } from './rule.ts';
import { actionText, costOf, recentRuns } from './runs.ts';

const WINDOW_MS = 180_000;
/** Prompts that differ by less are the same. */
const GROWTH = 0.01;

export const loop: Rule<AlertInput> = {
  id: 'loop',
  summary:
    'an action is started 20 times within 3 minutes, or makes 20 calls within 3 minutes whose prompts are as long as each other',
  limit: 20,

  check(input, limit) {
    const { zone } = input;
    if (!zone || limit < 2) return [];
    const byAction = new Map<string, RunTrace[]>();
    for (const run of recentRuns(input)) getOrInsert(byAction, actionName(run.action), () => []).push(run);
    return [...byAction].flatMap(([name, runs]): readonly Alert[] => {
      const started = densest(
        runs.map(run => ({ run, call: run.calls[0]! })).sort((a, b) => a.call.atMs - b.call.atMs),
        limit,
      );
      const found = started ?? runs.map(run => repeatedCalls(run, limit)).find(calls => calls !== undefined);
      if (!found) return [];
      const [first] = found;
      const day = zone.day(first!.call.atMs);
      const isOneSession = found.every(({ run }) => run.session === first!.run.session);
      const calls = started ? found.flatMap(({ run }) => run.calls) : found.map(({ call }) => call);
      const what = started
        ? `was started ${found.length} times`
        : `sent the same prompt ${found.length} times`;
      return [
        {
          ...{ rule: loop.id, level: 'yellow', key: `loop:${name}:${dayText(day)}`, evidence: [] },
          text: `${actionText(first!.run)} ${what} within 3 minutes on ${dayText(day)} at ${zone.clock(first!.call.atMs).slice(0, 5)} (${usdCents(costOf(calls))})`,
          advice: 'see whether a script, hook or schedule repeats it',
          scope: {
            ...{ from: day, to: day, action: name },
            ...(isOneSession && { session: first!.run.session, source: first!.run.source }),
          },
        },
      ];
    });
  },
};

interface Traced {
  readonly run: RunTrace;
  readonly call: TracedCall;
}

/** The longest stretch of the window with at least so many; undefined where there is none. */
function densest(all: readonly Traced[], least: number): readonly Traced[] | undefined {
  let best: readonly Traced[] | undefined;
  let from = 0;
  for (let to = 0; to < all.length; to++) {
    while (all[to]!.call.atMs - all[from]!.call.atMs > WINDOW_MS) from += 1;
    if (to - from + 1 >= least && to - from + 1 > (best?.length ?? 0)) best = all.slice(from, to + 1);
  }
  return best;
}

function repeatedCalls(run: RunTrace, least: number): readonly Traced[] | undefined {
  const alike: Traced[][] = [];
  for (const call of run.calls) {
    const first = alike.at(-1)?.[0]?.call;
    const isAlike = first && Math.abs(promptOf(call) - promptOf(first)) <= GROWTH * promptOf(first);
    if (isAlike) alike.at(-1)!.push({ run, call });
    else alike.push([{ run, call }]);
  }
  return alike.map(calls => densest(calls, least)).find(calls => calls !== undefined);
}

function promptOf({ input, cacheRead, cacheWriteShort, cacheWriteHour }: TracedCall): number {
  return input + cacheRead + cacheWriteShort + cacheWriteHour;
}
