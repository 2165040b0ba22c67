/**
 * What a transcript says beside its counts: whose a copied response is, what a session is called, who began a turn, which
 * skill and command a response belongs to. Each case is a tree of files and the right value.
 */
import { expect, test } from 'vitest';
import { originOf } from '../../../src/core/origin.ts';
import type { UsageEvent } from '../../../src/core/usage.ts';
import { createPriceLookup } from '../../../src/prices/index.ts';
import { copiedSessions } from '../../../src/reports/copied-sessions.ts';
import { meaningOf } from '../../../src/reports/explain.ts';
import { asked, line, moment, said, type Told } from '../../support/claude-lines.ts';
import { UTC } from '../../support/clock.ts';
import { journalOf } from '../../support/journal-of.ts';
import { somePrices } from '../../support/prices.ts';

const PROJECT = '.claude/projects/-home-ada-loom';

/** The value of each response, by the name of its file and its id. */
async function check<T>(
  files: Readonly<Record<string, readonly string[]>>,
  value: (event: UsageEvent) => T,
  expected: readonly T[],
): Promise<void> {
  const journal = await journalOf(
    Object.fromEntries(Object.entries(files).map(([name, lines]) => [`${PROJECT}/${name}`, lines.join('')])),
  );
  const events = journal.select(() => true).sort((a, b) => a.atMs - b.atMs);
  expect(events.map(value)).toEqual(expected);
}

const enqueued = (at: number, session: string) =>
  line({ type: 'queue-operation', operation: 'enqueue', timestamp: moment(at), sessionId: session });
/** A response of a session, and the line that it is known by. */
const of = (session: string, id: string, at: number, more: Told['line'] = {}) =>
  said({ id, at, line: { sessionId: session, uuid: `u-${id}`, ...more } });

/** Sessions by the time of their responses. */
test.each<[what: string, files: Readonly<Record<string, readonly string[]>>, sessions: readonly string[]]>([
  [
    'a session that was copied whole keeps its responses, whatever the files are called',
    {
      'b.jsonl': [enqueued(0, 'old'), of('old', 'm1', 1)],
      'a.jsonl': [enqueued(60, 'new'), of('new', 'm1', 1), of('new', 'm2', 61)],
    },
    ['old', 'new'],
  ],
  [
    'a copy that went no further has nothing, though the original went on',
    {
      'a.jsonl': [enqueued(60, 'new'), of('new', 'm1', 1)],
      'b.jsonl': [enqueued(0, 'old'), of('old', 'm1', 1), of('old', 'm2', 90)],
    },
    ['old', 'old'],
  ],
  [
    'a copy that went on before the original did has its own only',
    {
      'a.jsonl': [enqueued(60, 'new'), of('new', 'm1', 1), of('new', 'm2', 61)],
      'b.jsonl': [enqueued(0, 'old'), of('old', 'm1', 1), of('old', 'm3', 90)],
    },
    ['old', 'new', 'old'],
  ],
  [
    'the first line that has a time counts, whatever stands before it',
    {
      'a.jsonl': [
        line({ type: 'file-history-snapshot', snapshot: { timestamp: moment(0) } }),
        line({ type: 'mode', mode: 'default' }),
        enqueued(60, 'new'),
        of('new', 'm1', 1),
        of('new', 'm2', 61),
      ],
      'b.jsonl': [of('old', 'm1', 1), of('old', 'm3', 90)],
    },
    ['old', 'new', 'old'],
  ],
  [
    'a background copy leaves all that it copied to the original',
    {
      'a.jsonl': [of('bg', 'm1', 1, { sessionKind: 'bg' }), of('bg', 'm2', 5, { sessionKind: 'bg' })],
      'b.jsonl': [of('old', 'm1', 1), of('old', 'm3', 90)],
    },
    ['old', 'bg', 'old'],
  ],
  [
    'a background copy without its original is all there is',
    { 'a.jsonl': [of('bg', 'm1', 1, { sessionKind: 'bg' })] },
    ['bg'],
  ],
  [
    'a branch names the conversation that it copies',
    {
      'a.jsonl': [
        of('branch', 'm1', 1, { forkedFrom: { sessionId: 'old', messageUuid: 'u-m1' } }),
        of('branch', 'm2', 5),
      ],
      'b.jsonl': [of('old', 'm1', 1), of('old', 'm3', 90)],
    },
    ['old', 'branch', 'old'],
  ],
])('%s', (_, files, sessions) => check(files, event => event.attribution.session, sessions));

test('a session without responses of its own says whose they are', async () => {
  const journal = await journalOf({
    [`${PROJECT}/a.jsonl`]: enqueued(60, 'fork-1') + of('fork-1', 'm1', 1),
    [`${PROJECT}/b.jsonl`]: enqueued(0, 'old') + of('old', 'm1', 1) + of('old', 'm2', 90),
  });
  const copied = { session: 'fork-1', owners: ['old'], responses: 1 };
  expect(copiedSessions(journal, 'fork')).toEqual([copied]);
  expect(copiedSessions(journal, 'old')).toEqual([]);
  expect(meaningOf('fork-1', journal, somePrices, UTC, 0)).toEqual({ kind: 'copies', copied });
});

const skillCall = (id: string, at: number, uuid: string) =>
  said({
    ...{ id, at, stop: 'tool_use' },
    content: [{ type: 'tool_use', id: 't1', name: 'Skill', input: { skill: 'pdf' } }],
    line: { uuid },
  });
const prompt = (content: unknown, uuid: string, more: Readonly<Record<string, unknown>> = {}) =>
  asked(content, { uuid, ...more });
const typed = (name: string, uuid: string) =>
  prompt(`<command-message>${name}</command-message>\n<command-name>/${name}</command-name>`, uuid);
const done = (uuid: string) =>
  asked([{ type: 'tool_result', tool_use_id: 't1', content: 'ok' }], {
    ...{ uuid, toolUseResult: { commandName: 'pdf' } },
  });
const started = [
  typed('review', 'u1'),
  skillCall('m1', 1, 'u2'),
  done('u3'),
  said({ id: 'm2', at: 2, line: { uuid: 'u4' } }),
];
const skillText = 'Base directory for this skill: /home/ada/.claude/skills/pdf\n\nRead it.';

/** Skill and command of each response, by time. */
test.each<[what: string, lines: readonly string[], labels: readonly string[]]>([
  ['a skill holds from the response after its call', started, ['/review -', '/pdf pdf']],
  [
    'what compaction writes again changes nothing',
    [
      ...started,
      prompt('A plain question.', 'u5'),
      said({ id: 'm3', at: 3, line: { uuid: 'u6' } }),
      ...started,
      said({ id: 'm4', at: 4, line: { uuid: 'u7' } }),
    ],
    ['/review -', '/pdf pdf', '- -', '- -'],
  ],
  [
    'a prompt that is written again ends nothing',
    [
      prompt('A plain question.', 'u0'),
      said({ id: 'm0', at: 0, line: { uuid: 'u9' } }),
      ...started,
      prompt('A plain question.', 'u0'),
      said({ id: 'm3', at: 3, line: { uuid: 'u6' } }),
    ],
    ['- -', '/review -', '/pdf pdf', '/pdf pdf'],
  ],
  [
    'a skill that was typed as a command is one from its text on',
    [
      typed('pdf', 'u1'),
      prompt([{ type: 'text', text: skillText }], 'u2', { isMeta: true }),
      said({ id: 'm1', at: 1, line: { uuid: 'u3' } }),
      prompt('Thanks.', 'u4'),
      said({ id: 'm2', at: 2, line: { uuid: 'u5' } }),
    ],
    ['/pdf pdf', '- -'],
  ],
  [
    'a command whose line says that it is a skill is one',
    [
      prompt('<command-name>/pdf</command-name>\n<skill-format>true</skill-format>', 'u1'),
      said({ id: 'm1', at: 1, line: { uuid: 'u2' } }),
    ],
    ['/pdf pdf'],
  ],
  [
    'words on skills in a later line make no command one',
    [
      typed('review', 'u1'),
      said({ id: 'm1', at: 1, line: { uuid: 'u2' } }),
      prompt(skillText, 'u3', { isMeta: true }),
      said({ id: 'm2', at: 2, line: { uuid: 'u4' } }),
    ],
    ['/review -', '/review -'],
  ],
])('%s', (_, lines, labels) =>
  check(
    { 's.jsonl': lines },
    ({ attribution: { command = '-', skill = '-' } }) => `${command} ${skill}`,
    labels,
  ),
);

/** The origin of a response behind a prompt with these fields, and of one behind a prompt without any. */
test.each<[fields: Readonly<Record<string, unknown>>, origin: string]>([
  [{ turnOrigin: 'human', promptSource: 'typed' }, 'human'],
  [{ promptSource: 'typed' }, 'human'],
  [{ promptSource: 'queued' }, 'human'],
  [{ promptSource: 'suggestion_accepted' }, 'human'],
  [{ turnOrigin: 'scheduled', promptSource: 'system' }, 'scheduled'],
  [{ turnOrigin: 'sdk' }, 'agent'],
  [{ turnOrigin: 'peer' }, 'agent'],
  [{ turnOrigin: 'task_notification', isMeta: true }, 'agent'],
  [{ promptSource: 'system' }, 'agent'],
  [{ turnOrigin: 'constructor' }, 'constructor'],
  [{ turnOrigin: null }, '(not said)'],
  [{}, '(not said)'],
])('a prompt with %j begins a turn of origin %s', (fields, origin) =>
  check(
    {
      's.jsonl': [
        prompt('Go.', 'u1', fields),
        said({ id: 'm1', at: 1, line: { uuid: 'u2' } }),
        prompt('Go on.', 'u3'),
        said({ id: 'm2', at: 2, line: { uuid: 'u4' } }),
      ],
    },
    event => originOf(event.attribution),
    [origin, '(not said)'],
  ),
);

test('the turns of a subagent are begun by an agent, unless a schedule began them', () =>
  check(
    {
      's/subagents/agent-a1.jsonl': [said({ id: 'm1', at: 1, line: { isSidechain: true, agentId: 'a1' } })],
      's/subagents/agent-a2.jsonl': [
        asked('Look.', { isSidechain: true, turnOrigin: 'scheduled' }),
        said({ id: 'm2', at: 2, line: { isSidechain: true, agentId: 'a2' } }),
      ],
    },
    event => originOf(event.attribution),
    ['agent', 'scheduled'],
  ));

/** Searches that only the result of a tool tells of: how often each response searched. */
test.each<[what: string, result: Readonly<Record<string, unknown>>, searches: readonly number[]]>([
  ['a search of four', { searchCount: 4, results: [] }, [0, 4]],
  ['no search', { searchCount: 0 }, [0]],
  ['a count that is none', { searchCount: -1 }, [0]],
  ['no count', { query: 'x' }, [0]],
])('the tool that searches tells of %s', async (_, result, searches) => {
  const lines = [
    said({ content: [{ type: 'tool_use', id: 't1', name: 'WebSearch', input: {} }] }),
    asked([{ type: 'tool_result', tool_use_id: 't1', content: 'x' }], { toolUseResult: result }),
  ];
  // A copy of the session adds nothing.
  const files = { 's.jsonl': lines, 'copy.jsonl': lines };
  await check(files, event => event.webSearches, searches);
  if (searches.length < 2) return;
  await check(files, event => event.quality, ['exact', 'lower bound']);
  await check(files, event => createPriceLookup().rate(event).status, ['listed', 'listed']);
});

const mark = (at: number | null, session = 's1') =>
  line({ type: 'bridge-session', sessionId: session, bridgeSessionId: 'b1', timestamp: moment(at) });

/** Of a session that is controlled from another place: how many responses of unknown size there are. */
test.each<[what: string, lines: readonly string[], unknown: number]>([
  ['one mark says nothing', [said(), mark(5)], 0],
  ['marks without a message between them are a stretch', [said(), mark(5), mark(6), mark(7)], 1],
  ['marks with messages between them are none', [said(), mark(5), said({ id: 'm2', at: 6 }), mark(7)], 0],
  ['two stretches are two', [mark(1), mark(2), said({ at: 3 }), mark(4), mark(5), mark(6)], 2],
  ['marks without a time borrow that of the line before', [said(), mark(null), mark(null)], 1],
])('a remote session: %s', async (_, lines, unknown) => {
  const journal = await journalOf({ [`${PROJECT}/s.jsonl`]: lines.join('') });
  const found = journal.select(event => event.notes.includes('elsewhere'));
  expect(found.map(event => event.quality)).toEqual(Array(unknown).fill('lower bound'));
});

const title = (type: 'ai-title' | 'custom-title', text: unknown, session = 's1') =>
  line({ type, [type === 'ai-title' ? 'aiTitle' : 'customTitle']: text, sessionId: session });

/** What session s1 is called. */
test.each<[what: string, files: Readonly<Record<string, readonly string[]>>, title: string | undefined]>([
  ['nothing', { 's.jsonl': [asked('Fix the shuttle.'), said()] }, undefined],
  [
    'what a model called it',
    { 's.jsonl': [title('ai-title', 'Fix the shuttle'), said()] },
    'Fix the shuttle',
  ],
  [
    'what its user called it, wherever that stands',
    { 's.jsonl': [title('custom-title', 'shuttle'), said(), title('ai-title', 'Fix the shuttle')] },
    'shuttle',
  ],
  [
    'the last of several',
    { 's.jsonl': [title('ai-title', 'Loom'), said(), title('ai-title', 'Shuttle')] },
    'Shuttle',
  ],
  [
    "a model's, once its user took his own back",
    { 's.jsonl': [title('custom-title', 'x'), title('ai-title', 'Loom'), said(), title('custom-title', '')] },
    'Loom',
  ],
  ['nothing that is no text', { 's.jsonl': [title('ai-title', { a: 1 }), said()] }, undefined],
  ['nothing of another session', { 's.jsonl': [title('ai-title', 'Loom', 's2'), said()] }, undefined],
  [
    'never a summary, which is of other messages',
    { 's.jsonl': [line({ type: 'summary', summary: 'Loom' }), said()] },
    undefined,
  ],
])('a session is called: %s', async (_, files, expected) => {
  const journal = await journalOf(
    Object.fromEntries(Object.entries(files).map(([name, lines]) => [`${PROJECT}/${name}`, lines.join('')])),
  );
  expect(journal.titleOf('claude-code', 's1')).toBe(expected);
});
