/** Zstandard is read where Node can decompress it; elsewhere, and where it is cut short, it is a trouble and no number. */
import { fileURLToPath } from 'node:url';
import * as zlib from 'node:zlib';
import { expect, test } from 'vitest';
import type { Source } from '../../src/core/source.ts';
import { codex } from '../../src/sources/codex.ts';
import { zed } from '../../src/sources/zed.ts';
import { fixtureEvents } from './fixture-events.ts';

const UNABLE = `compressed by Zstandard, which Node ${process.version} cannot read: use Node 22.15 or newer`;
const SHORT = 'not a whole Zstandard file: cut short or damaged, so nothing of it was read';

async function check(
  source: Source,
  fixture: string,
  able: readonly string[],
  unable: readonly string[],
): Promise<void> {
  const dir = fileURLToPath(new URL(`../../fixtures/sources/${source.id}/${fixture}/`, import.meta.url));
  expect(await fixtureEvents(source, dir)).toEqual('zstdDecompressSync' in zlib ? able : unable);
}

test('an archive of Codex', () => {
  const [whole, cut] = ['a1', 'b1'].map(
    end =>
      `archived_sessions/rollout-2026-07-01T10-00-00-019f1d1f-0500-70${end}-8000-0000000000${end}.jsonl.zst`,
  );
  return check(
    codex,
    'a-compressed-archive-is-read-where-node-can',
    [
      '2026-07-01T10:01:02.000Z 019f1d1f-0500-70a1-8000-0000000000a1 gpt-5.5: input 1000, output 50, reasoning 20; in /home/ada/loom, on main, client cli, by openai',
      '2026-07-01T10:01:04.000Z 019f1d1f-0500-70a1-8000-0000000000a1 gpt-5.5: input 200, read 900, output 10; in /home/ada/loom, on main, client cli, by openai',
      `${cut}: ${SHORT}`,
    ],
    [`${whole}: ${UNABLE}`, `${cut}: ${UNABLE}`],
  );
});

test('a thread of Zed', () =>
  check(
    zed,
    'a-compressed-thread-is-read-where-node-can',
    [
      '2026-07-01T10:07:00.000Z z9 gpt-5.5: input 300, output 30; by openai, quality session total, notes no request split + remainder',
    ],
    [`threads.db:1: thread z9: ${UNABLE}`],
  ));
