/**
 * What there is to know of the machine before one says what is wrong with it: facts that the roof gathers for
 * `token-dash doctor`. Nothing is judged here.
 */
import type { AlertOutputs } from '../core/budget.ts';
import type { Limits } from '../core/limits.ts';
import type { PriceEntry, Resolution } from '../core/price.ts';
import type { ConfigFile } from '../core/settings.ts';
import type { Status } from '../core/status.ts';
import type { Trouble } from '../core/usage.ts';
import type { WorkLog } from '../core/work-log.ts';
import type { Loaded } from './loaded.ts';

export interface DoctorInput {
  readonly nowMs: number;
  readonly runtime: {
    readonly version: string;
    readonly node: string;
    /** The oldest Node that it runs on: '20.19.0'. */
    readonly oldestNode: string;
    readonly platform: string;
  };
  readonly config: ConfigFile;
  /** The logs; or why they could not be read at all. */
  readonly logs: Loaded | { readonly failure: string };
  /** The log of finished tasks. */
  readonly manualLog: WorkLog;
  /** Where we write. */
  readonly directories: readonly Directory[];
  readonly cache: { readonly files: number; readonly bytes: number };
  readonly retention: readonly Retention[];
  /** Of Claude Code's directories. */
  readonly transcripts: TranscriptFiles;
  readonly prices: {
    readonly entries: readonly PriceEntry[];
    /** What is wrong with the user's own price files. */
    readonly troubles: readonly Trouble[];
    resolve(model: string): Resolution;
  };
  readonly terminal: {
    readonly isTTY: boolean;
    readonly isFullScreen: boolean;
    readonly columns: number;
    readonly rows: number;
    readonly depth: string;
    readonly glyphs: string;
    readonly background: string;
  };
  /** Where the ledger is, absent where it is turned off; and why nothing is added to it. */
  readonly ledger: { readonly path?: string; readonly problem?: string };
  /** Where alerts are sent, as the configuration has it; nothing where it names no output. */
  readonly alertOutputs: AlertOutputs;
  readonly statusline: {
    /** Claude Code's settings, where they call us. */
    readonly installedIn: readonly string[];
    readonly status?: Status;
    readonly limits: Limits;
  };
}

/** Files among the transcripts that have no usage to read. */
export interface TranscriptFiles {
  /** Files of no bytes. */
  readonly empty: number;
  /** Sessions of which there are subagents, but no transcript. */
  readonly missing: number;
  /** Transcripts that Claude Code replaced: `*.orphaned*` and `*.superseded*`. They are left out. */
  readonly replaced: number;
}

export interface Directory {
  readonly what: string;
  readonly path: string;
  readonly isThere: boolean;
  /** Why nothing can be written there. */
  readonly problem?: string;
  /** Whether other users of the machine can look into it. */
  readonly isOpenToOthers: boolean;
}

/** How long Claude Code keeps the transcripts of one of its directories. */
export interface Retention {
  /** The file that decides: the user's, or that of a project. */
  readonly settings: string;
  /** Why the settings cannot be read. */
  readonly problem?: string;
  readonly days: number;
  /** False where the settings say nothing, and it is Claude Code's own number. */
  readonly isSaid: boolean;
  /** What the user's settings say, where Claude Code refuses it. */
  readonly refused?: number;
  /** Of transcripts that are so old, how many are never deleted, because a desktop program wrote them. */
  readonly exempt?: number;
  /** Transcripts that have not changed for so long that they go within a week, and the responses in them. */
  readonly files: number;
  readonly responses: number;
}
