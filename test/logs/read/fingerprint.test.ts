/** What stands at both ends of a log proves that it only grew: seen in passing or read once more, the proof is the same. */
import { expect, test } from 'vitest';
import { dice } from '../../../src/demo/dice.ts';
import { HeadTailHash, matchesFingerprint } from '../../../src/logs/read/fingerprint.ts';
import { home } from '../../support/home.ts';

const roll = dice(7);
const bytes = Buffer.from(Array.from({ length: 5000 }, () => roll.whole(0, 255)));

test.each([
  ['nothing', 0, []],
  ['a few bytes', 10, [10]],
  ['as many as are looked at', 256, [256]],
  ['one more', 257, [257]],
  ['pieces of any size', 5000, [300, 100, 4600]],
  ['a short piece first', 5000, [100, 4900]],
  ['a short piece last', 5000, [4900, 100]],
  ['all but a last line', 4990, [4000, 900]],
])('of %s', (_, upTo, pieces) => {
  const place = home({ log: bytes });
  const path = place.at('log');
  const seen = new HeadTailHash();
  let at = 0;
  for (const size of pieces) {
    seen.see(bytes.subarray(at, at + size), at);
    at += size;
  }
  const proof = seen.fingerprint(path, upTo);
  expect(proof).toBe(new HeadTailHash().fingerprint(path, upTo));
  expect(matchesFingerprint(proof, path, upTo)).toBe(true);

  // Any other byte among those that are looked at is noticed.
  if (upTo === 0) return;
  const other = Buffer.from(bytes);
  other[upTo - 1]! ^= 1;
  place.write('log', other);
  expect(matchesFingerprint(proof, path, upTo)).toBe(false);
});

test('of a file that is gone', () => {
  expect(matchesFingerprint('a.b', home().at('log'), 9)).toBe(false);
});
