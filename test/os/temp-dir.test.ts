import { existsSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { tempDir } from '../../src/os/temp-dir.ts';

test('a scratch directory holds its files for its owner alone, and is gone when it is removed', () => {
  const files = [
    { path: 'a/b/c.txt', text: 'näh' },
    { path: 'a/b/d.txt', text: '' },
  ];
  const [one, other] = [tempDir(files), tempDir(files)];
  expect(one.dir).not.toBe(other.dir);
  expect(readFileSync(join(one.dir, 'a/b/c.txt'), 'utf8')).toBe('näh');
  expect(statSync(one.dir).mode & 0o777).toBe(0o700);
  expect(statSync(join(one.dir, 'a/b')).mode & 0o777).toBe(0o700);
  expect(statSync(join(one.dir, 'a/b/d.txt')).mode & 0o777).toBe(0o600);
  one.remove();
  one.remove();
  expect([existsSync(one.dir), existsSync(other.dir)]).toEqual([false, true]);
  other.remove();
});
