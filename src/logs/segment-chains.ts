/**
 * Files out of segments of the cache: a later segment holds only the rows that an earlier one does not, so the rows of a
 * file that grew are a chain of pieces.
 */
import type { Facts } from '../journal/facts.ts';
import type { KnownFile, Segment } from './file-record.ts';

/** Rows of a segment. */
export interface Piece {
  readonly facts: Facts;
  readonly from: number;
  readonly to: number;
}

/** A file put together from segments: the pieces of its rows, in order. */
export interface Chain {
  readonly file: KnownFile;
  readonly pieces: readonly Piece[];
  /** Its rows in the first segment, and how many of the first of these are still its own. */
  readonly base: Piece | undefined;
  readonly stable: number;
}

export function chainsOf(segments: readonly Segment[]): ReadonlyMap<string, Chain> {
  const chains = new Map<string, Chain>();
  for (const [i, { facts, files }] of segments.entries()) {
    for (const { file, skip, base } of files) {
      const before = chains.get(file.path);
      const { segment, rows = 0 } = before?.file.persisted ?? {};
      // Another process has replaced what it continues: what that one knew is newer.
      if (skip > 0 && !(segment === base && rows >= skip)) continue;
      const own = { facts, from: file.from, to: file.to };
      const first = i === 0 ? own : before?.base;
      chains.set(file.path, {
        file,
        pieces: [...firstRows(before?.pieces ?? [], skip), own],
        base: first,
        stable: i === 0 ? file.to - file.from : Math.min(before?.stable ?? 0, skip),
      });
    }
  }
  return chains;
}

/** The first so many rows of pieces. */
function firstRows(pieces: readonly Piece[], rows: number): readonly Piece[] {
  const kept: Piece[] = [];
  let left = rows;
  for (const { facts, from, to } of pieces) {
    if (left <= 0) break;
    kept.push({ facts, from, to: Math.min(to, from + left) });
    left -= to - from;
  }
  return kept;
}

export function rowsIn({ pieces }: Chain): number {
  return pieces.reduce((sum, { from, to }) => sum + to - from, 0);
}
