/** A file of the user's that is changed stays what it was: its names, its links, its mode; and nothing that is added is lost. */
import { appendFileSync, chmodSync, linkSync, lstatSync, readFileSync, statSync, symlinkSync } from 'node:fs';
import { expect, test } from 'vitest';
import { trackingFiles } from '../../src/app/tracking.ts';
import { rewriteFile } from '../../src/os/rewrite-file.ts';
import { home } from '../support/home.ts';

const to = (text: string, needsBackup = true) => ({ text, needsBackup });

test.each([true, false])(
  'a file with two names keeps both, after a copy was made (needs one: %s)',
  needsBackup => {
    const at = home({ log: 'a longer text than the new one\n' });
    linkSync(at.at('log'), at.at('dotfiles'));
    const backup = rewriteFile(at.at('log'), () => to('new\n', needsBackup));
    expect(statSync(at.at('log')).ino).toBe(statSync(at.at('dotfiles')).ino);
    expect(readFileSync(at.at('dotfiles'), 'utf8')).toBe('new\n');
    expect(readFileSync(backup!, 'utf8')).toBe('a longer text than the new one\n');
  },
);

test.each([1, 2])('a file with %i name(s) keeps its mode, its link, and what is added meanwhile', names => {
  const at = home({ log: 'old\n' });
  chmodSync(at.at('log'), 0o640);
  if (names > 1) linkSync(at.at('log'), at.at('other'));
  symlinkSync(at.at('log'), at.at('link'));
  rewriteFile(at.at('link'), text => {
    appendFileSync(at.at('log'), 'added\n');
    return to(text.replace('old', 'new'));
  });
  expect(readFileSync(at.at('log'), 'utf8')).toBe('new\nadded\n');
  expect(statSync(at.at('log')).mode & 0o777).toBe(0o640);
  expect(lstatSync(at.at('link')).isSymbolicLink()).toBe(true);
});

test('a COST-TRACKING file with two names keeps both', async () => {
  const at = home({ 'COST-TRACKING.yaml': 'session: a\n' });
  linkSync(at.at('COST-TRACKING.yaml'), at.at('other.yaml'));
  const backup = await trackingFiles.edit(at.at('COST-TRACKING.yaml'), text => text.replace('a\n', 'b\n'));
  expect(readFileSync(at.at('other.yaml'), 'utf8')).toBe('session: b\n');
  expect(statSync(at.at('other.yaml')).nlink).toBe(2);
  expect(readFileSync(backup, 'utf8')).toBe('session: a\n');
});
