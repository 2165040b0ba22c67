/** What the feed over the disk is made of. */
import type { ScheduledRuns } from '../core/action.ts';
import type { Place, Source } from '../core/source.ts';
import type { Trouble } from '../core/usage.ts';
import type { History } from '../journal/history.ts';
import type { PriceTiers } from '../rollup/cells.ts';
import type { Disk } from '../rollup/projects.ts';
import type { WorkerScript } from './read/worker-pool.ts';

export interface DiskFeedOptions {
  readonly sources: readonly Source[];
  readonly place: Place;
  /** What is wrong beside the logs, such as a source that could not be used: shown with the first source. */
  readonly troubles?: readonly Trouble[];
  /** The directory of the cache; without it nothing is cached. */
  readonly cacheDir: string | undefined;
  /**
   * Opens the facts that outlive their logs; called only when the cache was lost. Without it nothing outlives its log. It
   * resolves to undefined where nothing is kept yet.
   */
  readonly history?: () => Promise<History | undefined>;
  readonly now: () => number;
  /** The user's name for a project in place of its path. */
  readonly nameProject?: (path: string) => string;
  /** What the disk says of the directories of projects. */
  readonly disk?: Disk;
  /** The sessions that a schedule started, as they are known now. */
  readonly runs?: () => ScheduledRuns;
  /** How fine rollups must be for prices that depend on the length of the prompt; see `rollup/rollup.ts`. */
  readonly priceTiers?: PriceTiers;
  /** The entry of worker threads that read logs; without it this thread reads all of them. */
  readonly reader?: WorkerScript;
  /** Whether a screen and keys need this thread: then worker threads read, where there are any. */
  readonly isWatched?: boolean;
  /** How often progress is published during a scan, ms. */
  readonly progressMs?: number;
  /** How long changes may wait before they are written to the cache, ms: 0 writes after every scan. */
  readonly saveAfterMs?: number;
}
