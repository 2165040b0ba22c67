/**
 * Cold: nothing is remembered. Beside it runs what any reader must do: cat into wc, and the start of a Node. It must have
 * read the whole tree: it is checked against its truth.
 */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { TREES, type Tree, treeOf } from '../corpus.ts';
import { profileText } from '../profile.ts';
import { checkTruth, coldReading, NODE } from '../reads.ts';
import { type Contestant, median, peaksMb, race, ratio } from '../runs.ts';
import { type Found, toBefore } from '../table.ts';
import type { Bound, Context } from './bound.ts';

export const cold: Bound = {
  id: 'cold',
  against: 'in turns',
  async measure(context) {
    const found: Found[] = [];
    for (const spec of [TREES.large, TREES.many, TREES.single, TREES.small]) {
      found.push(...(await onTree(treeOf(spec, context.scratch), context)));
    }
    return found;
  },
};

async function onTree(
  tree: Tree,
  { scratch, program, before, rounds, isProfiled }: Context,
): Promise<readonly Found[]> {
  const { id } = tree.spec;
  if (isProfiled) process.stdout.write(profileText(tree));
  const ours = coldReading(program, tree, scratch, 'ours');
  checkTruth(ours, tree);
  const contestants: Record<string, Contestant> = {
    ours,
    node: NODE,
    cat: cat(tree, scratch),
    ...(before && { before: coldReading(before, tree, scratch, 'before') }),
  };
  const times = race(contestants, Math.max(5, rounds));
  const floor = times.cat!.map((ms, i) => ms + times.node![i]!);
  return [
    {
      what: `${id}: to cat into wc and a bare node`,
      measured: ratio(times.ours!, floor),
      unit: 'x',
      most: 1.6,
    },
    { what: `${id}: in time`, measured: median(times.ours!), unit: 'ms' },
    ...(before ? [toBefore(id, ratio(times.ours!, times.before!))] : []),
    ...(id === TREES.large.id ? await peaks(tree, ours, contestants.before) : []),
  ];
}

async function peaks(
  { spec }: Tree,
  ours: Contestant,
  before: Contestant | undefined,
): Promise<readonly Found[]> {
  const what = `${spec.id}: peak memory`;
  const peaks = await peaksMb(ours);
  const peak = median(peaks);
  return [
    { what, measured: peak, unit: 'MB', most: 130 },
    { what: `${what}, in the hungriest of ${peaks.length} runs`, measured: peaks.at(-1)!, unit: 'MB' },
    ...(before ? [toBefore(what, peak / median(await peaksMb(before)))] : []),
  ];
}

/** Also in growth.ts, where it is the measure of what the disk gives. */
export function cat(tree: Tree, scratch: string): Contestant {
  const list = join(scratch, `files-${tree.spec.id}`);
  writeFileSync(list, tree.paths.join('\0'));
  return { command: ['sh', '-c', `xargs -0 cat < '${list}' | wc -l`] };
}
