import fc from 'fast-check';
import { expect, test } from 'vitest';
import { Column } from '../../src/core/column.ts';
import { type Key, KeyIndex, keyOf, keyText } from '../../src/core/key.ts';

test.each([
  ['', '848514a024c151cc'],
  ['claude:message:msg_01', '0fc6cbc43f56380f'],
  ['claude:message:msg_02', '21847416ef06b6aa'],
  ['näh 🧵', 'ae1b57570b8cf021'],
])('the key of %j is the same on every machine', (name, text) => {
  expect(keyText(keyOf(name))).toBe(text);
});

test('names that differ in a digit or two have keys that differ', () => {
  const seen = new Set<string>();
  for (let i = 0; i < 100_000; i++) {
    seen.add(keyText(keyOf(`claude:message:msg_${i}`)));
    seen.add(keyText(keyOf(`claude:message:msg_01${i.toString(36).padStart(22, 'A')}`)));
  }
  expect(seen.size).toBe(200_000);
});

test('each half alone is spread evenly', () => {
  const ids = Array.from({ length: 64_000 }, (_, i) => keyOf(`msg_${i}`));
  for (const half of ['hi', 'lo'] as const) {
    for (const shift of [0, 13, 26]) {
      const buckets = new Array<number>(64).fill(0);
      for (const key of ids) buckets[(key[half] >>> shift) & 63]! += 1;
      // A thousand each, give or take five deviations.
      expect(Math.max(...buckets)).toBeLessThan(1160);
      expect(Math.min(...buckets)).toBeGreaterThan(840);
    }
  }
});

function indexOf(keys: readonly Key[]) {
  const hi = new Column();
  const lo = new Column();
  const index = new KeyIndex(hi, lo);
  const found = keys.map((key, row) => {
    hi.push(key.hi);
    lo.push(key.lo);
    return index.findOrAdd(row);
  });
  return { index, found };
}

test('an index finds the first row of every key', () => {
  const name = fc.oneof(fc.nat(50).map(String), fc.string());
  fc.assert(
    fc.property(fc.array(name, { maxLength: 200 }), names => {
      const keys = names.map(keyOf);
      const { index, found } = indexOf(keys);
      expect(found).toEqual(names.map((each, row) => (names.indexOf(each) < row ? names.indexOf(each) : -1)));
      for (const each of names) expect(index.find(keyOf(each))).toBe(names.indexOf(each));
      expect(index.find(keyOf('a name that nobody added'))).toBe(-1);
    }),
  );
});

test('keys that share one half are two keys', () => {
  const keys = [
    { hi: 1, lo: 7 },
    { hi: 2, lo: 7 },
    { hi: 1, lo: 8 },
    { hi: 2, lo: 7 },
  ];
  expect(indexOf(keys).found).toEqual([-1, -1, -1, 1]);
});
