/**
 * Which other tools logged an event as well: their records have the same key, or were left out because they are of the
 * same call (`journal/logged-elsewhere.ts`).
 */
import { getOrInsert } from '../core/group.ts';
import { type Attribution, sessionName } from '../core/usage.ts';
import type { Merged } from '../journal/merged.ts';
import type { SessionId } from './session-trees.ts';

export class OtherLogs {
  private readonly merged: Merged;
  /** Rows that were left out, by each row that counts in their place. */
  private readonly copies = new Map<number, number[]>();

  constructor(merged: Merged) {
    this.merged = merged;
    for (const [copy, rows] of merged.loggedElsewhere)
      for (const row of rows) getOrInsert(this.copies, row, () => []).push(copy);
  }

  /** The sessions of tools other than that of the event, each once, in the order of their names. */
  of(index: number): readonly SessionId[] {
    const { rows, shared } = this.merged;
    const own = rows[index]!;
    const { source } = this.attributionOf(own);
    const sessions = new Map<string, SessionId>();
    const seen = new Set<number>();
    const waiting = [...(shared.get(own) ?? [own])];
    for (let row = waiting.pop(); row !== undefined; row = waiting.pop()) {
      if (seen.has(row)) continue;
      seen.add(row);
      // A tool may run a second one that runs a third.
      for (const copy of this.copies.get(row) ?? []) waiting.push(copy);
      const a = this.attributionOf(row);
      if (a.source !== source) sessions.set(sessionName(a), a);
    }
    return [...sessions].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, session]) => session);
  }

  private attributionOf(row: number): Attribution {
    const { attributions, columns } = this.merged.facts;
    return attributions.get(columns.attribution.get(row));
  }
}
