import { expect, test } from 'vitest';
import { Facts } from '../../src/journal/facts.ts';
import { finished } from '../../src/journal/merged.ts';
import { readSegment, segmentPieces } from '../../src/logs/cache/segment.ts';
import type { Segment } from '../../src/logs/file-record.ts';
import { FileTable } from '../../src/logs/file-table.ts';
import { Journal } from '../../src/rollup/journal.ts';
import { eventsOf } from '../support/journal-of.ts';
import { reading } from '../support/readings.ts';

function parsed(count: number, prefix: string) {
  const facts = new Facts();
  for (let i = 0; i < count; i++) facts.add(reading({ key: `${prefix}${i}`, tokens: { input: i } }));
  const sessions = [{ source: 'claude-code', session: 's1', madeTitle: 'Loom' }];
  const troubles = [{ path: '/a', why: 'x' }];
  return { facts, from: 0, agentTypes: [['a1', 'Explore']] as const, sessions, troubles };
}

function file(path: string) {
  const stamp = { inode: 1, size: 1, mtimeMs: 1, ctimeMs: 1, format: 'f', version: 1 };
  return { path, source: 'claude-code', stamp, isRacy: false };
}

function journalOf(known: FileTable) {
  return eventsOf(new Journal(known.facts, [...known.files.values()]), '/');
}

test('rows of what was read anew are gaps, closed when there are more of them than of the rest', () => {
  const known = new FileTable();
  known.put(file('/a'), parsed(600, 'a'));
  known.put(file('/b'), parsed(10, 'b'));
  for (const rows of [600, 605, 610]) {
    known.put(file('/a'), parsed(rows, 'a'));
    const before = journalOf(known);
    expect(known.liveRows).toBe(rows + 10);
    if (known.hasGaps) finished(known.compacting());
    expect(journalOf(known)).toEqual(before);
    expect(known.facts.length).toBeLessThanOrEqual(2 * known.liveRows);
  }
});

test('few gaps are left alone', () => {
  const known = new FileTable();
  known.put(file('/a'), parsed(10, 'a'));
  known.put(file('/a'), parsed(1, 'a'));
  expect(known.hasGaps).toBe(false);
  expect(known.facts.length).toBe(11);
});

test('a segment has only what it is of, and becomes that again', () => {
  const known = new FileTable();
  known.put(file('/a'), parsed(3, 'a'));
  known.put(file('/b'), parsed(2, 'b'));
  const segment = read(known.segment(['/b', '/never-heard-of']), 'one');
  expect(segment.files.map(each => each.file.path)).toEqual(['/b']);
  const part = new FileTable();
  finished(part.loading([segment], false));
  expect(part.files.get('/b')).toMatchObject({ from: 0, to: 2, agentTypes: [['a1', 'Explore']] });
  expect(journalOf(part).length).toBe(2);
});

test('what an earlier segment holds is not written again', () => {
  const known = new FileTable();
  known.put(file('/a'), parsed(3, 'a'));
  const first = known.segment(['/a']);
  known.markPersisted('one', ['/a']);
  const grown = parsed(0, '');
  grown.facts.append(known.facts, 0, 3);
  grown.facts.changedFrom = 3;
  grown.facts.add(reading({ key: 'a1', tokens: { input: 500 }, offset: 900 }));
  grown.facts.add(reading({ key: 'a3', tokens: { input: 3 } }));
  known.put(file('/a'), grown);
  const second = known.segment(['/a']);
  expect(second.files).toMatchObject([{ file: { from: 0, to: 3 }, skip: 1, base: 'one' }]);

  const again = new FileTable();
  finished(again.loading([read(first, 'one'), read(second, 'two')], false));
  expect(journalOf(again)).toEqual(journalOf(known));
  const replaced = new FileTable();
  finished(replaced.loading([read(first, 'another'), read(second, 'two')], false));
  expect(replaced.files.get('/a')).toMatchObject({ from: 0, to: 3 });
});

function read(segment: Segment, name: string): Segment {
  return finished(readSegment(Buffer.concat(finished(segmentPieces(segment, () => true))), name))!;
}

test('a journal outlives the closing of gaps beneath it', () => {
  const known = new FileTable();
  known.put(file('/a'), parsed(1500, 'a'));
  const journal = new Journal(known.facts, [...known.files.values()]);
  const before = eventsOf(journal, '/');
  known.put(file('/a'), parsed(3, 'c'));
  finished(known.compacting());
  expect(known.facts.length).toBe(3);
  expect(eventsOf(journal, '/')).toEqual(before);
});
