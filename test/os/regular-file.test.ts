/** Files that ought to be regular ones, and what stands in their place. */
import { execFileSync } from 'node:child_process';
import { mkdirSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { readNamed, readRegular } from '../../src/os/regular-file.ts';
import { home } from '../support/home.ts';

describe.each([
  ['readRegular', readRegular],
  ['readNamed', (path: string) => readNamed(path, 10)],
])('%s', (_, read) => {
  it('reads a file', () => expect(read(home({ file: 'text' }).at('file'))).toBe('text'));
  it('throws what the system says of one that is not there', () =>
    expect(() => read(home().at('file'))).toThrow(/ENOENT/));
  it('refuses a directory', () => {
    const at = home();
    mkdirSync(at.at('dir'));
    expect(() => read(at.at('dir'))).toThrow('is a directory');
  });
  it.runIf(process.platform !== 'win32')('refuses a named pipe, and does not wait for it', () => {
    const at = home();
    execFileSync('mkfifo', [at.at('pipe')]);
    expect(() => read(at.at('pipe'))).toThrow('is not a regular file');
  });
});

describe('a file that the user named', () => {
  it('may be so long and no longer', () => {
    const at = home({ ten: '0123456789', eleven: '0123456789a' });
    expect(readNamed(at.at('ten'), 10)).toBe('0123456789');
    expect(() => readNamed(at.at('eleven'), 10)).toThrow('is longer than 10 B');
  });
  it.runIf(process.platform === 'linux')('may be a device, of which no more is read', () => {
    expect(readNamed('/dev/null', 10)).toBe('');
    expect(() => readNamed('/dev/zero', 100_000)).toThrow('is longer than 100.0 kB');
  });
});
