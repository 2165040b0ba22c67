/**
 * The house, furnished for one run: logs, prices and clock as the options ask. Part of the roof; `main.ts` opens it
 * and hands its rooms to a face.
 */
import { homedir } from 'node:os';
import { isAbsolute, join } from 'node:path';
import type { CommonOptions } from './cli/arguments.ts';
import type { Loaded } from './cli/command.ts';
import { Zone } from './core/calendar.ts';
import type { Snapshot } from './core/feed.ts';
import type { Place } from './core/source.ts';
import { DiskFeed } from './disk/feed.ts';
import { eachRecord, recordsOf } from './disk/readings.ts';
import { openPrices, type PriceDesk } from './price-desk.ts';
import { SOURCES } from './sources/index.ts';

/** The name the seed gave it; see "Cache" in the README. */
const CACHE = 'claude-token-burn';
const CONFIG = 'token-dash';
const DEMO_SEED = 20_250_624;

export interface House {
  readonly feed: DiskFeed;
  readonly desk: PriceDesk;
  readonly zone: Zone;
  /** Reads all logs, and looks further for prices where our table has none. Throws when the logs cannot be read. */
  load(): Promise<Loaded>;
  recordsOf(index: number): ReturnType<typeof recordsOf>;
  eachRecord(see: Parameters<typeof eachRecord>[2]): Promise<void>;
  /** Writes what should be remembered, and removes what was made for this run only. */
  leave(): void;
}

/** Opens the house. `saveAfterMs` is how long what was read may wait to be remembered. */
export async function openHouse(options: CommonOptions, saveAfterMs: number): Promise<House> {
  const zone = options.timezone ? new Zone(options.timezone) : Zone.local();
  const home = options.demo ? await demoHome(zone) : ownHome(options);
  const feed = new DiskFeed({
    sources: SOURCES,
    place: home.place,
    cacheDir: options.cache ? home.cacheDir : undefined,
    now: Date.now,
    saveAfterMs,
  });
  const desk = await openPrices(options, home.configDir);
  return {
    feed,
    desk,
    zone,
    async load() {
      await feed.refresh();
      const snapshot = feed.getState();
      if (snapshot.failure !== undefined) throw new Error(`the logs could not be read: ${snapshot.failure}`);
      await desk.lookFurther(snapshot.journal.terms);
      return { snapshot: withPriceTroubles(snapshot, desk), prices: desk.getState() };
    },
    recordsOf: index => {
      const { journal } = feed.getState();
      return recordsOf(journal.event(index).id, journal.filesOf(index), SOURCES, home.place);
    },
    eachRecord: see => eachRecord(SOURCES, home.place, see),
    leave() {
      feed.close();
      home.leave();
    },
  };
}

/** What is wrong with the user's own price files stands with the troubles of the logs. */
function withPriceTroubles(snapshot: Snapshot, { troubles }: PriceDesk): Snapshot {
  const [first, ...rest] = snapshot.sources;
  if (!first || troubles.length === 0) return snapshot;
  return { ...snapshot, sources: [{ ...first, troubles: [...first.troubles, ...troubles] }, ...rest] };
}

interface Home {
  readonly place: Place;
  readonly cacheDir: string;
  /** Where the user's configuration and refreshed prices are. */
  readonly configDir: string;
  leave(): void;
}

function ownHome({ claude, goose }: CommonOptions): Home {
  const env: Record<string, string | undefined> = { ...process.env };
  if (claude !== undefined) env.CLAUDE_CONFIG_DIR = claude;
  if (goose !== undefined) env.GOOSE_PATH_ROOT = goose;
  return {
    place: { home: homedir(), env, platform: process.platform },
    cacheDir: join(base(env.XDG_CACHE_HOME, '.cache'), CACHE),
    configDir: join(base(env.XDG_CONFIG_HOME, '.config'), CONFIG),
    leave: () => {},
  };
}

/** A base directory as the XDG rules have it: a relative one does not count. */
function base(stated: string | undefined, usual: string): string {
  return stated && isAbsolute(stated) ? stated : join(homedir(), usual);
}

/** A home of made-up logs, with nothing of the user's environment in it. */
async function demoHome(zone: Zone): Promise<Home> {
  const { demoLogs } = await import('./demo/logs.ts');
  const { scratch } = await import('./disk/scratch.ts');
  const { dir, remove } = scratch(demoLogs(DEMO_SEED, Date.now(), zone));
  // However the process ends, nothing of the demo stays.
  process.on('exit', remove);
  return {
    place: { home: dir, env: {}, platform: 'linux' },
    cacheDir: join(dir, '.cache', CACHE),
    configDir: join(dir, '.config', CONFIG),
    leave: remove,
  };
}
