/**
 * Reads the arguments, runs the dashboard or a command, and sets the exit code. What only some runs need is imported where
 * it is used: every run loads what is imported here.
 */

import { type App, createApp } from './app/app.ts';
import { brokenText, CHOICES } from './app/config-file.ts';
import { readSettings } from './app/settings.ts';
import type { Invocation } from './cli/arguments.ts';
import { EXIT, type Io, safeIo } from './cli/io.ts';
import { plainInvocation } from './cli/plain.ts';
import { showProgress } from './cli/progress.ts';
import { validate } from './cli/validate.ts';
import { avoidExitHang, exit } from './os/exit.ts';
import { pathsOf } from './os/paths.ts';
import { mayBeTerminal, printer } from './os/stdout.ts';
import { terminalOf } from './tui/terminal.ts';

/** Put in by the bundler. */
declare const TOKEN_DASH_VERSION: string;

/** How often a dashboard writes its cache. */
const SAVE_MS = 60_000;

/** The getters load a stream of Node, which takes milliseconds: only when used. */
const io = {
  ...safeIo(printer(1), printer(2), process.argv.slice(2)),
  nowMs: Date.now(),
  get stdin() {
    return process.stdin;
  },
  get terminal() {
    return mayBeTerminal(1) ? outputOf(process.stdout) : undefined;
  },
  askedColumns: columnsIn(process.env.COLUMNS),
};

main().then(exit, error => {
  io.err(`token-dash: ${error instanceof Error ? error.message : error}\n`);
  process.exitCode = EXIT.failed;
});

async function main(): Promise<number> {
  const invocation = await invocationOf(process.argv.slice(2));
  if (invocation.face === 'message') {
    io.out(invocation.out);
    io.err(invocation.err);
    return invocation.exitCode;
  }
  const staysOpen = invocation.face === 'command' && invocation.command.staysOpen === true;
  if (invocation.face !== 'dashboard' && !staysOpen) avoidExitHang();
  const { options } = invocation;
  const own = options.demo
    ? (await import('./app/demo-home.ts')).demoHome(process.env, io.nowMs)
    : { env: process.env, paths: pathsOf(process.env) };
  const read = await readSettings(options, own.env, own.paths);
  const { settings } = read;
  const isOptional = invocation.face === 'command' && invocation.command.needsNoConfig;
  if (read.file.troubles.length > 0 && !isOptional) {
    io.err(brokenText(read.file));
    return EXIT.failed;
  }
  if (invocation.face === 'dashboard') {
    const { openDashboard, problemOf, speak } = await import('./app/dashboard.ts');
    const { flags = {} } = invocation;
    if (flags.plain || own.env.INK_SCREEN_READER === 'true') {
      const app = await createApp(options, read, own, 0);
      const lines = await speak(app, settings, flags).finally(() => app.close());
      io.out(`${lines.join('\n')}\n`);
      return EXIT.ok;
    }
    const problem = problemOf(own.env);
    if (problem === undefined) {
      const app = await createApp(options, read, own, SAVE_MS);
      const health = async () =>
        (await import('./app/health.ts')).healthOf(app, read, own, TOKEN_DASH_VERSION);
      return openDashboard(app, settings, { ...own, options, flags, health });
    }
    io.err(problem);
    return EXIT.failed;
  }
  const app = await createApp(options, read, own, staysOpen ? SAVE_MS : 0);
  try {
    const { priceStore, zone } = app;
    const load = (depth: 'sums' | 'events' = 'events') => loadWithProgress(app, depth);
    const elapsedMs = () => process.uptime() * 1000;
    if (invocation.face === 'validate') {
      return await validate(
        {
          ...{ zone, asJson: invocation.asJson, currency: settings.currency.value, elapsedMs },
          load: () => load('sums'),
          manualLog: app.manualLog.read(),
        },
        io,
      );
    }
    const { commandServices, readText } = await import('./app/commands.ts');
    const { command, args, flags, declared } = invocation;
    const { recordsOf, eachRecord, manualLog, recovered } = app;
    const services = commandServices(app, read, { ...own, version: TOKEN_DASH_VERSION });
    return await command.run(
      {
        ...{ io, zone, settings, declared, priceList: priceStore.list, load, elapsedMs, readText, recordsOf },
        ...{ eachRecord, manualLog, recovered, ...services },
      },
      args,
      flags,
    );
  } finally {
    app.close();
    app.importIfDue();
  }
}

/** Reads the logs, and shows the progress on a terminal. */
async function loadWithProgress(app: App, depth: 'sums' | 'events'): ReturnType<App['load']> {
  const stop = showProgress(app.feed, text => process.stderr.isTTY && process.stderr.write(text));
  try {
    return await app.load(depth);
  } finally {
    stop();
  }
}

/** The width and colours of standard output; undefined if it is not a terminal. */
function outputOf({ isTTY, columns, rows }: NodeJS.WriteStream): Io['terminal'] {
  if (!isTTY) return undefined;
  const terminal = terminalOf({ env: process.env, isTTY, columns, rows });
  return { columns: terminal.columns, hasColours: terminal.depth !== 'none' };
}

/** A shell exports its width on request. */
function columnsIn(text: string | undefined): number | undefined {
  const columns = Number(text);
  return Number.isInteger(columns) && columns >= 20 ? columns : undefined;
}

/** The most common calls are parsed without loading the commands. */
async function invocationOf(argv: readonly string[]): Promise<Invocation> {
  const plain = plainInvocation(argv);
  if (plain) return plain;
  const { readArguments } = await import('./app/commands.ts');
  return readArguments(argv, TOKEN_DASH_VERSION, CHOICES, io.nowMs);
}
