/** The cache: how much of the disk it takes, and how much of it is written again when little has changed. */
import { appendFileSync, readdirSync, statSync, truncateSync, utimesSync } from 'node:fs';
import { join } from 'node:path';
import { said } from '../../support/claude-lines.ts';
import { TREES, type Tree, treeOf } from '../corpus.ts';
import { remembering } from '../reads.ts';
import { timed } from '../runs.ts';
import type { Bound, Context } from './bound.ts';

export const cacheSize: Bound = {
  id: 'cache-size',
  against: 'afterwards',
  async measure(context) {
    return [TREES.large, TREES.many, TREES.single].flatMap(spec =>
      onTree(treeOf(spec, context.scratch), context),
    );
  },
};

function onTree(tree: Tree, { scratch, program }: Context) {
  const { id } = tree.spec;
  const read = remembering(program, tree, scratch, 'size');
  const bytes = bytesIn(read.cache);
  const log = tree.paths.find(path => !path.endsWith('.meta.json'))!;
  const { size, mtime } = statSync(log);
  try {
    appendFileSync(log, said({ id: 'msg_new', at: new Date().toISOString() }));
    timed(read);
  } finally {
    truncateSync(log, size);
    utimesSync(log, mtime, mtime);
  }
  const added = bytesIn(read.cache) - bytes;
  return [
    { what: `${id}: per response`, measured: bytes / tree.truth.responses, unit: 'bytes' as const, most: 60 },
    { what: `${id}: written for one new line`, measured: added / 1000, unit: 'KB' as const, most: 16 },
  ];
}

function bytesIn(dir: string): number {
  return readdirSync(dir, { recursive: true, withFileTypes: true })
    .filter(entry => entry.isFile())
    .reduce((sum, entry) => sum + statSync(join(entry.parentPath, entry.name)).size, 0);
}
