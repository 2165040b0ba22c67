/** What a format tells of a file, in arrays; and ways to let it read one. */
import type { SessionFacts } from '../../src/core/session-facts.ts';
import type { LineFormat, WholeOut } from '../../src/core/source.ts';
import type { Reading } from '../../src/core/usage.ts';

export class Collected implements WholeOut {
  readonly readings: Reading[] = [];
  readonly troubles: { readonly why: string; readonly line?: number }[] = [];
  readonly agents: (readonly [id: string, type: string])[] = [];
  readonly sessions: SessionFacts[] = [];
  readonly begunMs: number[] = [];

  reading(reading: Reading): void {
    this.readings.push(reading);
  }

  trouble(why: string, line?: number): void {
    this.troubles.push({ why, line });
  }

  incomplete(why: string): void {
    this.trouble(why);
  }

  agentType(id: string, type: string): void {
    this.agents.push([id, type]);
  }

  session(facts: SessionFacts): void {
    this.sessions.push(facts);
  }

  begun(atMs: number): void {
    this.begunMs.push(atMs);
  }
}

const FILE = '/home/ada/.claude/projects/-home-ada-loom/5e55.jsonl';

/** Lets a format read a whole text. */
export function collect(format: LineFormat, text: string | Uint8Array, file = FILE): Collected {
  return collectInPieces(format, text, [], file);
}

/**
 * Lets a format read a text in pieces that end behind the newlines at or before `cuts` (whole lines are all it is ever
 * given); between two pieces its state goes through JSON, as it does on disk.
 */
export function collectInPieces(
  format: LineFormat,
  text: string | Uint8Array,
  cuts: readonly number[],
  file = FILE,
): Collected {
  const bytes = typeof text === 'string' ? Buffer.from(text) : text;
  const out = new Collected();
  let state = format.start(file);
  let from = 0;
  for (const cut of [...cuts].sort((a, b) => a - b)) {
    const to = Buffer.from(bytes.subarray(0, cut)).lastIndexOf(10) + 1;
    if (to <= from) continue;
    format.read(state, bytes.subarray(from, to), from, out);
    state = JSON.parse(JSON.stringify(state));
    from = to;
  }
  if (from < bytes.length) format.read(state, bytes.subarray(from), from, out);
  return out;
}
