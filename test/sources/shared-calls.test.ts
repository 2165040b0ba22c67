/** The same call in the logs of two tools counts once: sessions that one took over from another, and a tool that runs another. */
import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { totalTokens } from '../../src/core/usage.ts';
import { receipt } from '../../src/reports/receipt.ts';
import type { Journal } from '../../src/rollup/journal.ts';
import { SOURCES } from '../../src/sources/index.ts';
import { said } from '../support/claude-lines.ts';
import { type Files, Home, home } from '../support/home.ts';
import { factsOf, feedOf, looked, snapshotOf } from '../support/journal-of.ts';
import { reachingPrices } from '../support/prices.ts';
import { database } from './goose/database.ts';

function tokensBySource(journal: Journal): Readonly<Record<string, number>> {
  const tokens: Record<string, number> = {};
  for (let i = 0; i < journal.length; i++) {
    const { attribution, tokens: counts } = journal.event(i);
    tokens[attribution.source] = (tokens[attribution.source] ?? 0) + totalTokens(counts);
  }
  return tokens;
}

/** Tokens by source. */
async function check(files: Files, expected: Readonly<Record<string, number>>): Promise<void> {
  const { journal } = await snapshotOf(home(files), { sources: SOURCES });
  expect(tokensBySource(journal)).toEqual(expected);
}

function piLine(
  id: string,
  minute: number,
  input: number,
  provider = 'anthropic',
  responseId?: string,
): string {
  const usage = { input, output: 5, cacheRead: 0, cacheWrite: 0 };
  return `${JSON.stringify({
    ...{
      type: 'message',
      id,
      parentId: 'p',
      timestamp: `2026-07-01T10:${String(minute).padStart(2, '0')}:00.000Z`,
    },
    message: { role: 'assistant', provider, model: 'claude-opus-4-6', usage, responseId },
  })}\n`;
}
const piHead = `${JSON.stringify({ type: 'session', id: 's', cwd: '/home/ada/loom' })}\n`;

test('a session of pi that oh-my-pi took over and went on with', () =>
  check(
    {
      '.pi/agent/sessions/x/s.jsonl': piHead + piLine('a1', 10, 100),
      '.omp/agent/sessions/x/s.jsonl': piHead + piLine('a1', 10, 100) + piLine('a2', 20, 200),
    },
    { pi: 105, omp: 205 },
  ));

test('a task of Roo Code that Kilo Code took over', () => {
  const text = JSON.stringify({ tokensIn: 100, tokensOut: 5 });
  const task = JSON.stringify([{ ts: 1_782_900_000_000, type: 'say', say: 'api_req_started', text }]);
  const storage = '.config/Code/User/globalStorage';
  return check(
    {
      [`${storage}/kilocode.kilo-code/tasks/t/ui_messages.json`]: task,
      [`${storage}/rooveterinaryinc.roo-cline/tasks/t/ui_messages.json`]: task,
    },
    { kilo: 105 },
  );
});

test('a message of OpenCode that a tool made of it copied', () => {
  const message = {
    ...{ id: 'msg_1', sessionID: 's', role: 'assistant', modelID: 'gpt-5.5' },
    ...{
      time: { created: 1_782_900_000_000, completed: 1_782_900_001_000 },
      tokens: { input: 100, output: 5 },
    },
  };
  const path = 'storage/message/s/msg_1.json';
  return check(
    {
      [`.local/share/mimocode/${path}`]: JSON.stringify(message),
      [`.local/share/opencode/${path}`]: JSON.stringify(message),
    },
    { mimocode: 105 },
  );
});

const openClaw = '.openclaw/agents/main/sessions/s.jsonl';
const transcript = said({ id: 'm1', at: 10, input: 100, output: 5 });

test('a call that OpenClaw made through Claude Code, which logged it', () =>
  check(
    {
      '.claude/projects/p/s1.jsonl': transcript,
      [openClaw]: piHead + piLine('a1', 10, 100, 'claude-cli') + piLine('a2', 30, 7, 'claude-cli'),
    },
    { 'claude-code': 105, openclaw: 12 },
  ));

test('a call that OpenClaw made itself is another one', () =>
  check(
    { '.claude/projects/p/s1.jsonl': transcript, [openClaw]: piHead + piLine('a1', 10, 100) },
    { 'claude-code': 105, openclaw: 105 },
  ));

const LOG = '.claude/projects/p/s1.jsonl';
const PI = '.pi/agent/sessions/x/s.jsonl';

describe('a call that two logs know by the id of its vendor', () => {
  const own = said({ id: 'msg_a', at: 10, input: 100, output: 5 });
  const copy = piHead + piLine('a1', 10, 100, 'anthropic', 'msg_a');

  test('counts once, and alone in either log', async () => {
    await check(
      { [LOG]: own, [PI]: copy + piLine('a2', 20, 7, 'anthropic', 'msg_b') },
      {
        'claude-code': 105,
        pi: 12,
      },
    );
    await check({ [PI]: copy }, { pi: 105 });
    await check({ [LOG]: own }, { 'claude-code': 105 });
  });

  test('is two calls where a relay gives every answer one id', () =>
    check(
      { [LOG]: own, [PI]: piHead + piLine('a1', 10, 100, 'x', 'msg_a') + piLine('a2', 20, 7, 'x', 'msg_a') },
      { 'claude-code': 105, pi: 12 },
    ));
});

const START_MS = Date.UTC(2026, 6, 1, 10);

/** A task of Cline whose requests are made by the command line of Claude Code. */
function clineTask(requests: readonly { readonly minute: number; readonly input: number }[]): string {
  return JSON.stringify(
    requests.map(({ minute, input }) => ({
      ...{ ts: START_MS + minute * 60_000 - 20_000, type: 'say', say: 'api_req_started' },
      modelInfo: { providerId: 'claude-code', modelId: 'claude-opus-4-6' },
      text: JSON.stringify({
        request: '# Current Working Directory (/home/ada/loom) Files',
        ...{ tokensIn: input, tokensOut: 5, cacheWrites: 0, cacheReads: 0 },
      }),
    })),
  );
}
const CLINE = '.config/Code/User/globalStorage/saoudrizwan.claude-dev/tasks/t/ui_messages.json';

describe('a request that Cline made by Claude Code', () => {
  test('counts as Claude Code logged it, request by request', () =>
    check(
      {
        [LOG]: transcript,
        [CLINE]: clineTask([
          { minute: 10, input: 100 },
          { minute: 11, input: 200 },
        ]),
      },
      { 'claude-code': 105, cline: 205 },
    ));

  test('is another one than what Claude Code did in the same directory', () =>
    check(
      { [LOG]: transcript, [CLINE]: clineTask([{ minute: 10, input: 101 }]) },
      { 'claude-code': 105, cline: 106 },
    ));

  test('is another one than that of an hour later', () =>
    check(
      { [LOG]: transcript, [CLINE]: clineTask([{ minute: 70, input: 100 }]) },
      { 'claude-code': 105, cline: 105 },
    ));
});

test('a receipt names the other tools that logged the call', async () => {
  const files = {
    [LOG]: said({ id: 'msg_a', at: 10, input: 100, output: 5 }),
    [PI]: piHead + piLine('a1', 10, 100, 'anthropic', 'msg_a'),
    [CLINE]: clineTask([{ minute: 10, input: 100 }]),
  };
  const { journal } = await snapshotOf(home(files), { sources: SOURCES });
  expect(journal.length).toBe(1);
  const others = journal.alsoLoggedBy(0);
  const made = receipt(journal.event(0), reachingPrices.rate(journal.event(0)), others);
  expect(made.event.attribution.source).toBe('claude-code');
  expect(made.alsoLoggedBy).toEqual([
    { source: 'cline', session: 't' },
    { source: 'pi', session: 's' },
  ]);
  expect(made.remarks.slice(0, 2)).toEqual([
    'cline logged this call as well, in session t: it counts once',
    'pi logged this call as well, in session s: it counts once',
  ]);
});

/**
 * Who logged a call: Claude Code and tools that ran it or took its history over, or one of these alone; not Goose, whose turns are
 * matched by their directory.
 */
const loggers = fc.oneof(
  fc.subarray(['pi', 'cline', 'goose'] as const).map(others => ['claude', ...others] as const),
  fc.constantFrom(['pi'] as const, ['cline'] as const),
);

function filesOf(calls: readonly (readonly string[])[]): Readonly<Record<string, string | Uint8Array>> {
  const all = calls.map((by, i) => ({ by, minute: 2 * i + 1, input: 1000 + 10 * i, id: `msg_${i}` }));
  const of = (tool: string) => all.filter(({ by }) => by.includes(tool));
  const seconds = (minute: number) => START_MS / 1000 + minute * 60;
  const created = new Date(START_MS).toISOString().slice(0, 19).replace('T', ' ');
  const goose = of('goose').map(({ minute, input }) => ({
    ...{ session_id: 'g', created_timestamp: seconds(minute) + 2, model: 'sonnet' },
    ...{ input_tokens: input, output_tokens: 5, total_tokens: input + 5 },
  }));
  const session = {
    ...{ id: 'g', working_dir: '/home/ada/loom', created_at: created, updated_at: created },
    ...{ provider_name: 'claude-code', model_config_json: '{"model_name":"sonnet"}' },
  };
  const files = {
    [LOG]: of('claude')
      .map(({ id, minute, input }) => said({ id, at: minute, input, output: 5 }))
      .join(''),
    [PI]:
      piHead +
      of('pi')
        .map(({ id, minute, input }) => piLine(id, minute, input, 'anthropic', id))
        .join(''),
    [CLINE]: clineTask(of('cline')),
  };
  if (goose.length === 0) return files;
  const db = readFileSync(database(17, { sessions: [session], usage_ledger: goose }));
  return { ...files, '.local/share/goose/sessions/sessions.db': db };
}

test('every call counts once, whoever logged it, in whatever order the files appear', () =>
  fc.assert(
    fc.asyncProperty(
      fc.array(loggers, { minLength: 1, maxLength: 5 }),
      fc.infiniteStream(fc.nat(9)),
      async (calls, dice) => {
        const files = filesOf(calls);
        const at = new Home();
        try {
          const order = Object.keys(files)
            .map(path => ({ path, by: dice.next().value! }))
            .sort((a, b) => a.by - b.by);
          const feed = feedOf(at, { sources: SOURCES });
          for (const { path } of order) {
            at.write(path, files[path]!);
            await looked(feed);
          }
          const { journal } = feed.getState();
          const tokens = calls.map((_, i) => 1000 + 10 * i + 5);
          expect(journal.length).toBe(calls.length);
          expect(Object.values(tokensBySource(journal)).reduce((a, b) => a + b)).toBe(
            tokens.reduce((a, b) => a + b),
          );
          const whole = await snapshotOf(at, { sources: SOURCES, cacheDir: `${at.cacheDir}-new` });
          expect(factsOf(feed.getState(), at.dir)).toEqual(factsOf(whole, at.dir));
          feed.close();
        } finally {
          at.remove();
        }
      },
    ),
    { numRuns: 20 },
  ));
