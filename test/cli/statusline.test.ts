/**
 * Status lines as transcripts: what Claude Code says, what was kept, and the line that comes of it. The name of a file
 * in `fixtures/statusline` is its sentence.
 */
import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { readTold, statusline } from '../../src/cli/statusline.ts';
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
  const told = readTold(typeof session === 'string' ? session : JSON.stringify(session), NOW_MS);
  const limits = newestLimits(known, told.limits, NOW_MS);
  const kept = readStatus(JSON.stringify(status));
  expect(statusline({ told, status: kept, limits, nowMs: NOW_MS, isColoured })).toBe(line);
}

describe('a status line', () => {
  it.each(readdirSync('fixtures/statusline'))('%s', name =>
    check(JSON.parse(readFileSync(`fixtures/statusline/${name}`, 'utf8'))),
  );
});
