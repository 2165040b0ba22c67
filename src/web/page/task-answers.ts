/** What the page reads of answers about tasks that were logged by hand, and of alerts. */

export interface LogEntry {
  readonly datetime: string;
  readonly date: string;
  readonly time: string;
  readonly project: string;
  readonly task: string;
  readonly tokens: number;
  readonly cost: number;
}

/** What tasks that were logged by hand come to. */
export interface TaskSum {
  readonly count: number;
  readonly totalTokens: number;
  readonly averageTokens: number;
  readonly usd: string;
  readonly averageUsd: string | null;
}

export interface Tasks {
  readonly tasks: readonly (TaskSum & { readonly task: string; readonly projects: readonly string[] })[];
  readonly totals: TaskSum;
  readonly rowsLeftOut?: number;
}

export interface Alerts {
  readonly alerts: readonly (Pattern & {
    readonly id: string;
    /** What is behind it, as `openReceipt` takes it. */
    readonly receipt: string | null;
  })[];
}

export interface Pattern {
  readonly rule: string;
  readonly level: 'red' | 'yellow' | 'green';
  readonly text: string;
  readonly advice: string | null;
  /** Lines of the log that it was found in. */
  readonly lines: readonly number[];
}

export interface Review {
  readonly review: {
    readonly last30Days: {
      readonly from: string;
      readonly to: string;
      readonly tasks: number;
      readonly totalTokens: number;
      readonly usd: string;
      readonly usdPerDay: string;
    };
    readonly month: { readonly month: string; readonly usd: string; readonly budgetUsd: string | null };
    readonly goal: { readonly usdPerDay: string | null; readonly overByUsdPerDay: string | null };
    readonly nextMonth: { readonly month: string; readonly days: number; readonly usd: string };
    readonly patterns: readonly Pattern[];
  };
}

export interface Recomputed extends LogEntry {
  readonly id: string;
  readonly line: number;
  readonly stored: string;
  readonly byRate: string;
  readonly reason?: string;
}
