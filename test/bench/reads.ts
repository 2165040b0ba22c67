/** `token-dash --test --json` over a tree, with a cache of its own, and a check of its totals. */
import { rmSync } from 'node:fs';
import { join } from 'node:path';
import type { Tree } from './corpus.ts';
import { type Contestant, printed, timed } from './runs.ts';

export const NODE: Contestant = { command: [process.execPath, '-e', '0'] };

export interface Reading extends Contestant {
  readonly cache: string;
}

/** Reads with what the cache of this name holds. */
export function reading(program: string, tree: Tree, scratch: string, name: string): Reading {
  const cache = join(scratch, 'caches', `${name}-${tree.spec.id}`);
  return {
    cache,
    command: [process.execPath, program, '--test', '--json'],
    env: {
      HOME: tree.home,
      // Of a tree in several parts, the roots: they come before the home.
      CLAUDE_CONFIG_DIR: tree.roots?.join(','),
      XDG_CACHE_HOME: cache,
      XDG_CONFIG_HOME: join(cache, 'config'),
      TOKEN_DASH_LEDGER: 'off',
      TZ: '',
    },
  };
}

/** The same without anything remembered. */
export function coldReading(program: string, tree: Tree, scratch: string, name: string): Reading {
  const warm = reading(program, tree, scratch, `${name}-cold`);
  return { ...warm, prepare: () => rmSync(warm.cache, { recursive: true, force: true }) };
}

interface Printed {
  readonly sources: readonly { readonly events: number }[];
  readonly totals: Readonly<Record<string, number>>;
}

/** Reads with a cache that a run made anew, just now. */
export function remembering(program: string, tree: Tree, scratch: string, name: string): Reading {
  const read = reading(program, tree, scratch, name);
  rmSync(read.cache, { recursive: true, force: true });
  timed(read);
  return read;
}

/** The same with a heap of so few megabytes. */
export function confined<R extends Contestant>(read: R, megabytes: number): R {
  return { ...read, env: { ...read.env, NODE_OPTIONS: `--max-old-space-size=${megabytes}` } };
}

/** Throws when a run does not come to what the tree is known to hold. */
export function checkTruth(read: Contestant, { truth }: Tree): void {
  const { sources, totals } = JSON.parse(printed(read)) as Printed;
  const found = { ...totals, responses: sources[0]!.events, lowerBounds: totals.lowerBoundEvents };
  for (const [name, expected] of Object.entries(truth)) {
    const value = (found as Record<string, number>)[name];
    // How many records a response was told in depends on what resumed sessions copied.
    if (name === 'records' || value === expected) continue;
    throw new Error(`${name} should be ${expected}, but is ${value}`);
  }
}
