/** What `--test` says of money to people: as they want to see it, and the exact dollars behind it. */
import { expect, test } from 'vitest';
import { validate } from '../../src/cli/validate.ts';
import type { Currency } from '../../src/core/currency.ts';
import { createPriceLookup } from '../../src/prices/index.ts';
import { said } from '../support/claude-lines.ts';
import { NOW_MS, UTC } from '../support/clock.ts';
import { home } from '../support/home.ts';
import { snapshotOf } from '../support/journal-of.ts';

async function costLine(currency?: Currency): Promise<string | undefined> {
  const line = said({ id: 'm1', model: 'claude-opus-4-6', input: 0, output: 400_000 });
  const snapshot = await snapshotOf(home({ '.claude/projects/p/s1.jsonl': line }));
  let printed = '';
  const exitCode = await validate(
    {
      load: async () => ({ snapshot, prices: createPriceLookup() }),
      ...{ zone: UTC, asJson: false, currency, elapsedMs: () => 1 },
    },
    {
      out: text => {
        printed += text;
      },
      err: () => {},
      ...{ nowMs: NOW_MS, stdin: process.stdin, terminal: undefined },
    },
  );
  expect(exitCode).toBe(0);
  return /^ {2}cost +(.*)$/m.exec(printed)?.[1];
}

test.each<[string, Currency | undefined, string]>([
  ['dollars', undefined, '$10.00  ($10.00)'],
  ['the currency of the settings', { code: 'EUR', symbol: '€', perUsd: 0.9 }, '€9.00  ($10.00)'],
])('the cost is in %s', async (_, currency, expected) => {
  expect(await costLine(currency)).toBe(expected);
});
