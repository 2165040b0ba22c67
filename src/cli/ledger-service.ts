/** What commands need of the ledger; the composition root implements it. */
import type { RecoveredDay } from '../core/recovered-day.ts';
import type { SettingsChange } from '../core/status.ts';

export interface Imported {
  readonly path: string;
  readonly files: number;
  readonly added: number;
  readonly changed: number;
  /** What the user should know about the file. */
  readonly warning?: string;
}

export interface Verified {
  readonly path: string;
  /** What is wrong; none where everything fits. */
  readonly problems: readonly string[];
  readonly readings: number;
  readonly responses: number;
}

export interface LedgerStatus {
  /** Absent where the ledger is turned off. */
  readonly path?: string;
  readonly isThere: boolean;
  readonly bytes: number;
  readonly readings: number;
  readonly files: number;
  /** Files whose logs are gone. */
  readonly gone: number;
  readonly machines: number;
}

/** A hook in Claude Code's settings. */
export interface HookService {
  install(): SettingsChange;
  uninstall(): SettingsChange;
  status(): { readonly path: string; readonly isInstalled: boolean };
}

/** Every method but `startImport` rejects with words for the user. */
export interface LedgerService {
  /** Adds what the logs hold and the ledger does not; `scheduled` names a session as a run that a schedule started. */
  importLogs(scheduled?: { readonly session: string; readonly name: string }): Promise<Imported>;
  /** Starts a process that imports, and does not wait for it. */
  startImport(args: readonly string[]): void;
  status(): Promise<LedgerStatus>;
  verify(): Promise<Verified>;
  /** Derives the priced table anew; returns the number of responses. */
  reprice(): Promise<number>;
  /** Days before the first response, as other files of Claude Code remember them; part of no sum. */
  recovered(): Promise<readonly RecoveredDay[]>;
  /** All facts as JSON lines. */
  export(write: (line: string) => void): Promise<number>;
  /** Adds the facts of another ledger; returns how many readings were new or changed. */
  merge(lines: AsyncIterable<string>): Promise<number>;
  /** Forgets readings before a UTC day, and keeps their sums by day; returns how many. */
  prune(beforeMs: number): Promise<number>;
  /** How many readings `prune` would forget. */
  countBefore(beforeMs: number): Promise<number>;
  /** Writes a line to the log of the hook. Never throws. */
  logError(text: string): void;
  /** Claude Code's hook at the end of a session, and the one for prompts, which is about budgets. */
  readonly hooks: Readonly<Record<'sessionEnd' | 'prompt', HookService>>;
}
