import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { transcript } from '../../../src/sources/claude-code/transcript.ts';
import { transcriptText } from '../../support/arbitrary-transcript.ts';
import { asked, line, said } from '../../support/claude-lines.ts';
import { collect, collectInPieces } from '../../support/collect.ts';

describe('laws', () => {
  test('read in pieces, with its state through JSON between them, a transcript reads as in one', () => {
    fc.assert(
      fc.property(transcriptText, fc.array(fc.nat(4000), { maxLength: 4 }), (text, cuts) => {
        expect(collectInPieces(transcript, text, cuts)).toEqual(collect(transcript, text));
      }),
      { numRuns: 300 },
    );
  });

  test('whatever the bytes, it neither throws nor makes up a reading', () => {
    const bytes = fc.uint8Array({ maxLength: 400 });
    const nearly = fc.stringMatching(/^[{}[\]":,a-z0-9\\ \n\r]*$/, { maxLength: 300 });
    fc.assert(
      fc.property(fc.oneof(bytes, nearly), input => {
        expect(collect(transcript, input).readings).toEqual([]);
      }),
      { numRuns: 500 },
    );
  });

  test('one changed byte changes no other line', () => {
    const lines = [0, 1, 2].map(i =>
      said({ id: `m${i}`, input: 100 + i, at: i, content: [{ type: 'text', text: 'ä' }] }),
    );
    const text = Buffer.from(lines.join(''));
    fc.assert(
      fc.property(fc.nat(text.length - 1), fc.nat(255), (at, byte) => {
        const changed = Buffer.from(text);
        changed[at] = byte;
        const whole = collect(transcript, text).readings;
        const hit = lines.findIndex((_, i) => at < Buffer.byteLength(lines.slice(0, i + 1).join('')));
        const found = collect(transcript, changed).readings;
        // A changed newline joins two lines, so the next one may be lost as well.
        for (const i of [0, 1, 2].filter(i => i !== hit && i !== hit + 1)) {
          const { line: _, ...same } = whole[i]!;
          expect(found).toContainEqual(expect.objectContaining(same));
        }
      }),
      { numRuns: 400 },
    );
  });
});

describe('where a reading stands', () => {
  test('offsets count bytes, lines count from one', () => {
    const first = asked('näh 🧵');
    const text = `${first}\n${said({ id: 'm1' })}${said({ id: 'm2' })}`;
    const at = Buffer.byteLength(first) + 1;
    const { readings } = collect(transcript, text);
    expect(readings.map(({ offset, line }) => ({ offset, line }))).toEqual([
      { offset: at, line: 3 },
      { offset: at + Buffer.byteLength(said({ id: 'm1' })), line: 4 },
    ]);
  });

  test.each([
    ['/h/projects/p/5e55.jsonl', '5e55', undefined],
    ['/h/projects/p/agent-c0de.jsonl', 'agent-c0de', 'c0de'],
    ['/h/projects/p/5e55/subagents/agent-a1.jsonl', '5e55', 'a1'],
    ['/h/projects/p/5e55/subagents/workflows/wf/agent-a1.jsonl', '5e55', 'a1'],
    ['C:\\h\\projects\\p\\5e55\\subagents\\agent-a1.jsonl', '5e55', 'a1'],
  ])('%s tells a session where the lines do not', (file, session, agentId) => {
    const isSidechain = agentId !== undefined;
    const text = said({ line: { sessionId: undefined, isSidechain } });
    expect(collect(transcript, text, file).readings[0]!.attribution).toMatchObject({ session, agentId });
  });

  test('some lines spell the session id in another way', () => {
    const text = said({ line: { sessionId: undefined, session_id: 's9' } });
    expect(collect(transcript, text).readings[0]!.attribution.session).toBe('s9');
  });
});

test('a line of many megabytes is a line', () => {
  const image = 'iVBORw0KGgo'.repeat(400_000);
  const text =
    said({ id: 'm1' }) +
    asked([
      { type: 'tool_result', tool_use_id: 't', content: [{ type: 'image', source: { data: image } }] },
    ]) +
    said({ id: 'm2', content: [{ type: 'text', text: image }] });
  const { readings, troubles } = collect(transcript, text);
  expect(readings.map(({ key }) => key)).toEqual(['claude:message:m1', 'claude:message:m2']);
  expect(troubles).toEqual([]);
});

test('of agents that never answer only the latest are remembered', () => {
  const calls = Array.from({ length: 500 }, (_, i) =>
    said({
      id: `m${i}`,
      content: [{ type: 'tool_use', id: `t${i}`, name: 'Task', input: { subagent_type: 'x' } }],
    }),
  );
  const state = transcript.start('/f.jsonl');
  transcript.read(state, Buffer.from(calls.join('')), 0, collect(transcript, ''));
  const { openCalls } = state.conversation;
  expect(openCalls.length).toBe(64);
  expect(openCalls.at(-1)).toEqual(['t499', 'x']);
});

test('names out of logs are never taken for ours', () => {
  const text =
    said({ content: [{ type: 'tool_use', id: '__proto__', name: 'Task', input: { subagent_type: 'x' } }] }) +
    asked([{ type: 'tool_result', tool_use_id: 'constructor' }], { toolUseResult: { agentId: 'a1' } }) +
    line({ type: 'progress', parentToolUseID: 'toString', data: { agentId: 'a2', note: '"usage"' } });
  const { agents, troubles } = collect(transcript, text);
  expect({ agents, troubles }).toEqual({ agents: [], troubles: [] });
});
