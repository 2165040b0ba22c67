/**
 * Makes dist/: token-dash.js out of src/bin.ts, which is what is run; main.js out of src/main.ts, which it loads; and
 * a file for each module that is imported where it is used. Loading Ink out of node_modules costs most of a second;
 * bundled and compiled beforehand it costs a tenth of that.
 *
 * All but the door are functions that `load.ts` calls, with what V8 compiled of them beside them. None is a module:
 * Node needs some milliseconds to get ready for modules, and cannot start one with code that was compiled before.
 *
 *   node src/build/bundle.mjs              builds
 *   node src/build/bundle.mjs --if-stale   builds only when a source is newer than the result
 */
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { changedPackages, instead } from './packages.mjs';
import { rehearse } from './rehearsal.mjs';
import { wasmInBundle } from './wasm.mjs';

const src = fileURLToPath(new URL('..', import.meta.url));
const top = join(src, '..');
const dist = join(top, 'dist');
/** Whose bundle has Ink in it. */
const INK = join(src, 'tui', 'start.tsx');

const isStale = () => {
  const made = join(dist, 'token-dash.js');
  if (!existsSync(made)) return true;
  const { mtimeMs } = statSync(made);
  const files = readdirSync(src, { recursive: true, withFileTypes: true }).filter(entry => entry.isFile());
  const sources = files.map(entry => join(entry.parentPath ?? entry.path, entry.name));
  return [...sources, join(top, 'package.json')].some(file => statSync(file).mtimeMs > mtimeMs);
};

/** Nobody listens to what lru-cache would tell of itself. */
const noDiagnostics = {
  name: 'no-diagnostics',
  setup(build) {
    build.onResolve({ filter: /^node:diagnostics_channel$/ }, ({ path }) => ({ path, namespace: 'unheard' }));
    build.onLoad({ filter: /./, namespace: 'unheard' }, () => ({
      contents: 'export const channel = () => ({ hasSubscribers: false }), tracingChannel = channel;',
    }));
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
      found.set(name, resolved.path);
      return { path: `./${name}.js`, external: true };
    });
  },
});

/** The logs of the demo, which are like those of users. */
async function demoLogs(build) {
  const { outputFiles } = await build({
    stdin: {
      contents: `import { demoLogs } from '../demo/logs.ts';
        import { Zone } from '../core/calendar.ts';
        export const logs = demoLogs(1, Date.now(), new Zone('UTC'));`,
      resolveDir: src,
    },
    bundle: true,
    write: false,
    format: 'esm',
  });
  const { logs } = await import(`data:text/javascript,${encodeURIComponent(outputFiles[0].text)}`);
  return logs;
}

if (!process.argv.includes('--if-stale') || isStale()) {
  const { build } = await import('esbuild');
  const { version } = JSON.parse(readFileSync(join(top, 'package.json'), 'utf8'));
  rmSync(dist, { recursive: true, force: true });
  mkdirSync(dist);
  const common = {
    bundle: true,
    outdir: dist,
    platform: 'node',
    target: 'node20',
    format: 'cjs',
    supported: { 'dynamic-import': false },
    minify: true,
    logLevel: 'warning',
    // A native module: it stays where npm put it.
    external: ['libsql'],
    jsx: 'automatic',
    define: {
      'process.env.NODE_ENV': '"production"',
      'process.env.DEV': '"false"',
      TOKEN_DASH_VERSION: JSON.stringify(version),
      'import.meta.url': 'here.url',
    },
  };
  const here = "const here={get url(){return require('node:url').pathToFileURL(__filename).href}};";
  // Packages ask for the clock that Node loads a dozen of its files for, before they need to know the time.
  const clock = 'const performance={now:()=>process.uptime()*1e3};';
  const bundles = new Map([['main', join(src, 'main.ts')]]);
  // The list grows while it is worked through.
  for (const [name, entry] of bundles) {
    const { outputFiles } = await build({
      ...common,
      entryPoints: { [name]: entry },
      write: false,
      banner: { js: `(function(exports,require,module,__filename,__dirname){"use strict";${here}${clock}` },
      footer: { js: '})' },
      plugins: [
        ...(entry === INK ? [instead] : []),
        changedPackages,
        noDiagnostics,
        wasmInBundle,
        importedLater(bundles),
      ],
      inject: entry === INK ? [join(src, 'tui', 'ink-characters.ts')] : [],
    });
    const { text } = outputFiles[0];
    const hash = createHash('sha256').update(text).digest('base64url');
    writeFileSync(join(dist, `${name}.js`), `//${hash}\n${text}`);
  }
  // A thread of its own, which shares nothing with the rest.
  await build({
    ...common,
    entryPoints: { worker: join(src, 'worker.ts') },
    banner: { js: here },
    plugins: [wasmInBundle],
  });
  await build({ ...common, entryPoints: { 'token-dash': join(src, 'bin.ts') } });
  // Files of this package are modules; these are none.
  writeFileSync(join(dist, 'package.json'), '{ "type": "commonjs" }\n');
  try {
    rehearse(join(dist, 'token-dash.js'), await demoLogs(build));
  } catch (error) {
    // Without it the program does all it should, a little later.
    console.warn(`${error.message}\nthe program will start slower than it could`);
  }
}
