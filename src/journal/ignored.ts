/**
 * Rows that do not count, because other rows are better evidence of the same usage:
 *
 *   several witnesses of a session   only the rows of the best one count (a database before an older file)
 *   sums of an imported session      where the original is in another database (`brought-along.ts`)
 *   calls made through another tool  which logs each response itself: where it did, its rows count (`logged-elsewhere.ts`)
 *
 * Both answers depend on the set of rows alone, not on their order or files.
 */
import { getOrInsert } from '../core/group.ts';
import { type Attribution, sessionName } from '../core/usage.ts';
import { broughtAlong } from './brought-along.ts';
import type { Facts } from './facts.ts';
import { loggedElsewhere } from './logged-elsewhere.ts';

interface Span {
  readonly from: number;
  readonly to: number;
}

export interface Ignored {
  /** 1 for each row that does not count; undefined where all do. */
  readonly rows: Uint8Array | undefined;
  /** The rows among them that another tool logged as well, each with the rows of that tool. */
  readonly loggedElsewhere: ReadonlyMap<number, readonly number[]>;
}

const NONE: Ignored = { rows: undefined, loggedElsewhere: new Map() };

/** The rows of these files that do not count. */
export function ignoredRows(facts: Facts, files: readonly Span[]): Ignored {
  if (!facts.hasWitnesses) return NONE;
  const rows = rowsByAttribution(facts, files);
  const ignored = new Uint8Array(facts.length);
  for (const id of outdone(facts, rows)) for (const row of rows.get(id)!) ignored[row] = 1;
  for (const row of broughtAlong(facts, rows, each => ignored[each] === 1)) ignored[row] = 1;
  const elsewhere = loggedElsewhere(facts, rows, row => ignored[row] === 1);
  for (const row of elsewhere.keys()) ignored[row] = 1;
  return { rows: ignored, loggedElsewhere: elsewhere };
}

/** Rows that state a witness or another tool, and the rows of those tools. */
function rowsByAttribution(facts: Facts, files: readonly Span[]): ReadonlyMap<number, readonly number[]> {
  const all = facts.attributions.values;
  const tools = new Set(all.map(a => a.calledThrough));
  const isWanted = all.map(
    a => a.witness !== undefined || a.calledThrough !== undefined || tools.has(a.source),
  );
  const rows = new Map<number, number[]>();
  for (const { from, to } of files) {
    for (let row = from; row < to; row++) {
      const id = facts.columns.attribution.get(row);
      if (isWanted[id]) getOrInsert(rows, id, () => []).push(row);
    }
  }
  return rows;
}

/** The attributions of a session that has a better witness. A database and a file are matched by the id alone. */
function outdone(facts: Facts, rows: ReadonlyMap<number, unknown>): readonly number[] {
  const nameOf = ({ source, session }: Attribution) => sessionName({ source, session });
  const best = new Map<string, number>();
  const ids = [...rows.keys()].filter(id => facts.attributions.get(id).witness !== undefined);
  for (const id of ids) {
    const a = facts.attributions.get(id);
    best.set(nameOf(a), Math.min(a.witness!, best.get(nameOf(a)) ?? a.witness!));
  }
  return ids.filter(id => {
    const a = facts.attributions.get(id);
    return a.witness! > best.get(nameOf(a))!;
  });
}
