/**
 * Runs when npm installs the package from its source, and builds dist/. `npm install -g .` in a fresh clone only links the
 * directory and installs no packages into it: then they are installed first, which comes back here and builds.
 */
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const top = fileURLToPath(new URL('../..', import.meta.url));
const { npm_execpath: npm, npm_config_global: isGlobal } = process.env;

const isMissing = !existsSync(new URL('../../node_modules/esbuild', import.meta.url));
const args =
  isMissing && npm && isGlobal
    ? [npm, 'install', '--global=false']
    : [fileURLToPath(new URL('bundle.mjs', import.meta.url))];
const { status } = spawnSync(process.execPath, args, {
  cwd: top,
  stdio: 'inherit',
  env: { ...process.env, npm_config_global: undefined },
});
process.exitCode = status ?? 1;
