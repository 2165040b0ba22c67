/**
 * One transcript, read by the fast reader and by the obvious one, in pieces of any size; sometimes the last line of a
 * piece is read again with the next, as is a line that had no newline yet.
 */

import type { Rows } from '../../src/core/rows.ts';
import type { SessionFacts } from '../../src/core/session-facts.ts';
import type { LineFormat, LineReader, Out } from '../../src/core/source.ts';
import { FACT_COLUMNS, Facts } from '../../src/journal/facts.ts';
import { fastTranscript } from '../../src/sources/claude-code/fast.ts';
import type { TranscriptState } from '../../src/sources/claude-code/logged-response.ts';
import { transcript } from '../../src/sources/claude-code/transcript.ts';

const FILE = '/home/ada/.claude/projects/-home-ada-loom/5e55.jsonl';
const AGENT_FILE = '/home/ada/.claude/projects/-home-ada-loom/5e55/subagents/agent-a7.jsonl';

class CountedFacts extends Facts {
  /** How many records came in rows, and how many rows those were. */
  inRows = 0;
  rowCount = 0;

  override addRows(rows: Rows): void {
    this.rowCount += rows.length;
    for (let row = 0; row < rows.length; row++) this.inRows += rows.columns.records.numbers[row]!;
    super.addRows(rows);
  }
}

class Told implements Out {
  readonly facts = new CountedFacts();
  readonly table = this.facts;
  readonly troubles: string[] = [];
  readonly agents = new Map<string, string>();
  readonly sessions: SessionFacts[] = [];
  readonly begunMs: number[] = [];

  reading(reading: Parameters<Facts['add']>[0]): void {
    this.facts.add(reading);
  }

  trouble(why: string, line?: number): void {
    this.troubles.push(`${line}: ${why}`);
  }

  agentType(id: string, type: string): void {
    this.agents.set(id, type);
  }

  session(facts: SessionFacts): void {
    this.sessions.push(facts);
  }

  begun(atMs: number): void {
    this.begunMs.push(atMs);
  }
}

export function compared(bytes: Uint8Array, seed = 0) {
  const file = seed % 3 === 0 ? AGENT_FILE : FILE;
  const size = [bytes.length, 1000, 40_000][seed % 3]!;
  const isAgain = seed % 2 === 1;
  const fast = readInPieces(fastTranscript, bytes, { size, file, isAgain });
  const slow = readInPieces(transcript, bytes, { size, file, isAgain });
  return { fast: fast.plain, slow: slow.plain, records: fast.records, rows: fast.rows };
}

interface Pieces {
  readonly size: number;
  readonly file: string;
  readonly isAgain: boolean;
}

function readInPieces(
  format: LineFormat<TranscriptState>,
  bytes: Uint8Array,
  { size, file, isAgain }: Pieces,
) {
  const told = new Told();
  const state = format.start(file);
  let reader: LineReader | undefined;
  for (let from = 0; from < bytes.length; ) {
    const newline = bytes.indexOf(10, Math.min(bytes.length, from + size));
    const to = newline < 0 ? bytes.length : newline + 1;
    const piece = bytes.subarray(from, to);
    reader ??= format.open?.(state, from, WORTH_BYTES + bytes.length, told);
    if (reader) reader.read(piece, from);
    else format.read(state, piece, from, told);
    const last = bytes.lastIndexOf(10, to - 2) + 1;
    from = isAgain && to < bytes.length && last > from ? last : to;
    // A line is read again only by who reads on later.
    if (!isAgain) continue;
    reader?.close();
    reader = undefined;
  }
  reader?.close();
  // Rows may come when somebody looks.
  const known = plain(told, state);
  return { plain: known, records: told.facts.inRows, rows: told.facts.rowCount };
}

/** With so much to read it is read fast. */
const WORTH_BYTES = 128 * 1024;

/** All that was told, as data that can be compared. */
function plain({ facts, troubles, agents, sessions, begunMs }: Told, state: TranscriptState) {
  const rows = Array.from({ length: facts.length }, (_, row) => ({
    ...Object.fromEntries(FACT_COLUMNS.map(name => [name, facts.columns[name].get(row)])),
    terms: facts.terms.get(facts.columns.terms.get(row)),
    attribution: facts.attributions.get(facts.columns.attribution.get(row)),
    tools: facts.tools.get(facts.columns.tools.get(row)),
    loggedUsd: facts.loggedUsd.get(row),
  }));
  return { rows, troubles, agents: [...agents], sessions, begunMs, state };
}
