/** Loads the file table from the cache, once: in slices where the caller can wait, and at once where it cannot. */
import { finished } from '../journal/merged.ts';
import type { Cache } from './cache/cache.ts';
import { FileTable } from './file-table.ts';
import { runInSlices } from './scheduler.ts';

export interface Loaded {
  /** The table's list of changes says what came after the segment of the warm start. */
  readonly isBased: boolean;
  /** Nothing is missing or damaged. */
  readonly isWhole: boolean;
}

export class TableLoader {
  /** Undefined until it is loaded. */
  table: FileTable | undefined;
  private steps: Generator<void, void> | undefined;
  private readonly cache: Cache | undefined;
  private readonly keepsEarlier: boolean;
  private readonly onLoad: (loaded: Loaded) => void;

  /** Without a cache the table is empty. `onLoad` is called before anybody gets it. */
  constructor(cache: Cache | undefined, keepsEarlier: boolean, onLoad: (loaded: Loaded) => void) {
    this.cache = cache;
    this.keepsEarlier = keepsEarlier;
    this.onLoad = onLoad;
  }

  /** The table; a load in slices that has begun is completed. */
  now(): FileTable {
    if (!this.table) finished(this.load());
    return this.table!;
  }

  async inSlices(): Promise<FileTable> {
    if (!this.table) await runInSlices(this.load());
    return this.table!;
  }

  private load(): Generator<void, void> {
    this.steps ??= this.loading();
    return this.steps;
  }

  private *loading(): Generator<void, void> {
    try {
      const table = new FileTable(this.keepsEarlier);
      const loaded = this.cache && (yield* this.cache.loading(table));
      this.onLoad(loaded ?? { isBased: false, isWhole: false });
      this.table = table;
    } finally {
      this.steps = undefined;
    }
  }
}
