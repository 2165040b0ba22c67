/** The rules of the house, held by looking at its source. */
import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, relative, sep } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';

const SRC = fileURLToPath(new URL('../src/', import.meta.url));

const FACES = ['tui', 'cli', 'web'];
/** What a face may ask beside the ground: rows, never logs, prices or disks. */
const ASKED_BY_FACES = ['reports', 'budgets'];

interface SourceFile {
  /** Relative to `src`, with slashes. */
  readonly path: string;
  readonly text: string;
  /** The top folder it lies in; `''` for the roof. */
  readonly room: string;
}

const files: readonly SourceFile[] = readdirSync(SRC, { recursive: true, withFileTypes: true })
  .filter(entry => entry.isFile() && /\.(ts|tsx|mjs)$/.test(entry.name))
  .map(entry => {
    const full = join(entry.parentPath, entry.name);
    const path = relative(SRC, full).split(sep).join('/');
    return { path, text: readFileSync(full, 'utf8'), room: path.includes('/') ? path.split('/')[0]! : '' };
  });

/** Code without comments, strings and templates: what is left cannot talk about what it does not do. */
function codeOf(text: string): string {
  return text
    .replace(/\/\*[\s\S]*?\*\//g, '')
    .replace(/^\s*\/\/.*$/gm, '')
    .replace(/'(?:[^'\\\n]|\\.)*'|"(?:[^"\\\n]|\\.)*"|`(?:[^`\\]|\\.)*`/g, "''");
}

/** Everything a file imports, statically, dynamically or as a type. */
function importsOf({ text }: SourceFile): readonly string[] {
  const bare = text.replace(/\/\*[\s\S]*?\*\//g, '');
  const found = bare.matchAll(
    /^(?:import|export)\s[^'"`;]*?from\s+'([^']+)'|^import\s+'([^']+)'|\bimport\(\s*'([^']+)'/gm,
  );
  return [...found].map(match => match[1] ?? match[2] ?? match[3]!);
}

/** The entry files, the composition root and the build: they may import everything, and nothing else imports them. */
const ENTRY = ['', 'app', 'build'];

/** The room that an import of ours leads to; undefined for a package or a part of Node. */
function roomOf(file: SourceFile, imported: string): string | undefined {
  if (!imported.startsWith('.')) return undefined;
  const path = relative(SRC, join(SRC, dirname(file.path), imported))
    .split(sep)
    .join('/');
  return path.includes('/') && !path.startsWith('..') ? path.split('/')[0]! : '';
}

/** What a room may import of ours, beside itself. */
function allowedFor(room: string): readonly string[] | 'all' {
  if (ENTRY.includes(room)) return 'all';
  if (room === 'core') return [];
  return FACES.includes(room) ? ['core', ...ASKED_BY_FACES] : ['core'];
}

test('there is a house to look at', () => {
  expect(files.length).toBeGreaterThan(40);
  expect(importsOf(files.find(file => file.path === 'disk/feed.ts')!)).toContain('../core/journal.ts');
});

describe('who imports whom: down, never sideways', () => {
  test.each(files.map(file => [file.path, file] as const))('%s', (_, file) => {
    const allowed = allowedFor(file.room);
    if (allowed === 'all') return;
    const wrong = importsOf(file).filter(imported => {
      const room = roomOf(file, imported);
      if (room === undefined) return file.room === 'core';
      return room !== file.room && !allowed.includes(room);
    });
    expect(wrong).toEqual([]);
  });

  test('only the entry and the composition root import each other', () => {
    const wrong = files.filter(
      file =>
        !ENTRY.includes(file.room) &&
        importsOf(file).some(each => ENTRY.includes(roomOf(file, each) ?? 'a package')),
    );
    expect(wrong.map(file => file.path)).toEqual([]);
  });

  test('the ground knows no Node: no process, no buffer', () => {
    const named = files.filter(
      file => file.room === 'core' && /\b(process|Buffer|__dirname)\b/.test(codeOf(file.text)),
    );
    expect(named.map(file => file.path)).toEqual([]);
  });
});

test('clock, zone and environment are arguments: only the composition root reads them', () => {
  const asking = files.filter(
    file =>
      ![...ENTRY, 'os'].includes(file.room) &&
      /\bprocess\.(env|argv)\b|\bos\.homedir\b|\bhomedir\(/.test(codeOf(file.text)),
  );
  expect(asking.map(file => file.path)).toEqual([]);
});

test('a folder is a stage: at most two levels', () => {
  expect(files.map(file => file.path).filter(path => path.split('/').length > 3)).toEqual([]);
});

test('a function lives with the noun it serves: there is no drawer for what is left over', () => {
  const drawer = /(^|\/)(utils?|helpers?|services?|common|types?|misc)(\/|\.|$)/;
  expect(files.map(file => file.path).filter(path => drawer.test(path))).toEqual([]);
});

test('a file opens with a paragraph that says what it is for', () => {
  const mute = files.filter(({ text }) => !/^(#!.*\n)?\/\*\*[\s*]+\S[\s\S]{20,}?\*\//.test(text));
  expect(mute.map(file => file.path)).toEqual([]);
});

test('a file of more than 300 lines hides a second noun', () => {
  const long = files.filter(({ text }) => text.trimEnd().split('\n').length > 300);
  expect(long.map(file => file.path)).toEqual([]);
});

test('types say what is possible: no any', () => {
  const loose = files.filter(({ text }) =>
    /(?::|\bas|<|\||&)\s*any\b(?!\s*[:(])|,\s*any\s*[>,[]/.test(codeOf(text)),
  );
  expect(loose.map(file => file.path)).toEqual([]);
});

test('imports say which file they mean', () => {
  const vague = files.flatMap(file =>
    importsOf(file)
      .filter(each => each.startsWith('.') && !/\.(tsx?|mjs|json|wasm)$/.test(each))
      .map(each => `${file.path}: ${each}`),
  );
  expect(vague).toEqual([]);
});
