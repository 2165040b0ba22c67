/**
 * The manual log on the disk, `~/.claude/token-usage.log`: read whole when it has changed, added to with one write, and
 * changed only by `repair`, which makes a copy first. Several programs may add to it at once, this one's predecessor
 * among them; none of them locks it.
 */
import {
  closeSync,
  fstatSync,
  mkdirSync,
  openSync,
  readSync,
  type Stats,
  statSync,
  writeSync,
} from 'node:fs';
import { dirname } from 'node:path';
import { bytesText } from '../core/format.ts';
import { emptyWorkLog, readWorkLog, type WorkLog, type WorkLogFile } from '../core/work-log.ts';
import { bytesOf, reasonOf, rewriteFile } from '../os/rewrite-file.ts';

const MEGABYTE = 1_000_000;
/** A thousand entries a day for twenty years. What is larger is read from its end. */
const MOST_BYTES = 64 * MEGABYTE;
const CHUNK = 4 * MEGABYTE;
const LINE_FEED = 0x0a;

export class ManualLog implements WorkLogFile {
  readonly path: string;
  private readonly mostBytes: number;
  private known: { readonly stamp: string; readonly log: WorkLog } | undefined;

  /** `mostBytes` is how much of a large file is read. */
  constructor(path: string, mostBytes = MOST_BYTES) {
    this.path = path;
    this.mostBytes = mostBytes;
  }

  /** The log as it is now: the same object as long as the file is the same. Never throws. */
  read(): WorkLog {
    let fd: number | undefined;
    try {
      const there = statSync(this.path, { throwIfNoEntry: false });
      if (!there) return this.keep('none', () => emptyWorkLog(this.path));
      // Opening a pipe would wait for a writer.
      if (!there.isFile()) return this.unread('it is no regular file');
      fd = openSync(this.path, 'r');
      const stat = fstatSync(fd);
      const open = fd;
      return this.keep(stampOf(stat), () => this.readOpen(open, stat.size));
    } catch (error) {
      return this.unread(reasonOf(error));
    } finally {
      if (fd !== undefined) closeSync(fd);
    }
  }

  /** Adds a line, which holds no line feed. Throws words for the user. */
  append(line: string): void {
    try {
      mkdirSync(dirname(this.path), { recursive: true, mode: 0o700 });
      const fd = openSync(this.path, 'a+', 0o600);
      try {
        // Somebody may have left the last line open in an editor.
        const text = `${endsOpen(fd) ? '\n' : ''}${line}\n`;
        const bytes = Buffer.from(text);
        // One write to a file opened for appending: lines of programs that write at once do not mix.
        if (writeSync(fd, bytes) !== bytes.length) throw new Error('no room is left on the device');
      } finally {
        closeSync(fd);
      }
    } catch (error) {
      throw new Error(`${this.path} cannot be written: ${reasonOf(error)}; nothing was logged`);
    }
  }

  /**
   * Puts what `edit` makes of the text in its place, after a copy was made; gives the path of the copy. Where `edit` gives
   * nothing, nothing is written. What other programs add meanwhile is kept. Throws words for the user.
   */
  rewrite(edit: (text: string) => string | undefined): string | undefined {
    const after = (text: string) => {
      const edited = edit(text);
      return edited === undefined ? undefined : { text: edited, needsBackup: true };
    };
    return rewriteFile(this.path, after);
  }

  private readOpen(fd: number, size: number): WorkLog {
    if (size <= this.mostBytes) return readWorkLog(bytesOf(fd, 0, size).toString('utf8'), this.path);
    // From the first whole line of the part that is read; the lines before it are counted for their numbers.
    const from = size - this.mostBytes;
    const { lines, end } = linesUpTo(fd, from, size);
    const log = readWorkLog(bytesOf(fd, end, size).toString('utf8'), this.path, lines);
    const why = `it holds ${bytesText(size)}: only its last ${bytesText(size - end)} are read, so every sum is at least what it says`;
    return { ...log, bytesLeftOut: end, troubles: [{ path: this.path, why }, ...log.troubles] };
  }

  private unread(why: string): WorkLog {
    return this.keep(`unread ${why}`, () => ({
      ...emptyWorkLog(this.path),
      troubles: [{ path: this.path, why: `it cannot be read: ${why}` }],
    }));
  }

  private keep(stamp: string, make: () => WorkLog): WorkLog {
    if (this.known?.stamp !== stamp) this.known = { stamp, log: make() };
    return this.known.log;
  }
}

function stampOf({ ino, size, mtimeMs, ctimeMs }: Stats): string {
  return [ino, size, mtimeMs, ctimeMs].join(' ');
}

/** The end of the line that holds byte `from`, and how many lines end up to there. */
function linesUpTo(fd: number, from: number, size: number): { readonly lines: number; readonly end: number } {
  const chunk = Buffer.alloc(CHUNK);
  let lines = 0;
  for (let at = 0; at < size; ) {
    const read = readSync(fd, chunk, 0, CHUNK, at);
    if (read === 0) break;
    const part = chunk.subarray(0, read);
    for (let i = part.indexOf(LINE_FEED); i >= 0; i = part.indexOf(LINE_FEED, i + 1)) {
      lines += 1;
      if (at + i + 1 >= from) return { lines, end: at + i + 1 };
    }
    at += read;
  }
  return { lines, end: size };
}

function endsOpen(fd: number): boolean {
  const { size } = fstatSync(fd);
  return size > 0 && bytesOf(fd, size - 1, size)[0] !== LINE_FEED;
}
