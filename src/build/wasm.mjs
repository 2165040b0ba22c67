/**
 * Compiles the AssemblyScript of `*.as.ts` to WebAssembly. An import of `scan.wasm` gives the bytes compiled from
 * `scan.as.ts`: put into the bundle by esbuild, and compiled at each test run by Vite.
 */
import { existsSync, readFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';

/** The bytes of a module. Throws with the compiler's message. */
export async function compile(path) {
  const { default: asc } = await import('assemblyscript/asc');
  const files = new Map();
  const options = ['--optimizeLevel', '3', '--noAssert', '--runtime', 'stub', '--initialMemory', '16'];
  const { error, stderr } = await asc.main(
    [basename(path), '--outFile', 'out.wasm', '--enable', 'simd,bulk-memory', ...options],
    {
      readFile(name) {
        const file = join(dirname(path), name);
        return existsSync(file) ? readFileSync(file, 'utf8') : null;
      },
      writeFile: (name, content) => files.set(name, content),
      listFiles: () => [],
    },
  );
  if (error) throw new Error(`${path}: ${stderr}`);
  return files.get('out.wasm');
}

const WASM = /^\.\.?\/.*\.wasm$/;
const sourceOf = (wasm, importer) => join(dirname(importer), wasm.replace(/\.wasm$/, '.as.ts'));

/** For esbuild. */
export const wasmInBundle = {
  name: 'wasm-in-bundle',
  setup(build) {
    build.onResolve({ filter: WASM }, ({ path, importer }) => ({
      path: sourceOf(path, importer),
      namespace: 'wasm',
    }));
    build.onLoad({ filter: /./, namespace: 'wasm' }, async ({ path }) => ({
      contents: await compile(path),
      loader: 'binary',
    }));
  },
};

const MADE = '\0wasm:';

/** For Vite, and so for Vitest. */
export const wasmInTests = {
  name: 'wasm-in-tests',
  enforce: 'pre',
  resolveId: (path, importer) => (WASM.test(path) ? `${MADE}${sourceOf(path, importer)}` : undefined),
  async load(id) {
    if (!id.startsWith(MADE)) return undefined;
    const bytes = Buffer.from(await compile(id.slice(MADE.length)));
    return `export default Uint8Array.from(atob('${bytes.toString('base64')}'), c => c.charCodeAt(0));`;
  },
};
