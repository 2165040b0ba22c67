/** The effective settings of a run, each with its origin: a flag, an environment variable, the file or a default. */
import type { AlertSettings, BudgetSetting, TrackingSettings } from './budget.ts';
import type { Currency } from './currency.ts';
import type { Trouble } from './usage.ts';

/** A value and its origin: '--theme', 'TZ', 'config.yaml', 'default'. */
export interface ResolvedSetting<T> {
  readonly value: T;
  readonly from: string;
}

/** Settings by their names in the file. Where a value is absent, its user chooses. */
export interface Settings {
  /** Where the logs of a source are, by its key: a comma list of directories. */
  readonly [roots: `roots.${string}`]: ResolvedSetting<string | undefined>;
  readonly timezone: ResolvedSetting<string>;
  readonly weekStart: ResolvedSetting<string | undefined>;
  readonly currency: ResolvedSetting<Currency | undefined>;
  readonly projects: ResolvedSetting<ProjectNames | undefined>;
  readonly theme: ResolvedSetting<string | undefined>;
  readonly refreshSeconds: ResolvedSetting<number>;
  readonly cost: ResolvedSetting<string>;
  /** As `prices/overrides.ts` reads them. */
  readonly prices: ResolvedSetting<unknown>;
  readonly budgets: ResolvedSetting<readonly BudgetSetting[] | undefined>;
  readonly alerts: ResolvedSetting<AlertSettings | undefined>;
  readonly tracking: ResolvedSetting<TrackingSettings | undefined>;
  readonly manualLog: ResolvedSetting<ManualLogSettings | undefined>;
  /** Modules that read the logs of further tools. */
  readonly plugins: ResolvedSetting<readonly string[] | undefined>;
  /** The path of the ledger, or 'off'; undefined is the default path. */
  readonly ledger: ResolvedSetting<string | undefined>;
}

/** What holds for the log of finished tasks. */
export interface ManualLogSettings {
  /** The flat estimate, USD per million tokens. */
  readonly usdPerMtok?: number;
  readonly goalUsdPerDay?: number;
  readonly usdPerMonth?: number;
}

/** Names for projects; a key or a member is a directory or the last part of one. */
export interface ProjectNames {
  readonly aliases?: Readonly<Record<string, string>>;
  readonly groups?: Readonly<Record<string, readonly string[]>>;
}

/** The file behind the settings. */
export interface ConfigFile {
  readonly path: string;
  readonly isThere: boolean;
  /** What is wrong in it; nothing in it holds then. */
  readonly troubles: readonly Trouble[];
}
