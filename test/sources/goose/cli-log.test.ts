/** What the debug traces tell. The fixture's lines are named in the order in which they stand. */
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { TOKEN_KINDS, type Tokens } from '../../../src/core/usage.ts';
import { cliLog } from '../../../src/sources/goose/cli-log.ts';
import { bytes, readLines } from './collect.ts';

const LOG = '2025-08-14/20250814_140210-20250814_140209.log';
const FIXTURE = fileURLToPath(new URL(`../../../fixtures/sources/goose/logs/cli/${LOG}`, import.meta.url));
const KEY = 'goose:20250814_140210-20250814_140209';
const whole = readFileSync(FIXTURE);

function kinds(tokens: Tokens): Partial<Tokens> {
  return Object.fromEntries(TOKEN_KINDS.filter(kind => tokens[kind] > 0).map(kind => [kind, tokens[kind]]));
}

/** A trace of one response, as text of one line. */
function trace(
  fields: Readonly<Record<string, unknown>>,
  more: object = { timestamp: '2025-08-14T18:02:14Z' },
) {
  const all = {
    model_config: '{}',
    input: '{}',
    output: '{}',
    total_tokens: '1',
    input_tokens: '1',
    ...fields,
  };
  return `${JSON.stringify({ ...more, fields: all })}\n`;
}

describe('a log', () => {
  const { readings, troubles } = readLines(cliLog, FIXTURE, whole);

  it.each([
    ['OpenAI, cache inside', 2, 'gpt-4o-2024-08-06', { input: 1048, output: 96, cacheRead: 3072 }, []],
    [
      'Anthropic, cache beside',
      3,
      'claude-sonnet-4-20250514',
      { input: 12, output: 210, cacheRead: 2200, cacheWrite5m: 1800 },
      [],
    ],
    ['the end of a stream', 5, 'gpt-4o', { input: 500, output: 40 }, ['no cache split']],
    ['no timestamp', 6, 'gpt-4o', { input: 100, output: 10 }, ['borrowed time', 'no cache split']],
    ['an answer that is no JSON', 11, 'o3', { input: 70, output: 7 }, ['no cache split']],
    ['damaged counts', 12, 'gpt-4o', { output: 10 }, ['count repaired', 'cached above input']],
    ['reasoning beside the completion', 13, 'grok-4', { input: 900, output: 800, cacheRead: 100 }, []],
    ['thoughts in the total alone', 14, 'gemini-2.5-pro', { input: 800, output: 300 }, ['no cache split']],
  ])('tells of a response: %s', (_name, line, model, tokens, notes) => {
    const reading = readings.find(one => one.line === line)!;
    expect(reading).toMatchObject({ key: `${KEY}:line ${line}`, quality: 'exact', notes, terms: { model } });
    expect(kinds(reading.tokens)).toEqual(tokens);
    expect(whole.subarray(reading.offset).toString().split('\n')[0]).toMatch(/^\{.*\}$/);
  });

  it('tells of nothing else', () => {
    expect(readings.map(({ line }) => line)).toEqual([2, 3, 5, 6, 11, 12, 13, 14]);
  });

  it('keeps reasoning inside the output', () => {
    expect(readings.map(({ reasoning }) => reasoning)).toEqual([64, 0, 0, 0, 0, 0, 300, 0]);
  });

  it('has the times of its lines, or of the one before', () => {
    expect(readings.map(({ atMs }) => new Date(atMs).toISOString().slice(17, 23))).toEqual([
      '14.482',
      '31.000',
      '33.000',
      '33.000',
      '36.000',
      '37.000',
      '38.000',
      '39.000',
    ]);
  });

  it('has the directory that Goose told the model, until it tells another', () => {
    const [app, other, windows] = ['/home/me/app', '/home/me/my app', 'C:\\Users\\me\\app'];
    expect(readings.map(({ attribution }) => attribution.cwd)).toEqual([
      app,
      other,
      other,
      other,
      other,
      other,
      windows,
      windows,
    ]);
  });

  it('names broken lines', () => {
    expect(troubles).toEqual([
      { why: 'not a JSON object: line skipped', line: 7 },
      { why: 'not a JSON object: line skipped', line: 8 },
      { why: 'prompt_tokens is -100, not a count of tokens: read as 0', line: 12 },
    ]);
  });
});

it.each([
  ['20250814_140210-20250814_140209.log', '20250814_140209'],
  ['20250814_140210-20260816_3.log', '20260816_3'],
  ['20250814_140210-my-refactoring.log', 'my-refactoring'],
  ['20250814_140210.log', '20250814_140210'],
  ['20250814_140210-goose-web.log', '20250814_140210-goose-web'],
  ['20250814_140210-mcp-fetch.log', '20250814_140210-mcp-fetch'],
  ['C:\\logs\\cli\\2025-08-14\\20250814_140210-a.b.log', 'a.b'],
  ['/logs/what else.log', 'what else'],
])('%s is of session %s', (file, session) => {
  const { readings } = readLines(cliLog, file, bytes(trace({})));
  expect(readings.map(({ attribution }) => attribution)).toEqual([{ source: 'goose', session, witness: 2 }]);
});

describe('the time of a line without one', () => {
  it('is in the name of the file, taken as UTC', () => {
    const { readings } = readLines(cliLog, '/20250814_140210.log', bytes(trace({}, {})));
    expect(readings).toMatchObject([
      { atMs: Date.UTC(2025, 7, 14, 14, 2, 10), notes: ['borrowed time', 'no cache split'] },
    ]);
  });

  it('may be told by a line that is no record', () => {
    const lines = `{"timestamp":"2025-08-14T18:02:10Z","level":"INFO"}\n${trace({}, { timestamp: 'today' })}`;
    expect(readLines(cliLog, '/debug.log', bytes(lines)).readings).toMatchObject([
      { atMs: Date.UTC(2025, 7, 14, 18, 2, 10) },
    ]);
  });

  it('may be told by nothing', () => {
    const { readings, troubles } = readLines(cliLog, '/debug.log', bytes(trace({}, {})));
    expect(readings).toEqual([]);
    expect(troubles).toEqual([{ why: expect.stringContaining('not counted'), line: 1 }]);
  });
});

it('finds a directory at any depth', () => {
  const deep = `${'['.repeat(50_000)}"current directory: /deep"${']'.repeat(50_000)}`;
  const { readings } = readLines(
    cliLog,
    FIXTURE,
    bytes(trace({ input: `{"system":"","messages":${deep}}` })),
  );
  expect(readings[0]!.attribution.cwd).toBe('/deep');
});

it('reads, cut at any line and continued, as it reads whole', () => {
  const ends = [...whole.keys()].filter(at => whole[at] === 10).map(at => at + 1);
  fc.assert(
    fc.property(fc.subarray(ends), cuts => {
      const borders = [0, ...cuts, whole.length];
      const pieces = borders.slice(1).map((end, i) => whole.subarray(borders[i], end));
      expect(readLines(cliLog, FIXTURE, ...pieces)).toEqual(readLines(cliLog, FIXTURE, whole));
    }),
  );
});

it('never throws, whatever the bytes', () => {
  fc.assert(
    fc.property(fc.nat(whole.length - 1), fc.uint8Array({ maxLength: 20 }), (at, noise) => {
      const damaged = Buffer.concat([whole.subarray(0, at), noise, whole.subarray(at + noise.length)]);
      const { readings } = readLines(cliLog, FIXTURE, damaged);
      for (const { tokens } of readings) {
        for (const kind of TOKEN_KINDS) expect(tokens[kind]).toBeGreaterThanOrEqual(0);
      }
    }),
    { numRuns: 500 },
  );
});
