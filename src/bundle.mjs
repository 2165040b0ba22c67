/**
 * Makes dist/token-dash.js out of src/door.ts and dist/main.cjs out of src/main.ts: two files that start at once. All
 * that is imported where it is used becomes a file that is loaded when it is needed. Loading Ink out of node_modules
 * costs most of a second; bundled it costs a third of that.
 *
 * The first two are CommonJS: Node needs some milliseconds to get ready for modules, and one more for each of them.
 *
 *   node src/bundle.mjs              builds
 *   node src/bundle.mjs --if-stale   builds only when a source is newer than the result
 */
import { existsSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { wasmInBundle } from './wasm.mjs';

const src = dirname(fileURLToPath(import.meta.url));
const top = dirname(src);
const dist = join(top, 'dist');

const isStale = () => {
  const made = join(dist, 'token-dash.js');
  if (!existsSync(made)) return true;
  const { mtimeMs } = statSync(made);
  const files = readdirSync(src, { recursive: true, withFileTypes: true }).filter(entry => entry.isFile());
  const sources = files.map(entry => join(entry.parentPath ?? entry.path, entry.name));
  return [...sources, join(top, 'package.json')].some(file => statSync(file).mtimeMs > mtimeMs);
};

/** Ink's measuring caches never empty, which a dashboard that runs for days would feel: they are emptied when large. */
const boundedInkCaches = {
  name: 'bounded-ink-caches',
  setup(build) {
    build.onLoad({ filter: /ink[\\/]build[\\/](measure-text|wrap-text)\.js$/ }, ({ path }) => {
      const code = readFileSync(path, 'utf8');
      const emptied = code.replace(
        /^const cache = (new Map\(\)|\{\});$/m,
        (_, empty) =>
          `let cache = ${empty}, cached = 0; const bounded = () => { if (++cached > 5000) { cache = ${empty}; cached = 0; } };`,
      );
      if (emptied === code) throw new Error(`${path} is not as it was: look at its cache again`);
      return { contents: emptied.replace(/(\n\s*)(cache\[|cache\.set\()/, '$1bounded();$1$2'), loader: 'js' };
    });
  },
};

/** The React developer tools are of no use here and pull in a web socket library. */
const noDevtools = {
  name: 'no-devtools',
  setup(build) {
    build.onLoad({ filter: /ink[\\/]build[\\/]devtools\.js$/ }, () => ({ contents: '', loader: 'js' }));
  },
};

/** The door leads to the house, which is a bundle of its own. */
const doorToMain = {
  name: 'door-to-main',
  setup(build) {
    build.onResolve({ filter: /^\.\/main\.ts$/ }, () => ({ path: './main.cjs', external: true }));
  },
};

/** What is imported where it is used stays outside, and becomes a bundle of its own: its names are noted in `found`. */
const importedLater = found => ({
  name: 'imported-later',
  setup(build) {
    build.onResolve({ filter: /./ }, async ({ path, kind, pluginData, ...from }) => {
      if (kind !== 'dynamic-import' || pluginData === importedLater) return undefined;
      const resolved = await build.resolve(path, { ...from, kind, pluginData: importedLater });
      if (resolved.external) return resolved;
      const name = relative(top, resolved.path)
        .replace(/\.\w+$/, '')
        .replace(/\W+/g, '-');
      found[name] = resolved.path;
      return { path: `./${name}.mjs`, external: true };
    });
  },
});

if (!process.argv.includes('--if-stale') || isStale()) {
  const { build } = await import('esbuild');
  const { version } = JSON.parse(readFileSync(join(top, 'package.json'), 'utf8'));
  rmSync(dist, { recursive: true, force: true });
  const require =
    "import{createRequire as makeRequire}from'node:module';const require=makeRequire(import.meta.url);";
  const common = {
    bundle: true,
    outdir: dist,
    platform: 'node',
    target: 'node20',
    minify: true,
    logLevel: 'warning',
    // A native module: it stays where npm put it.
    external: ['libsql'],
    jsx: 'automatic',
    define: {
      'process.env.NODE_ENV': '"production"',
      'process.env.DEV': '"false"',
      // Yoga then unpacks its own code without it, and half a megabyte of HTTP client stays unloaded.
      fetch: 'undefined',
      TOKEN_DASH_VERSION: JSON.stringify(version),
    },
  };
  const later = {};
  await build({
    ...common,
    entryPoints: { main: join(src, 'main.ts') },
    outExtension: { '.js': '.cjs' },
    format: 'cjs',
    define: { ...common.define, 'import.meta.url': 'hereUrl' },
    banner: { js: "const hereUrl=require('node:url').pathToFileURL(__filename).href;" },
    plugins: [wasmInBundle, importedLater(later)],
  });
  await build({
    ...common,
    entryPoints: later,
    outExtension: { '.js': '.mjs' },
    splitting: true,
    format: 'esm',
    banner: { js: require },
    plugins: [boundedInkCaches, noDevtools, wasmInBundle],
  });
  // A thread of its own, which shares nothing with the rest, so that the rest is not in pieces for its sake.
  await build({
    ...common,
    entryPoints: { reader: join(src, 'reader.ts') },
    outExtension: { '.js': '.mjs' },
    format: 'esm',
    banner: { js: require },
    plugins: [wasmInBundle],
  });
  await build({
    ...common,
    entryPoints: { 'token-dash': join(src, 'door.ts') },
    format: 'cjs',
    supported: { 'dynamic-import': false },
    plugins: [doorToMain],
  });
  // Files of this package are modules; this one alone is none.
  writeFileSync(join(dist, 'package.json'), '{ "type": "commonjs" }\n');
}
