/** The rules of src/ARCHITECTURE.md, checked against the source text. */
import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, relative, sep } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';

const SRC = fileURLToPath(new URL('../src/', import.meta.url));

/** The layers, lowest first. A module imports from lower layers, never from another module of its own layer. */
const LAYERS: readonly (readonly string[])[] = [
  ['core'],
  ['os'],
  ['journal'],
  ['rollup'],
  ['reports', 'budgets', 'prices', 'sources', 'logs', 'ledger', 'config', 'claude', 'demo', 'plugins'],
  ['tui', 'cli', 'web'],
];
/** What a face may import of the layer below it: rows and plans, never logs, prices or files. */
const FACE_IMPORTS = ['reports', 'budgets', 'config'];
const FACES = LAYERS.at(-1)!;
/** Modules without Node: pure functions over data. */
const PURE = ['core', 'journal', 'rollup', 'reports', 'budgets'];

interface SourceFile {
  /** Relative to `src`, with slashes. */
  readonly path: string;
  readonly text: string;
  /** The top folder it lies in; `''` for an entry file. */
  readonly module: string;
}

const files: readonly SourceFile[] = readdirSync(SRC, { recursive: true, withFileTypes: true })
  .filter(entry => entry.isFile() && /\.(ts|tsx|mjs)$/.test(entry.name))
  .map(entry => {
    const full = join(entry.parentPath, entry.name);
    const path = relative(SRC, full).split(sep).join('/');
    return { path, text: readFileSync(full, 'utf8'), module: path.includes('/') ? path.split('/')[0]! : '' };
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

/** The path below `src` that an import leads to; undefined for a package or a part of Node. */
function targetOf(file: SourceFile, imported: string): string | undefined {
  if (!imported.startsWith('.')) return undefined;
  return relative(SRC, join(SRC, dirname(file.path), imported))
    .split(sep)
    .join('/');
}

/** The module that an import leads to; `''` for an entry file, undefined for a package or a part of Node. */
function moduleOf(file: SourceFile, imported: string): string | undefined {
  const path = targetOf(file, imported);
  if (path === undefined) return undefined;
  return path.includes('/') && !path.startsWith('..') ? path.split('/')[0]! : '';
}

/** The modules that a module may import, beside itself. */
function allowedFor(module: string): readonly string[] {
  const layer = LAYERS.findIndex(modules => modules.includes(module));
  const below = LAYERS.slice(0, layer);
  if (!FACES.includes(module)) return below.flat();
  return [
    ...below
      .slice(0, -1)
      .flat()
      .filter(name => name !== 'os'),
    ...FACE_IMPORTS,
  ];
}

/** Entry files and the composition root: they may import everything and are imported by nothing but each other. */
const isEntry = ({ module }: SourceFile) => ['', 'app', 'build'].includes(module);

test('the source is where the rules look for it', () => {
  expect(files.length).toBeGreaterThan(40);
  expect(importsOf(files.find(file => file.path === 'logs/feed.ts')!)).toContain('../rollup/journal.ts');
});

describe('who imports whom: down, never sideways', () => {
  test.each(files.map(file => [file.path, file] as const))('%s', (_, file) => {
    if (isEntry(file)) return;
    const allowed = allowedFor(file.module);
    expect(LAYERS.flat()).toContain(file.module);
    const wrong = importsOf(file).filter(imported => {
      const module = moduleOf(file, imported);
      if (module === undefined) return file.module === 'core';
      return module !== file.module && !allowed.includes(module);
    });
    expect(wrong).toEqual([]);
  });

  test('pure modules know no Node: no process, no buffer, no file', () => {
    const named = files.filter(
      file =>
        PURE.includes(file.module) &&
        (/\b(process|Buffer|__dirname)\b/.test(codeOf(file.text)) ||
          importsOf(file).some(each => each.startsWith('node:'))),
    );
    expect(named.map(file => file.path)).toEqual([]);
  });
});

test('no circles, types included', () => {
  const byPath = new Map(files.map(file => [file.path, file]));
  const done = new Set<string>();
  const circles: string[] = [];
  const visit = (file: SourceFile, chain: readonly string[]) => {
    if (chain.includes(file.path)) {
      circles.push([...chain.slice(chain.indexOf(file.path)), file.path].join(' -> '));
      return;
    }
    if (done.has(file.path)) return;
    done.add(file.path);
    for (const imported of importsOf(file)) {
      const target = byPath.get(targetOf(file, imported) ?? '');
      if (target) visit(target, [...chain, file.path]);
    }
  };
  for (const file of files) visit(file, []);
  expect(circles).toEqual([]);
});

test('clock, zone and environment are arguments: only entry files and `os` read them', () => {
  const reading = files.filter(
    file =>
      !isEntry(file) &&
      file.module !== 'os' &&
      /\bprocess\.(env|argv)\b|\bos\.homedir\b|\bhomedir\(/.test(codeOf(file.text)),
  );
  expect(reading.map(file => file.path)).toEqual([]);
});

test('folders are at most two levels deep', () => {
  expect(files.map(file => file.path).filter(path => path.split('/').length > 3)).toEqual([]);
});

test('a function lives with the noun it serves: no folder or file for leftovers', () => {
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

test('no code of the program says fetch by its short name, which is nothing in the bundle', () => {
  const bare = files.filter(
    ({ path, text }) => !path.startsWith('web/page/') && /(?<![.\w])fetch\(/.test(codeOf(text)),
  );
  expect(bare.map(file => file.path)).toEqual([]);
});

test('imports say which file they mean', () => {
  const vague = files.flatMap(file =>
    importsOf(file)
      .filter(each => each.startsWith('.') && !/\.(tsx?|mjs|json|wasm)$/.test(each))
      .map(each => `${file.path}: ${each}`),
  );
  expect(vague).toEqual([]);
});

/** Calls that take one argument for each item of a list: the call stack ends below 150,000 of them. */
const SPREADABLE = /(?:Math\.(?:max|min)|\.(?:push|unshift|fromCharCode|fromCodePoint|apply))\(/g;

/** Calls of these with a list spread over their arguments. */
function spreadCalls(text: string): readonly string[] {
  const code = codeOf(text);
  return [...code.matchAll(SPREADABLE)].flatMap(({ 0: call, index }) => {
    let depth = 1;
    for (let at = index + call.length; at < code.length && depth > 0; at++) {
      if (depth === 1 && code.startsWith('...', at)) return [code.slice(index, at + 20)];
      if ('([{'.includes(code[at]!)) depth += 1;
      else if (')]}'.includes(code[at]!)) depth -= 1;
    }
    return [];
  });
}

test('no list is spread over the arguments of a call: logs decide how long lists are', () => {
  const found = files
    .filter(({ path }) => !path.endsWith('.as.ts'))
    .flatMap(({ path, text }) => spreadCalls(text).map(call => `${path}: ${call}`));
  expect(found).toEqual([]);
});

test.each([
  ['Math.max(...all)', 1],
  ['lines.push(first, ...rest)', 1],
  ['lines.push({ ...one })', 0],
  ['lines.push([...all])', 0],
  ['Math.max(a, f(...b))', 0],
])('%s is found %i times', (text, times) => {
  expect(spreadCalls(text).length).toBe(times);
});
