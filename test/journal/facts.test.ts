import fc from 'fast-check';
import { expect, test } from 'vitest';
import { noteBits, notesOf } from '../../src/core/note-bits.ts';
import { NOTE_IDS, type Reading } from '../../src/core/usage.ts';
import { FACT_COLUMNS, Facts } from '../../src/journal/facts.ts';
import { Interned } from '../../src/journal/interned.ts';
import { anyReading, reading } from '../support/readings.ts';

const readings = fc
  .array(anyReading, { maxLength: 20 })
  .map(all => all.map((each, i) => ({ ...each, offset: i * 100, line: i + 1 })));

function factsOf(all: readonly Reading[]): Facts {
  const facts = new Facts();
  for (const each of all) facts.add(each);
  return facts;
}

/** Rows in full, with what their numbers stand for. */
function rows(facts: Facts, from = 0, to = facts.length) {
  return Array.from({ length: to - from }, (_, i) => i + from).map(row => ({
    ...Object.fromEntries(FACT_COLUMNS.map(name => [name, facts.columns[name].get(row)])),
    terms: facts.terms.values[facts.columns.terms.get(row)],
    attribution: facts.attributions.values[facts.columns.attribution.get(row)],
    tools: facts.tools.values[facts.columns.tools.get(row)],
    loggedUsd: facts.loggedUsd.get(row),
  }));
}

test('reading everything again changes nothing', () => {
  fc.assert(
    fc.property(readings, fc.nat(20), (all, from) => {
      expect(rows(factsOf([...all, ...all.slice(from)]))).toEqual(rows(factsOf(all)));
    }),
    { numRuns: 300 },
  );
});

test('a file that goes on is what it would have been in one go, and what it was stays behind', () => {
  fc.assert(
    fc.property(readings, fc.nat(20), (all, cut) => {
      const before = new Facts();
      // Rows of another file stand in front.
      before.add(reading({ key: 'other', terms: { model: 'other' } }));
      before.append(factsOf(all.slice(0, cut)), 0, factsOf(all.slice(0, cut)).length);
      const end = before.length;
      before.resume(1, end);
      for (const each of all.slice(cut)) before.add(each);
      expect(rows(before, end)).toEqual(rows(factsOf(all)));
      expect(rows(before, 1, end)).toEqual(rows(factsOf(all.slice(0, cut))));
    }),
    { numRuns: 300 },
  );
});

test('of many records every one finds its response, however it is looked for', () => {
  const all = Array.from({ length: 1000 }, (_, i) =>
    reading({ key: `k${i % 400}`, tokens: { input: i }, offset: i * 100, line: i + 1 }),
  );
  const facts = factsOf(all);
  expect(facts.length).toBe(400);
  expect(Array.from({ length: 400 }, (_, row) => facts.columns.input.get(row))).toEqual(
    Array.from({ length: 400 }, (_, i) => (i < 200 ? 800 + i : 400 + i)),
  );
});

test('files that are appended stay apart, whatever they share', () => {
  fc.assert(
    fc.property(readings, readings, (ours, theirs) => {
      const all = factsOf(ours);
      const other = factsOf(theirs);
      all.append(other, 0, other.length);
      expect(rows(all)).toEqual([...rows(factsOf(ours)), ...rows(other)]);
    }),
  );
});

test('equal values are kept once, whatever object they come in', () => {
  const names = new Interned<{ a: string; b?: string }>(value => JSON.stringify([value.a, value.b]));
  const ids = [{ a: 'x' }, { a: 'x', b: undefined }, { a: 'x', b: '' }, { a: 'y' }, { a: 'x' }].map(each =>
    names.id(each),
  );
  expect(ids).toEqual([0, 0, 1, 2, 0]);
  expect(names.values).toEqual([{ a: 'x' }, { a: 'x', b: '' }, { a: 'y' }]);
});

test('notes go through their bits', () => {
  fc.assert(
    fc.property(fc.subarray([...NOTE_IDS]), notes => {
      expect(notesOf(noteBits(notes))).toEqual(notes);
    }),
  );
  expect(notesOf(noteBits(undefined))).toEqual([]);
});
