/**
 * npm run bench: bundles the bench, which is TypeScript, and runs it. The bundle lies where it finds our packages.
 */
import { mkdirSync } from 'node:fs';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { build } from 'esbuild';
import { wasmInBundle } from '../../src/build/wasm.mjs';

const here = fileURLToPath(new URL('.', import.meta.url));
const made = fileURLToPath(new URL('../../node_modules/.cache/token-dash-bench/bench.mjs', import.meta.url));
mkdirSync(fileURLToPath(new URL('../../node_modules/.cache/token-dash-bench', import.meta.url)), {
  recursive: true,
});
await build({
  entryPoints: [`${here}bench.ts`],
  outfile: made,
  bundle: true,
  platform: 'node',
  format: 'esm',
  packages: 'external',
  // The scanner's bytes are a string in the bundle, decoded as Node 20 can.
  target: 'node20',
  plugins: [wasmInBundle],
});
const { bench } = await import(pathToFileURL(made).href);
process.exitCode = await bench(process.argv.slice(2), fileURLToPath(new URL('../../', import.meta.url)));
