/** The program as it is installed. A suite that imports this file runs it: then it is built first, where it is stale. */
import { execFileSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';

const top = fileURLToPath(new URL('../..', import.meta.url));

// Suites run side by side: the build itself sees to it that only one of them builds.
execFileSync(process.execPath, [`${top}src/build/bundle.mjs`, '--if-stale'], { cwd: top, stdio: 'inherit' });

/** The file that `npm start` runs. */
export const PROGRAM = `${top}dist/token-dash.js`;
