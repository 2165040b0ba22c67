/**
 * The manual log as a whole: its entries, and what is on its lines besides. A line that cannot be read costs that line
 * alone and is named with its number; it is never counted as 0 and never makes a sum unknown.
 */
import { withoutByteOrderMark } from './byte-order-mark.ts';
import type { Trouble } from './usage.ts';
import type { Work } from './work.ts';
import { readLine } from './work-line.ts';

export interface WorkLog {
  readonly file: string;
  /** In the order of the file. */
  readonly entries: readonly Work[];
  readonly troubles: readonly Trouble[];
  /** Lines of another tool that uses the same file name. */
  readonly foreignLines: number;
  /** Lines that hold anything. */
  readonly lines: number;
  /** How many bytes at the beginning of the file were not read, because it is too large; 0 is the usual. */
  readonly bytesLeftOut: number;
}

export function emptyWorkLog(file: string): WorkLog {
  return { file, entries: [], troubles: [], foreignLines: 0, lines: 0, bytesLeftOut: 0 };
}

/**
 * Reads the text of a manual log, of which `linesBefore` lines are left out. A last line without its line feed counts:
 * people edit the file by hand.
 */
export function readWorkLog(text: string, file: string, linesBefore = 0): WorkLog {
  const entries: Work[] = [];
  const troubles: Trouble[] = [];
  let foreignLines = 0;
  let lines = 0;
  const all = withoutByteOrderMark(text).split('\n');
  for (const [i, each] of all.entries()) {
    const line = linesBefore + i + 1;
    const read = readLine(each, file, line);
    if (read.kind === 'blank') continue;
    lines += 1;
    if (read.kind === 'entry') entries.push(read.work);
    else if (read.kind === 'foreign') foreignLines += 1;
    else troubles.push({ path: file, line, why: `the entry ${read.why}; it is left out` });
  }
  return { file, entries, troubles, foreignLines, lines, bytesLeftOut: 0 };
}

/** The manual log as far as a command may touch it. */
export interface WorkLogFile {
  readonly path: string;
  /** The log as it is now: the same object as long as the file is the same. Never throws. */
  read(): WorkLog;
  /** Adds a line. Throws words for the user. */
  append(line: string): void;
  /**
   * Puts what `edit` makes of the text in its place, after a copy was made; gives the path of the copy. Where `edit` gives
   * nothing, nothing is written. Throws words for the user.
   */
  rewrite(edit: (text: string) => string | undefined): string | undefined;
}
