/** What the old session files tell. */
import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { sessionFile } from '../../../src/sources/goose/session-file.ts';
import { bytes, readWhole } from './collect.ts';

const FIXTURES = fileURLToPath(new URL('../../../fixtures/sources/goose/sessions/', import.meta.url));

function check(file: string, expected: readonly object[], troubles: readonly object[] = []): void {
  const told = readWhole(sessionFile, FIXTURES + file);
  expect(told.readings).toMatchObject(expected);
  expect(told.troubles).toEqual(troubles);
}

const NO_SPLIT = ['no request split', 'no cache split'];

describe('a session file', () => {
  it('is one reading of what was accumulated, at its last message', () => {
    check('20250605_143000.jsonl', [
      {
        key: 'goose:20250605_143000:total',
        atMs: 1_749_136_200_000,
        tokens: { input: 341161, output: 2381, cacheRead: 0, cacheWrite5m: 0, cacheWriteOther: 0 },
        quality: 'session total',
        notes: NO_SPLIT,
        terms: { model: '' },
        attribution: { source: 'goose', session: '20250605_143000', cwd: '/home/me/app', witness: 1 },
        line: 1,
      },
    ]);
  });

  it('is at least its last request where nothing was accumulated', () => {
    check('20250310_101500.jsonl', [
      { tokens: { input: 850, output: 50 }, quality: 'lower bound', notes: ['no cache split'] },
    ]);
  });

  it('tells of no usage where it begins with a message', () => {
    check('20250226_080000.jsonl', []);
  });

  it('counts the whole total', () => {
    check('total beyond input and output.jsonl', [{ tokens: { input: 60, output: 10 } }]);
  });

  it('is at the time in its name where it has no messages', () => {
    check('20250715_090000.jsonl', [
      { atMs: Date.UTC(2025, 6, 15, 9), notes: ['no request split', 'borrowed time', 'no cache split'] },
    ]);
  });

  it('is not made up where nothing tells its time', () => {
    const why = 'neither a message nor the name of the file tells when this was: session not counted';
    check('no time at all.jsonl', [], [{ why, line: 1 }]);
  });

  it('is read around damage', () => {
    check(
      'damaged lines.jsonl',
      [{ atMs: 1_749_136_300_000, tokens: { input: 0, output: 20 }, notes: ['count repaired', ...NO_SPLIT] }],
      [
        { why: 'not a JSON object: line skipped', line: 3 },
        { why: 'accumulated_input_tokens is -7, not a count of tokens: read as 0', line: 1 },
      ],
    );
  });
});

it('reads, cut at any byte, as the whole with fewer messages', () => {
  const name = '20250605_143000.jsonl';
  const files = readdirSync(FIXTURES).map(file => readFileSync(FIXTURES + file));
  fc.assert(
    fc.property(fc.constantFrom(...files), fc.nat(2000), (whole, at) => {
      const cut = whole.subarray(0, at % (whole.length + 1));
      const isHeadWhole = cut.length > whole.indexOf(10);
      const { readings, troubles } = readWhole(sessionFile, name, cut);
      const all = readWhole(sessionFile, name, whole);
      if (isHeadWhole) expect(readings.map(r => r.tokens)).toEqual(all.readings.map(r => r.tokens));
      expect(troubles.length).toBeLessThanOrEqual(all.troubles.length + 1);
    }),
    { numRuns: 300 },
  );
});

it('reads the same with a byte order mark and with carriage returns', () => {
  const file = `${FIXTURES}20250605_143000.jsonl`;
  const text = readFileSync(file, 'utf8');
  const dressed = bytes(`\uFEFF${text.replaceAll('\n', '\r\n')}`);
  expect(readWhole(sessionFile, file, dressed)).toEqual(readWhole(sessionFile, file));
});
