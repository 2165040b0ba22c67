/** The composition root: logs, prices, clock and directories of one run, from its options and settings. */
import type { CommonOptions } from '../cli/arguments.ts';
import type { Loaded } from '../cli/loaded.ts';
import { projectNaming } from '../config/projects.ts';
import type { ScheduledRuns } from '../core/action.ts';
import type { Zone } from '../core/calendar.ts';
import type { RecoveredDay } from '../core/recovered-day.ts';
import type { Settings } from '../core/settings.ts';
import type { Place } from '../core/source.ts';
import type { Trouble } from '../core/usage.ts';
import { DiskFeed } from '../logs/feed.ts';
import { ManualLog } from '../logs/manual-log.ts';
import { eachRecord, recordsOf } from '../logs/read/readings.ts';
import { type Env, expandHome, type Paths } from '../os/paths.ts';
import { rememberRepositories } from '../os/repository.ts';
import type { Plugins } from '../plugins/load.ts';
import type { CostMode } from '../prices/cost-mode.ts';
import type { Overrides } from '../prices/index.ts';
import type { Snapshot } from '../rollup/feed.ts';
import { SOURCES } from '../sources/index.ts';
import { manualLogPath } from '../sources/manual-log.ts';
import { REGISTRY } from '../sources/registry.ts';
import { LedgerCopy } from './ledger-copy.ts';
import { ImportSchedule, ledgerPath, openHistory } from './ledger-import.ts';
import { ledgerProblem } from './ledger-problem.ts';
import { openPrices, type PriceStore } from './prices.ts';
import { RECOVERED_DAYS } from './recovered-days.ts';
import { SCHEDULED_RUNS } from './scheduled-runs.ts';
import { isOn, type ReadSettings, zoneOf } from './settings.ts';

export interface App {
  readonly feed: DiskFeed;
  readonly priceStore: PriceStore;
  readonly zone: Zone;
  readonly place: Place;
  readonly manualLog: ManualLog;
  /** Where the ledger is; absent where it is turned off. */
  readonly ledgerPath: string | undefined;
  readonly imports: ImportSchedule;
  /** Keeps the scheduled runs of the ledger for runs that do not open it. */
  saveRuns(runs: ScheduledRuns): void;
  /** Days before the first log; the same object until they change. */
  recovered(): Promise<readonly RecoveredDay[]>;
  saveRecovered(days: readonly RecoveredDay[]): void;
  /** The arguments by which another run looks at the same logs. */
  readonly sameRoots: readonly string[];
  /** The name of a source's agent that has no type. */
  agentOf(source: string): string | undefined;
  /** Removes the cache, so that the next run fills it from the logs and the ledger. */
  forgetCache(): void;
  /** Starts an import into the ledger where one is owed, and does not wait for it. */
  importIfDue(): void;
  /** Over made-up logs. */
  readonly isDemo: boolean;
  /**
   * Reads all logs, and loads the fallback prices where our table has none. Rejects when the logs cannot be read.
   * `depth`: 'sums' leaves out the events, which are slower to load.
   */
  load(depth: 'sums' | 'events'): Promise<Loaded>;
  recordsOf(index: number): ReturnType<typeof recordsOf>;
  eachRecord(see: Parameters<typeof eachRecord>[2]): Promise<void>;
  /** Writes the cache, and removes temporary files. */
  close(): void;
}

/** `saveAfterMs`: how long changes may wait before they are written to the cache; more than 0 also watches the logs. */
export async function createApp(
  options: CommonOptions,
  { settings, pricesIn }: ReadSettings,
  own: { readonly env: Env; readonly paths: Paths },
  saveAfterMs: number,
): Promise<App> {
  const zone = zoneOf(settings);
  const home = ownHome(settings, own.env, own.paths, options.demo ? 'linux' : process.platform);
  const made = options.demo ? await demoDays(own.paths, zone) : RECOVERED_DAYS.none;
  const ledger = isOwnUsage(options) ? ledgerPath(settings.ledger.value, own.paths) : undefined;
  const imports = new ImportSchedule(home.cacheDir);
  const scheduled = ledger === undefined ? undefined : new LedgerCopy(SCHEDULED_RUNS, home.cacheDir, ledger);
  const recovered = ledger === undefined ? undefined : new LedgerCopy(RECOVERED_DAYS, home.cacheDir, ledger);
  await scheduled?.load();
  const sameRoots = rootArguments(options);
  let importedChanges = 0;
  const plugins = options.demo ? NO_PLUGINS : await startPlugins(settings.plugins.value, home);
  const builtIn = options.demo ? SOURCES : SOURCES.filter(source => isOn(settings, source));
  const sources = [...builtIn, ...plugins.sources];
  const feed = new DiskFeed({
    sources,
    troubles: plugins.troubles,
    place: home.place,
    cacheDir: options.cache ? home.cacheDir : undefined,
    now: Date.now,
    history: ledger === undefined ? undefined : () => openHistory(ledger),
    nameProject: projectNaming(settings.projects.value, path => expandHome(path, own.paths.home)),
    disk: { home: home.place.home, repositoryOf: rememberRepositories() },
    runs: scheduled && (() => scheduled.value),
    // Called during a refresh only, when the prices are loaded.
    priceTiers: terms => priceStore.lengths(terms),
    saveAfterMs,
    isWatched: saveAfterMs > 0,
    // Making a URL takes a millisecond, which the first frame need not wait for.
    reader: { url: () => new URL('./worker.js', import.meta.url) },
  });
  const priceStore = await openPrices(
    {
      mode: settings.cost.value as CostMode,
      asOf: options.asOf,
      overrides: settings.prices.value as Overrides,
      overridesIn: pricesIn,
    },
    home.configDir,
  );
  return {
    feed,
    priceStore,
    zone,
    place: home.place,
    manualLog: new ManualLog(manualLogPath(home.place)),
    isDemo: options.demo === true,
    ledgerPath: ledger,
    imports,
    saveRuns: runs => scheduled?.save(runs),
    async recovered() {
      await recovered?.load();
      return recovered?.value ?? made;
    },
    saveRecovered: days => recovered?.save(days),
    sameRoots,
    agentOf: source => [...REGISTRY, ...plugins.sources].find(({ id }) => id === source)?.agent,
    forgetCache: () => feed.forgetCache(),
    importIfDue() {
      if (ledger === undefined || !options.cache || feed.getState().checkedMs === undefined) return;
      scheduled?.refresh();
      const hasNews = feed.changedFiles > importedChanges;
      importedChanges = feed.changedFiles;
      if (imports.isDue(hasNews, Date.now())) imports.start(['import', '--quiet', ...sameRoots]);
    },
    async load(depth) {
      await feed.refresh();
      if (depth === 'events') await feed.loadEvents();
      const snapshot = feed.getState();
      if (snapshot.failure !== undefined) throw new Error(`the logs could not be read: ${snapshot.failure}`);
      await priceStore.loadFallbackPrices(snapshot.journal.terms);
      const unkept = ledger === undefined ? undefined : ledgerProblem(ledger, imports.failure);
      const troubles = [...priceStore.troubles, ...(unkept ? [unkept] : [])];
      return { snapshot: withTroubles(snapshot, troubles), prices: priceStore.getState() };
    },
    recordsOf: index => {
      const { journal } = feed.getState();
      return recordsOf(journal.event(index).id, journal.filesOf(index), sources, home.place);
    },
    eachRecord: see => eachRecord(sources, home.place, see),
    close() {
      feed.close();
      plugins.close();
    },
  };
}

/** Writes the logs of the demo; gives the days before them. */
async function demoDays(paths: Paths, zone: Zone): Promise<readonly RecoveredDay[]> {
  const { demoRecoveredDays, writeDemoLogs } = await import('./demo-home.ts');
  writeDemoLogs(paths, Date.now(), zone);
  return demoRecoveredDays(Date.now(), zone);
}

const NO_PLUGINS: Plugins = { sources: [], troubles: [], close: () => {} };

/** Their code is loaded where the configuration names some. */
async function startPlugins(names: readonly string[] = [], { place, configDir }: Home): Promise<Plugins> {
  if (names.length === 0) return NO_PLUGINS;
  const { loadPlugins } = await import('../plugins/load.ts');
  const thread = new URL('./plugin-thread.js', import.meta.url);
  return loadPlugins(names, { place, configDir, thread, taken: SOURCES.map(({ id }) => id) });
}

/** Adds the troubles of the user's own price files, and of the ledger, to those of the logs. */
function withTroubles(snapshot: Snapshot, troubles: readonly Trouble[]): Snapshot {
  const [first, ...rest] = snapshot.sources;
  if (!first || troubles.length === 0) return snapshot;
  return { ...snapshot, sources: [{ ...first, troubles: [...first.troubles, ...troubles] }, ...rest] };
}

interface Home {
  readonly place: Place;
  readonly cacheDir: string;
  readonly configDir: string;
}

/**
 * Whether a run is about the user's own usage. Made-up logs are not, and directories that flags name may be anybody's:
 * their responses would stay in the ledger for ever. A ledger named beside them takes them all the same.
 */
function isOwnUsage({ demo, roots = {}, ledger }: CommonOptions): boolean {
  return !demo && (ledger !== undefined || Object.values(roots).every(root => root === undefined));
}

/** The options about logs and settings, for a run beside this one. */
function rootArguments({ roots = {}, config, ledger }: CommonOptions): readonly string[] {
  const flags: (readonly [string, string | undefined])[] = [
    ...Object.entries(roots),
    ['config', config],
    ['ledger', ledger],
  ];
  return flags.flatMap(([name, value]) => (value === undefined ? [] : [`--${name}`, value]));
}

/** Directories from an option or the configuration take the place of the environment's, which is what sources read. */
function ownHome(
  settings: Settings,
  env: Env,
  { home, cacheDir, configDir }: Paths,
  platform: NodeJS.Platform,
): Home {
  const roots = Object.fromEntries(
    REGISTRY.map(({ key, variable }) => [variable, settings[`roots.${key}`]?.value]),
  );
  return {
    place: { home, env: { ...env, ...roots }, platform },
    cacheDir,
    configDir,
  };
}
