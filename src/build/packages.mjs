/**
 * What is changed of packages on their way into the bundles: what keeps them from starting at once, and what they do
 * for texts that ours are not. Each change says what it looks for, and the build fails where that is no longer so.
 */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const src = fileURLToPath(new URL('..', import.meta.url));

/** Declares something that is made when its one method is called for the first time. */
function late(name, method, made) {
  return `let made_${name}; const ${name} = { ${method}: (...of) => (made_${name} ??= ${made}).${method}(...of) };`;
}

/** Ink's measuring caches never empty, which a dashboard that runs for days would feel: they are emptied when large. */
const boundedCache = [
  [
    /^const cache = (new Map\(\)|\{\});$/m,
    (_, empty) =>
      `let cache = ${empty}, cached = 0; const bounded = () => { if (++cached > 5000) { cache = ${empty}; cached = 0; } };`,
  ],
  [/(\n\s*)(cache\[|cache\.set\()/, '$1bounded();$1$2'],
];

/** Files of packages, and what stands there instead. */
const CHANGES = {
  'ink/build/measure-text.js': boundedCache,
  'ink/build/wrap-text.js': boundedCache,
  // The React developer tools are of no use here and pull in a web socket library; no bundle can wait for them.
  'ink/build/reconciler.js': [
    [/await import\(.*devtools\.js'\)/, ''],
    ['await loadPackageJson()', 'undefined'],
  ],
  // Yoga compiles its code where it is imported, and lets those who import it wait, which no bundle can. It is small:
  // it is compiled at once, in less than two milliseconds. (Emscripten asks for `instantiateWasm`.)
  'yoga-layout/dist/src/index.js': [
    [/^/, "import code from 'yoga-code:../binaries/yoga-wasm-base64-esm.js';"],
    [
      'wrapAssembly(await loadYoga())',
      `(lib => (loadYoga(lib), wrapAssembly(lib)))({
        instantiateWasm: (imports, done) => done(new WebAssembly.Instance(new WebAssembly.Module(code), imports)),
      })`,
    ],
  ],
  'yoga-layout/dist/binaries/yoga-wasm-base64-esm.js': [
    [/[A-Za-z0-9+/=]{10000,}/, ''],
    ['import.meta.url', '""'],
  ],
  // It makes an object of every cell for every frame; ours lays lines behind each other.
  'ink/build/output.js': [
    [
      /^.*export default class Output \{.*$/s,
      `export { default } from ${JSON.stringify(join(src, 'tui', 'ink-output.ts'))};`,
    ],
  ],
  // What V8 takes 20 ms to gather is gathered for the first text that needs it.
  'string-width/index.js': [
    ['const segmenter = new Intl.Segmenter();', late('segmenter', 'segment', 'new Intl.Segmenter()')],
    [/const (\w+) = (\/.*\{RGI_Emoji\}.*\/v);/, (_, name, pattern) => late(name, 'test', pattern)],
  ],
  // Parts of Node that are loaded for what never happens here.
  'commander/lib/command.js': [
    [
      "const childProcess = require('node:child_process');",
      late('childProcess', 'spawn', "require('node:child_process')"),
    ],
  ],
  'signal-exit/index.js': [
    [
      "var assert = require('assert')",
      "var assert = { equal: (a, b) => { if (a !== b) throw new TypeError('not a function'); } }",
    ],
  ],
  'stack-utils/index.js': [["require('module').builtinModules", '[]']],
  'terminal-size/index.js': [
    [
      "import {execFileSync} from 'node:child_process';",
      "const execFileSync = (...of) => process.getBuiltinModule('node:child_process').execFileSync(...of);",
    ],
  ],
};

/** Packages that Ink and those below it ask for, and who answers instead. */
const INSTEAD = {
  // It measures text by looking for emoji of many parts, with a table that takes V8 20 ms; ours has none.
  'string-width': join(src, 'tui', 'ink-width.ts'),
  // ink-table only wants a key of a row.
  'object-hash': { contents: 'export const sha1 = row => JSON.stringify(row);' },
};

const PATH = /[\\/]node_modules[\\/]((?:@[^\\/]+[\\/])?[^\\/]+[\\/](?:(?!node_modules[\\/]).)*)$/;

export const changedPackages = {
  name: 'changed-packages',
  setup(build) {
    build.onLoad({ filter: /[\\/]node_modules[\\/].*\.js$/, namespace: 'file' }, ({ path }) => {
      const changes = CHANGES[PATH.exec(path)?.[1].replaceAll('\\', '/')];
      return changes && { contents: changed(path, changes), loader: 'js' };
    });
    build.onResolve({ filter: /^yoga-code:/ }, ({ path, resolveDir }) => ({
      path: join(resolveDir, path.slice('yoga-code:'.length)),
      namespace: 'yoga-code',
    }));
    build.onLoad({ filter: /./, namespace: 'yoga-code' }, ({ path }) => ({
      contents: Buffer.from(/[A-Za-z0-9+/=]{10000,}/.exec(readFileSync(path, 'utf8'))[0], 'base64'),
      loader: 'binary',
    }));
  },
};

/** For the bundle that has Ink in it. */
export const instead = {
  name: 'instead',
  setup(build) {
    build.onResolve({ filter: new RegExp(`^(?:${Object.keys(INSTEAD).join('|')})$`) }, ({ path }) =>
      typeof INSTEAD[path] === 'string' ? { path: INSTEAD[path] } : { path, namespace: 'instead' },
    );
    build.onLoad({ filter: /./, namespace: 'instead' }, ({ path }) => INSTEAD[path]);
  },
};

function changed(path, changes) {
  return changes.reduce(
    (code, [from, to]) => {
      const next = code.replace(from, to);
      if (next === code) throw new Error(`${path} is not as it was: there is no ${from} to change`);
      return next;
    },
    readFileSync(path, 'utf8'),
  );
}
