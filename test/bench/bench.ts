/**
 * The bench: measures what part 3 promises, as ratios of runs that took turns on one machine, and says which promises
 * hold. Nothing here is a test: a busy machine must not fail a build.
 *
 *   npm run bench                      all bounds
 *   npm run bench -- --only warm       one of them, or several with commas
 *   npm run bench -- --peers           installs other tools into the scratch directory, and runs them beside ours
 *   npm run bench -- --against HEAD~3  builds that commit there, and prints ratios to it
 *   npm run bench -- --scratch DIR     where trees, peers and builds are kept (8 GB; default: the system's)
 */
import { mkdirSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { BOUNDS } from './bounds/index.ts';
import { commitBuild, ownBuild } from './builds.ts';
import { machine } from './machine.ts';
import { installPeers } from './peers.ts';
import { type Finding, isMet, resultsText, tableText } from './table.ts';

/** Gives the exit code: 1 where a bound is missed. */
export async function bench(argv: readonly string[], top: string): Promise<number> {
  const { values } = parseArgs({
    args: [...argv],
    options: {
      only: { type: 'string' },
      peers: { type: 'boolean' },
      against: { type: 'string' },
      scratch: { type: 'string' },
      rounds: { type: 'string' },
    },
  });
  const scratch = values.scratch ?? join(tmpdir(), 'token-dash-bench');
  mkdirSync(scratch, { recursive: true });
  const context = {
    scratch,
    rounds: Number(values.rounds ?? 7),
    program: ownBuild(top),
    before: values.against === undefined ? undefined : commitBuild(top, scratch, values.against),
    peers: values.peers ? installPeers(scratch) : [],
  };
  const wanted = values.only?.split(',');
  const findings: Finding[] = [];
  for (const { id, measure } of BOUNDS.filter(bound => wanted?.includes(bound.id) ?? true)) {
    process.stderr.write(`measuring ${id} ...\n`);
    const found = (await measure(context)).map(finding => ({ ...finding, bound: id }));
    process.stdout.write(tableText(found));
    findings.push(...found);
  }
  if (!wanted) writeFileSync(join(top, 'test', 'bench', 'RESULTS.md'), resultsText(findings, machine()));
  const missed = findings.filter(finding => !isMet(finding));
  process.stdout.write(`${findings.length - missed.length} of ${findings.length} hold\n`);
  return missed.length > 0 ? 1 : 0;
}
