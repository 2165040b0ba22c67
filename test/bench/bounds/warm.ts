/** Warm: all is remembered and nothing has changed, so what is left is starting, looking at the files, and adding up. */
import { TREES, type Tree, treeOf } from '../corpus.ts';
import { checkTruth, NODE, remembering } from '../reads.ts';
import { type Contestant, median, race, ratio } from '../runs.ts';
import { type Found, toBefore } from '../table.ts';
import type { Bound, Context } from './bound.ts';

const MOST = [
  [TREES.large, 1.6],
  [TREES.many, 2.5],
] as const;

export const warm: Bound = {
  id: 'warm',
  against: 'in turns',
  async measure(context) {
    return MOST.flatMap(([spec, most]) => onTree(treeOf(spec, context.scratch), most, context));
  },
};

function onTree(tree: Tree, most: number, { scratch, program, before, rounds }: Context): readonly Found[] {
  const { id } = tree.spec;
  const ours = remembering(program, tree, scratch, 'ours');
  checkTruth(ours, tree);
  const contestants: Record<string, Contestant> = {
    ours,
    node: NODE,
    ...(before && { before: remembering(before, tree, scratch, 'before') }),
  };
  const times = race(contestants, Math.max(11, rounds));
  return [
    { what: `${id}: to a bare node`, measured: ratio(times.ours!, times.node!), unit: 'x', most },
    { what: `${id}: in time`, measured: median(times.ours!), unit: 'ms' },
    ...(before ? [toBefore(id, ratio(times.ours!, times.before!))] : []),
  ];
}
