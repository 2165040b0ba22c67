/** The same call in the logs of two tools counts once: sessions that one took over from another, and a tool that runs another. */
import { expect, test } from 'vitest';
import { totalTokens } from '../../src/core/usage.ts';
import { SOURCES } from '../../src/sources/index.ts';
import { said } from '../support/claude-lines.ts';
import { type Files, home } from '../support/home.ts';
import { snapshotOf } from '../support/journal-of.ts';

/** Tokens by source. */
async function check(files: Files, expected: Readonly<Record<string, number>>): Promise<void> {
  const { journal } = await snapshotOf(home(files), { sources: SOURCES });
  const tokens: Record<string, number> = {};
  for (let i = 0; i < journal.length; i++) {
    const { attribution, tokens: counts } = journal.event(i);
    tokens[attribution.source] = (tokens[attribution.source] ?? 0) + totalTokens(counts);
  }
  expect(tokens).toEqual(expected);
}

function piLine(id: string, minute: number, input: number, provider = 'anthropic'): string {
  const usage = { input, output: 5, cacheRead: 0, cacheWrite: 0 };
  return `${JSON.stringify({
    ...{ type: 'message', id, parentId: 'p', timestamp: `2026-07-01T10:${minute}:00.000Z` },
    message: { role: 'assistant', provider, model: 'claude-opus-4-6', usage },
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
