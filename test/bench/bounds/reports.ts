/** Reports: what users type, warm, over the two gigabytes, beside the shortest answer there is, `--test --json`. */
import { TREES, treeOf } from '../corpus.ts';
import { type Reading, remembering } from '../reads.ts';
import { type Contestant, median, race, ratio } from '../runs.ts';
import { type Found, toBefore } from '../table.ts';
import type { Bound } from './bound.ts';

/** How many times what `--test --json` takes; undefined for a report that must visit the responses one by one. */
const REPORTS: readonly (readonly [report: string, most: number | undefined])[] = [
  ['daily', 1.3],
  ['session', 1.8],
  ['blocks', undefined],
];

export const reports: Bound = {
  id: 'reports',
  against: 'in turns',
  async measure({ scratch, program, before, rounds }): Promise<readonly Found[]> {
    const tree = treeOf(TREES.large, scratch);
    const ours = remembering(program, tree, scratch, 'reports');
    const theirs = before && remembering(before, tree, scratch, 'reports-before');
    const contestants: Record<string, Contestant> = { test: ours };
    for (const [report] of REPORTS) {
      contestants[report] = asking(ours, report);
      if (theirs) contestants[`${report} before`] = asking(theirs, report);
    }
    const times = race(contestants, Math.max(11, rounds));
    return REPORTS.flatMap(([report, most]): readonly Found[] => [
      {
        what: `${report} --json, to --test --json`,
        measured: ratio(times[report]!, times.test!),
        unit: 'x',
        ...(most !== undefined && { most }),
      },
      { what: `${report} --json`, measured: median(times[report]!), unit: 'ms' },
      ...(theirs ? [toBefore(`${report} --json`, ratio(times[report]!, times[`${report} before`]!))] : []),
    ]);
  },
};

/** The same program and cache with another command. */
function asking(read: Reading, report: string): Contestant {
  const [node, program] = read.command;
  return { ...read, command: [node!, program!, report, '--json'] };
}
