/** What was worked out from a file is kept as long as the file stays what it was. */
import { writeFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { readMemo, writeMemo } from '../../src/os/file-memo.ts';
import { NOW_MS } from '../support/clock.ts';
import { home } from '../support/home.ts';

function kept(maker = 'a') {
  const at = home({ file: 'one' });
  const keep = at.at('kept.json');
  writeMemo(at.at('file'), keep, maker, { value: 1 }, NOW_MS);
  return { at, keep, read: (by = maker, file = 'file') => readMemo(at.at(file), keep, by) };
}

describe('a value', () => {
  it('is kept', () => expect(kept().read()).toEqual({ value: 1 }));

  it('is another maker’s', () => expect(kept().read('b')).toBeUndefined());

  it.each(['longer', 'two'])('is of what the file was before it became %j', text => {
    const { at, read } = kept();
    at.write('file', text);
    expect(read()).toBeUndefined();
  });

  it('is of the file that was in its place', () => {
    const { at, read } = kept();
    at.write('other', 'one');
    at.rename('other', 'file');
    expect(read()).toBeUndefined();
  });

  it('is gone with its file', () => {
    const { at, read } = kept();
    at.delete('file');
    expect(read()).toBeUndefined();
  });

  it('is damaged', () => {
    const { keep, read } = kept();
    for (const text of ['', '{', 'null', '5']) {
      writeFileSync(keep, text);
      expect(read()).toBeUndefined();
    }
  });
});

describe('nothing is kept', () => {
  it('of a file that has just changed', () => {
    const at = home({ file: 'one' });
    at.touch('file', NOW_MS - 1_000);
    writeMemo(at.at('file'), at.at('kept.json'), 'a', 1, NOW_MS);
    expect(at.paths()).toEqual(['file']);
  });
  it('of what is no file, and where it cannot be written', () => {
    const at = home({ file: 'one' });
    writeMemo('/dev/null', at.at('kept.json'), 'a', 1, NOW_MS);
    writeMemo(at.at('nowhere'), at.at('kept.json'), 'a', 1, NOW_MS);
    writeMemo(at.at('file'), at.at('file/kept.json'), 'a', 1, NOW_MS);
    expect(at.paths()).toEqual(['file']);
  });
});
