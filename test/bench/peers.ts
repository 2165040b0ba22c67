/** Other tools over the same logs, in the versions that were measured, installed beside our trees and nowhere else. */
import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';

export interface Peer {
  readonly name: string;
  /** The command line that reads everything once and prints it. */
  readonly command: readonly string[];
}

const KNOWN = [
  { name: 'ccusage 19', spec: 'ccusage@19.0.3', args: ['daily', '--json', '--offline'] },
  { name: 'ccusage 20.0.24', spec: 'ccusage@20.0.24', args: ['daily', '--json', '--offline'] },
  { name: 'tokscale 1.4.3', spec: 'tokscale@1.4.3', args: ['--json', '--claude'] },
  {
    name: 'codeburn 0.9.15',
    spec: 'codeburn@0.9.15',
    args: ['report', '--format', 'json', '--period', 'all'],
  },
] as const;

/** Those that npm can install here. */
export function installPeers(scratch: string): readonly Peer[] {
  return KNOWN.flatMap(({ name, spec, args }) => {
    const dir = join(scratch, 'peers', name.replace(/\W+/g, '-'));
    const bin = join(dir, 'node_modules', '.bin', spec.split('@')[0]!);
    try {
      if (!existsSync(bin)) {
        mkdirSync(dir, { recursive: true });
        execFileSync('npm', ['install', '--prefix', dir, '--no-audit', '--no-fund', spec], {
          stdio: 'ignore',
        });
      }
      return [{ name, command: [bin, ...args] }];
    } catch {
      process.stderr.write(`${name} cannot be installed here\n`);
      return [];
    }
  });
}
