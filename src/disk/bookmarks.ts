/** Where readers left off, as text that is spelled out only for the files that grew. */
import { Column } from '../core/column.ts';
import type { Bookmark } from './known.ts';
import type { Parts, PartsWriter } from './parts.ts';

/** Writes those that are to be kept, by position. */
export function writeBookmarks(to: PartsWriter, bookmarks: readonly (Bookmark | undefined)[]): void {
  const texts = bookmarks.map(bookmark => (bookmark ? JSON.stringify(bookmark) : ''));
  const lengths = new Column();
  for (const text of texts) lengths.push(Buffer.byteLength(text));
  to.column('bookmark.length', lengths);
  to.text('bookmarks', texts.join(''));
}

/** Gives them in the order of their positions, each once. */
export function bookmarksOf(from: Parts): (position: number) => Bookmark | undefined {
  // A copy: they are kept for long, and would keep all of the segment with them.
  const bytes = Buffer.from(from.bytes('bookmarks'));
  const lengths = from.column('bookmark.length');
  let at = 0;
  return position => {
    const length = lengths.get(position);
    if (length === 0) return undefined;
    at += length;
    return new WrittenBookmark(bytes.subarray(at - length, at));
  };
}

/** A bookmark as it was written: spelled out when it is used. */
class WrittenBookmark implements Bookmark {
  private readonly bytes: Uint8Array;
  private spelled: Bookmark | undefined;

  constructor(bytes: Uint8Array) {
    this.bytes = bytes;
  }

  get mark(): number {
    return this.spell().mark;
  }
  get ahead(): number {
    return this.spell().ahead;
  }
  get state(): unknown {
    return this.spell().state;
  }
  get proof(): string {
    return this.spell().proof;
  }

  toJSON(): Bookmark {
    return this.spell();
  }

  private spell(): Bookmark {
    this.spelled ??= JSON.parse(Buffer.from(this.bytes).toString('utf8')) as Bookmark;
    return this.spelled;
  }
}
