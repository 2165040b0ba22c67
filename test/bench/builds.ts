/** The program as users run it, of this checkout or of a commit. */
import { execFileSync } from 'node:child_process';
import { existsSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';

/** Builds the checkout where that is needed; gives the file to run. */
export function ownBuild(top: string): string {
  execFileSync(process.execPath, [join(top, 'src', 'bundle.mjs'), '--if-stale'], { stdio: 'inherit' });
  return join(top, 'dist', 'token-dash.js');
}

/** Builds a commit in a worktree of its own, with the packages of this checkout; gives the file to run. */
export function commitBuild(top: string, scratch: string, commit: string): string {
  const git = (...args: string[]) => execFileSync('git', ['-C', top, ...args], { encoding: 'utf8' }).trim();
  const id = git('rev-parse', '--short=12', `${commit}^{commit}`);
  const dir = join(scratch, 'commits', id);
  if (!existsSync(dir)) git('worktree', 'add', '--detach', dir, id);
  if (!existsSync(join(dir, 'node_modules')))
    symlinkSync(join(top, 'node_modules'), join(dir, 'node_modules'));
  execFileSync(process.execPath, [join(dir, 'src', 'bundle.mjs'), '--if-stale'], { stdio: 'inherit' });
  return join(dir, 'dist', 'token-dash.js');
}
