/** The totals of real and rebuilt data directories of Goose, which are kept outside the project and may be missing. */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { promptTokens, type Reading, totalTokens } from '../../../src/core/usage.ts';
import { cliLog } from '../../../src/sources/goose/cli-log.ts';
import { sessionFile } from '../../../src/sources/goose/session-file.ts';
import { sessionsDb } from '../../../src/sources/goose/sessions-db.ts';
import { readLines, readTables, readWhole } from './collect.ts';

const SAMPLES = fileURLToPath(new URL('../../../../shared/samples/', import.meta.url));
const areThere = existsSync(SAMPLES);
if (!areThere) console.log('skipped: no samples beside the project');

/** What the journal does with witnesses: a session's best one speaks for it alone. */
function heard(readings: readonly Reading[]): readonly Reading[] {
  const best = new Map<string, number>();
  for (const { session, witness = 0 } of readings.map(one => one.attribution)) {
    best.set(session, Math.min(witness, best.get(session) ?? witness));
  }
  return readings.filter(({ attribution: { session, witness = 0 } }) => witness === best.get(session));
}

/** Sums as Goose has them: cached tokens are input. */
function sums(readings: readonly Reading[]) {
  const sum = (of: (reading: Reading) => number) => readings.reduce((all, one) => all + of(one), 0);
  return {
    input: sum(one => promptTokens(one.tokens)),
    output: sum(one => one.tokens.output),
    total: sum(one => totalTokens(one.tokens)),
  };
}

describe.skipIf(!areThere)('the samples', () => {
  const expected = areThere ? JSON.parse(readFileSync(`${SAMPLES}EXPECTED.json`, 'utf8')).goose : {};

  it('of Goose 1.46 add up to its ledger', () => {
    const { readings, troubles } = readTables(
      sessionsDb,
      `${SAMPLES}goose/v16-1.46.0/data/sessions/sessions.db`,
    );
    const { input, output, total, cache_read, cache_write, cost } = expected.v16.ledger;
    expect(troubles).toEqual([]);
    expect(sums(readings)).toEqual({ input, output, total });
    expect(readings.reduce((all, one) => all + one.tokens.cacheRead, 0)).toBe(cache_read);
    expect(readings.reduce((all, one) => all + one.tokens.cacheWrite5m, 0)).toBe(cache_write);
    expect(readings.reduce((all, one) => all + (one.loggedUsd ?? 0), 0)).toBeCloseTo(cost, 12);
    const sessions = [...new Set(readings.map(one => one.attribution.session))].map(session => [
      session,
      sums(readings.filter(one => one.attribution.session === session)),
    ]);
    expect(Object.fromEntries(sessions)).toEqual(expected.v16.per_session);
  });

  it('of the first schema count a session once that is in the database and in a file', () => {
    const directory = `${SAMPLES}goose/v1-legacy/data/sessions/`;
    const files = readdirSync(directory).filter(name => name.endsWith('.jsonl'));
    const readings = [
      ...files.flatMap(name => readWhole(sessionFile, directory + name).readings),
      ...readTables(sessionsDb, `${directory}sessions.db`).readings,
    ];
    const { input, output, total, lower_bound_sessions, no_usage_sessions, contrast_db_plus_all_jsonl } =
      expected.v1;
    expect(sums(readings).total).toBe(contrast_db_plus_all_jsonl);
    expect(sums(heard(readings))).toEqual({ input, output, total });
    const lower = readings.filter(one => one.quality === 'lower bound').map(one => one.attribution.session);
    expect(lower).toEqual(lower_bound_sessions);
    for (const session of no_usage_sessions) {
      expect(readings.map(one => one.attribution.session)).not.toContain(session);
    }
  });

  it('of debug logs have both shapes of usage', () => {
    const log = `${SAMPLES}goose/cli-logs/logs/cli/2025-08-14/20250814_140210-20250814_140209.log`;
    const { readings, troubles } = readLines(cliLog, log, readFileSync(log));
    expect(troubles).toEqual([]);
    expect(sums(readings)).toEqual({ input: 4120 + 4012, output: 96 + 210, total: 4216 + 4222 });
    expect(readings.map(one => one.attribution.cwd)).toEqual(Array(2).fill('/home/dev/projects/demo'));
  });

  it('of the first dashboard read as it reads them, but for the cache it counts twice', () => {
    const log = `${SAMPLES}seeds/001-token-dashboard/goose-cli-log_from-HEAD-unit-tests.log`;
    const { readings, troubles } = readLines(cliLog, log, readFileSync(log));
    expect(readings.map(({ tokens, reasoning, terms }) => ({ tokens, reasoning, terms }))).toMatchObject([
      { tokens: { input: 900, cacheRead: 100, output: 800 }, reasoning: 300, terms: { model: 'o3' } },
    ]);
    expect(troubles).toEqual([{ why: 'not a JSON object: line skipped', line: 2 }]);
  });
});
