/** Finds and starts the plug-ins that the configuration names. One that cannot be used is a trouble, and harms nothing else. */
import { existsSync } from 'node:fs';
import { createRequire } from 'node:module';
import { isAbsolute, join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { Place, Source } from '../core/source.ts';
import type { Trouble } from '../core/usage.ts';
import { PluginClient } from './client.ts';
import { pluginSource } from './source.ts';

export interface PluginPlaces {
  readonly place: Place;
  /** Where the configuration is; plug-ins are in `sources/` below it. */
  readonly configDir: string;
  /** The program of a plug-in's thread. */
  readonly thread: URL;
  /** Ids of the sources that are built in. */
  readonly taken: readonly string[];
  readonly patienceMs?: number;
}

export interface Plugins {
  readonly sources: readonly Source[];
  readonly troubles: readonly Trouble[];
  close(): void;
}

/** A plug-in that gives no answer holds up the program for as long. */
const PATIENCE_MS = 5000;

export function loadPlugins(names: readonly string[], places: PluginPlaces): Plugins {
  const sources: Source[] = [];
  const troubles: Trouble[] = [];
  const clients: PluginClient[] = [];
  const { place, thread, taken, patienceMs = PATIENCE_MS } = places;
  for (const name of new Set(names)) {
    let path = name;
    try {
      path = pluginPath(name, places);
      const client = new PluginClient(thread, pathToFileURL(path).href, place, patienceMs);
      clients.push(client);
      sources.push(pluginSource(client, name, [...taken, ...sources.map(({ id }) => id)]));
    } catch (error) {
      troubles.push({ path, why: `this plug-in is not used: ${(error as Error).message}` });
    }
  }
  return {
    sources,
    troubles,
    close: () => {
      for (const client of clients) client.end();
    },
  };
}

/**
 * A path, a module in `sources/` below the configuration, or a package that is installed there. Throws words for the user.
 */
export function pluginPath(
  name: string,
  { configDir, place }: Pick<PluginPlaces, 'configDir' | 'place'>,
): string {
  const path = name.startsWith('~/') ? join(place.home, name.slice(2)) : name;
  if (isAbsolute(path)) {
    if (existsSync(path)) return path;
    throw new Error('there is no such file');
  }
  const own = ['mjs', 'js']
    .map(end => join(configDir, 'sources', `${name}.${end}`))
    .find(each => existsSync(each));
  if (own !== undefined) return own;
  try {
    return createRequire(join(configDir, 'package.json')).resolve(name);
  } catch {
    throw new Error(`there is no ${join(configDir, 'sources', `${name}.mjs`)}, and no package of that name`);
  }
}
