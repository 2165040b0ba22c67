/** What Goose's database tells, at the schema versions that differ for us. */

import { describe, expect, it } from 'vitest';
import { originOf } from '../../../src/core/origin.ts';
import { TOKEN_KINDS, type Tokens, totalTokens } from '../../../src/core/usage.ts';
import { readSession, titleOf } from '../../../src/sources/goose/session-row.ts';
import { sessionsDb } from '../../../src/sources/goose/sessions-db.ts';
import { readTables } from './collect.ts';
import { database, type Rows } from './database.ts';

const LEDGER = 15;
const AT = 1_786_860_000;
const SONNET = '{"model_name":"claude-sonnet-4-5","context_limit":null}';

/** A reading in short: only the kinds of tokens that are not 0. */
function check(
  version: number,
  rows: Rows,
  expected: readonly object[],
  troubles: readonly string[] = [],
): void {
  const { readings, ...told } = readTables(sessionsDb, database(version, rows));
  const short = readings.map(({ key, tokens, quality, notes, loggedUsd }) => ({
    key,
    ...kinds(tokens),
    quality,
    ...(notes?.length ? { notes } : {}),
    ...(loggedUsd === undefined ? {} : { loggedUsd }),
  }));
  expect(short).toEqual(expected);
  expect(told.troubles.map(({ why }) => why)).toEqual(troubles);
}

function kinds(tokens: Tokens): Partial<Tokens> {
  return Object.fromEntries(TOKEN_KINDS.filter(kind => tokens[kind] > 0).map(kind => [kind, tokens[kind]]));
}

/** A row of the ledger, `total_tokens` being right unless stated. */
function used(input: number, output: number, more: Readonly<Record<string, string | number | null>> = {}) {
  return {
    session_id: 's',
    created_timestamp: AT,
    model: 'gpt-5',
    input_tokens: input,
    output_tokens: output,
    total_tokens: input + output,
    cache_read_tokens: 0,
    cache_write_tokens: 0,
    ...more,
  };
}

function summed(input: number, output: number, more: Readonly<Record<string, string | number | null>> = {}) {
  return {
    id: 's',
    working_dir: '/w',
    // Before the ledger: what a later session has beyond it came from elsewhere.
    created_at: '2026-08-01 10:00:00',
    accumulated_input_tokens: input,
    accumulated_output_tokens: output,
    accumulated_total_tokens: input + output,
    ...more,
  };
}

const WHOLE = { key: 'goose:s:total', quality: 'session total' };
const EXACT = { key: 'goose:s:1', quality: 'exact' };

describe('a session without a ledger', () => {
  it('is one reading of its accumulated counts, at every version', () => {
    for (const version of [1, 6, 13]) {
      const notes = ['no request split', 'no cache split'];
      check(version, { sessions: [summed(300, 20)] }, [{ ...WHOLE, input: 300, output: 20, notes }]);
    }
  });

  it('knows of cached tokens since version 14', () => {
    const cache = { accumulated_cache_read_tokens: 200, accumulated_cache_write_tokens: 50 };
    check(14, { sessions: [summed(300, 20, cache)] }, [
      { ...WHOLE, input: 50, output: 20, cacheRead: 200, cacheWriteOther: 50, notes: ['no request split'] },
    ]);
  });

  it('does not know of them where it was last used before', () => {
    check(16, { sessions: [summed(300, 20)] }, [
      { ...WHOLE, input: 300, output: 20, notes: ['no request split', 'no cache split'] },
    ]);
  });

  it('states its cost since version 13', () => {
    check(13, { sessions: [summed(300, 20, { accumulated_cost: 0.25 })] }, [
      { ...WHOLE, input: 300, output: 20, notes: ['no request split', 'no cache split'], loggedUsd: 0.25 },
    ]);
  });

  it('is at least its last request where nothing was accumulated', () => {
    const last = { id: 's', working_dir: '/w', input_tokens: 850, output_tokens: 50, total_tokens: 900 };
    const expected = { key: 'goose:s:total', input: 850, output: 50, quality: 'lower bound' };
    check(1, { sessions: [last] }, [{ ...expected, notes: ['no cache split'] }]);
    check(16, { sessions: [{ ...last, cache_read_tokens: 800 }] }, [
      { ...expected, input: 50, cacheRead: 800 },
    ]);
  });

  it('is nothing where it used nothing', () => {
    check(1, { sessions: [{ id: 's', working_dir: '/w' }] }, []);
    check(16, { sessions: [summed(0, 0)] }, []);
  });

  it('counts what its total holds beyond input and output as input, but as output of Gemini', () => {
    const beyond = { accumulated_total_tokens: 420 };
    const notes = ['no request split', 'no cache split'];
    check(6, { sessions: [summed(300, 20, beyond)] }, [{ ...WHOLE, input: 400, output: 20, notes }]);
    const gemini = { ...beyond, model_config_json: '{"model_name":"gemini-2.5-pro"}' };
    check(6, { sessions: [summed(300, 20, gemini)] }, [{ ...WHOLE, input: 300, output: 120, notes }]);
  });
});

describe('a ledger', () => {
  it('tells each request by itself, and the session adds nothing', () => {
    check(LEDGER, { sessions: [summed(700, 50)], usage_ledger: [used(300, 20), used(400, 30)] }, [
      { ...EXACT, input: 300, output: 20 },
      { ...EXACT, key: 'goose:s:2', input: 400, output: 30 },
    ]);
  });

  it('takes cached tokens out of the input once', () => {
    const cache = { cache_read_tokens: 200, cache_write_tokens: 50 };
    check(LEDGER, { usage_ledger: [used(300, 20, cache)] }, [
      { ...EXACT, input: 50, output: 20, cacheRead: 200, cacheWriteOther: 50 },
    ]);
  });

  it('writes caches of Anthropic for five minutes, whoever sells it', () => {
    const cache = { cache_write_tokens: 50 };
    const expected = { ...EXACT, input: 250, output: 20, cacheWrite5m: 50 };
    check(LEDGER, { usage_ledger: [used(300, 20, { ...cache, model: 'anthropic.claude-3' })] }, [expected]);
    check(
      17,
      { sessions: [summed(300, 20, { provider_name: 'anthropic' })], usage_ledger: [used(300, 20, cache)] },
      [expected],
    );
  });

  it('drops cached tokens above the input', () => {
    const notes = ['cached above input'];
    check(LEDGER, { usage_ledger: [used(300, 20, { cache_read_tokens: 200, cache_write_tokens: 150 })] }, [
      { ...EXACT, output: 20, cacheRead: 200, cacheWriteOther: 100, notes },
    ]);
    check(LEDGER, { usage_ledger: [used(300, 20, { cache_read_tokens: 500 })] }, [
      { ...EXACT, output: 20, cacheRead: 300, notes },
    ]);
  });

  it('does not always say what was cached', () => {
    const unsaid = { cache_read_tokens: null, cache_write_tokens: null };
    check(LEDGER, { usage_ledger: [used(300, 20, unsaid)] }, [
      { ...EXACT, input: 300, output: 20, notes: ['no cache split'] },
    ]);
  });

  it('states costs, its own estimates too, and marks compaction', () => {
    const cost = { cost: 0.0015, cost_source: 'estimated', is_compaction: 1 };
    check(LEDGER, { usage_ledger: [used(900, 120, cost)] }, [
      { ...EXACT, input: 900, output: 120, notes: ['compaction'], loggedUsd: 0.0015 },
    ]);
    check(LEDGER, { usage_ledger: [used(900, 120, { cost: -1 })] }, [{ ...EXACT, input: 900, output: 120 }]);
  });

  it('carries forward what was used before there was a ledger', () => {
    check(
      LEDGER,
      {
        sessions: [summed(320, 20)],
        usage_ledger: [used(300, 20), used(20, 0, { cost_source: 'carried_forward' })],
      },
      [
        { ...EXACT, input: 300, output: 20 },
        { key: 'goose:s:2', input: 20, quality: 'session total', notes: ['remainder', 'no request split'] },
      ],
    );
  });

  it('outlives its session', () => {
    check(LEDGER, { usage_ledger: [used(300, 40, { session_id: 'gone' })] }, [
      { ...EXACT, key: 'goose:gone:1', input: 300, output: 40 },
    ]);
  });

  it('has rows without usage, which are no requests', () => {
    check(LEDGER, { usage_ledger: [used(0, 0)] }, []);
    check(LEDGER, { usage_ledger: [used(0, 0, { cost: 0.5 })] }, [
      { ...EXACT, quality: 'exact', loggedUsd: 0.5 },
    ]);
  });

  it('is kept where a count is damaged', () => {
    check(
      LEDGER,
      { usage_ledger: [used(-5, 20, { total_tokens: 20, cache_read_tokens: 1.5 })] },
      [{ ...EXACT, output: 20, notes: ['count repaired'] }],
      [
        'usage_ledger row 1: input_tokens is -5, not a count of tokens: read as 0',
        'usage_ledger row 1: cache_read_tokens is 1.5, not a count of tokens: read as 0',
      ],
    );
    check(
      LEDGER,
      { usage_ledger: [used(300, 20, { total_tokens: '9223372036854775807' })] },
      [{ ...EXACT, input: 300, output: 20, notes: ['count repaired'] }],
      ['usage_ledger row 1: total_tokens is 9223372036854776000, not a count of tokens: read as 0'],
    );
  });
});

describe('a remainder', () => {
  const remainder = {
    key: 'goose:s:remainder',
    quality: 'session total',
    notes: ['remainder', 'no request split', 'no cache split'],
  };

  it('is what the session sums up to beyond its ledger', () => {
    check(LEDGER, { sessions: [summed(1000, 90)], usage_ledger: [used(300, 20)] }, [
      { ...EXACT, input: 300, output: 20 },
      { ...remainder, input: 700, output: 70 },
    ]);
  });

  it('has its own caches and its own cost', () => {
    const more = {
      accumulated_cache_read_tokens: 600,
      accumulated_cache_write_tokens: 0,
      accumulated_cost: 0.75,
    };
    check(
      LEDGER,
      {
        sessions: [summed(1000, 90, more)],
        usage_ledger: [used(300, 20, { cache_read_tokens: 100, cost: 0.25 })],
      },
      [
        { ...EXACT, input: 200, output: 20, cacheRead: 100, loggedUsd: 0.25 },
        {
          ...remainder,
          input: 200,
          output: 70,
          cacheRead: 500,
          notes: ['remainder', 'no request split'],
          loggedUsd: 0.5,
        },
      ],
    );
  });

  it('is none where only the kinds differ', () => {
    check(LEDGER, { sessions: [summed(280, 40)], usage_ledger: [used(300, 20)] }, [
      { ...EXACT, input: 300, output: 20 },
    ]);
  });

  it('is never more than the difference of the totals', () => {
    check(LEDGER, { sessions: [summed(280, 60)], usage_ledger: [used(300, 20)] }, [
      { ...EXACT, input: 300, output: 20 },
      { ...remainder, output: 20 },
    ]);
  });

  it('is none where the ledger holds more', () => {
    check(LEDGER, { sessions: [summed(100, 10)], usage_ledger: [used(300, 20)] }, [
      { ...EXACT, input: 300, output: 20 },
    ]);
  });
});

describe('a reading', () => {
  function read(version: number, rows: Rows) {
    return readTables(sessionsDb, database(version, rows)).readings[0]!;
  }

  it('says who and where', () => {
    const sub = {
      session_type: 'sub_agent',
      created_at: '2026-08-16 04:00:00',
      parent_session_id: 'p',
      provider_name: 'anthropic',
      model_config_json: SONNET,
    };
    const { terms, attribution } = read(17, { sessions: [summed(300, 20, sub)] });
    expect(terms).toEqual({ provider: 'anthropic', model: 'claude-sonnet-4-5' });
    expect(attribution).toEqual({
      source: 'goose',
      session: 's',
      parentSession: 'p',
      cwd: '/w',
      agent: 'sub_agent',
      origin: 'sub_agent',
      witness: 0,
      store: expect.stringMatching(/^[0-9a-f]{16}$/),
      startedMs: Date.UTC(2026, 7, 16, 4),
    });
  });

  it('tells sessions that nobody talked to from those that were started elsewhere', () => {
    const seen = ['user', 'scheduled', 'sub_agent', 'hidden', 'terminal', 'acp'].map(session_type => {
      const { agent, client } = read(16, { sessions: [summed(1, 1, { session_type })] }).attribution;
      return { agent, client };
    });
    expect(seen).toEqual([
      {},
      { agent: 'scheduled' },
      { agent: 'sub_agent' },
      { agent: 'hidden' },
      { client: 'terminal' },
      { client: 'acp' },
    ]);
  });

  it.each([
    ['user', 'human'],
    ['terminal', 'human'],
    ['scheduled', 'scheduled'],
    ['sub_agent', 'agent'],
    ['hidden', 'agent'],
    ['acp', 'acp'],
  ])('a session of type %s was begun by: %s', (session_type, origin) => {
    const { attribution } = read(16, { sessions: [summed(1, 1, { session_type })] });
    expect(originOf(attribution)).toBe(origin);
  });

  it('has the name that a model or its user gave the session', () => {
    const title = (row: Readonly<Record<string, string | number>>) =>
      readTables(sessionsDb, database(16, { sessions: [summed(1, 1, row)] })).sessions.map(
        ({ customTitle, madeTitle }) => customTitle ?? madeTitle,
      );
    expect(title({ name: 'Fix the loom' })).toEqual(['Fix the loom']);
    expect(title({ name: '', description: 'Old loom' })).toEqual(['Old loom']);
    for (const name of ['', 's', 'New Chat', 'CLI Session', 'New session 3'])
      expect(title({ name })).toEqual([]);
    expect(titleOf(readSession({ id: 's', name: 'Mine', user_set_name: 1 }))).toEqual({
      source: 'goose',
      session: 's',
      customTitle: 'Mine',
    });
  });

  it('has the model of its request before that of its session', () => {
    const sessions = [summed(301, 20, { model_config_json: SONNET })];
    expect(read(16, { sessions, usage_ledger: [used(300, 20)] }).terms.model).toBe('gpt-5');
    expect(read(16, { sessions, usage_ledger: [used(300, 20, { model: null })] }).terms.model).toBe(
      'claude-sonnet-4-5',
    );
    expect(read(16, { sessions: [summed(1, 1, { model_config_json: 'half a {' })] }).terms.model).toBe('');
  });

  it('is at the time of its request, else of its session', () => {
    const updated_at = '2026-08-16 05:10:00';
    const inUtc = Date.UTC(2026, 7, 16, 5, 10);
    expect(read(16, { usage_ledger: [used(300, 20)] }).atMs).toBe(AT * 1000);
    expect(read(16, { usage_ledger: [used(300, 20, { created_timestamp: AT * 1000 })] }).atMs).toBe(
      AT * 1000,
    );
    expect(read(1, { sessions: [summed(300, 20, { updated_at })] }).atMs).toBe(inUtc);
    expect(read(1, { sessions: [summed(300, 20, { updated_at: '2026-08-16T07:10:00+02:00' })] }).atMs).toBe(
      inUtc,
    );

    const lost = read(16, {
      sessions: [summed(300, 20, { updated_at })],
      usage_ledger: [used(300, 20, { created_timestamp: 0 })],
    });
    expect(lost).toMatchObject({ atMs: inUtc, notes: ['borrowed time'] });
    const named = read(1, {
      sessions: [summed(300, 20, { id: '20250605_143000', updated_at: null, created_at: '' })],
    });
    expect(named).toMatchObject({
      atMs: Date.UTC(2025, 5, 5, 14, 30),
      notes: expect.arrayContaining(['borrowed time']),
    });
  });

  it('is not made up where nothing tells its time', () => {
    check(
      1,
      { sessions: [summed(300, 20, { updated_at: null, created_at: null })] },
      [],
      ['session s: no time is known: not counted'],
    );
  });
});

it('adds up to the totals of the log, whatever the schema', () => {
  for (const version of [1, 6, 13, 14, 16, 17]) {
    const rows = { sessions: [summed(700, 50), { ...summed(10, 5), id: 't' }] };
    const ledger = version < LEDGER ? {} : { usage_ledger: [used(300, 20), used(7, 3, { session_id: 'u' })] };
    const { readings } = readTables(sessionsDb, database(version, { ...rows, ...ledger }));
    const total = readings.reduce((sum, { tokens }) => sum + totalTokens(tokens), 0);
    expect(total).toBe(765 + (version < LEDGER ? 0 : 10));
  }
});
