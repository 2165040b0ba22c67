/** The build: what dist/ holds, what it needs, and that several processes may ask for it at once. */
import { execFile, spawnSync } from 'node:child_process';
import { cpSync, mkdirSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { builtinModules } from 'node:module';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';
import { describe, expect, test } from 'vitest';
// @ts-expect-error: plain JavaScript, for the build's sake
import { whileLocked } from '../../src/build/lock.mjs';
// @ts-expect-error: plain JavaScript, for the build's sake
import { NATIVE } from '../../src/build/outputs.mjs';
import { PROGRAM } from '../support/bundle.ts';
import { said } from '../support/claude-lines.ts';
import { home } from '../support/home.ts';

const manifest = JSON.parse(readFileSync('package.json', 'utf8'));
const dist = dirname(PROGRAM);
const bundles = readdirSync(dist).filter(name => /\.m?js$/.test(name));

describe('the bundle', () => {
  test('needs no package but the native ones, which are all that is installed with it', () => {
    const inNode = new Set(builtinModules.flatMap(name => [name, `node:${name}`]));
    const named = bundles.flatMap(name =>
      [
        ...readFileSync(join(dist, name), 'utf8').matchAll(
          /(?:\bfrom|\bimport|\brequire\(|\bimport\()\s*"([\w@][\w@/.:-]*)"/g,
        ),
      ].map(match => match[1]!),
    );
    const packages = new Set(named.filter(name => !inNode.has(name) && name !== 'react-devtools-core'));
    expect([...packages].filter(name => !NATIVE.includes(name))).toEqual([]);
    expect(Object.keys(manifest.dependencies).toSorted()).toEqual([...NATIVE].toSorted());
  });

  test('is started by a file that is a command and loads nothing else for a status line', () => {
    const text = readFileSync(PROGRAM, 'utf8');
    expect(text).toMatch(/^#!\/usr\/bin\/env node\n/);
    expect(text.length).toBeLessThan(40_000);
    if (process.platform !== 'win32') expect(statSync(PROGRAM).mode & 0o111).toBe(0o111);
  });

  test.each(['18.20.4', '20.18.1', '21.7.3'])('says so in one line where Node is %s', version => {
    const fake = `Object.defineProperty(process, 'versions', { value: { ...process.versions, node: '${version}' } });
      if ('${version}' < '20' || '${version}' > '21') process.getBuiltinModule = undefined;`;
    const at = home({ 'fake.cjs': fake });
    const { status, stdout, stderr } = spawnSync(
      process.execPath,
      ['--require', at.at('fake.cjs'), PROGRAM, 'daily'],
      { encoding: 'utf8' },
    );
    expect({ status, stdout, stderr }).toEqual({
      status: 1,
      stdout: '',
      stderr: `token-dash: Node ${version} is too old; it needs 20.19, or 22.3 and newer\n`,
    });
  });

  test('holds each module once', () => {
    // A method of `core/calendar.ts`. The entry and the worker are bundles of their own.
    const holding = bundles.filter(
      name => name.endsWith('.mjs') && readFileSync(join(dist, name), 'utf8').includes('withinQuarter('),
    );
    expect(holding).toHaveLength(1);
  });
});

test('before anything is installed, a start says so in one line', () => {
  const at = home();
  mkdirSync(at.at('src'));
  cpSync('src/build', at.at('src/build'), { recursive: true });
  cpSync('package.json', at.at('package.json'));
  const { status, stdout, stderr } = spawnSync(process.execPath, ['src/build/bundle.mjs', '--if-stale'], {
    cwd: at.dir,
    encoding: 'utf8',
  });
  expect({ status, stdout, stderr }).toEqual({
    status: 1,
    stdout: '',
    stderr: 'token-dash: not installed yet; run `npm install` first\n',
  });
});

test('several processes that ask at once leave a program that runs', async () => {
  const ask = () => promisify(execFile)(process.execPath, ['src/build/bundle.mjs', '--if-stale']);
  await Promise.all([ask(), ask(), ask()]);
  const { stdout } = await promisify(execFile)(process.execPath, [PROGRAM, '--version']);
  expect(stdout.trim()).toBe(manifest.version);
});

test('a package that is loaded late is whole: directories may be patterns', () => {
  const at = home({
    'mnt/a/projects/p/s1.jsonl': said({ id: 'm1' }),
    'mnt/b/projects/p/s2.jsonl': said({ id: 'm2', line: { sessionId: 's2' } }),
  });
  const args = ['--no-cache', '--ledger', 'off', '--claude', at.at('mnt/*'), 'session', '--json'];
  const { stdout, stderr } = spawnSync(process.execPath, [PROGRAM, ...args], {
    encoding: 'utf8',
    env: { ...process.env, HOME: at.dir },
  });
  expect(stderr).toBe('');
  expect(JSON.parse(stdout).sessions).toHaveLength(2);
});

test('a lock lets one in at a time, and goes when the work fails', async () => {
  const top = home().dir;
  let inside = 0;
  let most = 0;
  const work = async () => {
    inside += 1;
    most = Math.max(most, inside);
    await new Promise(resolve => setTimeout(resolve, 5));
    inside -= 1;
  };
  await Promise.all([1, 2, 3, 4].map(() => whileLocked(top, work)));
  expect(most).toBe(1);
  await expect(whileLocked(top, () => Promise.reject(new Error('failed')))).rejects.toThrow('failed');
  await whileLocked(top, work);
});
