import fc from 'fast-check';
import { expect, test } from 'vitest';
import { Column } from '../../src/core/column.ts';

const value = fc.oneof(fc.nat(255), fc.nat(65_535), fc.nat(2 ** 31 - 1), fc.maxSafeNat());
const values = fc.array(value, { maxLength: 60 });

function columnOf(numbers: readonly number[]): Column {
  const column = new Column();
  for (const number of numbers) column.push(number);
  return column;
}

function all(column: Column): number[] {
  return Array.from({ length: column.length }, (_, row) => column.get(row));
}

test.each([
  [[], 0],
  [[0, 255], 0],
  [[255, 256], 1],
  [[65_535], 1],
  [[65_536], 2],
  [[2 ** 32 - 1], 2],
  [[2 ** 32], 3],
  [[1, Date.UTC(2026, 0, 1), 2], 3],
])('%j is as wide as it must be', (numbers, width) => {
  expect(columnOf(numbers).bytes().width).toBe(width);
});

test('what goes in comes out, whatever its width', () => {
  fc.assert(
    fc.property(values, numbers => {
      expect(all(columnOf(numbers))).toEqual(numbers);
    }),
  );
});

test('how many rows it was said to have in the end makes no difference', () => {
  fc.assert(
    fc.property(values, values, fc.nat(200), (before, behind, rows) => {
      const column = columnOf(before);
      column.expect(rows);
      column.append(columnOf(behind), 0, behind.length);
      expect(all(column)).toEqual([...before, ...behind]);
      const plain = columnOf([...before, ...behind]);
      expect(column.bytes()).toEqual(plain.bytes());
    }),
  );
});

test('a larger value may be set later', () => {
  fc.assert(
    fc.property(fc.array(value, { minLength: 1, maxLength: 40 }), fc.nat(), value, (numbers, at, larger) => {
      const row = at % numbers.length;
      const column = columnOf(numbers);
      column.set(row, larger);
      expect(all(column)).toEqual(numbers.with(row, larger));
    }),
  );
});

test('parts of one column are appended to another of any width', () => {
  fc.assert(
    fc.property(values, values, fc.nat(60), fc.nat(60), (ours, theirs, a, b) => {
      const [from, to] = [Math.min(a, b, theirs.length), Math.min(Math.max(a, b), theirs.length)];
      const column = columnOf(ours);
      column.append(columnOf(theirs), from, to);
      column.push(2 ** 40);
      expect(all(column)).toEqual([...ours, ...theirs.slice(from, to), 2 ** 40]);
    }),
  );
});

test('bytes there and back, and on from there', () => {
  fc.assert(
    fc.property(values, value, (numbers, next) => {
      const { width, bytes } = columnOf(numbers).bytes();
      // As in a file: the column begins anywhere.
      const shifted = new Uint8Array(bytes.length + 1);
      shifted.set(bytes, 1);
      const back = Column.fromBytes(width, shifted.subarray(1), numbers.length);
      back.push(next);
      expect(all(back)).toEqual([...numbers, next]);
    }),
  );
});

test.each([
  ['too few bytes', 1, 3, 2],
  ['too many bytes', 0, 3, 2],
  ['an unknown width', 4, 0, 0],
])('%s are refused', (_, width, bytes, length) => {
  expect(() => Column.fromBytes(width, new Uint8Array(bytes), length)).toThrow(RangeError);
});
