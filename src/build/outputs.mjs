/** The files of dist/ and how each is made. To add one, write a function that returns files, and call it in `outputs`. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { build } from 'esbuild';
import { bins } from './bins.mjs';
import { page } from './page.mjs';
import { parts } from './parts.mjs';
import { replacements } from './replacements.mjs';
import { wasmInBundle } from './wasm.mjs';

/** Packages of native code stay where npm put them, and are the only ones that an installed program needs. */
export const NATIVE = ['@photostructure/sqlite'];

/** What all bundles have in common. */
function common(src, dist) {
  const { version } = JSON.parse(readFileSync(join(src, '..', 'package.json'), 'utf8'));
  return {
    bundle: true,
    write: false,
    outdir: dist,
    platform: 'node',
    target: 'node20',
    minify: true,
    logLevel: 'warning',
    jsx: 'automatic',
    // Ink imports the developer tools only in its own development.
    external: [...NATIVE, 'react-devtools-core'],
    define: {
      'process.env.NODE_ENV': '"production"',
      TOKEN_DASH_VERSION: JSON.stringify(version),
      // Yoga's loader looks at `fetch`, and then Node loads its whole HTTP client: 50 ms of a start. Our own code says
      // `globalThis.fetch` where it wants it; test/tidy.test.ts holds that.
      fetch: 'undefined',
    },
  };
}

/** Everything that dist/ shall hold: `{ path, contents, mode? }` each. */
export async function outputs(src, dist) {
  const made = await Promise.all([
    entry(src, dist),
    program(src, dist),
    thread(src, dist, 'worker'),
    thread(src, dist, 'plugin-thread'),
    guides(src, dist),
    contract(src, dist),
    page(src, dist),
  ]);
  return [...made.flat(), ...bins(dist)];
}

/** `token-dash.js`, what is run: it prints status lines. CommonJS, because Node starts that 15 ms sooner. */
async function entry(src, dist) {
  const { outputFiles } = await build({
    ...common(src, dist),
    entryPoints: { 'token-dash': join(src, 'bin.ts') },
    format: 'cjs',
    banner: { js: refusal(src) },
  });
  return [
    { path: outputFiles[0].path, contents: outputFiles[0].contents, mode: 0o755 },
    // The package's files are ES modules; this one is not.
    { path: join(dist, 'package.json'), contents: '{ "type": "commonjs" }\n' },
  ];
}

/**
 * What an older Node does before anything else, in words that any Node understands. Node 21, and 22 before 22.3, have not
 * all that 20.19 has.
 */
function refusal(src) {
  const { engines } = JSON.parse(readFileSync(join(src, '..', 'package.json'), 'utf8'));
  const [major, minor] = engines.node.match(/\d+/g);
  return [
    "var node=process.versions.node,parts=node.split('.').map(Number);",
    `if(parts[0]<${major}||(parts[0]===${major}&&parts[1]<${minor})||!process.getBuiltinModule){`,
    `console.error('token-dash: Node '+node+' is too old; it needs ${major}.${minor}, or 22.3 and newer');process.exit(1)}`,
  ].join('');
}

/** `main.mjs` and a chunk for each part that only some runs need. Chunks share what they have in common. */
async function program(src, dist) {
  const { outputFiles } = await build({
    ...common(src, dist),
    entryPoints: { main: join(src, 'main.ts') },
    format: 'esm',
    splitting: true,
    outExtension: { '.js': '.mjs' },
    // Packages that are CommonJS call `require` for parts of Node.
    banner: {
      js: "import{createRequire as nodeRequire}from'node:module';const require=nodeRequire(import.meta.url);",
    },
    plugins: [parts(src), replacements(src), wasmInBundle],
  });
  return outputFiles;
}

/** `worker.js`, the thread that reads logs, and that of a plug-in. Bundles of their own are smaller and start sooner. */
async function thread(src, dist, name) {
  const shared = common(src, dist);
  const { outputFiles } = await build({
    ...shared,
    entryPoints: { [name]: join(src, `${name}.ts`) },
    format: 'cjs',
    banner: { js: "const here=require('node:url').pathToFileURL(__filename).href;" },
    define: { ...shared.define, 'import.meta.url': 'here' },
    plugins: [wasmInBundle],
  });
  return outputFiles;
}

/** `source.d.ts`: the types of plug-ins, which are a file of types alone. */
async function contract(src, dist) {
  return [{ path: join(dist, 'source.d.ts'), contents: readFileSync(join(src, 'plugins', 'contract.ts')) }];
}

/** `guide-<name>.md`: the guides as they are, for `token-dash guide`. */
async function guides(src, dist) {
  const dir = join(src, 'guides');
  return readdirSync(dir).map(name => ({
    path: join(dist, `guide-${name}`),
    contents: readFileSync(join(dir, name)),
  }));
}
