import { expect, test } from 'vitest';
import { describeFsError } from '../../src/os/fs-error.ts';

test.each([
  ['EACCES', 'no permission to read it'],
  ['EPERM', 'no permission to read it'],
  ['ENOENT', 'vanished while it was read'],
  ['ENOSPC', 'the disk is full'],
  ['EROFS', 'the file system is read-only'],
  ['EISDIR', 'is a directory'],
  ['ELOOP', 'its links lead in a circle'],
  ['EIO', 'EIO: what the system says'],
])('%s in words', (code, expected) => {
  expect(describeFsError(Object.assign(new Error(`${code}: what the system says`), { code }))).toBe(expected);
});
