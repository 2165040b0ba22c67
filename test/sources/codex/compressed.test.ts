/** An archive is read where Node can decompress it; elsewhere, and where it is cut short, it is a trouble and no number. */
import { fileURLToPath } from 'node:url';
import * as zlib from 'node:zlib';
import { expect, test } from 'vitest';
import { codex } from '../../../src/sources/codex.ts';
import { fixtureEvents } from '../fixture-events.ts';

const FIXTURE = fileURLToPath(
  new URL('../../../fixtures/sources/codex/a-compressed-archive-is-read-where-node-can/', import.meta.url),
);
const [WHOLE, CUT] = ['a1', 'b1'].map(
  end =>
    `archived_sessions/rollout-2026-07-01T10-00-00-019f1d1f-0500-70${end}-8000-0000000000${end}.jsonl.zst`,
);

test('an archive that is compressed', async () => {
  const isAble = 'zstdDecompressSync' in zlib;
  const unable = `compressed by Zstandard, which Node ${process.version} cannot read: use Node 22.15 or newer`;
  const short = 'not a whole Zstandard file: cut short or damaged, so nothing of it was read';
  expect(await fixtureEvents(codex, FIXTURE)).toEqual(
    isAble
      ? [
          '2026-07-01T10:01:02.000Z 019f1d1f-0500-70a1-8000-0000000000a1 gpt-5.5: input 1000, output 50, reasoning 20; in /home/ada/loom, on main, client cli, by openai',
          `${CUT}: ${short}`,
        ]
      : [`${WHOLE}: ${unable}`, `${CUT}: ${unable}`],
  );
});
