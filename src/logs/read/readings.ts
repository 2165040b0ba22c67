/**
 * The log records behind the facts, unfolded: read again from the files when they are shown. Receipts
 * name the lines of one response, and the comparison with other tools counts them all.
 */
import { readFileSync } from 'node:fs';
import { keyOf, keyText, requestOf } from '../../core/key.ts';
import type { Format, LineFormat, Out, Place, Source, WholeOut } from '../../core/source.ts';
import type { Reading } from '../../core/usage.ts';
import { callId, callOf } from '../../journal/calls.ts';
import { findFiles } from '../scan/find.ts';
import { beside } from './beside.ts';
import { openTables } from './sqlite.ts';
import { readTail } from './tail.ts';

/** A record and its file. */
export interface Record {
  readonly file: string;
  /** The id of the event that it is folded into. */
  readonly eventId: string;
  readonly reading: Reading;
}

/** Shows every record of every log, file by file. Files that cannot be read show nothing. */
export async function eachRecord(
  sources: readonly Source[],
  place: Place,
  see: (record: Record) => void,
): Promise<void> {
  const found = await findFiles(sources, place);
  for (const file of found.files) await recordsIn(file.path, file.format, see);
}

/** The records of one event, in the files that are known to have it, in their order. */
export async function recordsOf(
  eventId: string,
  files: readonly string[],
  sources: readonly Source[],
  place: Place,
): Promise<readonly Record[]> {
  const wanted = new Set(files);
  const records: Record[] = [];
  const found = await findFiles(sources, place);
  for (const file of found.files.filter(each => wanted.has(each.path))) {
    await recordsIn(file.path, file.format, record => {
      const { key, request, tokens, quality } = record.reading;
      const call = () => callId(keyOf(key), callOf(requestOf(request), tokens, quality));
      if (record.eventId === eventId || call() === eventId) records.push(record);
    });
  }
  return records;
}

async function recordsIn(file: string, format: Format, see: (record: Record) => void): Promise<void> {
  const out: WholeOut = {
    reading: reading => see({ file, eventId: keyText(keyOf(reading.key)), reading }),
    trouble: () => {},
    agentType: () => {},
    incomplete: () => {},
    session: () => {},
    begun: () => {},
  };
  try {
    if (format.kind === 'lines') await linesIn(file, format, out);
    else if (format.kind === 'whole') format.read(file, readFileSync(file), out, beside(file));
    else {
      const tables = openTables(file);
      try {
        format.read(file, tables, out);
      } finally {
        tables.close();
      }
    }
  } catch {
    // The feed reports it as a trouble; what was read before it is kept.
  }
}

async function linesIn(file: string, format: LineFormat, out: Out): Promise<void> {
  const state = format.start(file);
  const tail = await readTail(file, 0, Number.MAX_SAFE_INTEGER, (lines, offset) => {
    format.read(state, lines, offset, out);
  });
  // An unfinished last line gives no reading, a finished one without newline does.
  if (tail.rest.length > 0) format.read(state, tail.rest, tail.mark, out);
}
