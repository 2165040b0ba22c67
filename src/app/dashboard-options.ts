/** What the command line tells the dashboard alone: days, filters, and how it is shown. */
import type { Day } from '../core/calendar.ts';

export interface DashboardOptions {
  readonly demo?: boolean;
  /** Whether anything is remembered between runs. */
  readonly cache: boolean;
  readonly from?: Day;
  readonly to?: Day;
  readonly filters?: {
    readonly project?: string;
    readonly model?: string;
    readonly source?: string;
    readonly agent?: string;
  };
  readonly mouse?: boolean;
}
