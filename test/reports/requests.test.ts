/**
 * A response that was made of several requests is billed by the length of each prompt. The amounts are worked out by hand
 * from the rates of Haiku 5.5: $0.10 in and $0.50 out a million, cache reads $0.01, writes $0.125 and $0.20; of prompts
 * above 100,000 tokens $0.50, $2.50, $0.05, $0.625 and $1.
 */
import { expect, test } from 'vitest';
import { decimal } from '../../src/core/money.ts';
import { createPriceLookup, priceRecord } from '../../src/prices/index.ts';
import { daily } from '../../src/reports/daily.ts';
import { groupUsage } from '../../src/reports/groups.ts';
import { receipt } from '../../src/reports/receipt.ts';
import { eventUsd } from '../../src/rollup/tally.ts';
import { said } from '../support/claude-lines.ts';
import { journalOf } from '../support/journal-of.ts';
import { inputOf } from '../support/report-input.ts';

const PRICES = createPriceLookup();
const MODEL = 'claude-haiku-5-5';

/** Input, output, cache reads and cache writes of each request. */
type Counts = readonly [input: number, output: number, read?: number, written?: number];

const counts = ([input, output, read = 0, written = 0]: Counts) => ({
  ...{ input_tokens: input, output_tokens: output },
  ...{ cache_read_input_tokens: read, cache_creation_input_tokens: written },
});
const messages = (requests: readonly Counts[]) =>
  requests.map(each => ({ type: 'message', ...counts(each) }));
const sum = (requests: readonly Counts[]) =>
  counts([0, 1, 2, 3].map(i => requests.reduce((all, each) => all + (each[i] ?? 0), 0)) as unknown as Counts);

interface Case {
  readonly requests: readonly Counts[];
  /** Of the response, in place of the sum. */
  readonly usage?: Readonly<Record<string, unknown>>;
  readonly usd: string;
}

const CASES: Readonly<Record<string, Case>> = {
  'three short prompts, 180,000 tokens together': {
    requests: [
      [60_000, 100],
      [60_000, 100],
      [60_000, 100],
    ],
    usd: '0.018150',
  },
  'one prompt of 180,000 tokens': { requests: [[180_000, 300]], usd: '0.090750' },
  'a short prompt and a long one': {
    requests: [
      [60_000, 100],
      [120_000, 200],
    ],
    // 60,000 x 0.1 + 100 x 0.5 + 120,000 x 0.5 + 200 x 2.5, a million
    usd: '0.066550',
  },
  'a prompt of exactly 100,000 tokens is short': {
    requests: [
      [10_000, 0, 90_000],
      [1, 0, 100_000],
    ],
    // 10,000 x 0.1 + 90,000 x 0.01 + 1 x 0.5 + 100,000 x 0.05
    usd: '0.0069005',
  },
  'two long prompts': {
    requests: [
      [100_001, 1],
      [100_002, 1],
    ],
    usd: '0.1000065',
  },
  'requests that do not add up to the response': {
    requests: [
      [60_000, 100],
      [60_000, 100],
    ],
    usage: counts([120_001, 200]),
    usd: '0.0605005',
  },
  'writes for an hour that only the response states belong to the first that wrote': {
    requests: [
      [10_000, 0, 0, 50_000],
      [0, 0, 60_000, 60_000],
    ],
    usage: {
      ...counts([10_000, 0, 60_000, 110_000]),
      cache_creation: { ephemeral_1h_input_tokens: 70_000, ephemeral_5m_input_tokens: 40_000 },
    },
    // 10,000 x 0.1 + 50,000 x 0.2, then 60,000 x 0.05 + 20,000 x 1 + 40,000 x 0.625
    usd: '0.0590000',
  },
};

const same = (a: string, b: string) => expect(Number(a)).toBe(Number(b));

test.each(Object.entries(CASES))('%s', async (_, { requests, usage = sum(requests), usd }) => {
  const response = (id: string) =>
    said({ id, model: MODEL, usage: { ...usage, iterations: messages(requests) } });
  const journal = await journalOf({
    '.claude/projects/-home-ada-loom/s1.jsonl': response('m1') + response('m2'),
  });
  const event = journal.event(0);
  const rate = PRICES.rate(event);
  same(decimal(eventUsd(event, rate)!), usd);

  const { charges, usd: shown } = receipt(event, rate);
  expect(charges.reduce((all, charge) => all + charge.usd!, 0n)).toBe(shown);

  const { total } = groupUsage(inputOf({ journal, prices: PRICES }), [daily.grouping]);
  expect(total.tally.events).toBe(2);
  expect(total.cost.usd).toBe(2n * shown!);

  const record = { model: MODEL, timestamp: '2026-11-20T10:00:00Z', provider: 'anthropic' };
  const answer = priceRecord({ ...record, usage: { ...usage, iterations: messages(requests) } }, PRICES);
  same('usd' in answer ? answer.usd! : '', usd);
});
