/**
 * What holds in this run. Flags beat the environment, the environment beats the file, and where nobody says anything
 * it is as it always was. Part of the roof: it knows flags, environment and the file.
 */
import { basename, join, resolve } from 'node:path';
import type { CommonOptions } from '../cli/arguments.ts';
import type { Config } from '../config/fields.ts';
import type { AlertSettings } from '../core/budget.ts';
import { Zone } from '../core/calendar.ts';
import { keyOf, keyText } from '../core/key.ts';
import type { ConfigFile, Said, Settings } from '../core/settings.ts';
import type { SourceInfo } from '../core/source.ts';
import { type Env, expandHome, type Paths } from '../os/paths.ts';
import { type FieldPlace, NO_OVERRIDES, type Overrides } from '../prices/index.ts';
import { REGISTRY } from '../sources/registry.ts';
import { nothing, readFileOf } from './config-file.ts';

export interface ReadSettings {
  readonly settings: Settings;
  readonly file: ConfigFile;
  /** Where the prices in the file stand, for the troubles that only show over the listed ones. */
  readonly pricesIn: FieldPlace;
}

/** Reads the file, unless made-up logs are to be shown: nothing of the user's own belongs to them. */
export async function readSettings(options: CommonOptions, env: Env, paths: Paths): Promise<ReadSettings> {
  const path = options.config === undefined ? join(paths.configDir, 'config.yaml') : resolve(options.config);
  const isWanted = options.config !== undefined || !options.demo;
  const keptIn = options.cache ? join(paths.cacheDir, `config-${keyText(keyOf(path))}.json`) : undefined;
  const { config, overrides, pricesIn, ...file } = isWanted
    ? await readFileOf(path, options.config !== undefined, keptIn)
    : nothing(path, []);
  const usual = options.demo ? {} : env;
  return {
    settings: settingsOf(options, usual, { config, overrides, name: basename(path), home: paths.home }),
    file: { path, ...file },
    pricesIn,
  };
}

interface Voices {
  readonly config: Config;
  readonly overrides: Overrides;
  /** What the file is called where its settings are shown. */
  readonly name: string;
  readonly home: string;
}

function settingsOf(options: CommonOptions, env: Env, { config, overrides, name, home }: Voices): Settings {
  const inFile = <T>(value: T | undefined) => [name, value] as const;
  const usual = <T>(value: T) => ['default', value] as const;
  const rootsOf = ({ key, variable }: SourceInfo) =>
    first(
      [`--${key}`, options.roots?.[key]],
      [variable, env[variable] || undefined],
      inFile(config.roots?.[key]?.map(dir => expandHome(dir, home)).join(',')),
      usual(undefined),
    );
  return {
    ...Object.fromEntries(REGISTRY.map(source => [`roots.${source.key}`, rootsOf(source)] as const)),
    timezone: named(
      first(
        ['--timezone', options.timezone],
        ['TZ', env.TZ ? OWN_ZONE : undefined],
        inFile(config.timezone),
        usual(OWN_ZONE),
      ),
    ),
    weekStart: first(inFile(config.weekStart), usual(undefined)),
    currency: first(inFile(config.currency), usual(undefined)),
    projects: first(inFile(config.projects), usual(undefined)),
    theme: first(['--theme', options.theme], inFile(config.theme), usual(undefined)),
    refreshSeconds: first(inFile(config.refreshSeconds), usual(10)),
    cost: first(['--cost', options.cost], inFile(config.cost), usual('list')),
    prices: config.prices ? { value: overrides, from: name } : { value: NO_OVERRIDES, from: 'default' },
    budgets: first(inFile(config.budgets), usual(undefined)),
    manualLog: first(inFile(config.manualLog), usual(undefined)),
    ledger: first(
      ['--ledger', options.ledger],
      ['TOKEN_DASH_LEDGER', env.TOKEN_DASH_LEDGER || undefined],
      inFile(config.ledger),
      usual(undefined),
    ),
    alerts: first(inFile(config.alerts && withHome(config.alerts, home)), usual(undefined)),
    tracking: first(
      inFile(
        config.tracking && {
          ...config.tracking,
          roots: config.tracking.roots?.map(root => expandHome(root, home)),
        },
      ),
      usual(undefined),
    ),
  };
}

function withHome(alerts: AlertSettings, home: string): AlertSettings {
  const { outputs } = alerts;
  return outputs?.file === undefined
    ? alerts
    : { ...alerts, outputs: { ...outputs, file: expandHome(outputs.file, home) } };
}

/** The zone that days are counted in. */
export function zoneOf({ timezone }: Settings): Zone {
  return OWN_ZONE_FROM.includes(timezone.from) ? Zone.local() : new Zone(timezone.value);
}

/** Stands for the process's own zone, which TZ decides too: it works without its name, which takes 10 ms to look up. */
const OWN_ZONE = '';
const OWN_ZONE_FROM = ['TZ', 'default'];

/** Looks the name up when somebody wants to see it. */
function named({ from, value }: Said<string>): Said<string> {
  if (value !== OWN_ZONE) return { from, value };
  return {
    from,
    get value() {
      return Zone.local().name;
    },
  };
}

/** The first voice that says anything; the last one always does. */
function first<T>(...voices: readonly [...Voice<T | undefined>[], Voice<T>]): Said<T> {
  const [from, value] = voices.find(([, said]) => said !== undefined) ?? voices.at(-1)!;
  return { value: value as T, from };
}

type Voice<T> = readonly [from: string, said: T];
