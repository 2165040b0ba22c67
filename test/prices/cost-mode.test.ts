/** Whose cost counts: both are kept, one is chosen, and a split still adds up. */
import { beforeAll, describe, expect, it } from 'vitest';
import { decimal } from '../../src/core/money.ts';
import { COST_MODES, type CostMode, inCostMode } from '../../src/prices/cost-mode.ts';
import { createPriceLookup } from '../../src/prices/index.ts';
import { receipt } from '../../src/reports/receipt.ts';
import type { Journal } from '../../src/rollup/journal.ts';
import { Tally } from '../../src/rollup/tally.ts';
import { said } from '../support/claude-lines.ts';
import { Home } from '../support/home.ts';
import { snapshotOf } from '../support/journal-of.ts';

const list = createPriceLookup();

/** A response that states its cost, one that does not, and one of a model without a price that does. */
const FILES = {
  '.claude/projects/-home-ada-loom/s1.jsonl':
    said({ id: 'msg_1', input: 1000, output: 1000, line: { costUSD: 0.05 } }) +
    said({ id: 'msg_2', input: 1000, output: 1000 }) +
    said({ id: 'msg_3', model: 'acme-coder-9', input: 1000, output: 1000, line: { costUSD: 0.1 } }),
};

let journal: Journal;
beforeAll(async () => {
  const at = new Home(FILES);
  journal = (await snapshotOf(at)).journal;
  at.remove();
});

function costIn(mode: CostMode) {
  const prices = inCostMode(list, mode);
  const tally = new Tally();
  journal.visit(event => tally.add(event, prices.rate(event)));
  const { usd, unpricedEvents } = tally.cost();
  return { usd: decimal(usd, 2), unpricedEvents };
}

describe('the cost', () => {
  it.each([
    ['list', '0.06', 1],
    ['logged', '0.15', 1],
    ['auto', '0.18', 0],
  ] as const)('in mode %s', (mode, usd, unpricedEvents) => {
    expect(costIn(mode)).toEqual({ usd, unpricedEvents });
  });

  it('has one object per rate in every mode', () => {
    for (const mode of COST_MODES) {
      const prices = inCostMode(list, mode);
      const event = journal.event(0);
      expect(prices.rate(event)).toBe(prices.rate(journal.event(0)));
    }
  });

  it('shows how far list and log are apart on a receipt', () => {
    const [event] = journal.select(each => each.loggedUsd === 0.05);
    const made = receipt(event!, list.rate(event!));
    expect(made.logged?.usd).toBe(0.05);
    expect(decimal(made.logged!.difference!)).toBe('-0.020000');
  });
});
