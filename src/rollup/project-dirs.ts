/** A session's project is the directory in which it began: a `cd` on the way does not start another project. */

import { type Attribution, sessionName } from '../core/usage.ts';
import type { Interned } from '../journal/interned.ts';
import type { Merged } from '../journal/merged.ts';
import type { Rollup } from './rollup.ts';

/** Directories by session, out of all events. */
export function projectDirsOf({ facts, rows, unshared, shared }: Merged): ReadonlyMap<string, string> {
  const beginnings = new Beginnings();
  const { atMs, attribution } = facts.columns;
  const earliest: number[] = [];
  rows.forEach((row, i) => {
    let at = atMs.get(row);
    if (i >= unshared.length) for (const each of shared.get(row)!) at = Math.min(at, atMs.get(each));
    note(earliest, attribution.get(row), at);
  });
  beginnings.see(facts.attributions, earliest);
  return beginnings.dirs;
}

/** The same out of a rollup. What was taken away from it came back at the same time, so only what is in it counts. */
export function projectDirsIn({ parts }: Rollup): ReadonlyMap<string, string> {
  const beginnings = new Beginnings();
  for (const { cells, sign } of parts) {
    if (sign < 0) continue;
    const earliest: number[] = [];
    const { attribution, firstMs } = cells.columns;
    for (let i = 0; i < cells.length; i++) note(earliest, attribution.get(i), firstMs.get(i));
    beginnings.see(cells.attributions, earliest);
  }
  return beginnings.dirs;
}

function note(earliest: number[], attribution: number, at: number): void {
  const known = earliest[attribution];
  if (known === undefined || at < known) earliest[attribution] = at;
}

class Beginnings {
  private readonly firsts = new Map<string, { at: number; cwd: string }>();

  /** `earliest` event by attribution, UTC ms. */
  see(attributions: Interned<Attribution>, earliest: readonly (number | undefined)[]): void {
    for (let id = 0; id < attributions.length; id++) {
      const at = earliest[id];
      if (at === undefined) continue;
      const a = attributions.get(id);
      if (!a.cwd || !a.session) continue;
      const name = sessionName(a);
      const known = this.firsts.get(name);
      const isEarlier = !known || at < known.at || (at === known.at && a.cwd < known.cwd);
      if (isEarlier) this.firsts.set(name, { at, cwd: a.cwd });
    }
  }

  get dirs(): ReadonlyMap<string, string> {
    return new Map([...this.firsts].map(([name, first]) => [name, first.cwd]));
  }
}
