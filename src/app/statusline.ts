/**
 * The status line. Claude Code starts it after every message, so it only reads two small files and prints one line. If the
 * figures in them are old, it starts a process in the background that reads the logs: one at a time, under a lock.
 *
 * It is bundled with `bin.ts`: every module that is imported here slows every call down.
 */
import { fstatSync, readSync, writeSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { readSessionStatus, type SessionStatus, statusline } from '../cli/statusline.ts';
import { dirsIn } from '../core/dir-list.ts';
import { keyOf, keyText } from '../core/key.ts';
import {
  isSameEnd,
  keptLimits,
  type Limits,
  limitsText,
  newestLimits,
  officialWindowEnd,
} from '../core/limits.ts';
import { readSessionCosts, sessionCostsText, withSessionCost } from '../core/session-costs.ts';
import { readStatus, type Status } from '../core/status.ts';
import { freeLock, nameHolder, takeLock } from '../os/lock.ts';
import { type Env, expandHome, type Paths, pathsOf } from '../os/paths.ts';
import { readPrivate, writePrivate } from '../os/private-file.ts';
import { REGISTRY } from '../sources/registry.ts';

/** The flag of the background process that reads the logs. */
export const REFRESH = '--refresh';

/** Prints the line for the JSON on standard input. `args` are the flags behind `statusline`. */
export function answer(args: readonly string[], env: Env): void {
  const nowMs = Date.now();
  const files = statusFiles(args, env, pathsOf(env));
  const session = readSessionStatus(standardInput(), nowMs);
  const status = readStatus(readPrivate(files.status));
  const known = keptLimits(readPrivate(files.limits));
  const limits = newestLimits(known, session.limits, nowMs);
  print(`${statusline({ session, status, limits, nowMs, isColoured: !env.NO_COLOR })}\n`);
  try {
    if (isNews(known, limits, nowMs)) writePrivate(files.limits, limitsText(limits));
    keepCost(files.costs, session, nowMs);
    const officialEndMs = officialWindowEnd(limits, nowMs);
    if (isOld(status, nowMs, officialEndMs)) startRefresh(files, args, officialEndMs);
  } catch {
    // The cache cannot be written: `token-dash doctor` shows that. The line is printed already.
  }
}

/** What Claude Code says that the session cost is stated nowhere else; see `core/session-costs.ts`. */
function keepCost(file: string, { sessionId, claudeUsd }: SessionStatus, nowMs: number): void {
  if (sessionId === undefined || claudeUsd === undefined) return;
  const cost = { session: sessionId, usd: claudeUsd, atMs: nowMs };
  const costs = withSessionCost(readSessionCosts(readPrivate(file)), cost);
  if (costs) writePrivate(file, sessionCostsText(costs));
}

export interface StatusFiles {
  readonly status: string;
  readonly lock: string;
  readonly limits: string;
  readonly costs: string;
}

/** What decides which logs are read, and how: each combination has a status file of its own. */
const VARIABLES = [
  ...REGISTRY.map(({ variable }) => variable),
  'TZ',
  'XDG_CONFIG_HOME',
  'XDG_DATA_HOME',
  'XDG_STATE_HOME',
];

export function statusFiles(args: readonly string[], env: Env, paths: Paths): StatusFiles {
  const asked = args.filter(arg => arg !== REFRESH);
  const name = nameOf(JSON.stringify([asked, VARIABLES.map(variable => env[variable] ?? null)]));
  const [claude] = claudeDirs(env.CLAUDE_CONFIG_DIR, paths.home);
  return {
    status: join(paths.cacheDir, `status-${name}.json`),
    lock: join(paths.cacheDir, `status-${name}.lock`),
    limits: limitsFile(claude!, paths),
    costs: sessionCostsFile(claude!, paths),
  };
}

/** Official limits belong to an account, and each account has a directory of its own. */
export function limitsFile(claudeDir: string, { cacheDir }: Paths): string {
  return join(cacheDir, `limits-${nameOf(claudeDir)}.json`);
}

/** What sessions cost by Claude Code's own count, by directory as well. */
export function sessionCostsFile(claudeDir: string, { cacheDir }: Paths): string {
  return join(cacheDir, `session-costs-${nameOf(claudeDir)}.json`);
}

/** The directories of a setting or of CLAUDE_CONFIG_DIR, else the default one. */
export function claudeDirs(stated: string | undefined, home: string): readonly string[] {
  const named = dirsIn(stated);
  const dirs = named.length > 0 ? named : ['~/.claude'];
  return dirs.map(dir => resolve(home, expandHome(dir, home)).replace(/[\\/]projects$/, ''));
}

function nameOf(text: string): string {
  return keyText(keyOf(text));
}

/** Limits that did not change are written again after this time. */
const NEWS_MS = 30_000;

function isNews(known: Limits, limits: Limits, nowMs: number): boolean {
  if (limits.length === 0) return false;
  return limits.some(limit => {
    const old = known.find(({ window }) => window === limit.window);
    const isSame = old?.usedPercent === limit.usedPercent && old.resetsAtMs === limit.resetsAtMs;
    return !isSame || (limit.reportedMs === nowMs && nowMs - old.reportedMs > NEWS_MS);
  });
}

/** A status from further in the future was made before the clock was set back. */
const AHEAD_MS = 60_000;

function isOld(status: Status | undefined, nowMs: number, officialEndMs: number | undefined): boolean {
  if (!status) return true;
  const { madeMs, goodForMs, today, block } = status;
  const isOtherDay = today !== undefined && nowMs >= today.toMs;
  const isOtherWindow =
    officialEndMs !== undefined &&
    status.problem === undefined &&
    (!block || !isSameEnd(block.toMs, officialEndMs));
  return isOtherDay || isOtherWindow || nowMs >= madeMs + goodForMs || nowMs < madeMs - AHEAD_MS;
}

/** Starts the background process, unless one is running or has just finished. */
function startRefresh(
  { lock, status }: StatusFiles,
  args: readonly string[],
  officialEndMs: number | undefined,
): void {
  if (!takeLock(lock, Date.now())) return;
  if (!isOld(readStatus(readPrivate(status)), Date.now(), officialEndMs)) {
    // Another process finished between our reading the status and taking the lock.
    freeLock(lock);
    return;
  }
  // Most calls do not need it.
  const { spawn } = process.getBuiltinModule('node:child_process');
  const child = spawn(process.execPath, [process.argv[1]!, 'statusline', ...args, REFRESH], {
    detached: true,
    stdio: 'ignore',
    windowsHide: true,
  });
  if (child.pid !== undefined) nameHolder(lock, child.pid);
  child.unref();
}

/** Longer input is cut off. */
const MOST_BYTES = 1_000_000;
/** How often input that is not ready is read again, 5 ms apart. */
const MOST_WAITS = 200;

/** All of standard input, without loading a stream of Node. Empty for a terminal, which would wait for a key. */
export function standardInput(mostWaits = MOST_WAITS): string {
  if (isKeyboard()) return '';
  const pieces: Buffer[] = [];
  let bytes = 0;
  let waits = 0;
  while (bytes < MOST_BYTES && waits < mostWaits) {
    const piece = Buffer.allocUnsafe(65_536);
    try {
      const read = readSync(0, piece);
      if (read === 0) break;
      pieces.push(piece.subarray(0, read));
      bytes += read;
    } catch (error) {
      // A pipe that does not block says so; on Windows a closed one is an error. Anything else is no input.
      if ((error as NodeJS.ErrnoException).code !== 'EAGAIN') break;
      waits += 1;
      Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 5);
    }
  }
  return Buffer.concat(pieces).toString('utf8');
}

function isKeyboard(): boolean {
  try {
    return fstatSync(0).isCharacterDevice();
  } catch {
    // Closed: the first read fails, too.
    return false;
  }
}

function print(text: string): void {
  try {
    writeSync(1, text);
  } catch {
    // Claude Code has moved on and closed our output.
  }
}
