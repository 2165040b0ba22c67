/** What others state of the same usage, beside what the log has: each case is a tree of logs and the rows it gives. */
import { expect, test } from 'vitest';
import { usdCents } from '../../src/core/format.ts';
import { decimal } from '../../src/core/money.ts';
import { totalTokens } from '../../src/core/usage.ts';
import { createPriceLookup } from '../../src/prices/index.ts';
import { besideReceipt } from '../../src/reports/beside-receipt.ts';
import { daily } from '../../src/reports/daily.ts';
import { readContract } from '../../src/reports/witness/contract.ts';
import type { OtherStatements } from '../../src/reports/witness/statements.ts';
import { readStatistics } from '../../src/reports/witness/statistics.ts';
import { unservedIn, unservedSentence } from '../../src/reports/witness/unserved.ts';
import { difference, type WitnessKey, witnessed } from '../../src/reports/witness.ts';
import { asked, line, moment, said } from '../support/claude-lines.ts';
import { UTC } from '../support/clock.ts';
import { journalOf } from '../support/journal-of.ts';
import { inputOf } from '../support/report-input.ts';

const PRICES = createPriceLookup();
const PROJECT = '.claude/projects/-home-ada-loom';
type Lines = Readonly<Record<string, readonly string[]>>;

async function rowsOf(
  files: Lines,
  by: readonly WitnessKey[],
  statistics: readonly object[] = [],
  more: Partial<OtherStatements> = {},
) {
  const journal = await journalOf(
    Object.fromEntries(Object.entries(files).map(([name, lines]) => [`${PROJECT}/${name}`, lines.join('')])),
  );
  const read = statistics.flatMap(each => readStatistics('/', JSON.stringify(each)) ?? []);
  const others = { statistics: read, sessionCosts: [], ...more };
  return witnessed({ journal, prices: PRICES, zone: UTC }, others, by);
}

/** A count of Opus 4.6 like that of the line `said` writes, and more. */
const model = (more: Readonly<Record<string, unknown>> = {}) => ({
  ...{ inputTokens: 10, outputTokens: 5, cacheReadInputTokens: 0, cacheCreationInputTokens: 0 },
  ...more,
});
const state = (modelUsage: Readonly<Record<string, unknown>>, sessionId = 's1', more = {}) =>
  line({ type: 'cost-state', sessionId, modelUsage, ...more });
const OPUS = 'claude-opus-4-6';
/** What 10 tokens of input and 5 of output of it cost: $5 and $25 a million. */
const USD = 0.000175;

/** Difference in tokens and dollars, and the reasons, of each row by session and model. */
test.each<
  [
    what: string,
    files: Lines,
    rows: readonly (readonly [string, number | undefined, string | undefined, RegExp?])[],
  ]
>([
  [
    'the same',
    { 's.jsonl': [said(), state({ [`${OPUS}[1m]`]: model({ costUSD: USD }) })] },
    [[OPUS, 0, '0.000000']],
  ],
  [
    'a helper model that no line names',
    {
      's.jsonl': [
        said(),
        state({ [OPUS]: model({ costUSD: USD }), 'claude-haiku-4-5': model({ costUSD: 0.01 }) }),
      ],
    },
    [
      ['claude-haiku-4-5', 15, '0.010000', /no line names/],
      [OPUS, 0, '0.000000'],
    ],
  ],
  [
    'the last count of several',
    {
      's.jsonl': [
        state({ [OPUS]: model({ costUSD: 9 }) }),
        said(),
        state({ [OPUS]: model({ costUSD: USD }) }),
      ],
    },
    [[OPUS, 0, '0.000000']],
  ],
  [
    'a count that is older than the lines',
    { 's.jsonl': [said(), state({ [OPUS]: model({ costUSD: USD }) }), said({ id: 'm2' })] },
    [[OPUS, -15, '-0.000175', /older than the last lines/]],
  ],
  [
    'subagents whose lines were never finished',
    {
      's.jsonl': [state({ [OPUS]: model({ outputTokens: 905, costUSD: 1 }) })],
      's1/subagents/agent-a1.jsonl': [said({ stop: null, line: { isSidechain: true, agentId: 'a1' } })],
    },
    [[OPUS, 900, '0.999825', /no final count/]],
  ],
  [
    'another price for the same tokens',
    { 's.jsonl': [said(), state({ [OPUS]: model({ costUSD: 1 }) })] },
    [[OPUS, 0, '0.999825', /contract/]],
  ],
  ['a count without any cost', { 's.jsonl': [said(), state({ [OPUS]: model() })] }, [[OPUS, 0, undefined]]],
  ['no count where nothing is stated of any model', { 's.jsonl': [said(), state({})] }, []],
  [
    'a count that is damaged, which is read as far as it goes',
    { 's.jsonl': [said(), state({ [OPUS]: model({ outputTokens: -1, costUSD: 'x' }), other: 7 })] },
    [[OPUS, -5, undefined, /older/]],
  ],
])('a session is counted: %s', async (_, files, rows) => {
  const answer = await rowsOf(files, ['session', 'model']);
  const found = answer.rows.map(row => {
    const { tokens, usd } = difference(row);
    return [row.model, tokens, usd === undefined ? undefined : decimal(usd)];
  });
  expect(found).toEqual(rows.map(([name, tokens, usd]) => [name, tokens, usd]));
  for (const [i, [, , , why]] of rows.entries()) {
    if (why) expect(answer.rows[i]!.reasons.join('; ')).toMatch(why);
    else expect(answer.rows[i]!.reasons).toEqual([]);
  }
});

test('a fork goes on from the count of its original: what was copied is on both sides, what is missing counts once', async () => {
  const of = (session: string, id: string, at: number) =>
    said({ id, at, line: { sessionId: session, uuid: `u-${id}` } });
  const files = {
    'a.jsonl': [
      of('old', 'm1', 1),
      of('old', 'm2', 2),
      state({ [OPUS]: model({ inputTokens: 20, outputTokens: 10, costUSD: 1.00035 }) }, 'old'),
    ],
    'b.jsonl': [
      line({ type: 'queue-operation', timestamp: moment(60), sessionId: 'fork' }),
      of('fork', 'm1', 1),
      of('fork', 'm3', 61),
      state({ [OPUS]: model({ inputTokens: 20, outputTokens: 10, costUSD: 1.20035 }) }, 'fork'),
    ],
  };
  const { rows, unlogged } = await rowsOf(files, ['session']);
  expect(rows.map(row => [row.session, decimal(difference(row).usd!)])).toEqual([
    ['fork', '1.200000'],
    ['old', '1.000000'],
  ]);
  expect(rows[0]!.reasons.join()).toMatch(/copied responses are on both sides/);
  expect(decimal(unlogged)).toBe('1.200000');
});

test('counts below the log take nothing away from what others are above theirs', async () => {
  const files = {
    'a.jsonl': [said({ line: { sessionId: 'x' } }), state({ [OPUS]: model({ costUSD: 0 }) }, 'x')],
    'b.jsonl': [
      said({ id: 'm2', line: { sessionId: 'y' } }),
      state({ [OPUS]: model({ costUSD: 0.5 + USD }) }, 'y'),
    ],
  };
  expect(decimal((await rowsOf(files, ['model'])).unlogged)).toBe('0.500000');
});

test('statistics are compared by day and model, and a cost in the log with the list', async () => {
  const files = { 's.jsonl': [asked('Go.'), said({ read: 100, line: { costUSD: 0.5 } })] };
  const statistics = (version: number, tokens: number) => ({
    version,
    dailyModelTokens: [
      { date: '2026-07-01', tokensByModel: { [OPUS]: tokens } },
      { date: '2026-06-01', tokensByModel: { [OPUS]: 7, x: -1 } },
      { date: 'never', tokensByModel: { [OPUS]: 7 } },
    ],
  });
  const { rows } = await rowsOf(files, ['day'], [statistics(5, 115)]);
  expect(rows.map(row => [row.witness, row.day, difference(row).tokens, row.reasons.length])).toEqual([
    ['logged cost', '2026-07-01', 0, 1],
    ['stats-cache', '2026-06-01', 7, 1],
    ['stats-cache', '2026-07-01', 0, 0],
  ]);
  const older = await rowsOf(files, ['day'], [statistics(4, 15)]);
  expect(older.rows.find(row => row.day === '2026-07-01' && row.witness === 'stats-cache')).toMatchObject({
    stated: { tokens: 15 },
    logged: { tokens: 15 },
  });
});

test.each([
  ['a response without its final record, and a count', null, true, 1],
  ['a final record', 'end_turn', true, 0],
  ['no count', null, false, 0],
])('below a table the report is named where totals are minimums: %s', async (_, stop, isCounted, notes) => {
  const lines = [said({ stop }), ...(isCounted ? [state({ [OPUS]: model({ costUSD: 1 }) })] : [])];
  const journal = await journalOf({ [`${PROJECT}/s.jsonl`]: lines.join('') });
  const answer = daily.run(inputOf({ journal, prices: PRICES }));
  const found = answer.notes(usdCents).filter(note => note.startsWith('token-dash witness'));
  expect(found).toHaveLength(notes);
});

const told = (session: string, usd: number, atMs = Date.UTC(2026, 6, 1)) => ({ session, usd, atMs });

test.each<[what: string, usd: number, session: string, reason: RegExp | undefined]>([
  ['the same', USD, 's1', undefined],
  ['more: it goes on over /clear', 0.5, 's1', /before \/clear/],
  ['less: it is older', 0.0001 * USD, 's1', /before the last lines/],
  ['a session whose log is gone', 0.5, 'gone', /is gone/],
])('the status line was told %s', async (_, usd, session, reason) => {
  // The same session twice: the latest is the first.
  const sessionCosts = [told(session, usd), told(session, 99)];
  const { rows } = await rowsOf({ 's.jsonl': [said()] }, ['session'], [], { sessionCosts });
  expect(rows.map(row => [row.witness, row.session, Number(decimal(row.stated.usd!))])).toEqual([
    ['status line', session, Number(usd.toFixed(18))],
  ]);
  const reasons = rows[0]!.reasons.join('; ');
  if (reason) expect(reasons).toMatch(reason);
  else expect(reasons).toBe('');
});

test('a contract is named where Claude Code counts by its prices', async () => {
  const path = '/etc/claude-code/managed-settings.json';
  const contract = readContract(
    path,
    JSON.stringify({ modelPricing: { multiplier: 0.8, overrides: { a: {} } } }),
  )!;
  const counts = { inputTokens: 1_000_000, outputTokens: 0 };
  const lines = [said({ input: 1_000_000, output: 0 }), state({ [OPUS]: { ...counts, costUSD: 4 } })];
  const files = { 's.jsonl': lines };
  const { rows } = await rowsOf(files, ['session'], [], { contract });
  expect(rows[0]!.reasons).toEqual([
    `Claude Code counts at contract prices, modelPricing in ${path}: list prices x 0.8, prices of its own for 1 model`,
  ]);
  for (const none of ['', '[]', '{}', '{"modelPricing":7}', '{"modelPricing":{"multiplier":"x"}}']) {
    expect(readContract(path, none), none).toBeUndefined();
  }
});

const fallback = (session = 's1') =>
  said({
    model: OPUS,
    line: { sessionId: session },
    usage: {
      iterations: [
        {
          type: 'message',
          model: 'claude-fable-5',
          input_tokens: 2,
          output_tokens: 2,
          cache_read_input_tokens: 700,
        },
        { type: 'fallback_message', model: 'claude-sonnet-4-6', input_tokens: 100 },
        { type: 'fallback_message', model: OPUS, input_tokens: 10, output_tokens: 5 },
      ],
    },
  });

test('attempts that were refused before another model answered are figures of their own, each once', async () => {
  // The record is there twice, and a fork has a copy of it.
  const files = { 'a.jsonl': [fallback(), fallback()], 'b.jsonl': [fallback('fork')] };
  const { rows } = await rowsOf(files, ['session', 'model']);
  expect(rows.map(({ witness, session, model, stated }) => [witness, session, model, stated.tokens])).toEqual(
    [
      ['refused', 's1', 'claude-fable-5', 704],
      ['refused', 's1', 'claude-sonnet-4-6', 100],
    ],
  );
  // 2 x $10 + 2 x $50 + 700 x $1 a million.
  expect(decimal(rows[0]!.stated.usd!)).toBe('0.000820');
  expect(rows.every(({ logged }) => logged.usd === 0n && logged.tokens === 0)).toBe(true);
});

test('a refused attempt is in no sum, and on the receipt of the response', async () => {
  const journal = await journalOf({ [`${PROJECT}/s.jsonl`]: fallback() });
  const event = journal.event(0);
  expect([journal.length, totalTokens(event.tokens)]).toEqual([1, 15]);
  expect(besideReceipt(journal, PRICES, event).unserved).toEqual([
    'an attempt by claude-fable-5 was refused before: 704 tokens, in no sum',
    'an attempt by claude-sonnet-4-6 was refused before: 100 tokens, in no sum',
  ]);
  expect(unservedSentence(unservedIn(journal))).toBe(
    '2 attempts were refused before another model answered: 804 tokens, in no sum',
  );
});

test.each(['', 'null', '[]', '{"version":5}', '{"dailyModelTokens":7}'])(
  'statistics that are none: %s',
  json => {
    expect(readStatistics('/', json)).toBeUndefined();
  },
);
