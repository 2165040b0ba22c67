/**
 * Makes dist/token-dash.js out of src/main.ts: one small file that starts at once, and a few that are loaded when
 * they are needed. Loading Ink out of node_modules costs most of a second; bundled it costs a third of that.
 *
 *   node src/bundle.mjs              builds
 *   node src/bundle.mjs --if-stale   builds only when a source is newer than the result
 */
import { existsSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

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

if (!process.argv.includes('--if-stale') || isStale()) {
  const { build } = await import('esbuild');
  const { version } = JSON.parse(readFileSync(join(top, 'package.json'), 'utf8'));
  rmSync(dist, { recursive: true, force: true });
  await build({
    entryPoints: { 'token-dash': join(src, 'main.ts') },
    outdir: dist,
    bundle: true,
    splitting: true,
    platform: 'node',
    format: 'esm',
    target: 'node20',
    minify: true,
    keepNames: false,
    sourcemap: false,
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
    banner: {
      js: "import{createRequire as makeRequire}from'node:module';const require=makeRequire(import.meta.url);",
    },
    plugins: [boundedInkCaches, noDevtools],
  });
}
