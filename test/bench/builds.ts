/** The program as users run it, of this checkout or of a commit. */
import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, rmSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';

/** Builds the checkout where that is needed; gives the file to run. */
export function ownBuild(top: string): string {
  return built(top);
}

/**
 * Builds a commit in a directory of its own, with the packages of this checkout; gives the file to run. The commit's
 * files are taken out of the repository as an archive: a worktree would have to be registered in it, and taken back.
 */
export function commitBuild(top: string, scratch: string, commit: string): string {
  const id = execFileSync('git', ['-C', top, 'rev-parse', '--short=12', `${commit}^{commit}`], {
    encoding: 'utf8',
  }).trim();
  const dir = join(scratch, 'commits', id);
  if (!existsSync(join(dir, 'dist', 'token-dash.js'))) {
    rmSync(dir, { recursive: true, force: true });
    mkdirSync(dir, { recursive: true });
    const archive = join(dir, 'commit.tar');
    execFileSync('git', ['-C', top, 'archive', '--output', archive, id]);
    execFileSync('tar', ['-xf', archive, '-C', dir]);
    rmSync(archive);
    symlinkSync(join(top, 'node_modules'), join(dir, 'node_modules'));
  }
  return built(dir);
}

function built(dir: string): string {
  // Commits before the build had a folder of its own keep it elsewhere.
  const [script] = [['build', 'bundle.mjs'], ['bundle.mjs']]
    .map(path => join(dir, 'src', ...path))
    .filter(path => existsSync(path));
  execFileSync(process.execPath, [script!, '--if-stale'], { stdio: 'inherit' });
  return join(dir, 'dist', 'token-dash.js');
}
