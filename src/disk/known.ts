/**
 * What is known of the files that were read: their facts in one big table, and for each file which rows are its own,
 * how far it was read, and by what one can tell that it is still the same. Rows of a file that was read anew stay
 * behind as gaps until there are too many of them.
 */
import { Facts } from '../core/facts.ts';
import type { FileFacts } from '../core/journal.ts';
import type { Trouble } from '../core/usage.ts';

/** What decides whether a file must be read again. All of it was true when the file was read. */
export interface Stamp {
  readonly inode: number;
  readonly size: number;
  readonly mtimeMs: number;
  readonly format: string;
  readonly version: number;
}

/** How to read on: the mark, the reader's state there, and a proof that what stands before it is what was read. */
export interface Bookmark {
  readonly mark: number;
  readonly state: unknown;
  readonly proof: string;
}

export interface KnownFile extends FileFacts {
  readonly source: string;
  readonly stamp: Stamp;
  readonly bookmark?: Bookmark;
  /** The file changed so shortly before it was read that an equal stamp proves nothing yet. */
  readonly isFresh: boolean;
}

/** What one reading of one file brought. */
export interface Gathered {
  readonly facts: Facts;
  readonly agentTypes: readonly (readonly [string, string])[];
  readonly troubles: readonly Trouble[];
}

export class Known {
  facts = new Facts();
  readonly files = new Map<string, KnownFile>();

  /** Puts a file's facts in place of what was known of it. */
  put(file: Omit<KnownFile, 'from' | 'to' | 'agentTypes' | 'troubles'>, gathered: Gathered): void {
    const from = this.facts.length;
    this.facts.append(gathered.facts, 0, gathered.facts.length);
    const { agentTypes, troubles } = gathered;
    this.files.set(file.path, { ...file, from, to: this.facts.length, agentTypes, troubles });
  }

  /** Takes over files of another set, such as a cache's, in place of what was known of them. */
  adopt(files: Iterable<KnownFile>, facts: Facts): void {
    for (const file of files) {
      const from = this.facts.length;
      this.facts.append(facts, file.from, file.to);
      this.files.set(file.path, { ...file, from, to: this.facts.length });
    }
  }

  get liveRows(): number {
    let rows = 0;
    for (const file of this.files.values()) rows += file.to - file.from;
    return rows;
  }

  /** Closes the gaps where they have become larger than what they stand between. */
  tidy(): void {
    if (this.facts.length > 1024 && this.facts.length > 2 * this.liveRows) this.compact();
  }

  /** Only these files' rows, without gaps: what is written to the cache. */
  only(paths: Iterable<string>): Known {
    const part = new Known();
    part.adopt(
      [...paths].flatMap(path => this.files.get(path) ?? []),
      this.facts,
    );
    return part;
  }

  private compact(): void {
    const tight = this.only(this.files.keys());
    this.facts = tight.facts;
    this.files.clear();
    for (const [path, file] of tight.files) this.files.set(path, file);
  }
}
