/** The window that is running, at its edges. */
import { describe, expect, it } from 'vitest';
import { decimal } from '../../src/core/money.ts';
import { createPriceLookup } from '../../src/prices/index.ts';
import { activeBlock } from '../../src/reports/active-block.ts';
import { statusOf } from '../../src/reports/status.ts';
import { said } from '../support/claude-lines.ts';
import { HOUR, MINUTE, NOW_MS, UTC } from '../support/clock.ts';
import { journalOf } from '../support/journal-of.ts';

const FILE = '.claude/projects/p/s1.jsonl';
const prices = createPriceLookup();

/** Responses of a dollar each, so many minutes ago. */
function journal(...minutesAgo: readonly number[]) {
  const lines = minutesAgo.map((minutes, index) =>
    said({
      ...{ id: `m${index}`, model: 'claude-opus-4-6', input: 200_000, output: 0 },
      at: new Date(NOW_MS - minutes * MINUTE).toISOString(),
    }),
  );
  return journalOf({ [FILE]: lines.join('') });
}

async function check(minutesAgo: readonly number[], expected: readonly string[] | undefined) {
  const block = activeBlock(await journal(...minutesAgo), prices, NOW_MS);
  const shown = block && [
    `from ${(NOW_MS - block.fromMs) / HOUR} hours ago`,
    `$${decimal(block.cost.usd, 2)}`,
    ...(block.usdPerHour === undefined ? [] : [`$${decimal(block.usdPerHour, 2)} an hour`]),
  ];
  expect(shown).toEqual(expected);
}

describe('the running block', () => {
  it('begins at the full hour of its first response', () =>
    check([90, 30], ['from 2 hours ago', '$2.00', '$2.00 an hour']));
  it('has no pace from one response alone', () => check([90], ['from 2 hours ago', '$1.00']));
  it('leaves out the one before', () =>
    check([700, 600, 60, 0], ['from 1 hours ago', '$2.00', '$2.00 an hour']));
  it('ends five hours after it began', () => check([299, 30], undefined));
  it('is none where nothing happens', () => check([], undefined));
  it('is none after a pause of five hours', () => check([300], undefined));
});

describe('the status', () => {
  it('has today from midnight to midnight, and nothing of yesterday', async () => {
    const { today, block } = statusOf(await journal(13 * 60, 11 * 60), prices, {
      ...{ zone: UTC, nowMs: NOW_MS, goodForMs: 1 },
    });
    expect(block).toBeUndefined();
    expect({ ...today, cost: decimal(today!.cost.usd, 2) }).toEqual({
      ...{ fromMs: NOW_MS - 12 * HOUR, toMs: NOW_MS + 12 * HOUR, cost: '1.00' },
    });
  });
});

describe('the block that the vendor says the end of', () => {
  const endMs = NOW_MS + 4 * HOUR;

  it('has what was used since it began, and nothing before', async () => {
    const block = activeBlock(await journal(240, 59, 5), prices, NOW_MS, endMs)!;
    expect([block.fromMs, block.toMs]).toEqual([NOW_MS - HOUR, endMs]);
    expect(decimal(block.cost.usd, 2)).toBe('2.00');
    expect(decimal(block.usdPerHour!, 2)).toBe('2.222222222222222222');
  });

  it('is there before anything was used', async () => {
    const block = activeBlock(await journal(240), prices, NOW_MS, endMs)!;
    expect([decimal(block.cost.usd, 2), block.usdPerHour]).toEqual(['0.00', undefined]);
  });
});

describe('the sessions of a status', () => {
  it('are those of the last two days, whole', async () => {
    const day = 24 * 60;
    const { sessions } = statusOf(await journal(3 * day, 5), prices, {
      ...{ zone: UTC, nowMs: NOW_MS, goodForMs: 1 },
    });
    expect(sessions!.map(([id, cost]) => [id, decimal(cost.usd, 2)])).toEqual([['s1', '2.00']]);
    const old = statusOf(await journal(3 * day), prices, { zone: UTC, nowMs: NOW_MS, goodForMs: 1 });
    expect(old.sessions).toEqual([]);
  });
});
