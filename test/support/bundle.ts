/** Builds the program once before the tests that run it as a user does. */
import { execFileSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';

const top = fileURLToPath(new URL('../..', import.meta.url));

/** The file that `npm start` runs. */
export const PROGRAM = `${top}dist/token-dash.js`;

export default function setup(): void {
  execFileSync(process.execPath, [`${top}src/build/bundle.mjs`, '--if-stale'], {
    cwd: top,
    stdio: 'inherit',
  });
}
