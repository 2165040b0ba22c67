/** A rollout that Codex compressed when it was archived. */
import type { WholeFormat } from '../../core/source.ts';
import { zstdBytes } from '../zstd.ts';
import { rollout } from './rollout.ts';

export const compressedRollout: WholeFormat = {
  kind: 'whole',
  id: 'codex-rollout-zst',
  version: rollout.version,

  read(file, bytes, out) {
    const lines = zstdBytes(bytes);
    if (typeof lines === 'string') out.trouble(lines);
    else rollout.read(rollout.start(file), lines, 0, out);
  },
};
