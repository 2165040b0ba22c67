import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { describe, expect, test } from 'vitest';
import { type CompareInput, compareCommand } from '../../src/cli/compare.ts';
import { Zone } from '../../src/core/calendar.ts';
import { eachRecord } from '../../src/logs/read/readings.ts';
import { createPriceLookup } from '../../src/prices/index.ts';
import { claudeCode } from '../../src/sources/claude-code.ts';
import { home } from '../support/home.ts';
import { snapshotOf, snapshotOfPlace } from '../support/journal-of.ts';

const NOW_MS = Date.UTC(2026, 10, 22, 12);
const place = { home: resolve('fixtures/compare/home'), env: {}, platform: 'linux' };

/** Runs the command over the home that the reports were made of. */
async function run(name: string, change: Partial<CompareInput> = {}) {
  let out = '';
  let err = '';
  const io = {
    out: (text: string) => {
      out += text;
    },
    err: (text: string) => {
      err += text;
    },
    nowMs: NOW_MS,
  };
  const input: CompareInput = {
    text: readFileSync(`fixtures/compare/${name}.json`, 'utf8'),
    file: `${name}.json`,
    load: async () => ({
      snapshot: await snapshotOfPlace(place, home().cacheDir),
      prices: createPriceLookup({ now: NOW_MS }),
    }),
    eachRecord: see => eachRecord([claudeCode], place, see),
    zone: new Zone('UTC'),
    asJson: false,
    ...change,
  };
  const code = await compareCommand(input, io);
  return { code, out, err, last: out.trimEnd().split('\n').at(-1) };
}

describe('what real tools got wrong, in one line', () => {
  const whole = 'explain 100 % of the gap';
  test.each([
    [
      'ccusage-15.9.7',
      `First partial record kept + subagents or progress lines missed + missing model together ${whole} (-12,733 tokens, -$2.53).`,
    ],
    [
      'ccusage-17.2.1',
      `First partial record kept + subagents or progress lines missed + missing model + length tier ignored or marginal + modifier or fee ignored together ${whole} (-12,733 tokens, -$1.32).`,
    ],
    [
      'ccusage-18.0.11',
      `First partial record kept + subagents or progress lines missed + 1h cache writes at the 5m rate + length tier ignored or marginal + modifier or fee ignored together ${whole} (-12,733 tokens, -$0.91).`,
    ],
    [
      'ccusage-19.0.3',
      `1h cache writes at the 5m rate + length tier ignored or marginal + modifier or fee ignored together ${whole} (0 tokens, -$0.74).`,
    ],
    [
      'ccusage-20.0.24',
      `Length tier ignored or marginal + modifier or fee ignored together ${whole} (0 tokens, -$0.64).`,
    ],
    [
      'ccusage-20.0.24-by-agent',
      `Length tier ignored or marginal + modifier or fee ignored together ${whole} (0 tokens, -$0.64).`,
    ],
    [
      'ccusage-20.0.24-claude-instances',
      `Length tier ignored or marginal + modifier or fee ignored together ${whole} (0 tokens, -$0.64).`,
    ],
    ['ccusage-20.0.24-no-cost', 'No difference: 679,526 tokens on both sides.'],
    [
      'codeburn-0.9.15',
      `Subagents or progress lines missed + day boundary or zone + length tier ignored or marginal + modifier or fee ignored together ${whole} (-8,457 tokens, -$0.92).`,
    ],
    [
      'tokscale-1.4.3-graph',
      `First partial record kept + subagents or progress lines missed + missing model + 1h cache writes at the 5m rate + length tier ignored or marginal + modifier or fee ignored together ${whole} (-12,733 tokens, -$1.38).`,
    ],
    [
      'tokscale-1.4.3-models',
      `First partial record kept + subagents or progress lines missed + missing model + 1h cache writes at the 5m rate + length tier ignored or marginal + modifier or fee ignored together ${whole} (-12,733 tokens, -$1.38).`,
    ],
  ])('%s', async (name, last) => {
    expect(await run(name)).toMatchObject({ code: 0, err: '', last });
  });
});

test('the rows that differ, the causes, and the line', async () => {
  const { out } = await run('ccusage-20.0.24');
  expect(out).toMatchInlineSnapshot(`
    "ccusage daily (ccusage-20.0.24.json) beside token-dash, days in UTC

    Day         Model              Tokens: theirs     ours  gap  Dollars: theirs   ours     gap
    2026-11-11  claude-sonnet-4-5         311,412  311,412    0            $1.22  $1.86  -$0.64
    2026-11-12  claude-opus-4-6            67,420   67,420    0            $0.44  $0.44  -$0.01
    Sum                                   679,526  679,526    0            $1.88  $2.53  -$0.64

    Where the gap comes from
      Cause                            Tokens  of the gap  Dollars  of the gap
      length tier ignored or marginal       0               -$0.61      94.3 %
        of a long prompt, only the tokens above the limit were priced as long, kind by kind
      modifier or fee ignored               0               -$0.04       5.6 %
        the uplift for keeping inference in one region was left out
        the fee for web searches was left out

    Length tier ignored or marginal + modifier or fee ignored together explain 100 % of the gap (0 tokens, -$0.64).
    "
  `);
});

test('as JSON, to the digit', async () => {
  const { code, out } = await run('ccusage-18.0.11', { asJson: true });
  const json = JSON.parse(out);
  expect(code).toBe(0);
  expect(json).toMatchObject({
    tool: 'ccusage daily',
    file: 'ccusage-18.0.11.json',
    zone: 'UTC',
    explained: { tokens: 1, usd: 1 },
    gap: { tokens: -12_733 },
  });
  expect(json.causes.map(({ cause }: { cause: string }) => cause)).toEqual([
    'first-partial',
    'subagents',
    'write-1h',
    'length-tier',
    'modifier',
  ]);
  expect(json.rows[0]).toEqual({
    day: '2026-11-10',
    model: 'claude-opus-4-6',
    theirs: {
      tokens: { input: 10, output: 3, cacheRead: 20_000, cacheWrite: 3000, total: 23_013 },
      usd: '0.028875',
    },
    ours: {
      tokens: { input: 10, output: 500, cacheRead: 20_000, cacheWrite: 3000, total: 23_510 },
      usd: '0.048800',
    },
  });
});

describe('what goes wrong is said before the logs are read', () => {
  const load = () => Promise.reject(new Error('read for nothing'));

  test('a file that is no report', async () => {
    const { code, out, err } = await run('ccusage-18.0.11', { text: '{}', load });
    expect({ code, out }).toEqual({ code: 1, out: '' });
    expect(err).toContain('ccusage-18.0.11.json: it is JSON, but not of a tool that is known here.');
  });

  test('nothing that would reach a terminal as a control sequence', async () => {
    const { err } = await run('ccusage-18.0.11', { text: '\u001b[31m', file: '\u001b[2J.json', load });
    expect(err).not.toContain('\u001b');
  });
});

test('a home without usage has nothing to compare', async () => {
  const empty = home();
  const load = async () => ({ snapshot: await snapshotOf(empty), prices: createPriceLookup() });
  expect(await run('ccusage-18.0.11', { load })).toMatchObject({ code: 2, out: '' });
});
