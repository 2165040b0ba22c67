#!/usr/bin/env node
/**
 * The roof: reads the arguments, picks a face, hands it the house, and sets the exit code. The dashboard's first
 * frame is painted before Ink is loaded, so what is not needed for that is imported where it is used.
 */
import { readArguments } from './cli/arguments.ts';
import { EXIT } from './cli/io.ts';
import { openHouse } from './house.ts';
import { COST_MODES } from './prices/cost-mode.ts';
import { terminalOf } from './tui/terminal.ts';
import { THEMES } from './tui/theme.ts';

/** Put in by the bundler. */
declare const TOKEN_DASH_VERSION: string;

/** A dashboard that runs all day need not write what it learnt more often than this. */
const SAVE_MS = 60_000;

const io = {
  out: (text: string) => process.stdout.write(text),
  err: (text: string) => process.stderr.write(text),
  nowMs: Date.now(),
  stdin: process.stdin,
};

// `token-dash ... | head` closes our output early; that is no error.
process.stdout.on('error', error => process.exit((error as NodeJS.ErrnoException).code === 'EPIPE' ? 0 : 1));

try {
  process.exitCode = await main();
} catch (error) {
  io.err(`token-dash: ${error instanceof Error ? error.message : error}\n`);
  process.exitCode = EXIT.failed;
}

async function main(): Promise<number> {
  const choices = { themes: THEMES, costModes: COST_MODES };
  const invocation = readArguments(process.argv.slice(2), TOKEN_DASH_VERSION, choices, io.nowMs);
  if (invocation.face === 'said') {
    io.out(invocation.out);
    io.err(invocation.err);
    return invocation.exitCode;
  }
  if (invocation.face === 'dashboard') return dashboard(invocation.options);
  const house = await openHouse(invocation.options, 0);
  try {
    const { desk, zone } = house;
    const elapsedMs = () => performance.now();
    if (invocation.face === 'validate') {
      const { validate } = await import('./cli/validate.ts');
      return await validate({ load: house.load, zone, asJson: invocation.asJson, elapsedMs }, io);
    }
    const { readText } = await import('./price-desk.ts');
    const { command, args, flags } = invocation;
    const { load, recordsOf, eachRecord } = house;
    return await command.run(
      { io, zone, priceList: desk.list, load, elapsedMs, readText, recordsOf, eachRecord },
      args,
      flags,
    );
  } finally {
    house.leave();
  }
}

async function dashboard(options: Parameters<typeof openHouse>[0]): Promise<number> {
  const { stdin, stdout, env } = process;
  const terminal = terminalOf({
    env,
    isTTY: stdin.isTTY && stdout.isTTY,
    columns: stdout.columns,
    rows: stdout.rows,
  });
  if (!terminal.isFullScreen) {
    io.err(
      'token-dash: the dashboard needs a terminal (TTY). Without one: --test [--json]; to look around in one: --demo\n',
    );
    return EXIT.failed;
  }
  const house = await openHouse(options, SAVE_MS);
  const { openDashboard } = await import('./dashboard.ts');
  return openDashboard(house, terminal, options.theme);
}
