/**
 * The fast reader and the obvious one must agree on every byte: on facts, troubles, agents and the state they leave.
 */
import { isUtf8 } from 'node:buffer';
import { expect, test } from 'vitest';
import { STOPPED, startScanner } from '../../../src/sources/claude-code/scanner.ts';
import { alikeTranscript } from '../../support/alike-transcript.ts';
import { asked, said, type Told } from '../../support/claude-lines.ts';
import { compared } from '../../support/compared.ts';
import { oddTranscript } from '../../support/odd-transcript.ts';

/** More for a night: TOKEN_DASH_FUZZ_FILES=20000. */
const FILES = Number(process.env.TOKEN_DASH_FUZZ_FILES ?? 400);
const LINES = 200;

/** Were nothing read fast, nothing would have been compared: so many lines of a hundred are. */
test.each([
  ['lines of any kind', oddTranscript, 25],
  ['lines that are alike but for what stands in them', alikeTranscript, 10],
])('the fast reader reads what the obvious one reads: %s', (_, transcript, share) => {
  let records = 0;
  for (let seed = 1; seed <= FILES; seed++) {
    const { fast, slow, records: plain } = compared(transcript(seed, LINES), seed);
    records += plain;
    expect({ seed, ...fast }).toEqual({ seed, ...slow });
  }
  expect(records).toBeGreaterThan((FILES * LINES * share) / 100);
});

test('the lines of a session are read by their shape', () => {
  const lines = range(1000, i => [
    said({ id: `m${i}`, content: [tool('Bash')] }),
    asked('yes'),
    said({ id: 'x' }),
  ]);
  expect(alikeIn(Buffer.from(lines.flat().join('')))).toBeGreaterThan(1990);
  // Made-up ones often enough for what was compared above.
  const odd = range(50, i => alikeIn(alikeTranscript(i + 1, LINES)));
  expect(odd.reduce((sum, alike) => sum + alike)).toBeGreaterThan(1000);
});

/** How many lines the scanner reads by the shape of one before. */
function alikeIn(bytes: Buffer): number {
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

test.each([
  ['what a subagent answered', { usage: { input_tokens: 9 } }, 0],
  ['an answer that says whose it is', { usage: { input_tokens: 9 }, agentId: 'a1' }, 1],
  ['an answer that says so in disguise', '{"usage":{"input_tokens":9},"agent\\u0049d":"a1"}', 1],
  ['an answer that names a command', { usage: {}, commandName: 'pdf' }, 1],
  ['an answer in plain words', 'it used "usage"', 0],
])('of lines that are no records it hands over what may matter: %s', (_, told, count) => {
  const result = [{ type: 'tool_result', tool_use_id: 'toolu_1', content: 'done' }];
  const line = asked(result, {
    toolUseResult: typeof told === 'string' && told.startsWith('{') ? '@' : told,
  });
  const lines = [said(), line.replace('"@"', () => `${told}`), said({ id: 'm2' })];
  expect(handedOver(lines)).toBe(count);
  const { fast, slow } = compared(Buffer.from(lines.join('')));
  expect(fast).toEqual(slow);
});

test('a record that no model made is none, and is not handed over', () => {
  const lines = [
    said(),
    said({ id: 'm2', model: '<synthetic>', at: 3 }),
    said({ id: 'm3', at: null }),
    said({ id: 'm4', model: '<synthetic>', content: [tool('Skill')] }),
  ];
  // The third has no time of its own, and the last calls a skill.
  expect(handedOver(lines)).toBe(2);
  const { fast, slow } = compared(Buffer.from(lines.join('')));
  expect(fast).toEqual(slow);
});

/** How many lines the scanner leaves to the obvious reader. */
function handedOver(lines: readonly string[]): number {
  const scanner = startScanner()!;
  let count = 0;
  scanner.begin(true);
  const see = () => {
    if (scanner.stopped === STOPPED.atLine) count += 1;
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
  // None of those is handed over that JSON.parse takes, but for what is written in hexadecimal.
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

/** A line in which a response says something, of which the last quote is given. */
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

/** What is longer or more than there is room for in the scanner at once. */
test.each([
  [
    'more sessions than it remembers',
    range(9000, i => said({ id: `m${i % 50}`, line: { sessionId: `s${i % 4500}` } })),
  ],
  ['more lines than it tells of at once', range(3000, i => (i % 3 ? '{}\n' : `{"user":${i}\n`))],
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
    'more responses than it takes at once, each told of again',
    twice(range(5000, i => said({ id: `m${i}` }))),
  ],
])('it has room for %s', (_, lines) => {
  // What was read before must not matter.
  for (const warm of [oddTranscript(1, 2000), Buffer.alloc(0)]) compared(warm);
  const { fast, slow } = compared(Buffer.from(lines.join('')));
  expect(fast).toEqual(slow);
});

/** Records of one response, one behind the other, which the scanner folds before it tells of them. */
const nothing = { input: 0, output: 0 };
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
  ['that only searched', [{ ...nothing, usage: { server_tool_use: { web_search_requests: 2 } } }, {}, {}]],
  ['of other terms', [{}, { usage: { speed: 'fast' } }, {}, {}]],
  ['of another session', [{}, { line: { sessionId: 's2' } }, {}, {}]],
])('it folds records %s', (_, records: readonly Told[]) => {
  // The very first line stands alone, and so does every one of which nothing is known yet.
  const lines = [said({ id: 'before' }), ...records.map(said), said({ id: 'after' }), ...records.map(said)];
  const { fast, slow, rows } = compared(Buffer.from(lines.join('').repeat(3)));
  expect(fast).toEqual(slow);
  expect(rows).toBeLessThan(lines.length);
});

test('and knows one session from another when its memory is made anew', () => {
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
