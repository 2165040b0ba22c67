/**
 * The wiring of the dashboard: takes the terminal, paints the first frame, loads Ink, and gives everything back at
 * the end. A file of its own, because no other face needs a terminal.
 */
import type { Currency } from '../core/currency.ts';
import type { Settings } from '../core/settings.ts';
import type { Env, Paths } from '../os/paths.ts';
import { composer } from '../tui/compose.ts';
import { glyphs } from '../tui/draw/glyphs.ts';
import type { Look } from '../tui/draw/look.ts';
import { ansi } from '../tui/draw/styled.ts';
import { type Key, Keyboard, type Keys } from '../tui/input.ts';
import { Screen } from '../tui/screen.ts';
import { envForInk, type Terminal, terminalOf } from '../tui/terminal.ts';
import { type TerminalSession, terminalSession } from '../tui/terminal-session.ts';
import { THEMES, type ThemeId, themeOf } from '../tui/theme.ts';
import { startView } from '../tui/view.ts';
import { minuteOf, ViewModelBuilder } from '../tui/view-model.ts';
import type { App } from './app.ts';
import { limitsStore } from './official-limits.ts';

/** How often it is looked for what status lines were told of limits. */
const LIMITS_MS = 10_000;

/** Why there can be no dashboard here, in words for the user. */
export function problemOf(env: Env): string | undefined {
  if (terminalNow(env).isFullScreen) return undefined;
  return 'token-dash: the dashboard needs a terminal (TTY). Without one: --test [--json]; to look around in one: --demo\n';
}

/** Never resolves: the process ends when the user leaves, or when anything fails. */
export async function openDashboard(
  app: App,
  settings: Settings,
  own: { readonly env: Env; readonly paths: Paths },
): Promise<never> {
  const screen = new Screen(process.stdout);
  const keyboard = new Keyboard(process.stdin);
  const session = terminalSession(screen, keyboard);
  try {
    screen.enter();
    keyboard.start();
    await runDashboard({ app, settings, ...own, screen, keyboard, session });
  } catch (error) {
    session.crash(error);
  }
  return new Promise(() => {});
}

interface Run {
  readonly app: App;
  readonly settings: Settings;
  readonly env: Env;
  readonly paths: Paths;
  readonly screen: Screen;
  readonly keyboard: Keyboard;
  readonly session: TerminalSession;
}

async function runDashboard({ app, settings, env, paths, screen, keyboard, session }: Run): Promise<void> {
  const { feed, priceStore, zone } = app;
  const { theme, refreshSeconds, currency } = settings;
  const terminal = terminalNow(env);
  const limits = limitsStore(settings['roots.claude']?.value, paths, Date.now, LIMITS_MS);
  const builder = new ViewModelBuilder();
  const compose = composer();
  const lookOf = looks(terminal, currency.value);
  const start = theme.value ?? terminal.background;

  feed.beforePublish = next => builder.preparing(next);
  const paint = () => {
    const nowMs = Date.now();
    const look = lookOf(start);
    const view = startView(start);
    const age = feed.getState();
    const model = builder.build(age, view, {
      prices: priceStore.getState(),
      zone,
      today: zone.day(nowMs),
      minuteMs: minuteOf(nowMs),
      limits: limits.getState(),
      currency: look.currency,
    });
    const size = { columns: screen.columns, rows: screen.rows };
    screen.write(compose({ model, age, view, size, look }).map(ansi).join('\n'));
  };
  paint();

  for (const [name, value] of Object.entries(envForInk(terminal))) {
    if (value === undefined) delete process.env[name];
    else process.env[name] = value;
  }
  keyboard.listen(keys => {
    if (keys.includes('ctrl-z')) session.suspend();
  });
  const keysFromTheStart = holding(keyboard);
  feed.subscribe(() => feed.getState().progress ?? app.importIfDue());
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
  paint();
  const { startDashboard } = await import('../tui/start.tsx');
  startDashboard(screen, {
    feed,
    prices: priceStore,
    limits,
    zone,
    builder,
    compose,
    now: Date.now,
    keys: keysFromTheStart,
    themes: THEMES,
    theme: start,
    lookOf,
    recordsOf: app.recordsOf,
    onQuit() {
      app.close();
      app.importIfDue();
      session.exit(0);
    },
    refreshMs: refreshSeconds.value * 1000,
  }).catch(session.crash);
}

function terminalNow(env: Env): Terminal {
  const { stdin, stdout } = process;
  const { columns, rows } = stdout;
  return terminalOf({ env, isTTY: stdin.isTTY && stdout.isTTY, columns, rows });
}

/** Keeps the keys that are typed while Ink is being loaded, for the first listener. */
function holding(keyboard: Keys): Keys {
  const held: Key[] = [];
  const stop = keyboard.listen(keys => held.push(...keys));
  return {
    listen(listener) {
      stop();
      listener(held.splice(0));
      return keyboard.listen(listener);
    },
  };
}

/** A look per theme, each made once: drawings are remembered by the identity of their look. */
function looks(
  { depth, background, glyphs: set }: Terminal,
  currency: Currency | undefined,
): (theme: string) => Look {
  const made = new Map<string, Look>();
  return id => {
    const theme = themeOf(id as ThemeId, depth, background);
    const known = made.get(id) ?? { glyphs: glyphs[set], theme, currency };
    made.set(id, known);
    return known;
  };
}
