/** Feeds a format of Goose and collects what it tells. */
import { readFileSync } from 'node:fs';
import type { SessionFacts } from '../../../src/core/session-facts.ts';
import type { LineFormat, TableFormat, WholeFormat, WholeOut } from '../../../src/core/source.ts';
import type { Reading } from '../../../src/core/usage.ts';
import { openTables } from '../../../src/logs/read/sqlite.ts';

export class Collected implements WholeOut {
  readonly readings: Reading[] = [];
  readonly troubles: { readonly why: string; readonly line: number | undefined }[] = [];

  readonly sessions: SessionFacts[] = [];

  reading(reading: Reading): void {
    this.readings.push(reading);
  }

  trouble(why: string, line?: number): void {
    this.troubles.push({ why, line });
  }

  incomplete(why: string): void {
    this.trouble(why);
  }

  session(facts: SessionFacts): void {
    this.sessions.push(facts);
  }

  begun(): void {
    throw new Error('a session of Goose is no copy of another');
  }

  agentType(): void {
    throw new Error('Goose tells the type of an agent with its session');
  }
}

/** Reads the pieces of a file one after the other; between them the state goes to disk and comes back. */
export function readLines<State>(
  format: LineFormat<State>,
  file: string,
  ...pieces: readonly Uint8Array[]
): Collected {
  const out = new Collected();
  let state = format.start(file);
  let offset = 0;
  for (const piece of pieces) {
    format.read(state, piece, offset, out);
    offset += piece.length;
    state = JSON.parse(JSON.stringify(state));
  }
  return out;
}

export function readWhole(
  format: WholeFormat,
  file: string,
  bytes: Uint8Array = readFileSync(file),
): Collected {
  const out = new Collected();
  format.read(file, bytes, out, () => undefined);
  return out;
}

export function readTables(format: TableFormat, file: string): Collected {
  const out = new Collected();
  const tables = openTables(file);
  try {
    format.read(file, tables, out);
  } finally {
    tables.close();
  }
  return out;
}

export function bytes(text: string): Uint8Array {
  return new TextEncoder().encode(text);
}
