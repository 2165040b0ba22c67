/**
 * Other tools over the same logs, in the versions that were measured, each with the Node or Bun that it asks for:
 * installed beside our trees and nowhere else.
 */
import { execFileSync } from 'node:child_process';
import { chmodSync, existsSync, mkdirSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { Tree } from './corpus.ts';
import type { Contestant, Env } from './runs.ts';

export interface Peer {
  readonly name: string;
  /** The command line that reads all transcripts once, without network, and prints totals as JSON. */
  readonly command: readonly string[];
  readonly env: Env;
  /** Files that it must find in its home, by their path in it. */
  readonly files: Readonly<Record<string, () => string>>;
  /** All tokens in what it printed. */
  tokens(printed: string): number;
}

export interface Peers {
  readonly ready: readonly Peer[];
  readonly absent: readonly { readonly name: string; readonly why: string }[];
}

interface Known extends Omit<Peer, 'command' | 'env' | 'files'> {
  /** What npm installs. */
  readonly packages: readonly string[];
  /** Its command line, below `node_modules` the first, and where that runs a script, the second. */
  readonly program: readonly string[];
  readonly args: readonly string[];
  env?(dir: string): Env;
  readonly files?: Peer['files'];
}

const SYSTEM = `${process.platform}-${process.arch}`;
const NODE_22 = { packages: [`node-${SYSTEM}@22.23.3`], program: `node-${SYSTEM}/bin/node` };
const BUN_SYSTEM = SYSTEM.replace('arm64', 'aarch64');
const BUN = { packages: [`@oven/bun-${BUN_SYSTEM}@1.3.9`], program: `@oven/bun-${BUN_SYSTEM}/bin/bun` };

/** Prices of one model: a tool that finds recent ones does not fetch any. */
const somePrices = (timestamp: number) =>
  JSON.stringify({
    timestamp,
    data: { 'claude-opus-4-6': { input_cost_per_token: 5e-6, output_cost_per_token: 25e-6 } },
  });
const inSeconds = () => somePrices(Math.floor(Date.now() / 1000));

const KNOWN: readonly Known[] = [
  {
    name: 'ccusage 19.0.3 (Node)',
    packages: ['ccusage@19.0.3', ...NODE_22.packages],
    // What its launcher starts where there is no Bun.
    program: [NODE_22.program, 'ccusage/dist/main.node.js'],
    args: ['claude', 'daily', '--json', '--offline'],
    tokens: printed => JSON.parse(printed).totals.totalTokens,
  },
  {
    name: 'ccusage 20.0.24 (native)',
    packages: ['ccusage@20.0.24'],
    // The binary itself, without the launcher that costs a Node more.
    program: [`@ccusage/ccusage-${SYSTEM}/bin/ccusage`],
    args: ['claude', 'daily', '--json', '--offline'],
    tokens: printed => JSON.parse(printed).totals.totalTokens,
  },
  {
    name: 'tokscale 1.4.3',
    packages: ['tokscale@1.4.3', ...BUN.packages],
    program: [BUN.program, 'tokscale/bin.js'],
    args: ['models', '--json', '--claude', '--no-spinner'],
    // Bun's own cache of scripts is not a cache of logs: it may stay, outside of the home.
    env: dir => ({
      PATH: `${join(dir, 'node_modules', dirname(BUN.program))}:${process.env.PATH}`,
      BUN_RUNTIME_TRANSPILER_CACHE_PATH: join(dir, 'bun-cache'),
    }),
    files: {
      '.cache/tokscale/pricing-litellm.json': inSeconds,
      '.cache/tokscale/pricing-openrouter.json': inSeconds,
    },
    tokens(printed) {
      const { totalInput, totalOutput, totalCacheRead, totalCacheWrite } = JSON.parse(printed);
      return totalInput + totalOutput + totalCacheRead + totalCacheWrite;
    },
  },
  {
    name: 'codeburn 0.9.15',
    packages: ['codeburn@0.9.15', ...NODE_22.packages],
    program: [NODE_22.program, 'codeburn/dist/cli.js'],
    // Its `--period all` is the last six months.
    args: [
      'report',
      '--format',
      'json',
      '--provider',
      'claude',
      '--from',
      '2020-01-01',
      '--to',
      '2030-01-01',
    ],
    files: { '.cache/codeburn/litellm-pricing.json': () => somePrices(Date.now()) },
    tokens(printed) {
      const { input, output, cacheRead, cacheWrite } = JSON.parse(printed).overview.tokens;
      return input + output + cacheRead + cacheWrite;
    },
  },
];

export function installPeers(scratch: string): Peers {
  const ready: Peer[] = [];
  const absent: { name: string; why: string }[] = [];
  for (const known of KNOWN) {
    const dir = join(scratch, 'peers', known.name.replace(/\W+/g, '-'));
    const program = known.program.map(path => join(dir, 'node_modules', path));
    try {
      if (!program.every(existsSync)) install(dir, known.packages, program[0]!);
      ready.push({
        ...known,
        command: [...program, ...known.args],
        env: known.env?.(dir) ?? {},
        files: known.files ?? {},
      });
    } catch {
      absent.push({ name: known.name, why: 'npm cannot install it here' });
    }
  }
  return { ready, absent };
}

function install(dir: string, packages: readonly string[], program: string): void {
  mkdirSync(dir, { recursive: true });
  // Without scripts: none of them needs what theirs do.
  const options = ['--no-audit', '--no-fund', '--ignore-scripts', '--prefix', dir];
  execFileSync('npm', ['install', ...options, ...packages], { stdio: 'ignore' });
  // Their scripts, or their launchers, would do so.
  chmodSync(program, 0o755);
}

/**
 * A peer over a tree, in a home of its own with nothing in it but the tree: whatever it remembered of the last run, and
 * wherever it did, is gone before the next, so that cold is cold for all.
 */
export function peerReading(peer: Peer, tree: Tree, scratch: string): Contestant {
  const home = join(scratch, 'peers', 'home');
  return {
    command: peer.command,
    env: {
      HOME: home,
      XDG_CACHE_HOME: undefined,
      XDG_CONFIG_HOME: undefined,
      XDG_DATA_HOME: undefined,
      TZ: 'UTC',
      ...peer.env,
    },
    prepare() {
      rmSync(home, { recursive: true, force: true });
      mkdirSync(home, { recursive: true });
      symlinkSync(join(tree.home, '.claude'), join(home, '.claude'));
      for (const [path, text] of Object.entries(peer.files)) {
        mkdirSync(dirname(join(home, path)), { recursive: true });
        writeFileSync(join(home, path), text());
      }
    },
  };
}
