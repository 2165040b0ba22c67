/**
 * Real shapes: a cold start over public transcripts, multiplied to two gigabytes, with the paths of the systems they
 * were written on and with those of Windows. Beside it run what any reader must do, and ccusage where peers are wanted.
 */
import type { Tree } from '../corpus.ts';
import { peerReading } from '../peers.ts';
import { profileText } from '../profile.ts';
import { checkTruth, coldReading, NODE } from '../reads.ts';
import { realTree } from '../real-shapes.ts';
import { type Contestant, median, peaksMb, race, ratio } from '../runs.ts';
import { type Found, toBefore } from '../table.ts';
import type { Bound, Context } from './bound.ts';
import { cat } from './cold.ts';

const TO_CAT = 0.9;
const TO_CCUSAGE = 2.2;
const PEAK_MB = 150;

export const realShapes: Bound = {
  id: 'real-shapes',
  against: 'in turns',
  async measure(context) {
    const { archive, scratch } = context;
    if (archive === undefined) {
      return [{ what: 'real shapes', told: 'not measured: the archive is not beside the checkout' }];
    }
    const found: Found[] = [];
    for (const isWindows of [false, true]) {
      found.push(...(await onTree(realTree(archive, scratch, isWindows), context)));
    }
    return found;
  },
};

async function onTree(tree: Tree, context: Context): Promise<readonly Found[]> {
  const { scratch, program, before, rounds, isProfiled } = context;
  const { id } = tree.spec;
  if (isProfiled) process.stdout.write(profileText(tree));
  const ours = coldReading(program, tree, scratch, 'ours');
  checkTruth(ours, tree);
  const ccusage = context.peers?.ready.find(({ name }) => name.startsWith('ccusage 20'));
  const contestants: Record<string, Contestant> = {
    ours,
    node: NODE,
    cat: cat(tree, scratch),
    ...(ccusage && { ccusage: peerReading(ccusage, tree, scratch) }),
    ...(before && { before: coldReading(before, tree, scratch, 'before') }),
  };
  const times = race(contestants, Math.max(5, rounds));
  const floor = times.cat!.map((ms, i) => ms + times.node![i]!);
  return [
    {
      what: `${id}: to cat into wc and a bare node`,
      measured: ratio(times.ours!, floor),
      unit: 'x',
      most: TO_CAT,
    },
    ...(ccusage
      ? [
          {
            what: `${id}: faster than ${ccusage.name}`,
            measured: ratio(times.ccusage!, times.ours!),
            unit: 'x' as const,
            least: TO_CCUSAGE,
          },
        ]
      : [{ what: `${id}: faster than ccusage 20`, told: 'not measured without --peers' }]),
    { what: `${id}: in time`, measured: median(times.ours!), unit: 'ms' },
    { what: `${id}: peak memory`, measured: median(await peaksMb(ours)), unit: 'MB', most: PEAK_MB },
    ...(before ? [toBefore(id, ratio(times.ours!, times.before!))] : []),
  ];
}
