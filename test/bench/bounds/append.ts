/** Append: ten kilobytes more in a file of 700 MB must cost about what nothing costs: reading them, and noting it. */
import { appendFileSync, cpSync, rmSync, statSync, truncateSync, utimesSync } from 'node:fs';
import { dice } from '../../../src/demo/dice.ts';
import { TREES, treeOf } from '../corpus.ts';
import { reading } from '../reads.ts';
import { median, race, ratio, timed } from '../runs.ts';
import { noCounts, Session } from '../session.ts';
import type { Bound } from './bound.ts';

const BYTES = 10_000;

export const append: Bound = {
  id: 'append',
  async measure({ scratch, program, rounds }) {
    const tree = treeOf(TREES.single, scratch);
    const [log] = tree.paths;
    const { size, mtime } = statSync(log!);
    const warm = reading(program, tree, scratch, 'ours');
    const grown = reading(program, tree, scratch, 'grown');
    rmSync(warm.cache, { recursive: true, force: true });
    timed(warm);
    /** The file and what is known of it as they were. */
    const restore = () => {
      truncateSync(log!, size);
      utimesSync(log!, mtime, mtime);
      rmSync(grown.cache, { recursive: true, force: true });
      cpSync(warm.cache, grown.cache, { recursive: true });
    };
    const more = tail();
    try {
      const times = race(
        {
          warm: { ...warm, prepare: restore },
          grown: {
            ...grown,
            prepare() {
              restore();
              appendFileSync(log!, more);
            },
          },
        },
        Math.max(9, rounds),
      );
      return [
        { what: 'to nothing new', measured: ratio(times.grown, times.warm), unit: 'x' as const, most: 1.2 },
        { what: 'in time', measured: median(times.grown), unit: 'ms' as const },
      ];
    } finally {
      restore();
    }
  },
};

/** Lines as the end of a session has them. */
function tail(): string {
  const session = new Session(dice(1), {
    number: 0xfffff,
    cwd: '/home/ada/code/loom',
    startMs: Date.now(),
    isAgent: false,
  });
  let text = '';
  while (text.length < BYTES) text += session.turn(noCounts());
  return text;
}
