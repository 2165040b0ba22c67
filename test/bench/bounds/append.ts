/**
 * Append: ten kilobytes more in a file of 700 MB must cost about what nothing costs: reading them, and noting it.
 * Before each run, of either kind, the log and what is remembered of it are put back as they were, so the two differ in
 * the ten kilobytes alone.
 */
import { appendFileSync, cpSync, rmSync, statSync, truncateSync, utimesSync } from 'node:fs';
import { dice } from '../../../src/demo/dice.ts';
import { TREES, type Tree, treeOf } from '../corpus.ts';
import { checkTruth, type Reading, reading, remembering } from '../reads.ts';
import { type Contestant, median, race, ratio } from '../runs.ts';
import { Session } from '../session.ts';
import { type Found, toBefore } from '../table.ts';
import type { Bound } from './bound.ts';

const BYTES = 10_000;

export const append: Bound = {
  id: 'append',
  against: 'in turns',
  async measure({ scratch, program, before, rounds }): Promise<readonly Found[]> {
    const tree = treeOf(TREES.single, scratch);
    const [log] = tree.paths;
    const { size, mtime } = statSync(log!);
    const restoreLog = () => {
      truncateSync(log!, size);
      utimesSync(log!, mtime, mtime);
    };
    const { text, truth } = tail(tree);
    /** Readers of the log as it was, and as it has grown. */
    const pairOf = (of: string, name: string) => {
      restoreLog();
      const made = remembering(of, tree, scratch, name);
      const read = reading(of, tree, scratch, `${name}-grown`);
      const restore = () => {
        restoreLog();
        restoreCache(made, read);
      };
      const grow = () => {
        restore();
        appendFileSync(log!, text);
      };
      return { warm: { ...read, prepare: restore }, grown: { ...read, prepare: grow } };
    };
    try {
      const ours = pairOf(program, 'ours');
      checkTruth(ours.grown, { ...tree, truth });
      const contestants: Record<string, Contestant> = {
        ...ours,
        ...(before && { before: pairOf(before, 'before').grown }),
      };
      const times = race(contestants, Math.max(11, rounds));
      return [
        { what: 'to nothing new', measured: ratio(times.grown!, times.warm!), unit: 'x', most: 1.2 },
        { what: 'in time', measured: median(times.grown!), unit: 'ms' },
        ...(before ? [toBefore('in time', ratio(times.grown!, times.before!))] : []),
      ];
    } finally {
      restoreLog();
    }
  },
};

function restoreCache({ cache: from }: Reading, { cache: to }: Reading): void {
  rmSync(to, { recursive: true, force: true });
  cpSync(from, to, { recursive: true, preserveTimestamps: true });
}

/** Lines as the end of a session has them, and what the tree holds with them. */
function tail({ truth }: Tree) {
  const counts = { ...truth };
  const startMs = Date.now();
  const session = new Session(dice(1), {
    number: 0xffffff,
    cwd: '/home/ada/code/loom',
    startMs,
    isAgent: false,
  });
  let text = '';
  while (text.length < BYTES) text += session.turn(counts);
  return { text, truth: counts };
}
