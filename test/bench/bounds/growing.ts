/**
 * Growing: an hour of work in four sessions that are large already. Each run appends to all four logs and remembers
 * what it read, so that the cache comes to consist of many segments. The warm start at the end must not be slower than
 * reading all of it without a cache, nor take more memory.
 */
import { appendFileSync, rmSync } from 'node:fs';
import { said } from '../../support/claude-lines.ts';
import { fourLarge } from '../odd-trees.ts';
import { checkTruth, reading } from '../reads.ts';
import { median, peaksMb, race, ratio, timed } from '../runs.ts';
import { toBefore } from '../table.ts';
import type { Bound } from './bound.ts';

/** Twelve times in an hour something is read and remembered. */
const TIMES = 12;
const LINES = 40;
const ROUNDS = 5;

export const growing: Bound = {
  id: 'growing',
  against: 'in turns',
  async measure({ scratch, program, before }) {
    const tree = fourLarge(scratch);
    const readers = { ours: program, ...(before && { before }) };
    const warm = Object.fromEntries(
      Object.entries(readers).map(([name, of]) => [name, reading(of, tree, scratch, `growing-${name}`)]),
    );
    const all = Object.values(warm);
    for (const { cache } of all) rmSync(cache, { recursive: true, force: true });
    const truth = { ...tree.truth };
    try {
      for (let time = 0; time < TIMES; time++) {
        for (const read of all) timed(read);
        for (const path of tree.paths) {
          const at = new Date().toISOString();
          const lines = Array.from({ length: LINES }, (_, i) =>
            said({ id: `${path}-${time}-${i}`, at, read: 7 }),
          );
          appendFileSync(path, lines.join(''));
          truth.responses += LINES;
          truth.input += 10 * LINES;
          truth.output += 5 * LINES;
          truth.cacheRead += 7 * LINES;
        }
      }
      const ours = warm.ours!;
      checkTruth(ours, { ...tree, truth });
      const cold = { ...ours, command: [...ours.command, '--no-cache'] };
      const times = race({ ...warm, ours, cold }, ROUNDS);
      const [warmPeak, coldPeak] = [median(await peaksMb(ours)), median(await peaksMb(cold))];
      return [
        { what: 'warm to --no-cache', measured: ratio(times.ours!, times.cold!), unit: 'x', most: 1 },
        { what: 'warm', measured: median(times.ours!), unit: 'ms' },
        { what: 'peak memory, warm to --no-cache', measured: warmPeak / coldPeak, unit: 'x', most: 1 },
        { what: 'peak memory, warm', measured: warmPeak, unit: 'MB' },
        ...(before
          ? [toBefore('warm', ratio(times.ours!, (times as Record<string, number[]>).before!))]
          : []),
      ];
    } finally {
      // The logs have grown: they are written anew for the next run.
      for (const path of tree.paths) rmSync(path, { force: true });
    }
  },
};
