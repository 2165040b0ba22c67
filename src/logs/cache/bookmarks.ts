/** Where readers left off, as JSON that is parsed only for the files that grew. */
import { Column } from '../../core/column.ts';
import type { Bookmark } from '../file-record.ts';
import type { ChunkFile, ChunkFileWriter } from './chunk-file.ts';

/** Writes those that are to be kept, by position. */
export function writeBookmarks(to: ChunkFileWriter, bookmarks: readonly (Bookmark | undefined)[]): void {
  const [positions, lengths] = [new Column(), new Column()];
  const texts: string[] = [];
  for (const [position, bookmark] of bookmarks.entries()) {
    if (!bookmark) continue;
    const text = JSON.stringify(bookmark);
    positions.push(position);
    lengths.push(Buffer.byteLength(text));
    texts.push(text);
  }
  to.column('bookmark.position', positions);
  to.column('bookmark.length', lengths);
  to.text('bookmarks', texts.join(''));
}

/** The bookmarks by position. */
export function readBookmarks(from: ChunkFile): ReadonlyMap<number, Bookmark> {
  // A copy, because bookmarks live long and would keep the buffer of the whole segment alive.
  const bytes = Buffer.from(from.bytes('bookmarks'));
  const [positions, lengths] = [from.column('bookmark.position'), from.column('bookmark.length')];
  const bookmarks = new Map<number, Bookmark>();
  let at = 0;
  for (let i = 0; i < positions.length; i++) {
    const end = at + lengths.get(i);
    bookmarks.set(positions.get(i), new WrittenBookmark(bytes.subarray(at, end)));
    at = end;
  }
  return bookmarks;
}

/** A bookmark as it was written: parsed on first use. */
class WrittenBookmark implements Bookmark {
  private readonly bytes: Uint8Array;
  private parsed: Bookmark | undefined;

  constructor(bytes: Uint8Array) {
    this.bytes = bytes;
  }

  get mark(): number {
    return this.parse().mark;
  }
  get ahead(): number {
    return this.parse().ahead;
  }
  get state(): unknown {
    return this.parse().state;
  }
  get fingerprint(): string {
    return this.parse().fingerprint;
  }

  toJSON(): Bookmark {
    return this.parse();
  }

  private parse(): Bookmark {
    this.parsed ??= JSON.parse(Buffer.from(this.bytes).toString('utf8')) as Bookmark;
    return this.parsed;
  }
}
