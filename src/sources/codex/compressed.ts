/** A rollout that Codex compressed when it was archived. Node reads Zstandard since 22.15 and 23.8 (nodejs.org/api/zlib.html). */
import * as zlib from 'node:zlib';
import type { WholeFormat } from '../../core/source.ts';
import { rollout } from './rollout.ts';

/** More than any rollout has; a small file that would become larger is damaged, or made to fill the memory. */
const MOST_BYTES = 2 ** 30;

/** @types/node of the oldest supported Node lacks it. */
type Decompress = (bytes: Uint8Array, options: { readonly maxOutputLength: number }) => Uint8Array;

export const compressedRollout: WholeFormat = {
  kind: 'whole',
  id: 'codex-rollout-zst',
  version: rollout.version,

  read(file, bytes, out) {
    const decompress = (zlib as { readonly zstdDecompressSync?: Decompress }).zstdDecompressSync;
    if (!decompress) {
      out.trouble(
        `compressed by Zstandard, which Node ${process.version} cannot read: use Node 22.15 or newer`,
      );
      return;
    }
    let lines: Uint8Array;
    try {
      lines = decompress(bytes, { maxOutputLength: MOST_BYTES });
    } catch {
      out.trouble('not a whole Zstandard file: cut short or damaged, so nothing of it was read');
      return;
    }
    rollout.read(rollout.start(file), lines, 0, out);
  },
};
