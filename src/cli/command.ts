/**
 * What a command of `token-dash` is: a name, its words, its flags, and what it does with what the house hands it. To
 * add one, write its file and its line in `commands.ts`; help, completion and suggestions follow by themselves.
 */
import type { Command as Declaration } from 'commander';
import type { Zone } from '../core/calendar.ts';
import type { Snapshot } from '../core/feed.ts';
import type { PriceEntry, PriceLookup, Resolution } from '../core/price.ts';
import type { Settings } from '../core/settings.ts';
import type { Terms } from '../core/usage.ts';
import type { RecordLine } from '../reports/receipt-text.ts';
import type { ConfigService } from './config.ts';
import type { DoctorInput } from './doctor-input.ts';
import type { Io } from './io.ts';
import type { StatuslineService } from './statusline-cli.ts';

/** Everything a command may need. Effects are here, so that a test can hand over others. */
export interface Context {
  readonly io: Io & { readonly stdin: AsyncIterable<string | Uint8Array> };
  readonly zone: Zone;
  readonly settings: Settings;
  /** The whole command line as it is declared. */
  readonly declared: Declaration;
  readonly priceList: PriceList;
  readonly config: ConfigService;
  readonly statusline: StatuslineService;
  /** Looks at everything that may be wrong on this machine. */
  doctorInput(): Promise<DoctorInput>;
  /** Reads all logs. Rejects with words for the user. */
  load(): Promise<Loaded>;
  /** Monotonic ms since the program began. */
  elapsedMs(): number;
  /** The text of a file, or of an http(s) address where the user named one; rejects with words for the user. */
  readText(from: string): Promise<string>;
  /** The log records behind the event at a position of the journal. */
  recordsOf(index: number): Promise<readonly RecordLine[]>;
  /** Shows every log record, unfolded. */
  eachRecord(see: (record: RecordLine & { readonly eventId: string }) => void): Promise<void>;
}

/** The logs as they are now, and what to price them with. */
export interface Loaded {
  readonly snapshot: Snapshot;
  readonly prices: PriceLookup;
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

export type Example = readonly [args: string, what: string];

export interface Command {
  readonly id: string;
  /** One line, for the list of commands. */
  readonly summary: string;
  /** Runs although the configuration cannot be used: to repair it, or because it does not need one. */
  readonly needsNoConfig?: true;
  /** Asks the journal for sums alone, for which the events need not be read. */
  readonly needsOnlySums?: true;
  /** How it is used: what stands behind `token-dash`, and what that does. */
  readonly examples: readonly Example[];
  /** Declares arguments and flags. */
  declare(declaration: Declaration): void;
  /** Gives the exit code. */
  run(context: Context, args: readonly string[], flags: Readonly<Record<string, unknown>>): Promise<number>;
}
