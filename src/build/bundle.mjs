/**
 * Builds dist/, which is what users run. Loading Ink and React file by file out of node_modules takes most of a second;
 * as one bundle they take a tenth of that.
 *
 *   node src/build/bundle.mjs              builds
 *   node src/build/bundle.mjs --if-stale   builds only where a source is newer than the result
 */
import { existsSync, mkdirSync, readdirSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { whileLocked } from './lock.mjs';

const src = fileURLToPath(new URL('..', import.meta.url));
const top = join(src, '..');
const dist = join(top, 'dist');

/** True where a file of src/ or package.json is newer than the last build. */
function isStale() {
  const made = join(dist, 'token-dash.js');
  if (!existsSync(made)) return true;
  const { mtimeMs } = statSync(made);
  const files = readdirSync(src, { recursive: true, withFileTypes: true }).filter(entry => entry.isFile());
  const sources = files.map(entry => join(entry.parentPath, entry.name));
  return [...sources, join(top, 'package.json')].some(file => statSync(file).mtimeMs > mtimeMs);
}

/** Builds everything before it touches dist/. The entry is written last: its time says when the build was complete. */
async function build() {
  const { outputs } = await import('./outputs.mjs');
  const files = await outputs(src, dist);
  const entry = join(dist, 'token-dash.js');
  files.sort((a, b) => Number(a.path === entry) - Number(b.path === entry));
  mkdirSync(dist, { recursive: true });
  const kept = new Set(files.map(({ path }) => basename(path)));
  for (const { path, contents, mode } of files) {
    // A program that is running may load the file at the same time.
    writeFileSync(`${path}.new`, contents, { mode });
    renameSync(`${path}.new`, path);
  }
  for (const name of readdirSync(dist)) if (!kept.has(name)) rmSync(join(dist, name), { recursive: true });
}

async function main() {
  const isOnlyIfStale = process.argv.includes('--if-stale');
  if (isOnlyIfStale && !isStale()) return;
  await whileLocked(dirname(dist), async () => {
    // Another process may have built while this one waited.
    if (!isOnlyIfStale || isStale()) await build();
  });
}

main().catch(error => {
  const isNotInstalled =
    error.code === 'ERR_MODULE_NOT_FOUND' && !existsSync(join(top, 'node_modules', 'esbuild'));
  console.error(isNotInstalled ? 'token-dash: not installed yet; run `npm install` first' : error);
  process.exitCode = 1;
});
