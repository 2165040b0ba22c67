/**
 * Cold: nothing is remembered. Beside it run what any reader must do (cat into wc), and other tools where they are
 * installed. Each must have read the whole tree: ours is checked against its truth.
 */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { TREES, type Tree, treeOf } from '../corpus.ts';
import { checkTruth, coldReading, NODE } from '../reads.ts';
import { type Contestant, peakMb, race, ratio } from '../runs.ts';
import type { Bound, Context } from './bound.ts';

export const cold: Bound = {
  id: 'cold',
  async measure(context) {
    const found = [];
    for (const spec of [TREES.large, TREES.many, TREES.single, TREES.small]) {
      found.push(...(await onTree(treeOf(spec, context.scratch), context)));
    }
    return found;
  },
};

async function onTree(tree: Tree, { scratch, program, before, peers, rounds }: Context) {
  const { id } = tree.spec;
  const ours = coldReading(program, tree, scratch, 'ours');
  ours.prepare?.();
  checkTruth(ours, tree);
  const isLarge = id === TREES.large.id;
  const others = isLarge ? peers.map(peer => [`peer ${peer.name}`, { ...peer, env: ours.env }] as const) : [];
  const contestants: Record<string, Contestant> = {
    ours,
    node: NODE,
    cat: cat(tree, scratch),
    ...(before && { before: coldReading(before, tree, scratch, 'before') }),
    ...Object.fromEntries(others),
  };
  const times = race(contestants, Math.max(5, rounds));
  const floor = times.cat!.map((ms, i) => ms + times.node![i]!);
  return [
    {
      what: `${id}: to cat into wc and a bare node`,
      measured: ratio(times.ours!, floor),
      unit: 'x' as const,
      most: 1.6,
    },
    ...others.map(([name]) => ({
      what: `${id}: faster than ${name.slice('peer '.length)}`,
      measured: ratio(times[name]!, times.ours!),
      unit: 'x' as const,
      least: 5,
    })),
    ...(before
      ? [{ what: `${id}: to before`, measured: ratio(times.ours!, times.before!), unit: 'x' as const }]
      : []),
    ...(isLarge
      ? [{ what: `${id}: peak memory`, measured: await peakMb(ours), unit: 'MB' as const, most: 130 }]
      : []),
  ];
}

function cat(tree: Tree, scratch: string): Contestant {
  const list = join(scratch, `files-${tree.spec.id}`);
  writeFileSync(list, tree.paths.join('\0'));
  return { command: ['sh', '-c', `xargs -0 cat < '${list}' | wc -l`] };
}
