/** The parts of every number add up to it: for each cell of a home's days, models and projects, to the last digit. */
import { beforeAll, describe, expect, it } from 'vitest';
import { decimal } from '../../src/core/money.ts';
import type { Scope } from '../../src/core/scope.ts';
import { createPriceLookup } from '../../src/prices/index.ts';
import { type DayTallies, DIMENSIONS, dayTallies, sumOfDays } from '../../src/reports/day-tallies.ts';
import { meaningOf } from '../../src/reports/explain.ts';
import { part, parts } from '../../src/reports/parts.ts';
import { receipt } from '../../src/reports/receipt.ts';
import type { Journal } from '../../src/rollup/journal.ts';
import { eventUsd, Tally } from '../../src/rollup/tally.ts';
import { troubledFiles } from '../support/busy-home.ts';
import { NOW_MS, UTC } from '../support/clock.ts';
import { Home } from '../support/home.ts';
import { snapshotOf } from '../support/journal-of.ts';

const prices = createPriceLookup({ now: NOW_MS });
let journal: Journal;

beforeAll(async () => {
  const at = new Home(troubledFiles());
  journal = (await snapshotOf(at)).journal;
  at.remove();
});

function shown(tally: Tally) {
  const { usd, ...rest } = tally.cost();
  return { ...rest, usd: decimal(usd), tokens: { ...tally.tokens }, events: tally.events };
}

function whole(scope: Scope) {
  return shown(parts(journal, prices, UTC, scope, 'newest').tally);
}

describe.each(DIMENSIONS)('by %s', dimension => {
  let tallies: DayTallies;
  beforeAll(() => {
    tallies = dayTallies(journal, prices, UTC, dimension);
  });

  it('every cell is the sum of its parts', () => {
    for (const [day, names] of tallies.days) {
      for (const [name, tally] of names) {
        expect(whole({ from: day, to: day, [dimension]: name })).toEqual(shown(tally));
      }
    }
  });

  it('every day is the sum of its cells', () => {
    for (const day of tallies.order)
      expect(whole({ from: day, to: day })).toEqual(shown(sumOfDays(tallies, day, day)));
  });

  it('everything is the sum of all days', () => {
    expect(whole({})).toEqual(shown(sumOfDays(tallies, Number.NEGATIVE_INFINITY, Number.POSITIVE_INFINITY)));
  });
});

describe('a list of parts', () => {
  it('is in order, and complete', () => {
    for (const order of ['cost', 'newest'] as const) {
      const found = parts(journal, prices, UTC, {}, order);
      expect(new Set(found.events).size).toBe(journal.length);
      const rows = [...found.events].map(index => part(journal, prices, index));
      const keys = rows.map(row => (order === 'newest' ? row.event.atMs : Number(row.usd ?? -1n)));
      expect(keys).toEqual([...keys].sort((a, b) => b - a));
    }
  });

  it('adds up, receipt by receipt', () => {
    let sum = 0n;
    for (let i = 0; i < journal.length; i++) {
      const event = journal.event(i);
      const made = receipt(event, prices.rate(event));
      const charged = made.charges.reduce((total, charge) => total + (charge.usd ?? 0n), 0n);
      expect(charged).toBe(made.usd ?? 0n);
      expect(made.usd).toBe(eventUsd(event, prices.rate(event)));
      sum += charged;
    }
    const all = new Tally();
    journal.visit(event => all.add(event, prices.rate(event)));
    expect(sum).toBe(all.cost().usd);
  });
});

describe('a word', () => {
  const check = (word: string, expected: unknown) =>
    expect(meaningOf(word, journal, prices, UTC, NOW_MS)).toMatchObject(expected as object);

  it('means a day', () => check('2026-07-15', { what: 'day', scope: { from: 20649, to: 20649 } }));
  it('means today', () => check('today', { what: 'day', scope: { from: 20649, to: 20649 } }));
  it('means a month', () => check('2026-07', { what: 'month', scope: { from: 20635, to: 20665 } }));
  it('means a model', () => check('claude-opus-4-6', { what: 'model', scope: { model: 'claude-opus-4-6' } }));
  it('means a model as logged', () =>
    check('claude-haiku-4-5-20251001', { what: 'model', scope: { model: 'claude-haiku-4-5' } }));
  it('means a model as the screen has it', () => check('opus-4-5', { scope: { model: 'claude-opus-4-5' } }));
  it('means a project', () => check('loom', { what: 'project', scope: { project: '/home/ada/loom' } }));
  it('means a session', () => check('session-0-0', { what: 'session', scope: { session: 'session-0-0' } }));
  it('means an event', () => {
    const { id } = journal.event(3);
    check(id, { kind: 'event', index: 3 });
    check(id.slice(0, 8), { kind: 'event', index: 3 });
  });
  it('means several things', () => check('session-0', { kind: 'many' }));
  it('means several models', () => check('opus', { kind: 'many' }));
  it('means nothing, but something near', () =>
    check('4-5', { kind: 'nothing', near: expect.arrayContaining(['opus-4-5']) }));
});
