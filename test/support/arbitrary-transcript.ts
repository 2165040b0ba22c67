/** Arbitrary transcripts, for laws that must hold of any. */
import fc from 'fast-check';
import { asked, line, moment, said } from './claude-lines.ts';

const MODELS = ['claude-opus-4-6', 'claude-haiku-4-5', 'grün-1', ''] as const;
const count = fc.oneof(
  { weight: 5, arbitrary: fc.nat(3000) },
  fc.constantFrom<unknown>(-1, 2.5, '7', null, 1e9),
);
const agentId = fc.constantFrom('a1', 'a2');
const maybe = <T>(arbitrary: fc.Arbitrary<T>) => fc.option(arbitrary, { nil: undefined });

/** Few ids, sessions and moments, so that lines meet. */
const response = fc
  .record({
    id: fc.constantFrom('m1', 'm2', 'm3', 'm4', 'm5', undefined, null),
    model: fc.constantFrom(...MODELS),
    input: count,
    output: count,
    written: maybe(count),
    at: fc.oneof({ weight: 6, arbitrary: fc.nat(40) }, fc.constantFrom('once', null)),
    stop: fc.constantFrom('end_turn', null),
    content: fc.constantFrom<(readonly unknown[])[]>(
      [],
      [{ type: 'text', text: 'näh 🧵' }],
      [{ type: 'tool_use', id: 't1', name: 'Task', input: { subagent_type: 'Explore' } }],
      [{ type: 'tool_use', id: 't2', name: 'Skill', input: { skill: 'pdf' } }],
      [{ type: 'tool_use', id: 't3', name: 'SlashCommand', input: { command: '/commit' } }],
      [{ type: 'tool_use', id: 't4', name: 'Agent', input: { subagent_type: 'Plan', prompt: 'a "b"' } }],
    ),
    line: fc.record(
      {
        requestId: fc.constantFrom('r1', 'r2'),
        uuid: fc.constantFrom('u1', 'u2', 'u3'),
        sessionId: fc.constantFrom('s1', 's2', null),
        cwd: fc.constantFrom('/home/ada/loom', '/home/ada/loom/src', 'C:\\Users\\ada\\loom'),
        isSidechain: fc.boolean(),
        agentId,
        costUSD: fc.double({ min: 0, max: 1, noNaN: true }),
      },
      { requiredKeys: [] },
    ),
    usage: fc.record(
      {
        cache_creation: fc.record({
          ephemeral_5m_input_tokens: fc.nat(50),
          ephemeral_1h_input_tokens: fc.nat(50),
        }),
        iterations: fc.constant([{ type: 'advisor_message', model: 'claude-fable-5', input_tokens: 7 }]),
        speed: fc.constantFrom('fast', 'standard'),
      },
      { requiredKeys: [] },
    ),
  })
  .map(said);

const progress = fc
  .record({ agentId, id: fc.constantFrom('m1', 'm6'), output: fc.nat(9) })
  .map(({ agentId, id, output }) =>
    line({
      type: 'progress',
      timestamp: moment(3),
      sessionId: 's1',
      parentToolUseID: 't1',
      data: {
        type: 'agent_progress',
        agentId,
        message: {
          requestId: 'r9',
          message: { id, model: 'claude-haiku-4-5', usage: { output_tokens: output } },
        },
      },
    }),
  );

const conversation = fc.constantFrom(
  asked('Please go on.'),
  asked('<command-name>/review</command-name>'),
  asked([{ type: 'tool_result', tool_use_id: 't1', content: 'x' }], { toolUseResult: { agentId: 'a1' } }),
  asked([{ type: 'tool_result', tool_use_id: 't2' }], { toolUseResult: { commandName: 'pdf' } }),
  asked([{ type: 'tool_result', tool_use_id: 't4' }], {
    toolUseResult: { agentId: 'a2', agentType: 'Plan' },
  }),
  asked([{ type: 'tool_result', tool_use_id: 't1' }], {
    toolUseResult: { agentId: 'a1', usage: { input_tokens: 9 } },
  }),
  line({
    type: 'progress',
    timestamp: moment(5),
    parentToolUseID: 't4',
    data: {
      type: 'agent_progress',
      agentId: 'a2',
      message: { type: 'user', message: { role: 'user', content: 'x' } },
    },
  }),
  line({ type: 'summary', summary: 'x'.repeat(300), leafUuid: 'u' }),
);

const damage = fc.constantFrom(
  '\n',
  '  \n',
  '\0\0\0\n',
  '42\n',
  '[1]\n',
  'null\n',
  '{"usage"\n',
  '{"type":"user"\n',
  '7',
  '{}',
);

const anyLine = fc.oneof(
  { weight: 6, arbitrary: response },
  progress,
  { weight: 2, arbitrary: conversation },
  damage,
);

/** Text of a transcript; its last line may lack the newline, lines may end as on Windows. */
export const transcriptText: fc.Arbitrary<string> = fc
  .record({
    lines: fc.array(anyLine, { maxLength: 12 }),
    isWindows: fc.boolean(),
    isOpen: fc.boolean(),
  })
  .map(({ lines, isWindows, isOpen }) => {
    const text = lines.join('');
    const ended = isOpen ? text.replace(/\n$/, '') : text;
    return isWindows ? ended.replaceAll('\n', '\r\n') : ended;
  });

/** Several files, each under a name of its own. */
export const transcriptFiles: fc.Arbitrary<Readonly<Record<string, string>>> = fc.dictionary(
  fc.constantFrom(
    '.claude/projects/p/s1.jsonl',
    '.claude/projects/p/s2.jsonl',
    '.claude/projects/p/a-copy.jsonl',
    '.claude/projects/p/s1/subagents/agent-a1.jsonl',
    '.claude/projects/q/s3.jsonl',
  ),
  transcriptText,
  { minKeys: 1, maxKeys: 4 },
);
