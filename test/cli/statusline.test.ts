/**
 * Status lines as transcripts: what Claude Code says, what was kept, and the line that comes of it. The name of a file
 * in `fixtures/statusline` is its sentence.
 */
import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it, test } from 'vitest';
import { readSessionStatus, statusline } from '../../src/cli/statusline.ts';
import { type Limits, newestLimits } from '../../src/core/limits.ts';
import { readStatus } from '../../src/core/status.ts';
import { NOW_MS } from '../support/clock.ts';

interface Transcript {
  readonly session: unknown;
  readonly status: unknown;
  readonly limits?: Limits;
  readonly isColoured?: boolean;
  readonly line: string;
}

function check({ session, status, limits: known = [], isColoured = false, line }: Transcript) {
  const text = typeof session === 'string' ? session : JSON.stringify(session);
  const read = readSessionStatus(text, NOW_MS);
  const limits = newestLimits(known, read.limits, NOW_MS);
  const kept = readStatus(JSON.stringify(status));
  expect(statusline({ session: read, status: kept, limits, nowMs: NOW_MS, isColoured })).toBe(line);
}

test('a byte order mark before the session is no part of it', () => {
  const session = JSON.stringify({ model: 'Opus', cost: { total_cost_usd: 1.5 } });
  expect(readSessionStatus(`\ufeff${session}`, NOW_MS)).toEqual(readSessionStatus(session, NOW_MS));
});

describe('a status line', () => {
  it.each(readdirSync('fixtures/statusline'))('%s', name =>
    check(JSON.parse(readFileSync(`fixtures/statusline/${name}`, 'utf8'))),
  );
});
