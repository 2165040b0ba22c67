/** Which sessions a schedule started: the ledger's table of runs. */
import type { ScheduledRuns } from '../core/action.ts';
import type { Copied } from './ledger-copy.ts';

export const SCHEDULED_RUNS: Copied<ScheduledRuns> = {
  name: 'scheduled-runs.json',
  none: new Map(),
  read: async ledger => ledger.runs,
  rows: runs => [...runs],
  parsed: rows =>
    new Map(
      rows.filter(
        (run): run is [string, string] =>
          Array.isArray(run) && run.every((part: unknown) => typeof part === 'string'),
      ),
    ),
};
