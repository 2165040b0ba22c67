/**
 * The bench: measures what is promised of the program's speed and memory, as ratios of runs that took turns on one
 * machine, and says which promises hold. Nothing here is a test: a busy machine must not fail a build.
 */
import { mkdirSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import type { Context } from './bounds/bound.ts';
import { BOUNDS } from './bounds/index.ts';
import { commitBuild, ownBuild } from './builds.ts';
import { AS_IT_IS, CLEAN, clean, leaveLogsBehind, slowing } from './environment.ts';
import { machine } from './machine.ts';
import { installPeers } from './peers.ts';
import { realShapesArchive } from './real-shapes.ts';
import { keepSection } from './results.ts';
import { comparedTo, type Finding, isMet, markdownTable, tableText } from './table.ts';

const USAGE = `  npm run bench                      all bounds, and RESULTS.md with them
  npm run bench -- --only warm       one of them, or several with commas; RESULTS.md stays
  npm run bench -- --profile         also prints how many lines and bytes of a tree go down each path of the scanner
  npm run bench -- --peers           installs other tools into the scratch directory, and runs them beside ours
  npm run bench -- --against HEAD~3  builds that commit there, and prints ratios to it; 20 % more is called WORSE
  npm run bench -- --clean-env       without what slows every Node (see environment.ts)
  npm run bench -- --both            first in the environment as it is, then as with --clean-env
  npm run bench -- --rounds 15       counted runs of each contestant, where the bound does not want more
  npm run bench -- --scratch DIR     where trees, peers and builds are kept (25 GB; default: the system's)
`;

/** Gives the exit code: 1 where a bound is missed. */
export async function bench(argv: readonly string[], top: string): Promise<number> {
  const { values } = parseArgs({
    args: [...argv],
    options: {
      only: { type: 'string' },
      peers: { type: 'boolean' },
      profile: { type: 'boolean' },
      against: { type: 'string' },
      'clean-env': { type: 'boolean' },
      both: { type: 'boolean' },
      scratch: { type: 'string' },
      rounds: { type: 'string' },
      help: { type: 'boolean' },
    },
  });
  if (values.help) {
    process.stdout.write(USAGE);
    return 0;
  }
  const wanted = values.only?.split(',');
  const unknown = wanted?.filter(id => !BOUNDS.some(bound => bound.id === id)) ?? [];
  if (unknown.length > 0) throw new Error(`no bound is called ${unknown.join(' or ')}`);
  const scratch = values.scratch ?? join(tmpdir(), 'token-dash-bench');
  mkdirSync(scratch, { recursive: true });
  leaveLogsBehind();
  const context = {
    scratch,
    rounds: Number(values.rounds ?? 7),
    program: ownBuild(top),
    before: values.against === undefined ? undefined : commitBuild(top, scratch, values.against),
    peers: values.peers ? installPeers(scratch) : undefined,
    archive: realShapesArchive(top),
    isProfiled: values.profile ?? false,
  };
  const findings: Finding[] = [];
  const measure = async (title: string) => {
    // Read once, before: what a bare Node takes afterwards is not what the ratios were made with.
    const where = machine();
    process.stdout.write(`${title}: ${where}\n`);
    const found = await measureAll(wanted, context);
    findings.push(...found);
    if (!wanted) {
      const text = `${where}\n\n${markdownTable(found)}`;
      keepSection(join(top, 'test', 'bench', 'RESULTS.md'), title, text);
    }
  };
  const isSlowed = slowing().length > 0;
  if (values.both && isSlowed) await measure(AS_IT_IS);
  if (values.both || values['clean-env']) clean();
  await measure(isSlowed && !values.both && !values['clean-env'] ? AS_IT_IS : CLEAN);
  const missed = findings.filter(finding => !isMet(finding));
  process.stdout.write(`${findings.length - missed.length} of ${findings.length} hold\n`);
  return missed.length > 0 ? 1 : 0;
}

async function measureAll(wanted: readonly string[] | undefined, context: Context): Promise<Finding[]> {
  const { before } = context;
  const findings: Finding[] = [];
  for (const { id, measure, against } of BOUNDS.filter(bound => wanted?.includes(bound.id) ?? true)) {
    process.stderr.write(`measuring ${id} ...\n`);
    const found = [...(await measure(context))];
    if (before !== undefined && against === 'afterwards') {
      found.push(...comparedTo(await measure({ ...context, program: before, before: undefined }), found));
    }
    process.stdout.write(tableText(found));
    findings.push(...found.map(finding => ({ ...finding, bound: id })));
  }
  return findings;
}
