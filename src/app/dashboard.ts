/**
 * The wiring of the dashboard: takes the terminal, paints the first frame, loads Ink, and gives everything back at
 * the end. A file of its own, because no other face needs a terminal.
 */
import { join } from 'node:path';
import type { DashboardFlags } from '../cli/dashboard-flags.ts';
import type { Currency } from '../core/currency.ts';
import type { Settings } from '../core/settings.ts';
import { WEEKDAYS, type Weekday } from '../core/span.ts';
import { type Store, WritableStore } from '../core/store.ts';
import { runInSlices } from '../logs/scheduler.ts';
import type { Env, Paths } from '../os/paths.ts';
import { writePrivate } from '../os/private-file.ts';
import { Controller } from '../tui/controller.ts';
import { glyphs } from '../tui/draw/glyphs.ts';
import type { Look, Size } from '../tui/draw/look.ts';
import { ansi } from '../tui/draw/styled.ts';
import type { Exported } from '../tui/export.ts';
import { BACKGROUND, Keyboard } from '../tui/input.ts';
import { readRemembered, rememberedText } from '../tui/remembered.ts';
import { Screen } from '../tui/screen.ts';
import { SCREENS } from '../tui/screens/index.ts';
import { spokenLines } from '../tui/spoken.ts';
import type { HealthLine } from '../tui/stores.ts';
import { type Background, envForInk, type Terminal, terminalOf } from '../tui/terminal.ts';
import { MOUSE_ON, type TerminalSession, terminalSession } from '../tui/terminal-session.ts';
import { AUTO, THEME_TITLES, THEMES, type ThemeId, themeNamed, themeOf } from '../tui/theme.ts';
import { startView, type View } from '../tui/view.ts';
import { minuteOf, ViewModelBuilder } from '../tui/view-model.ts';
import type { App } from './app.ts';
import { beside } from './beside-logs.ts';
import { budgetStores } from './budget-store.ts';
import { type DashboardOptions, viewOfFlags } from './dashboard-options.ts';
import { keysHeld } from './keys-held.ts';
import { limitsStore } from './official-limits.ts';
import { viewMemory } from './view-memory.ts';

/** How often the limits that status lines stored are read. */
const LIMITS_MS = 10_000;

/** Why there can be no dashboard here, in words for the user. */
export function problemOf(env: Env): string | undefined {
  if (terminalNow(env).isFullScreen) return undefined;
  return 'token-dash: the dashboard needs a terminal (TTY). Without one: --test [--json]; to look around in one: --demo\n';
}

/** Options of this run beside its settings. */
export interface DashboardRun {
  readonly env: Env;
  readonly paths: Paths;
  readonly options: DashboardOptions;
  readonly flags: DashboardFlags;
  /** Findings of the doctor, computed when its screen is shown. */
  health?(): Promise<readonly HealthLine[]>;
}

/** Never resolves: the process ends when the user leaves, or when anything fails. */
export async function openDashboard(app: App, settings: Settings, run: DashboardRun): Promise<never> {
  // What is wrong with the flags is said before the terminal is taken.
  const asked = viewOfFlags(run.flags, app.zone.day(Date.now()), weekdayOf(settings));
  const screen = new Screen(process.stdout);
  const keyboard = new Keyboard(process.stdin);
  // In the background of a shell (`token-dash &`) this stops the process: before it has written anything, and before it
  // handles signals, so that it can be ended.
  keyboard.start();
  const session = terminalSession(screen, keyboard);
  try {
    screen.enter(run.flags.mouse ? MOUSE_ON : '');
    await runDashboard({ app, settings, asked, ...run, screen, keyboard, session });
  } catch (error) {
    session.crash(error);
  }
  return new Promise(() => {});
}

interface Run extends DashboardRun {
  readonly asked: Partial<View>;
  readonly app: App;
  readonly settings: Settings;
  readonly screen: Screen;
  readonly keyboard: Keyboard;
  readonly session: TerminalSession;
}

async function runDashboard(run: Run): Promise<void> {
  const { app, settings, env, paths, options, asked, screen, keyboard, session, health } = run;
  const { feed, priceStore, zone } = app;
  const { refreshSeconds, currency } = settings;
  const terminal = terminalNow(env);
  const memory = viewMemory(options, paths);
  const remembered = readRemembered(
    memory.read(),
    SCREENS.map(({ id }) => id),
  );
  let background = terminal.background;
  const stated = settings.theme.value;
  const theme = stated === undefined ? (remembered.view.theme ?? background) : themeNamed(stated, background);
  const look = looks(terminal, currency.value);
  const builder = new ViewModelBuilder(remembered.identities);
  const onQuit = () => {
    memory.flush();
    app.close();
    app.importIfDue();
    session.exit(0);
  };
  const size = sizeOf(screen);
  const controller = new Controller({
    feed,
    prices: priceStore,
    stores: {
      limits: limitsStore(settings['roots.claude']?.value, paths, Date.now, LIMITS_MS),
      health: health && lazyStore(health),
      ...beside(app, settings),
      ...budgetStores(app, settings, { env, paths }),
    },
    zone,
    weekStart: weekdayOf(settings),
    home: paths.home,
    isDemo: app.isDemo,
    now: Date.now,
    size,
    themes: THEMES.map(id => ({ id, title: THEME_TITLES[id] })),
    lookOf: id => look(id as ThemeId, background),
    screens: SCREENS,
    view: startView(theme, { ...remembered.view, ...asked, theme }),
    builder,
    recordsOf: app.recordsOf,
    write: bytes => screen.send(bytes),
    save: saveHere,
    redraw: () => screen.enter(),
    onView: view => memory.keep(() => rememberedText(view, builder.known)),
    onQuit,
    onError: session.crash,
  });
  feed.beforePublish = function* (next) {
    yield* priceStore.learning(next.journal.terms);
    yield* builder.preparing(next);
  };
  const paint = () => screen.write(controller.getState().lines.map(ansi).join('\n'));
  paint();

  for (const [name, value] of Object.entries(envForInk(terminal))) {
    if (value === undefined) delete process.env[name];
    else process.env[name] = value;
  }
  keyboard.listen(keys => {
    if (keys.includes('ctrl-z')) session.suspend();
    const answer = keys.find(key => key.startsWith(BACKGROUND));
    if (answer === undefined) return;
    background = answer.slice(BACKGROUND.length) as Background;
    // What the user chose stays; what was guessed follows the terminal.
    const isGuessed = stated === undefined || stated === AUTO;
    controller.update(view => ({
      ...view,
      theme: isGuessed && (view.theme === 'dark' || view.theme === 'light') ? background : view.theme,
    }));
  });
  const keysFromTheStart = keysHeld(keyboard, onQuit);
  feed.subscribe(() => feed.getState().progress ?? app.importIfDue());
  if (terminal.depth === '256') screen.send(ASK_BACKGROUND);
  // A model of the long tail may turn up at any time; its price is looked for then.
  feed.subscribe(() => void priceStore.loadFallbackPrices(feed.getState().journal.terms));
  // Where nothing needs to be read, the numbers are there long before Ink is; where something does, progress comes soon.
  await new Promise<void>(resolve => {
    const stop = feed.subscribe(() => {
      stop();
      resolve();
    });
    void feed.refresh();
  });
  await runInSlices(priceStore.learning(feed.getState().journal.terms));
  controller.update(view => view);
  paint();
  const { startDashboard } = await import('../tui/start.tsx');
  startDashboard(screen, {
    controller,
    keys: keysFromTheStart,
    size: size.getState,
    lookOf: id => look(id as ThemeId, background),
    refresh: () => void feed.refresh(),
    refreshMs: refreshSeconds.value * 1000,
  }).catch(session.crash);
  setTimeout(() => void controller.preload().catch(session.crash), PRELOAD_MS).unref();
}

/** The day on which weeks begin; Monday where nothing is said. */
function weekdayOf({ weekStart }: Settings): Weekday {
  const at = (WEEKDAYS as readonly unknown[]).indexOf(weekStart.value);
  return (at < 0 ? 1 : at) as Weekday;
}

/** Prints the Overview in sentences, for screen readers: no screen is taken. */
export async function speak(app: App, settings: Settings, flags: DashboardFlags): Promise<readonly string[]> {
  const nowMs = Date.now();
  const today = app.zone.day(nowMs);
  const weekStart = weekdayOf(settings);
  const view = startView('mono', viewOfFlags(flags, today, weekStart));
  const { snapshot, prices } = await app.load('sums');
  const model = new ViewModelBuilder().build(snapshot, view, {
    ...{ prices, zone: app.zone, today, weekStart, minuteMs: minuteOf(nowMs), limits: [] },
    recovered: await app.recovered(),
    currency: settings.currency.value,
  });
  const { declaredOf } = await import('../budgets/declared.ts');
  const declared = new WritableStore(declaredOf(app.manualLog.read(), settings.manualLog.value));
  const look = {
    glyphs: glyphs.braille,
    theme: themeOf('mono', 'none', 'dark'),
    currency: settings.currency.value,
  };
  return spokenLines(model, view, look, { declared });
}

/** When the first frames are drawn, the other screens are loaded. */
const PRELOAD_MS = 1500;
/** Asks for the colour of the background; a terminal that does not know the question says nothing. */
const ASK_BACKGROUND = '\x1b]11;?\x07';

/** The terminal's size as a store: the same object until it changes. */
function sizeOf(screen: Screen): Store<Size> {
  let size: Size = { columns: screen.columns, rows: screen.rows };
  return {
    getState() {
      if (size.columns !== screen.columns || size.rows !== screen.rows) {
        size = { columns: screen.columns, rows: screen.rows };
      }
      return size;
    },
    subscribe(listener) {
      screen.on('resize', listener);
      return () => screen.off('resize', listener);
    },
  };
}

/** A store that loads its value when it gets its first listener. */
function lazyStore<T>(load: () => Promise<T>): Store<T | undefined> {
  const store = new WritableStore<T | undefined>(undefined);
  let isAsked = false;
  return {
    getState() {
      if (!isAsked) {
        isAsked = true;
        load().then(
          value => store.set(value),
          () => {},
        );
      }
      return store.getState();
    },
    subscribe: listener => store.subscribe(listener),
  };
}

/** Writes an export into the directory that the dashboard was started in, for the user alone. */
async function saveHere({ name, text }: Exported): Promise<string> {
  const path = join(process.cwd(), name);
  writePrivate(path, text);
  return path;
}

function terminalNow(env: Env): Terminal {
  const { stdin, stdout } = process;
  const { columns, rows } = stdout;
  return terminalOf({ env, isTTY: stdin.isTTY && stdout.isTTY, columns, rows });
}

/** A look per theme and background, each made once: drawings are remembered by the identity of their look. */
function looks(
  { depth, glyphs: set }: Terminal,
  currency: Currency | undefined,
): (theme: ThemeId, background: Background) => Look {
  const made = new Map<string, Look>();
  return (id, background) => {
    const theme = themeOf(id, depth, background);
    const known = made.get(theme.key + id) ?? { glyphs: glyphs[set], theme, currency };
    made.set(theme.key + id, known);
    return known;
  };
}
