import { realpathSync } from 'node:fs';
import { expect, test } from 'vitest';
import { nearby, seenFrom } from '../../../src/logs/scan/nearby.ts';
import { home } from '../../support/home.ts';

test.each([
  ['/logs', '/logs/p/a.jsonl', 'p/a.jsonl'],
  ['/logs', '/logs', '.'],
  ['/logs', '/logs-of-others/a.jsonl', '/logs-of-others/a.jsonl'],
  ['/logs', '/elsewhere/a.jsonl', '/elsewhere/a.jsonl'],
  [undefined, '/logs/a.jsonl', '/logs/a.jsonl'],
])('from %s, %s is %s', (base, path, expected) => {
  expect(seenFrom(base, path)).toBe(expected);
});

test('whoever looks is close by, and back afterwards, whatever happens', () => {
  const at = home({ 'logs/a.jsonl': '' });
  const before = process.cwd();
  const dir = realpathSync(at.at('logs'));
  expect(nearby(dir, base => [base, process.cwd()])).toEqual([dir, dir]);
  expect(process.cwd()).toBe(before);
  expect(() =>
    nearby(dir, () => {
      throw new Error('seen enough');
    }),
  ).toThrow('seen enough');
  expect(process.cwd()).toBe(before);
});

test.each(['/no/such/directory', undefined])('from %s it is looked from where we are', base => {
  expect(nearby(base, seen => [seen, process.cwd()])).toEqual([undefined, process.cwd()]);
});
