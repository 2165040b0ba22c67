/**
 * Peers: other tools over the two gigabytes, as cold as we are. What a tool counts is told beside its time, because a
 * tool that overlooks half of the logs is fast in vain; one that cannot run here is said to be so.
 */
import { TREES, type Tree, treeOf } from '../corpus.ts';
import { type Peer, peerReading } from '../peers.ts';
import { coldReading } from '../reads.ts';
import { type Contestant, printed, ratio, turns } from '../runs.ts';
import type { Found } from '../table.ts';
import type { Bound, Context } from './bound.ts';

/** Some of them take half a minute. */
const ROUNDS = 5;
/** A tool that counts less than this has not read the whole tree. */
const WHOLE = 0.95;

export const peers: Bound = {
  id: 'peers',
  async measure(context) {
    if (!context.peers) return [{ what: 'faster than other tools', told: 'not measured without --peers' }];
    const tree = treeOf(TREES.large, context.scratch);
    return [
      ...context.peers.absent.map(({ name, why }) => ({ what: `large: faster than ${name}`, told: why })),
      ...context.peers.ready.flatMap(peer => onePeer(peer, tree, context)),
    ];
  },
};

function onePeer(peer: Peer, tree: Tree, { scratch, program }: Context): readonly Found[] {
  const what = `large: faster than ${peer.name}`;
  const theirs = peerReading(peer, tree, scratch);
  const share = shareOfTruth(peer, theirs, tree);
  if (typeof share === 'string') return [{ what, told: `it does not run here: ${share}` }];
  const counts = { what: `large: ${peer.name} counts, of the truth`, measured: share, unit: 'x' as const };
  if (share < WHOLE) return [counts, { what, told: 'it does not read all, so its time says nothing' }];
  const times = turns({ ours: coldReading(program, tree, scratch, 'ours'), theirs }, ROUNDS);
  return [{ what, measured: ratio(times.theirs, times.ours), unit: 'x', least: 5 }, counts];
}

/** What it counts of the tokens that there are; in words, why that cannot be said. */
function shareOfTruth(peer: Peer, read: Contestant, { truth }: Tree): number | string {
  const all = truth.input + truth.output + truth.cacheRead + truth.cacheWrite5m + truth.cacheWrite1h;
  try {
    return peer.tokens(printed(read)) / all;
  } catch (error) {
    return firstLine(error);
  }
}

function firstLine(error: unknown): string {
  return (error instanceof Error ? error.message : String(error)).split('\n', 1)[0]!.slice(-120);
}
