/**
 * What commands need from outside: the logs, the price tables, the configuration file, the status line. The composition
 * root implements it; a test passes another.
 */
import type { Command as Declaration } from 'commander';
import type { AlertCenter } from '../budgets/alert-center.ts';
import type { SavingNote } from '../budgets/saving-note.ts';
import type { Tracking } from '../budgets/tracked.ts';
import type { Zone } from '../core/calendar.ts';
import type { Limits } from '../core/limits.ts';
import type { PriceEntry, PriceLookup, Resolution } from '../core/price.ts';
import type { RecoveredDay } from '../core/recovered-day.ts';
import type { ConfigFile, Settings } from '../core/settings.ts';
import type { SettingsChange, Status } from '../core/status.ts';
import type { Terms } from '../core/usage.ts';
import type { WorkLogFile } from '../core/work-log.ts';
import type { RecordLine } from '../reports/receipt-text.ts';
import type { DoctorInput } from './doctor-input.ts';
import type { Io, Painting } from './io.ts';
import type { LedgerService } from './ledger-service.ts';
import type { Loaded } from './loaded.ts';

/** Everything a command may need. Effects are here, so that a test can hand over others. */
export interface Context {
  readonly io: Io & Painting & { readonly stdin: AsyncIterable<string | Uint8Array> };
  readonly zone: Zone;
  readonly settings: Settings;
  /** The whole command line as it is declared. */
  readonly declared: Declaration;
  readonly priceList: PriceList;
  readonly config: ConfigService;
  readonly statusline: StatuslineService;
  readonly tracking: TrackingFiles;
  /** The SQLite file that outlives the logs. */
  readonly ledger: LedgerService;
  readonly guides: GuideLibrary;
  readonly plugins: PluginService;
  readonly documents: DocumentFiles;
  readonly server: ServerService;
  readonly savings: SavingNotes;
  /** The log of finished tasks, `~/.claude/token-usage.log`. */
  readonly manualLog: WorkLogFile;
  readonly promptWarnings: PromptWarnings;
  /** Days before the first log, as Claude Code itself remembers them. */
  recovered(): Promise<readonly RecoveredDay[]>;
  /** Budgets and alerts. */
  alerts(): Promise<AlertCenter>;
  /** Looks at everything that may be wrong on this machine. */
  doctorInput(): Promise<DoctorInput>;
  witnessFiles(): WitnessFiles;
  /** Reads all logs; `sums` alone take less than the events. Rejects with words for the user. */
  load(depth?: 'sums' | 'events'): Promise<Loaded>;
  /** Monotonic ms since the program began. */
  elapsedMs(): number;
  /** The text of a file, or of an http(s) address where the user named one; rejects with words for the user. */
  readText(from: string): Promise<string>;
  /** The log records behind the event at a position of the journal. */
  recordsOf(index: number): Promise<readonly RecordLine[]>;
  /** Shows every log record, unfolded. */
  eachRecord(see: (record: RecordLine & { readonly eventId: string }) => void): Promise<void>;
}

/** What states usage outside of logs, as text. Files that are not there, or cannot be read, are left out. */
export interface WitnessFiles {
  /** The statistics that Claude Code keeps of itself, `stats-cache.json`, by its directory. */
  readonly statistics: readonly { readonly dir: string; readonly text: string }[];
  /** What Claude Code reported to the status line of sessions; see `core/session-costs.ts`. */
  readonly sessionCosts: readonly string[];
  /** Settings of Claude Code that an organisation manages. */
  readonly managed: readonly { readonly path: string; readonly text: string }[];
}

/** Files that the user named to be written. */
export interface DocumentFiles {
  /**
   * Writes what `edit` makes of a text, or of undefined where there is no such file; where it makes nothing, or the same,
   * nothing is written. Throws words for the user.
   */
  update(
    path: string,
    edit: (text: string | undefined) => { readonly text: string; readonly needsBackup: boolean } | undefined,
  ): { readonly isChanged: boolean; readonly backup?: string };
}

/** For those who write a source of their own. Throws words for the user. */
export interface PluginService {
  /** Writes the files that one begins with; gives their paths. */
  create(name: string): readonly string[];
  /** What every source must do, and why it does not, where it does not. */
  check(name: string): Promise<readonly { readonly what: string; readonly why?: string }[]>;
}

/** The guides as they were built into the program. */
export interface GuideLibrary {
  /** Sorted. */
  names(): readonly string[];
  /** The whole text, front matter included. Rejects with words for the user. */
  text(name: string): Promise<string>;
}

/** The price tables, for the commands that are about them. */
export interface PriceList extends PriceLookup {
  entries(): readonly PriceEntry[];
  resolve(model: string, provider: string | undefined, atMs: number): Resolution;
  /**
   * Asks the package behind our tables for the models that they do not know; without terms, for whatever will be asked
   * next. Loads it only where there is need.
   */
  loadFallbackPrices(terms?: readonly Terms[]): Promise<void>;
  /** Prices a usage record in the shape of a vendor. */
  priceRecord(record: unknown): { readonly status: string };
  /** Looks at a newer table; with `isForced` its objections do not count. */
  judge(text: string, from: string, isForced: boolean): Judgement;
  /** Keeps the table that was judged; gives the file it was written to. */
  save(judged: Judgement): Promise<string>;
}

export interface Judgement {
  /** Absent where it was refused. */
  readonly table?: unknown;
  readonly changes: readonly string[];
  readonly objections: readonly string[];
}

/** The file, and what can be done about it. */
export interface ConfigService {
  readonly file: ConfigFile;
  /** As text. */
  schema(): Promise<string>;
  /** False where there is a file already. Rejects with words for the user. */
  init(): Promise<boolean>;
}

/** What the roof does for a status line. */
export interface StatuslineService {
  /** Prints the line for the JSON on standard input. */
  answer(): void;
  /** Keeps what the logs say, for the lines to come. */
  keep(status: Status): void;
  /** What the vendor says of its limits, as last reported. */
  limits(): Limits;
  /** Lets the next refresh begin. */
  free(): void;
  /** Puts the command into Claude Code's settings, or takes it out. Throws errors of the operating system. */
  install(): SettingsChange;
  uninstall(): SettingsChange;
}

/** Reads and changes COST-TRACKING files on disk. Rejects with words for the user. */
export interface TrackingFiles {
  /** Every COST-TRACKING and COST-REPORT file below the roots; a root may be one file. */
  read(roots: readonly string[]): Promise<Tracking>;
  /** Changes a file and keeps what it was in a file beside it, whose path comes back. */
  edit(path: string, change: (text: string) => string): Promise<string>;
  /** Writes a new file; over another only with `replace`. */
  write(path: string, text: string, options: { readonly replace: boolean }): Promise<void>;
  /** Moves a file, its directories made; never over another. */
  move(from: string, to: string): Promise<void>;
}

/** Which warnings a session was given. */
export interface PromptWarnings {
  /** Those of the warnings that a session was not given yet; they count as given from now on. */
  takeNew(session: string, keys: readonly string[]): readonly string[];
}

/** Cost-saving measures that the user noted. */
export interface SavingNotes {
  read(): readonly SavingNote[];
  add(note: SavingNote): void;
}

/** The web server, for the command that runs it. */
export interface ServerService {
  /** Begins to serve. Rejects with words for the user, a taken port among them. */
  start(options: ServeOptions): Promise<Serving>;
}

export interface ServeOptions {
  readonly host: string;
  /** 0 takes any that is free. */
  readonly port: number;
  /** Whether beginnings of responses are shown; absent: on the loopback only. */
  readonly previews: boolean | undefined;
  /** The view that an address without one opens. */
  readonly view: string;
  /** Called when a one-time link was used, with the next one. */
  onLink(link: string): void;
}

export interface Serving {
  /** Where the page is. */
  readonly url: string;
  /** Beyond the loopback: what lets a browser in once, and what lets a program in. */
  readonly access: { readonly link: string; readonly token: string } | undefined;
  /** Resolves when it has stopped. */
  readonly ended: Promise<void>;
}
