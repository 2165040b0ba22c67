/**
 * What a log says of a response beside its counts: its first text, the id of its request. Read again from the user's own
 * file at the known place when it is shown, and kept nowhere.
 *
 * A response is written as several lines, one per block of its content, mostly next to each other. The line that is known
 * need not be the one with the text, so the lines around it are looked through as well.
 */
import { closeSync, openSync, readSync } from 'node:fs';
import { eachLine } from '../../core/lines.ts';
import type { DetailsReader, RecordDetails } from '../../core/source.ts';

/** How much is looked through before and behind the known line, bytes. */
const BEFORE = 131_072;
const BEHIND = 65_536;

/** A known place of a response. */
export interface Place {
  readonly file: string;
  /** Of its line, bytes. */
  readonly offset: number;
  readonly detailsOf: DetailsReader | undefined;
}

/** What the logs say of each place; an empty object where a log is removed, or has none. */
export function detailsAt(places: readonly Place[]): readonly RecordDetails[] {
  const open = new Map<string, number | undefined>();
  try {
    return places.map(({ file, offset, detailsOf }) => {
      if (!detailsOf) return {};
      if (!open.has(file)) open.set(file, opened(file));
      const fd = open.get(file);
      return fd === undefined ? {} : detailsIn(fd, offset, detailsOf);
    });
  } finally {
    for (const fd of open.values()) if (fd !== undefined) closeSync(fd);
  }
}

function detailsIn(fd: number, offset: number, detailsOf: DetailsReader): RecordDetails {
  const from = Math.max(0, offset - BEFORE);
  const bytes = Buffer.alloc(offset - from + BEHIND);
  const length = readSync(fd, bytes, 0, bytes.length, from);
  const window = bytes.subarray(0, length);
  const known = lineAt(fd, window.subarray(offset - from), offset);
  const own = known && detailsOf(known);
  if (!own) return {};
  if (own.text !== undefined || own.response === undefined) return own;
  let text: string | undefined;
  eachLine(window, line => {
    if (text !== undefined || !line.includes(own.response!.charCodeAt(0))) return;
    if (!Buffer.from(line.buffer, line.byteOffset, line.byteLength).includes(own.response!)) return;
    const other = detailsOf(line);
    if (other && other.response === own.response) text = other.text;
  });
  return { ...own, text };
}

/** The line that begins at `offset`, of which `head` is what was read. A long one is read on, up to a bound. */
function lineAt(fd: number, head: Buffer, offset: number): Uint8Array | undefined {
  const end = head.indexOf(10);
  if (end >= 0) return head.subarray(0, end);
  if (head.length < BEHIND) return head;
  const more = Buffer.alloc(8_000_000);
  const length = readSync(fd, more, 0, more.length, offset);
  const last = more.subarray(0, length).indexOf(10);
  return more.subarray(0, last < 0 ? length : last);
}

function opened(file: string): number | undefined {
  try {
    return openSync(file, 'r');
  } catch {
    return undefined;
  }
}
