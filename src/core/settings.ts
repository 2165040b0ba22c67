/**
 * What holds in this run, and who said so: a flag, the environment, the configuration file, or nobody. How it came
 * about is the business of the roof; a command that shows or obeys a setting finds it here.
 */
import type { AlertSettings, BudgetSetting, TrackingSettings } from './budget.ts';
import type { Currency } from './currency.ts';
import type { Trouble } from './usage.ts';

/** A value with the word for where it comes from: '--theme', 'TZ', 'the file', 'default'. */
export interface Said<T> {
  readonly value: T;
  readonly from: string;
}

/** Settings by their names in the file. An absent value leaves the choice to whoever uses it. */
export interface Settings {
  /** Where the logs of a source are, by its key: a comma list of directories. */
  readonly [roots: `roots.${string}`]: Said<string | undefined>;
  readonly timezone: Said<string>;
  readonly weekStart: Said<string | undefined>;
  readonly currency: Said<Currency | undefined>;
  readonly projects: Said<ProjectNames | undefined>;
  readonly theme: Said<string | undefined>;
  readonly refreshSeconds: Said<number>;
  readonly cost: Said<string>;
  /** As `prices/overrides.ts` reads them. */
  readonly prices: Said<unknown>;
  readonly budgets: Said<readonly BudgetSetting[] | undefined>;
  readonly alerts: Said<AlertSettings | undefined>;
  readonly tracking: Said<TrackingSettings | undefined>;
  readonly manualLog: Said<ManualLogSettings | undefined>;
  /** Where the ledger is, or 'off'; undefined is the usual place. */
  readonly ledger: Said<string | undefined>;
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
