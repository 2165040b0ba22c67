/**
 * The effective settings of a run, each with its origin. Flags beat environment variables, these beat the configuration
 * file, and the file beats the defaults.
 */
import { basename, join, resolve } from 'node:path';
import type { CommonOptions } from '../cli/arguments.ts';
import type { Config } from '../config/fields.ts';
import type { AlertSettings } from '../core/budget.ts';
import { Zone } from '../core/calendar.ts';
import { keyOf, keyText } from '../core/key.ts';
import type { ConfigFile, ResolvedSetting, Settings } from '../core/settings.ts';
import type { SourceInfo } from '../core/source.ts';
import { type Env, expandHome, type Paths } from '../os/paths.ts';
import { type FieldPlace, NO_OVERRIDES, type Overrides } from '../prices/index.ts';
import { REGISTRY } from '../sources/registry.ts';
import { readFileOf } from './config-file.ts';

export interface ReadSettings {
  readonly settings: Settings;
  readonly file: ConfigFile;
  /** The file and lines of the user's own prices, for troubles that only show against the list prices. */
  readonly pricesIn: FieldPlace;
}

/** Reads the file. A demo, whose paths are its own, takes nothing from the environment. */
export async function readSettings(options: CommonOptions, env: Env, paths: Paths): Promise<ReadSettings> {
  const path = options.config === undefined ? join(paths.configDir, 'config.yaml') : resolve(options.config);
  const memoPath = options.cache ? join(paths.cacheDir, `config-${keyText(keyOf(path))}.json`) : undefined;
  const { config, overrides, pricesIn, ...file } = await readFileOf(
    path,
    options.config !== undefined,
    memoPath,
  );
  const environment = options.demo ? {} : env;
  return {
    settings: settingsOf(options, environment, { config, overrides, name: basename(path), home: paths.home }),
    file: { path, ...file },
    pricesIn,
  };
}

interface SettingSources {
  readonly config: Config;
  readonly overrides: Overrides;
  /** The origin that is shown for settings of the file. */
  readonly name: string;
  readonly home: string;
}

function settingsOf(
  options: CommonOptions,
  env: Env,
  { config, overrides, name, home }: SettingSources,
): Settings {
  const inFile = <T>(value: T | undefined) => [name, value] as const;
  const byDefault = <T>(value: T) => ['default', value] as const;
  const rootsOf = ({ key, variable }: SourceInfo) =>
    firstDefined(
      [`--${key}`, options.roots?.[key]],
      // The variable says where a tool keeps its logs, not whether they are wanted.
      [variable, config.roots?.[key]?.includes(OFF) ? undefined : env[variable] || undefined],
      inFile(config.roots?.[key]?.map(dir => expandHome(dir, home)).join(',')),
      byDefault(undefined),
    );
  return {
    ...Object.fromEntries(REGISTRY.map(source => [`roots.${source.key}`, rootsOf(source)] as const)),
    timezone: withZoneName(
      firstDefined(
        ['--timezone', options.timezone],
        ['TZ', env.TZ ? OWN_ZONE : undefined],
        inFile(config.timezone),
        byDefault(OWN_ZONE),
      ),
    ),
    weekStart: firstDefined(inFile(config.weekStart), byDefault(undefined)),
    currency: firstDefined(inFile(config.currency), byDefault(undefined)),
    projects: firstDefined(inFile(config.projects), byDefault(undefined)),
    theme: firstDefined(['--theme', options.theme], inFile(config.theme), byDefault(undefined)),
    refreshSeconds: firstDefined(inFile(config.refreshSeconds), byDefault(10)),
    cost: firstDefined(['--cost', options.cost], inFile(config.cost), byDefault('list')),
    prices: config.prices ? { value: overrides, from: name } : { value: NO_OVERRIDES, from: 'default' },
    budgets: firstDefined(inFile(config.budgets), byDefault(undefined)),
    manualLog: firstDefined(inFile(config.manualLog), byDefault(undefined)),
    plugins: firstDefined(inFile(config.plugins), byDefault(undefined)),
    ledger: firstDefined(
      ['--ledger', fromHere(options.ledger, home)],
      ['TOKEN_DASH_LEDGER', env.TOKEN_DASH_LEDGER || undefined],
      inFile(config.ledger),
      byDefault(undefined),
    ),
    alerts: firstDefined(inFile(config.alerts && withHome(config.alerts, home)), byDefault(undefined)),
    tracking: firstDefined(
      inFile(
        config.tracking && {
          ...config.tracking,
          roots: config.tracking.roots?.map(root => expandHome(root, home)),
        },
      ),
      byDefault(undefined),
    ),
  };
}

/** A file that is typed is meant as the shell means it; one in the configuration is below the home. */
function fromHere(ledger: string | undefined, home: string): string | undefined {
  return ledger === undefined || ledger === OFF ? ledger : resolve(expandHome(ledger, home));
}

function withHome(alerts: AlertSettings, home: string): AlertSettings {
  const { outputs } = alerts;
  return outputs?.file === undefined
    ? alerts
    : { ...alerts, outputs: { ...outputs, file: expandHome(outputs.file, home) } };
}

/** In place of the directories of a source: it is not read. */
const OFF = 'off';

/** Whether a source is to be read. */
export function isOn(settings: Settings, { key }: Pick<SourceInfo, 'key'>): boolean {
  return settings[`roots.${key}`]?.value !== OFF;
}

/** The zone that days are counted in. */
export function zoneOf({ timezone }: Settings): Zone {
  return OWN_ZONE_FROM.includes(timezone.from) ? Zone.local() : new Zone(timezone.value);
}

/** The zone of the process, which TZ sets too. Looking its name up takes 10 ms, and counting days does not need it. */
const OWN_ZONE = '';
const OWN_ZONE_FROM = ['TZ', 'default'];

/** Looks the name of the process's zone up when it is read. */
function withZoneName({ from, value }: ResolvedSetting<string>): ResolvedSetting<string> {
  if (value !== OWN_ZONE) return { from, value };
  return {
    from,
    get value() {
      return Zone.local().name;
    },
  };
}

/** The first candidate that has a value; the last one always has. */
function firstDefined<T>(
  ...candidates: readonly [...Candidate<T | undefined>[], Candidate<T>]
): ResolvedSetting<T> {
  const [from, value] = candidates.find(([, value]) => value !== undefined) ?? candidates.at(-1)!;
  return { value: value as T, from };
}

type Candidate<T> = readonly [from: string, value: T];
