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
  /** What will be used at the end of its days. */
  readonly forecastAtEnd: { readonly amount: string | number } | null;
}

/** What one rule found in tracked work. */
export interface Found {
  readonly title: string;
  readonly rule: string;
  readonly count: number;
  readonly cost: number | null;
  readonly findings: readonly {
    readonly text: string;
    readonly cost: number | null;
    readonly tasks: readonly { readonly file: string; readonly line: number }[];
  }[];
}
type FoundById = readonly { readonly [id: string]: Found }[];

/** What COST-TRACKING files declare, as `token-dash budget --json` has it; dollars as numbers, null where not known. */
export interface TrackedWork {
  readonly project_totals: {
    readonly total_allocated: number;
    readonly total_spent: number;
    readonly total_remaining: number;
    readonly elapsed_days: number | null;
    readonly burn_rate: number | null;
    readonly projected_end_date: string | null;
    readonly rule: string;
  };
  readonly model_efficiency: {
    readonly total_haiku_tasks: number;
    readonly total_sonnet_tasks: number;
    readonly haiku_percentage: number | null;
    readonly sonnet_percentage: number | null;
    readonly haiku_cost: number;
    readonly sonnet_cost: number;
    readonly other: {
      readonly total_tasks: number;
      readonly percentage: number | null;
      readonly cost: number;
    };
  };
  readonly phase_breakdown: {
    readonly [name: string]: { readonly total_cost: number; readonly task_count: number };
  };
  readonly phase_days: {
    readonly [name: string]: { readonly first: string | null; readonly last: string | null };
  };
  readonly milestone_costs: {
    readonly [name: string]: { readonly total_cost: number; readonly task_count: number };
  };
  readonly efficiency_analysis: {
    readonly total_waste_cost: number;
    readonly waste_by_category: FoundById;
    readonly optimization_opportunities: FoundById;
  };
  readonly daily_costs: { readonly [date: string]: number };
  readonly heat_map: {
    readonly simple: readonly number[];
    readonly medium: readonly number[];
    readonly complex: readonly number[];
    readonly rule: string;
  };
  readonly totals: { readonly total_tasks: number };
  readonly mismatches: readonly {
    readonly session: string;
    readonly what: string;
    readonly declared: number;
    readonly counted: number;
  }[];
}

/** Where the month is heading; decimal dollars. */
export interface MonthAhead {
  /** After today. */
  readonly daysLeft: number;
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
  /** Null where no file of tracked work can be used. */
  readonly overview: TrackedWork | null;
  /** Where such files were looked for, and what could not be used. */
  readonly trackedRoots: readonly string[];
  readonly trackedTroubles: readonly {
    readonly path: string;
    readonly line?: number;
    readonly why: string;
  }[];
  /** What the configuration allows tracked work, decimal dollars. */
  readonly limits: { readonly dayUsd: string; readonly phases: { readonly [name: string]: string } };
}
