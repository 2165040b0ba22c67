/** Warm: all is remembered and nothing has changed, so what is left is starting, looking at the files, and adding up. */
import { rmSync } from 'node:fs';
import { TREES, type Tree, treeOf } from '../corpus.ts';
import { checkTruth, NODE, reading } from '../reads.ts';
import { type Contestant, race, ratio, timed } from '../runs.ts';
import type { Bound, Context } from './bound.ts';

const MOST = [
  [TREES.large, 1.6],
  [TREES.many, 2.5],
] as const;

export const warm: Bound = {
  id: 'warm',
  async measure(context) {
    return MOST.flatMap(([spec, most]) => onTree(treeOf(spec, context.scratch), most, context));
  },
};

function onTree(tree: Tree, most: number, { scratch, program, before, rounds }: Context) {
  const remembering = (of: string, name: string) => {
    const read = reading(of, tree, scratch, name);
    rmSync(read.cache, { recursive: true, force: true });
    timed(read);
    return read;
  };
  const ours = remembering(program, 'ours');
  checkTruth(ours, tree);
  const contestants: Record<string, Contestant> = {
    ours,
    node: NODE,
    ...(before && { before: remembering(before, 'before') }),
  };
  const times = race(contestants, Math.max(11, rounds));
  return [
    {
      what: `${tree.spec.id}: to a bare node`,
      measured: ratio(times.ours!, times.node!),
      unit: 'x' as const,
      most,
    },
    ...(before
      ? [
          {
            what: `${tree.spec.id}: to before`,
            measured: ratio(times.ours!, times.before!),
            unit: 'x' as const,
          },
        ]
      : []),
  ];
}
