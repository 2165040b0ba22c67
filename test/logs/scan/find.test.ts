import { chmodSync, linkSync, mkdirSync, writeFileSync } from 'node:fs';
import { relative } from 'node:path';
import { describe, expect, test } from 'vitest';
import type { Root, Source, WholeFormat } from '../../../src/core/source.ts';
import { findFiles } from '../../../src/logs/scan/find.ts';
import { Walker } from '../../../src/logs/scan/walk.ts';
import { type Home, home } from '../../support/home.ts';
import { sourceOf } from '../../support/source.ts';

const format: WholeFormat = { kind: 'whole', id: 'test', version: 1, read: () => {} };
const jsonl: Root['files'] = [{ glob: '**/*.jsonl', ignore: ['**/skip/**/x.jsonl'], format }];

function source(at: Home, roots: readonly string[], files = jsonl, id = 'test'): Source {
  return sourceOf(id, () => roots.map(path => ({ path: at.at(path), files })));
}

async function find(at: Home, roots: readonly string[] = ['logs']) {
  const found = await findFiles([source(at, roots)], at.place);
  return {
    files: found.files.map(file => relative(at.dir, file.path)),
    troubles: found.troubles.map(({ trouble }) => ({ ...trouble, path: relative(at.dir, trouble.path) })),
  };
}

test('files are found at any depth, hidden ones too, in the order of their paths', async () => {
  const at = home({
    'logs/b.jsonl': '',
    'logs/a/deep/c.jsonl': '',
    'logs/.hidden/d.jsonl': '',
    'logs/a/skip/deep/x.jsonl': '',
    'logs/notes.txt': '',
    'logs/b.jsonl.bak': '',
    'logs/directory.jsonl/e.txt': '',
    'logs/[odd] (name) {1,2} ü 🧵!*?.jsonl': '',
    'beside/f.jsonl': '',
  });
  expect(await find(at)).toEqual({
    files: [
      'logs/.hidden/d.jsonl',
      'logs/[odd] (name) {1,2} ü 🧵!*?.jsonl',
      'logs/a/deep/c.jsonl',
      'logs/b.jsonl',
    ],
    troubles: [],
  });
});

test('a root whose own name looks like a pattern is a root', async () => {
  const at = home({ '{a,b} [c] (d)!/x.jsonl': '' });
  expect((await find(at, ['{a,b} [c] (d)!'])).files).toEqual(['{a,b} [c] (d)!/x.jsonl']);
});

test('a root that is a pattern is every directory that fits it', async () => {
  const at = home({ 'old/logs/a.jsonl': '', 'new/logs/b.jsonl': '', 'beside/c.jsonl': '' });
  expect((await find(at, ['*/logs'])).files).toEqual(['new/logs/b.jsonl', 'old/logs/a.jsonl']);
});

test('roots that are not there are said not to be, and are no trouble', async () => {
  const at = home({ file: '', 'logs/a.jsonl': '' });
  const found = await findFiles([source(at, ['gone', 'logs', 'file/below'])], at.place);
  expect(found.roots.get('test')).toEqual([
    { path: at.at('gone'), found: false, real: undefined },
    { path: at.at('logs'), found: true, real: at.at('logs') },
    { path: at.at('file/below'), found: false, real: undefined },
  ]);
  expect(found.troubles).toEqual([]);
});

describe('what can be reached on two ways counts once', () => {
  test('one root named twice, and by a link', async () => {
    const at = home({ 'logs/a.jsonl': '' });
    at.link('logs', 'link');
    expect((await find(at, ['link', 'logs', 'logs/'])).files).toEqual(['logs/a.jsonl']);
  });

  test('a root within a root', async () => {
    const at = home({ 'logs/inner/a.jsonl': '', 'logs/b.jsonl': '' });
    expect((await find(at, ['logs', 'logs/inner'])).files).toEqual(['logs/b.jsonl', 'logs/inner/a.jsonl']);
  });

  test('links to files and directories, hard links', async () => {
    const at = home({ 'logs/m/a.jsonl': '' });
    at.link('logs/m', 'logs/z');
    at.link('logs/m/a.jsonl', 'logs/z.jsonl');
    linkSync(at.at('logs/m/a.jsonl'), at.at('logs/n.jsonl'));
    expect((await find(at)).files).toEqual(['logs/m/a.jsonl']);
  });

  test('one directory in which two sources look for their own', async () => {
    const at = home({ 'logs/a.jsonl': '', 'logs/b.txt': '' });
    const other: WholeFormat = { ...format, id: 'other' };
    const sources = [
      source(at, ['logs']),
      source(at, ['logs'], [{ glob: '*.txt', format: other }], 'second'),
    ];
    const { files } = await findFiles(sources, at.place);
    expect(files.map(file => [relative(at.dir, file.path), file.source])).toEqual([
      ['logs/a.jsonl', 'test'],
      ['logs/b.txt', 'second'],
    ]);
  });
});

describe('links that lead nowhere or in circles', () => {
  test('are no end of the search', async () => {
    const at = home({ 'logs/p/a.jsonl': '', 'logs/q/b.jsonl': '' });
    at.link('logs', 'logs/p/up');
    at.link('logs/q', 'logs/q/self');
    at.link('logs/r/two', 'logs/r/one');
    at.link('logs/r/one', 'logs/r/two');
    at.link('gone', 'logs/broken.jsonl');
    expect((await find(at)).files).toEqual(['logs/p/a.jsonl', 'logs/q/b.jsonl']);
  });

  test('however many they are', async () => {
    const files = Object.fromEntries(Array.from({ length: 10 }, (_, i) => [`logs/p${i}/a.jsonl`, '']));
    const at = home(files);
    for (let i = 0; i < 10; i++) at.link('logs', `logs/p${i}/up`);
    const started = performance.now();
    expect((await find(at)).files.length).toBe(10);
    expect(performance.now() - started).toBeLessThan(3000);
  });

  test('a root that is one of them is not there', async () => {
    const at = home();
    at.link('b', 'a');
    at.link('a', 'b');
    const { files, troubles } = await find(at, ['a']);
    expect(files).toEqual([]);
    expect(troubles).toEqual([{ path: 'a', why: 'its links lead in a circle' }]);
  });
});

describe('what is not searched is a trouble', () => {
  test('directories far too deep', async () => {
    const deep = (levels: number) => `logs/${'d/'.repeat(levels)}a.jsonl`;
    const at = home({ [deep(11)]: '', [deep(64)]: '', [deep(66)]: '' });
    const { files, troubles } = await find(at);
    expect(files).toEqual([deep(11), deep(64)]);
    expect(troubles).toEqual([
      {
        path: `logs/${'d/'.repeat(65)}`.slice(0, -1),
        why: 'is more than 64 directories deep and was not searched',
      },
    ]);
  });

  test.runIf(process.platform === 'linux')(
    'names that are not UTF-8, of files and of directories',
    async () => {
      const at = home({ 'logs/a.jsonl': '' });
      const named = (name: string) =>
        Buffer.concat([Buffer.from(`${at.at('logs')}/`), Buffer.from(name, 'latin1')]);
      writeFileSync(named('caf\xe9.jsonl'), '');
      mkdirSync(named('d\xfc'));
      const { files, troubles } = await find(at);
      expect(files).toEqual(['logs/a.jsonl']);
      const why = 'its name is not valid UTF-8; rename it';
      expect(troubles).toEqual([
        { path: 'logs/caf\ufffd.jsonl', why },
        { path: 'logs/d\ufffd', why },
      ]);
    },
  );
});

describe('what is closed to us is told', () => {
  test('a root', async ({ skip }) => {
    if (process.getuid?.() === 0) skip('root opens everything');
    const at = home({ 'logs/a.jsonl': '' });
    chmodSync(at.at('logs'), 0);
    const { files, troubles } = await find(at);
    chmodSync(at.at('logs'), 0o700);
    expect({ files, troubles }).toEqual({
      files: [],
      troubles: [{ path: 'logs', why: 'no permission to read it' }],
    });
  });

  test('a directory within, and the rest is found', async ({ skip }) => {
    if (process.getuid?.() === 0) skip('root opens everything');
    const at = home({ 'logs/open/a.jsonl': '', 'logs/closed/b.jsonl': '' });
    chmodSync(at.at('logs/closed'), 0);
    const { files, troubles } = await find(at);
    chmodSync(at.at('logs/closed'), 0o700);
    expect({ files, troubles }).toEqual({
      files: ['logs/open/a.jsonl'],
      troubles: [{ path: 'logs/closed', why: 'no permission to read it' }],
    });
  });
});

test('a database changes with the log beside it', async () => {
  const at = home({ 'logs/s.db': 'x'.repeat(10) });
  const tables = { kind: 'tables' as const, id: 'db', version: 1, read: () => {} };
  const look = async () => {
    const { files } = await findFiles([source(at, ['logs'], [{ glob: '*.db', format: tables }])], at.place);
    return { size: files[0]!.size, mtimeMs: files[0]!.mtimeMs };
  };
  const alone = await look();
  at.write('logs/s.db-wal', 'x'.repeat(5));
  const withLog = await look();
  expect(withLog.size).toBe(15);
  expect(withLog.mtimeMs).toBeGreaterThan(alone.mtimeMs);
});

test('directories that no glob leads to are not looked into', async () => {
  const at = home({
    'logs/a.db': '',
    'logs/deep/b.db': '',
    'logs/chats/x/y/c.json': '',
    'logs/other/chats/d.json': '',
  });
  const files = ['*.db', 'chats/*/**/*.json'].map((glob, i) => ({ glob, format: { ...format, id: `${i}` } }));
  const walker = new Walker();
  const found = await findFiles([source(at, ['logs'], files)], at.place, walker);
  expect(found.files.map(({ path }) => relative(at.dir, path))).toEqual([
    'logs/a.db',
    'logs/chats/x/y/c.json',
  ]);
  const dirs = walker.visited.dirs.map(({ path }) => relative(at.dir, path));
  expect(dirs.toSorted()).toEqual(['logs', 'logs/chats', 'logs/chats/x', 'logs/chats/x/y']);
});
