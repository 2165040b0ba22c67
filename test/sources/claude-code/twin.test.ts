/**
 * The fast reader and its slow twin must agree on every byte: on facts, troubles, agents and the state they leave.
 */
import { isUtf8 } from 'node:buffer';
import { expect, test } from 'vitest';
import { STOPPED, startScanner } from '../../../src/sources/claude-code/scanner.ts';
import { alikeTranscript } from '../../support/alike-transcript.ts';
import { asked, line, moment, said, type Told } from '../../support/claude-lines.ts';
import { compared } from '../../support/compared.ts';
import { oddTranscript } from '../../support/odd-transcript.ts';

/** For more: TOKEN_DASH_FUZZ_FILES=20000. */
const FILES = Number(process.env.TOKEN_DASH_FUZZ_FILES ?? 300);
const LINES = 200;

/** At least so many lines of a hundred must be read fast, or the comparison would say nothing. */
test.each([
  ['lines of any kind', oddTranscript, 25],
  ['lines that differ in a value or two', alikeTranscript, 10],
])('the fast reader reads what its slow twin reads: %s', (_, transcript, share) => {
  let records = 0;
  for (let seed = 1; seed <= FILES; seed++) {
    const { fast, slow, records: plain } = compared(transcript(seed, LINES), seed);
    records += plain;
    expect({ seed, ...fast }).toEqual({ seed, ...slow });
  }
  expect(records).toBeGreaterThan((FILES * LINES * share) / 100);
});

test('the records of a session are read by templates', () => {
  const lines = range(1000, i => [
    said({ id: `m${i}`, content: [tool('Bash')] }),
    asked('yes'),
    said({ id: 'x' }),
  ]);
  expect(countByTemplate(Buffer.from(lines.flat().join('')))).toBeGreaterThan(1990);
  // So are enough of the lines that were compared above.
  const odd = range(60, i => countByTemplate(alikeTranscript(i + 1, LINES)));
  expect(odd.reduce((sum, count) => sum + count)).toBeGreaterThan(1000);
});

/** How many lines the scanner reads by a template. */
function countByTemplate(bytes: Buffer): number {
  const scanner = startScanner()!;
  let all = 0;
  scanner.begin(true);
  const count = () => {
    all += scanner.byTemplate;
    scanner.taken();
  };
  scanner.scan(bytes, 0, 0, { see: count, take: count });
  return all;
}

const call = (name: string, input: unknown) => ({ type: 'tool_use', id: 'toolu_1', name, input });
const result = [{ type: 'tool_result', tool_use_id: 'toolu_1', content: 'done' }];
const agentCall = said({ content: [call('Task', { subagent_type: 'Explore' })] });
const windows = { sessionId: 's1', cwd: 'C:\\Users\\ada\\loom "2"' };
const progress = (message: unknown, data: Readonly<Record<string, unknown>> = {}) =>
  line({
    type: 'progress',
    timestamp: moment(4),
    parentToolUseID: 'toolu_1',
    data: { type: 'agent_progress', agentId: 'a1', message, ...data },
  });

/** Each is read between two records, and again after an agent was called. */
test.each([
  ['a directory of Windows', said({ id: 'm2', line: windows })],
  [
    'a skill and an agent with escapes',
    said({ line: { attributionSkill: 'a"b', attributionAgent: 'c\\d' } }),
  ],
  ['an escape that no writer needs', said({ line: windows }).replace('ada', '\\u0061da')],
  ['what a subagent answered', asked(result, { toolUseResult: { usage: { input_tokens: 9 } } })],
  ['an answer that names its agent', asked(result, { toolUseResult: { usage: {}, agentId: 'a1' } })],
  [
    'an answer that names the type of its agent',
    asked(result, { toolUseResult: { agentId: 'a\\1', agentType: 'Pl"an', usage: { input_tokens: 9 } } }),
  ],
  ['an answer that names a command', asked(result, { toolUseResult: { commandName: 'pdf' } })],
  ['an answer that names a number', asked(result, { toolUseResult: { agentId: 7, commandName: null } })],
  ['an answer in plain words', asked(result, { toolUseResult: 'it used "usage"' })],
  ['an answer beside a prompt', asked([...result, { type: 'text', text: 'go on' }], { toolUseResult: {} })],
  ['a prompt with control characters', asked('\u001b[1mgo on\u001b[0m')],
  ['a call of an agent', agentCall],
  ['a call of an agent without a type', said({ content: [call('Agent', { prompt: 'look' })] })],
  ['a call of a skill', said({ content: [call('Skill', { skill: 'p"df' })] })],
  ['a call of a skill by its command', said({ content: [call('Skill', { command: '/pdf' })] })],
  ['a call of a command', said({ content: [call('SlashCommand', { command: '/commit now' })] })],
  [
    'calls of several agents',
    said({ content: [1, 2, 3].map(i => ({ ...call('Task', { subagent_type: `A${i}` }), id: `t${i}` })) }),
  ],
  [
    'a call of a server',
    said({ content: [{ ...call('Skill', { skill: 'pdf' }), type: 'server_tool_use' }] }),
  ],
  [
    'a call in a record that no model made',
    said({ model: '<synthetic>', content: [call('Skill', { skill: 'pdf' })] }),
  ],
  ['what a subagent was asked', progress({ message: { role: 'user', content: 'look' }, type: 'user' })],
  ['what a subagent called', progress({ message: JSON.parse(agentCall).message })],
  [
    'progress of something else',
    progress({ message: { role: 'user', usage: 'no' } }, { type: 'bash_progress' }),
  ],
  ['a note that names a user', line({ type: 'attachment', timestamp: moment(2), by: 'user' })],
])('it takes %s', (_, text) => {
  const lines = [said({ id: 'm0' }), text, said({ id: 'm9' }), agentCall, text, said({ id: 'm8' })];
  expect(handedOver(lines)).toBe(0);
  const { fast, slow } = compared(Buffer.from(lines.join('')));
  expect(fast).toEqual(slow);
});

/** What JSON.parse would read otherwise than it stands there, what has no time, and what is rare. */
const nothing = { input: 0, output: 0 };
test.each([
  [
    'a name in disguise',
    asked(result, { toolUseResult: '@' }).replace('"@"', '{"usage":{},"agent\\u0049d":"a1"}'),
  ],
  [
    'a field that stands there twice',
    asked(result, { toolUseResult: '@' }).replace('"@"', '{"usage":{},"agentId":"a","agentId":"b"}'),
  ],
  ['an input that stands there twice', agentCall.replace('"input":', '"input":{},"input":')],
  ['a tag in disguise', asked('\\u003ccommand-name>/x</command-name>').replaceAll('\\\\', '\\')],
  ['a command', asked('<command-name>/review</command-name>')],
  ['a record without counts', said({ ...nothing, content: [{ type: 'text', text: 'x' }] })],
  [
    'a record that only searched',
    said({ ...nothing, usage: { server_tool_use: { web_search_requests: 2 } } }),
  ],
  ['a record without usage', said({ content: [{ type: 'text', text: 'x' }] }).replace('"usage"', '"used"')],
  [
    'a paused response',
    said().replace('"usage"', '"pausedResponses":[{"usage":{"output_tokens":1}}],"usage"'),
  ],
  ['an unmetered response', said({ line: { isUnmetered: true } })],
  ['counts of another vendor', said({ usage: { input_tokens_details: { cached_tokens: 4 } } })],
  ['a record without a time', said({ id: 'm3', at: null })],
  ['a model in disguise', said().replace('claude-opus', 'claude\\u002dopus')],
])('it hands over %s', (_, text) => {
  const lines = [said({ id: 'm0' }), text, said({ id: 'm9' })];
  expect(handedOver(lines)).toBe(1);
  const { fast, slow } = compared(Buffer.from(lines.join('')));
  expect(fast).toEqual(slow);
});

test('what it hands on of a line is short, however long the line is', () => {
  const text = asked([{ ...result[0], content: 'x'.repeat(1 << 20) }], {
    toolUseResult: { agentId: 'a1', agentType: 'Explore', content: 'y'.repeat(1 << 20) },
  });
  const scanner = startScanner()!;
  let extract = '';
  scanner.begin(true);
  const see = () => {
    if (scanner.stopped === STOPPED.atConversation) extract = scanner.extract;
  };
  scanner.scan(Buffer.from(text), 0, 0, { see, take: () => scanner.taken() });
  expect(JSON.parse(extract)).toMatchObject({
    type: 'user',
    message: { content: [{ tool_use_id: 'toolu_1' }, {}] },
    toolUseResult: { agentId: 'a1', agentType: 'Explore' },
  });
  expect(extract.length).toBeLessThan(300);
});

/** How many lines the scanner leaves to its twin. */
function handedOver(lines: readonly string[]): number {
  const scanner = startScanner()!;
  let count = 0;
  let asked = 0;
  scanner.begin(true);
  const see = () => {
    if (scanner.stopped === STOPPED.atLine) count += 1;
    // After a call of an agent its progress and results matter.
    if (scanner.stopped === STOPPED.atConversation) asked += 1;
    scanner.setOpenCalls(asked > 0);
  };
  scanner.scan(Buffer.from(lines.join('')), 0, 0, { see, take: () => scanner.taken() });
  return count;
}

test('escapes are read wherever they stand', () => {
  const letters = [
    '"',
    '/',
    'b',
    'f',
    'n',
    'r',
    't',
    'u0041',
    'ud83d\\ude00',
    'u00g0',
    'x',
    'é',
    '\t',
    '1',
    '',
  ];
  // Behind the first escape of a string, and where it is the first.
  const texts = ['', '\\n'].flatMap(first =>
    range(70, pad =>
      range(5, run => letters.map(letter => `${first}${'p'.repeat(pad)}${'\\'.repeat(run)}${letter} "`)),
    ).flat(2),
  );
  const lines = texts.map((text, i) => saying(Buffer.from(text), i).toString());
  const { fast, slow, records } = compared(Buffer.from(lines.join('')));
  expect(fast).toEqual(slow);
  // Of those that JSON.parse takes none is handed over, except where characters are written in hexadecimal.
  const plain = lines.filter(line => isJson(line) && !/\\u/.test(line));
  expect(plain.length).toBeGreaterThan(1000);
  expect(records).toBeGreaterThanOrEqual(plain.length);
});

test('characters are taken wherever a strict decoder takes them', () => {
  // First and last bytes of every kind that there is, and their neighbours.
  const bytes = [
    0x41, 0x80, 0x8f, 0x90, 0x9f, 0xa0, 0xbf, 0xc0, 0xc1, 0xc2, 0xdf, 0xe0, 0xe1, 0xec, 0xed, 0xee, 0xef,
    0xf0, 0xf1, 0xf3, 0xf4, 0xf5, 0xff,
  ];
  const few = [0x41, 0x80, 0xbf, 0xc2];
  const runs = bytes.flatMap(a =>
    bytes.flatMap(b => [[a, b], ...few.flatMap(c => [[a, b, c], ...few.map(d => [a, b, c, d])])]),
  );
  const texts = runs.map((run, i) => {
    const before = i % 2 === 0 ? [] : [0xc3, 0xa9];
    return Buffer.from([...before, ...range(i % 83, () => 0x70), ...run, 0x22]);
  });
  const lines = texts.map(saying);
  const { fast, slow, records } = compared(Buffer.concat(lines));
  expect(fast).toEqual(slow);
  const sound = texts.filter(text => isUtf8(text)).length;
  expect(sound).toBeGreaterThan(250);
  expect(records).toBe(sound);
});

/** A line with a response that says `text`, which ends with its closing quote. */
function saying(text: Buffer, i: number): Buffer {
  const [before, behind] = said({ id: `m${i}`, content: [{ type: 'text', text: '@' }] }).split('@"');
  return Buffer.concat([Buffer.from(before!), text, Buffer.from(behind!)]);
}

function isJson(line: string): boolean {
  try {
    JSON.parse(line);
    return true;
  } catch {
    return false;
  }
}

/** More, or longer, than the scanner has room for at once. */
test.each([
  [
    'more sessions than it remembers',
    range(9000, i => said({ id: `m${i % 50}`, line: { sessionId: `s${i % 4500}` } })),
  ],
  ['more lines to hand over than fit at once', range(3000, i => (i % 3 ? '{}\n' : `{"user":${i}\n`))],
  ['more tools than it remembers', range(3000, i => said({ id: `m${i}`, content: [tool(`tool-${i}`)] }))],
  ['more tools, in two sessions by turns', byTurns(0)],
  ['more tools, in two sessions by turns, the other first', byTurns(1)],
  [
    'more tools in one response than it has room for',
    [said({ content: range(300, i => tool(`tool-${i}`)) })],
  ],
  ['a directory that is too long', [said({ line: { cwd: 'x'.repeat(5000) } }), said({ id: 'm2' })]],
  [
    'a line that is larger than its memory',
    [said({ content: [{ text: 'x'.repeat(9 << 20) }] }), said({ id: 'm2' })],
  ],
  ['a prompt that is', [asked('<command-name>/x</command-name>'), asked('y'.repeat(9 << 20)), said()]],
  ['brackets within brackets', [said({ content: [JSON.parse(`${'['.repeat(500)}${']'.repeat(500)}`)] })]],
  ['nothing at all', []],
  [
    'more responses than it holds at once, each with a second record',
    twice(range(5000, i => said({ id: `m${i}` }))),
  ],
])('it has room for %s', (_, lines) => {
  // What was read before must make no difference.
  for (const warm of [oddTranscript(1, 2000), Buffer.alloc(0)]) compared(warm);
  const { fast, slow } = compared(Buffer.from(lines.join('')));
  expect(fast).toEqual(slow);
});

/** Records of one response, one behind the other, which the scanner folds into one row. */
const thought = { usage: { output_tokens_details: { thinking_tokens: 9 } } };
test.each([
  ['that grow', [{ output: 1 }, { output: 7 }, { output: 3 }]],
  ['of which one is the last', [{ stop: null }, {}, { stop: null }]],
  ['out of order', [{ at: 5 }, { at: 1 }, { at: 3 }]],
  ['that call one tool again', [{ content: [tool('Bash')] }, {}, { content: [tool('Bash')] }]],
  ['that call another', [{ content: [tool('Read')] }, { content: [tool('Bash')] }, {}]],
  ['that count nothing at first', [nothing, {}, {}]],
  ['that count nothing at last', [{}, {}, nothing]],
  ['that only thought at first', [{ ...nothing, ...thought }, {}, {}]],
  ['of other terms', [{}, { usage: { speed: 'fast' } }, {}, {}]],
  ['of another session', [{}, { line: { sessionId: 's2' } }, {}, {}]],
])('it folds records %s', (_, records: readonly Told[]) => {
  // The very first line gets a row of its own, and so does each whose response is not known yet.
  const lines = [said({ id: 'before' }), ...records.map(said), said({ id: 'after' }), ...records.map(said)];
  const { fast, slow, rows } = compared(Buffer.from(lines.join('').repeat(3)));
  expect(fast).toEqual(slow);
  expect(rows).toBeLessThan(lines.length);
});

test('it tells sessions apart when its memory is replaced', () => {
  const of = (sessionId: string, size: number) =>
    said({ id: `m${size}`, line: { sessionId }, content: [{ text: 'x'.repeat(size) }] });
  const lines = [of('s1', 9 << 20), of('s2', 2000), of('s2', 9 << 20), of('s3', 2000)];
  // In pieces, each read for itself.
  const { fast, slow } = compared(Buffer.from(lines.join('')), 4);
  expect(fast).toEqual(slow);
});

function twice<T>(lines: readonly T[]): T[] {
  return [...lines, ...lines];
}

function byTurns(first: number) {
  return range(3000, i => {
    const content = [tool(`tool-${i}`)];
    return said({
      id: `m${i}`,
      line: { sessionId: `s${(i + first) % 2}` },
      content: i < first ? [] : content,
    });
  });
}

function tool(name: string) {
  return { type: 'tool_use', id: 't', name, input: {} };
}

function range<T>(count: number, make: (i: number) => T): T[] {
  return Array.from({ length: count }, (_, i) => make(i));
}
