import { describe, expect, test } from 'vitest';
import { exportLines, mergeLines } from '../../src/ledger/exchange.ts';
import type { Ledger } from '../../src/ledger/ledger.ts';
import { countBefore, prune } from '../../src/ledger/prune.ts';
import { rebuildResponses } from '../../src/ledger/responses.ts';
import { rowsOf } from '../../src/ledger/sqlite.ts';
import { verifyLedger } from '../../src/ledger/verify.ts';
import { said } from '../support/claude-lines.ts';
import { type Home, home } from '../support/home.ts';
import { reachingPrices } from '../support/prices.ts';
import { ledgerOf, run } from './ledger-home.ts';

const LOG = '.claude/projects/p/s1.jsonl';
/** Response `n`, on day `n` of July 2026. */
const line = (n: number) => said({ id: `m${n}`, at: (n - 1) * 1440, usage: { output_tokens: n } });
const JULY_3_MS = Date.UTC(2026, 6, 3);
const PRICING = { prices: reachingPrices };

async function keptIn(at: Home): Promise<Ledger> {
  await run(at);
  return ledgerOf(at);
}

function linesOf(ledger: Ledger): string[] {
  const lines: string[] = [];
  exportLines(ledger, text => lines.push(text));
  return lines;
}

async function* each(lines: readonly string[]): AsyncGenerator<string> {
  yield* lines;
}

async function merged(into: Ledger, ...exports: readonly (readonly string[])[]) {
  for (const lines of exports) await mergeLines(into, each(lines));
  rebuildResponses(into, PRICING);
  return rowsOf(into.database, 'SELECT * FROM usage_events ORDER BY timestamp, session_id');
}

describe('an exported ledger', () => {
  test('comes back as it was, however often it is merged', async () => {
    const ledger = await keptIn(home({ [LOG]: line(1) + line(2) }));
    const lines = linesOf(ledger);
    const other = ledgerOf(home());
    const once = await merged(other, lines);
    expect(once).toHaveLength(2);
    expect(await merged(other, lines, lines)).toEqual(once);
    // Beside the machine that it was merged on.
    expect(linesOf(other).filter(text => !text.includes('"machine"'))).toEqual(
      lines.filter(text => !text.includes('"machine"')),
    );
  });

  test('of two machines is the same in any order, with each response once', async () => {
    const a = linesOf(await keptIn(home({ [LOG]: line(1) + line(2) })));
    const b = linesOf(await keptIn(home({ [LOG]: line(2) + line(3) })));
    const [ab, ba] = [await merged(ledgerOf(home()), a, b), await merged(ledgerOf(home()), b, a)];
    expect(ab).toHaveLength(3);
    expect(ab).toEqual(ba);
  });

  test.each([
    ['nothing', [], 'there is nothing to import'],
    ['another file', ['{"a":1}'], 'line 1: this is no exported ledger'],
    ['text', ['hello'], 'line 1: not a JSON object'],
    ['a later version', ['{"ledger":"token-dash","version":9}'], 'line 1: exported by a newer version'],
    ['a cut line', ['{"ledger":"token-dash","version":1}', '{"machine"'], 'line 2: not a JSON object'],
  ])('that is %s is refused in a sentence', async (_, lines, words) => {
    await expect(mergeLines(ledgerOf(home()), each(lines))).rejects.toThrow(words);
  });

  test("of another machine is part of this machine's reports", async () => {
    const lines = linesOf(await keptIn(home({ [LOG]: line(1) + line(2) })));
    const at = home({ [LOG]: line(3) });
    await mergeLines(ledgerOf(at), each(lines));
    expect((await run(at)).outputs).toBe(1 + 2 + 3);
  });
});

describe('pruning', () => {
  test('keeps the sums of days, and does not take the same readings again', async () => {
    const at = home({ [LOG]: line(1) + line(2) + line(3) });
    const ledger = await keptIn(at);
    const days = () =>
      rowsOf(
        ledger.database,
        'SELECT day, responses, output_tokens, estimated_cost FROM daily_costs ORDER BY day',
      );
    const before = days();
    const lines = linesOf(ledger);
    expect(countBefore(ledger, JULY_3_MS)).toBe(2);
    expect(prune(ledger, JULY_3_MS)).toBe(2);
    expect(ledger.readings).toBe(1);
    expect(days()).toEqual(before);
    await mergeLines(ledger, each(lines));
    at.append(LOG, line(4));
    await run(at);
    rebuildResponses(ledger, PRICING);
    expect(days().slice(0, 3)).toEqual(before);
    expect(ledger.readings).toBe(2);
  });
});

describe('verifying', () => {
  test('finds nothing in a ledger that is in order', async () => {
    const ledger = await keptIn(home({ [LOG]: line(1) + line(2) }));
    expect(verifyLedger(ledger, {})).toEqual({ problems: [], readings: 2, responses: 2 });
  });

  test.each([
    [
      'a response that is gone',
      'DELETE FROM response WHERE output_tokens = 1',
      /responses: the responses say 1/,
    ],
    [
      'a changed count',
      'UPDATE response SET output_tokens = 7 WHERE output_tokens = 1',
      /output: .* say 9, the readings 3/,
    ],
  ])('finds %s', async (_, sql, problem) => {
    const ledger = await keptIn(home({ [LOG]: line(1) + line(2) }));
    ledger.database.exec(sql);
    expect(verifyLedger(ledger, {}).problems.join('\n')).toMatch(problem);
    rebuildResponses(ledger, PRICING);
    expect(verifyLedger(ledger, {}).problems).toEqual([]);
  });
});
