/** Small files of our own: whole or not at all, and for nobody else's eyes. */
import { mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { describe, expect, it } from 'vitest';
import { createPrivate, readPrivate, writePrivate } from '../../src/os/private-file.ts';
import { home } from '../support/home.ts';

const mode = (path: string) => (statSync(path).mode & 0o777).toString(8);

describe('a small file', () => {
  it('is for its user alone, and so is its directory', () => {
    const path = home().at('new/deep/a.json');
    writePrivate(path, 'one');
    expect([mode(path), mode(dirname(path))]).toEqual(['600', '700']);
    writePrivate(path, 'two');
    expect(readPrivate(path)).toBe('two');
    expect(readdirSync(dirname(path))).toEqual(['a.json']);
  });

  it('takes the mode that it is given', () => {
    const path = home().at('a');
    writePrivate(path, 'x', 0o644);
    expect(mode(path)).toBe('644');
  });

  it('is created once', () => {
    const path = home().at('new/a');
    expect([createPrivate(path, 'one'), createPrivate(path, 'two')]).toEqual([true, false]);
    expect([readFileSync(path, 'utf8'), mode(path)]).toEqual(['one', '600']);
  });

  it('that cannot be read holds nothing', () => {
    const at = home();
    mkdirSync(at.at('dir'));
    expect([readPrivate(at.at('nothing')), readPrivate(at.at('dir'))]).toEqual([undefined, undefined]);
  });

  it('leaves nothing behind where it cannot be written', () => {
    const at = home();
    mkdirSync(at.at('dir/below'), { recursive: true });
    expect(() => writePrivate(at.at('dir'), 'x')).toThrow();
    writeFileSync(at.at('file'), '');
    expect(() => createPrivate(at.at('file/below'), 'x')).toThrow();
    expect(readdirSync(at.dir).sort()).toEqual(['dir', 'file']);
  });
});
