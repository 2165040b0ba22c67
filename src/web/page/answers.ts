/**
 * What the page reads of the server's answers, field by field. The whole of each answer is described by
 * `/openapi.json`; amounts are decimal text, so that no digit is lost on the way.
 */

import type { MonthAhead } from './budget-answers.ts';

export interface Quality {
  readonly exact: number;
  readonly lowerBound: number;
  readonly sessionTotal: number;
  readonly estimate: number;
}

/** What every row and every total has. */
export interface Measured {
  /** Null where nothing had a price. */
  readonly usd: string | null;
  /** All of it is stated to cost nothing. */
  readonly isFree?: true;
  readonly totalTokens: number;
  readonly responses: number;
  readonly unpricedTokens: number;
  readonly quality: Quality;
}

/** What a cost is written by. */
export type Priced = Pick<Measured, 'usd' | 'isFree' | 'unpricedTokens' | 'quality'>;

export interface Counts extends Measured {
  readonly inputTokens: number;
  readonly outputTokens: number;
  readonly cacheCreationTokens: number;
  readonly cacheReadTokens: number;
  readonly usdByKind: {
    readonly input: string;
    readonly output: string;
    readonly cache: string;
    readonly other: string;
  };
}

export interface Totals extends Counts {
  readonly cacheReadShare: number | null;
  readonly unpricedModels?: readonly string[];
}

/** A row of a report, under the names of what it is the row of. */
export interface Row extends Counts {
  readonly date?: string;
  readonly week?: string;
  readonly month?: string;
  readonly model?: string;
  readonly project?: string;
  readonly source?: string;
  readonly sessionId?: string;
  /** What the session is called, where its log says. */
  readonly title?: string | null;
  readonly action?: string;
  /** Of actions: what one run of it cost in the middle, USD, and how many there were. */
  readonly medianUsd?: number;
  readonly runs?: number;
  /** Of sessions: what Claude Code counted itself, and how much of it is not in the log; US dollars. */
  readonly statedUsd?: number | null;
  readonly unloggedUsd?: number | null;
  readonly modelsUsed?: readonly string[];
  readonly firstActivity?: string;
  readonly lastActivity?: string;
  readonly cacheReadShare?: number | null;
}

/** A day before the first log, as Claude Code itself remembers it; counts are at most. */
export interface Recovered {
  readonly date: string;
  readonly totalTokens?: number;
  /** Without the cache, where not all are known. */
  readonly inputAndOutputTokens?: number;
  readonly prompts?: number;
  readonly origins: readonly string[];
}

export type Report<List extends string> = { readonly [name in List]: readonly Row[] } & {
  readonly totals: Totals;
  /** How many rows a limit left out. */
  readonly rowsLeftOut?: number;
  /** In no row and no total. */
  readonly recovered?: readonly Recovered[];
};

export interface Summary extends Totals {
  readonly from: string | null;
  readonly to: string | null;
  readonly days: number;
  readonly activeDays: number;
  /** Days that are in no total. */
  readonly recoveredDays?: number;
  readonly sessions: number;
  readonly averagePerDay: string | null;
  readonly cacheReadShare: number | null;
  /** Where the month of today is heading. */
  readonly month: MonthAhead | null;
  readonly highestDay: { readonly date: string; readonly usd: string } | null;
  readonly previous:
    | (Measured & { readonly from: string; readonly to: string; readonly changePercent: number | null })
    | null;
}

export interface Place {
  readonly path: string;
  readonly found: boolean;
}

export interface SourceStatus {
  readonly id: string;
  readonly title: string;
  readonly hint: string;
  readonly files: number;
  readonly roots: readonly Place[];
}

export interface Status {
  readonly version: string;
  readonly zone: string;
  readonly today: string;
  readonly view: string;
  readonly checkedAt: string | null;
  readonly progress: { readonly files: number; readonly ofFiles: number; readonly percent: number } | null;
  readonly failure: string | null;
  readonly responses: number;
  readonly sources: readonly SourceStatus[];
  readonly troubles: {
    readonly count: number;
    readonly first: readonly { readonly path: string; readonly line?: number; readonly why: string }[];
  };
  readonly previews: { readonly areShown: boolean; readonly why: string };
  readonly reports: readonly string[];
  readonly currency: { readonly code: string; readonly symbol?: string; readonly perUsd: number } | null;
  readonly manualLog: {
    readonly path: string;
    readonly entries: number;
    /** `$0.0026 per 1,000 tokens`. */
    readonly rate: string;
    readonly troubles: number;
  };
  readonly rules: readonly { readonly id: string; readonly summary: string }[];
}

export interface ResponseRow extends Counts {
  readonly id: string;
  readonly timestamp: string;
  readonly date: string;
  readonly time: string;
  readonly model: string;
  readonly project: string;
  readonly projectName: string;
  readonly session: string;
  readonly source: string;
  /** Of what was logged by hand: what was done, and when, as it is written. */
  readonly task?: string;
  readonly writtenAt?: string;
  readonly preview: string;
}

export interface Responses {
  readonly responses: readonly ResponseRow[];
  readonly count: number;
  readonly next: string | null;
}

export interface Charge {
  readonly what: string;
  readonly count: number;
  readonly published?: string;
  readonly rate?: string;
  readonly usd?: string;
}

export interface Receipt {
  readonly event: string;
  readonly at: string;
  readonly date: string;
  readonly time: string;
  readonly file: string;
  readonly line: number;
  readonly isGone: boolean;
  readonly records: readonly {
    readonly file: string;
    readonly line: number;
    readonly tokens: { readonly input: number; readonly output: number };
    readonly quality: string;
  }[];
  readonly session: string;
  readonly source: string;
  readonly project: string;
  readonly agent?: string;
  readonly skill?: string;
  readonly command?: string;
  readonly model: string;
  readonly terms: { readonly model: string };
  readonly quality: string;
  readonly totalTokens: number;
  readonly status: string;
  readonly usd: string | null;
  readonly price: {
    readonly model: string;
    readonly vendor: string;
    readonly since?: string;
    readonly source: string;
    readonly table: string;
  } | null;
  readonly steps: readonly { readonly name: string; readonly factor?: string; readonly why: string }[];
  readonly charges: readonly Charge[];
  readonly remarks: readonly string[];
  /** What of its session is not in the log, in a sentence, and attempts that were refused. */
  readonly unlogged: string | null;
  readonly unserved: readonly string[];
  readonly logged: { readonly usd: number; readonly difference: string | null } | null;
  readonly preview: string;
  /** Of a task that was logged by hand; decimal dollars. */
  readonly work?: {
    readonly name: string;
    readonly at: string;
    readonly usdPerMtok: string;
    readonly byRate: string;
  };
}

export interface ScopeRate extends Omit<Measured, 'quality'> {
  readonly model: string;
  readonly status: string;
  readonly since?: string;
  readonly why?: string;
  readonly charges: readonly Charge[];
}

/** What a sum is made of. */
export interface ScopeReceipt {
  readonly totals: Totals;
  readonly from: string | null;
  readonly to: string | null;
  readonly rates: readonly ScopeRate[];
  readonly by: 'date' | 'sessionId' | null;
  readonly parts: readonly Row[];
  readonly responses: readonly ResponseRow[];
}
