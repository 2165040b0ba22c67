/** What `/api/budgets` answers. */

/** A budget of the configuration; `used` and `limit` are decimal dollars, or numbers of tokens. */
export interface Budget {
  readonly name: string;
  readonly unit: 'usd' | 'tokens';
  readonly state: 'within' | 'warning' | 'over' | 'unknown';
  readonly isRunning: boolean;
  /** `declared` where it is about tracked work. */
  readonly source: 'measured' | 'declared';
  readonly filter: {
    readonly [name in 'project' | 'model' | 'source' | 'agent' | 'action' | 'branch']?: readonly string[];
  };
  readonly from: string | null;
  /** How many days it is about; null for all. */
  readonly days: number | null;
  /** The limit without what was carried over, and its even share of a day and of a week. */
  readonly own: string | number;
  readonly perDay: string | number | null;
  readonly perWeek: string | number | null;
  readonly used: string | number;
  readonly limit: string | number;
  /** Null where the limit is nothing. */
  readonly percent: number | null;
  readonly unpricedTokens: number;
  readonly lowerBoundResponses: number;
  readonly forecast: string | null;
}

/** Where the month is heading; decimal dollars. */
export interface MonthAhead {
  readonly usd: string;
  readonly forecastUsd: string;
  readonly lowUsd: string | null;
  readonly highUsd: string | null;
}

export interface Budgets {
  /** Where the month is heading, in words. */
  readonly ahead: string;
  /** The same as figures; null without usage before today. */
  readonly month: MonthAhead | null;
  readonly budgets: readonly Budget[];
  /** The overview of tracked work as text. */
  readonly trackedText: string;
}
