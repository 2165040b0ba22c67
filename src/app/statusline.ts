/**
 * The status line's way through the app, which is none: Claude Code asks after every message, so this reads two small
 * files, prints one line and is gone. What the logs say is kept fresh by another process, which whoever finds it old
 * sends off: at most one at a time, however many ask at once.
 *
 * Part of the roof, bundled with the door: every module that is imported here costs every call.
 */
import { fstatSync, readSync, writeSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { readTold, statusline } from '../cli/statusline.ts';
import { dirsIn } from '../core/dir-list.ts';
import { keyOf, keyText } from '../core/key.ts';
import { keptLimits, type Limits, limitsText, newestLimits } from '../core/limits.ts';
import { readStatus, type Status } from '../core/status.ts';
import { freeLock, nameHolder, takeLock } from '../os/lock.ts';
import { type Env, expandHome, type Paths, pathsOf } from '../os/paths.ts';
import { readPrivate, writePrivate } from '../os/private-file.ts';
import { REGISTRY } from '../sources/registry.ts';

/** The flag of the process that looks at the logs; nobody else needs it. */
export const REFRESH = '--refresh';

/** Prints the line for the JSON on standard input. `args` are the flags behind `statusline`. */
export function answer(args: readonly string[], env: Env): void {
  const nowMs = Date.now();
  const files = statusFiles(args, env, pathsOf(env));
  const told = readTold(standardInput(), nowMs);
  const status = readStatus(readPrivate(files.status));
  const known = keptLimits(readPrivate(files.limits));
  const limits = newestLimits(known, told.limits, nowMs);
  print(`${statusline({ told, status, limits, nowMs, isColoured: !env.NO_COLOR })}\n`);
  try {
    if (isNews(known, limits, nowMs)) writePrivate(files.limits, limitsText(limits));
    if (isOld(status, nowMs)) sendOff(files, args);
  } catch {
    // Nothing can be kept here. The line is said; `token-dash doctor` tells of the rest.
  }
}

export interface StatusFiles {
  readonly status: string;
  readonly lock: string;
  readonly limits: string;
}

/** What decides which logs are looked at, and how: lines that differ in it have a status each. */
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
  };
}

/** Official limits belong to an account, and each account has a directory of its own. */
export function limitsFile(claudeDir: string, { cacheDir }: Paths): string {
  return join(cacheDir, `limits-${nameOf(claudeDir)}.json`);
}

/** The directories that a setting or CLAUDE_CONFIG_DIR names, or the usual one. */
export function claudeDirs(stated: string | undefined, home: string): readonly string[] {
  const named = dirsIn(stated);
  const dirs = named.length > 0 ? named : ['~/.claude'];
  return dirs.map(dir => resolve(home, expandHome(dir, home)).replace(/[\\/]projects$/, ''));
}

function nameOf(text: string): string {
  return keyText(keyOf(text));
}

/** So long limits that did not change are not written again. */
const NEWS_MS = 30_000;

function isNews(known: Limits, limits: Limits, nowMs: number): boolean {
  if (limits.length === 0) return false;
  return limits.some(limit => {
    const old = known.find(({ window }) => window === limit.window);
    const isSame = old?.usedPercent === limit.usedPercent && old.resetsAtMs === limit.resetsAtMs;
    return !isSame || (limit.toldMs === nowMs && nowMs - old.toldMs > NEWS_MS);
  });
}

/** A status from the future was made before the clock was set back; a little of it is two processes at once. */
const AHEAD_MS = 60_000;

function isOld(status: Status | undefined, nowMs: number): boolean {
  if (!status) return true;
  const { madeMs, goodForMs, today } = status;
  const isOtherDay = today !== undefined && nowMs >= today.toMs;
  return isOtherDay || nowMs >= madeMs + goodForMs || nowMs < madeMs - AHEAD_MS;
}

/** Starts the process that looks at the logs, unless one is at it, or was just now. */
function sendOff({ lock, status }: StatusFiles, args: readonly string[]): void {
  if (!takeLock(lock, Date.now())) return;
  if (!isOld(readStatus(readPrivate(status)), Date.now())) {
    // Somebody was done between our look at the status and the lock.
    freeLock(lock);
    return;
  }
  // Loaded by the one call in many that needs it.
  const { spawn } = process.getBuiltinModule('node:child_process');
  const child = spawn(process.execPath, [process.argv[1]!, 'statusline', ...args, REFRESH], {
    detached: true,
    stdio: 'ignore',
    windowsHide: true,
  });
  if (child.pid !== undefined) nameHolder(lock, child.pid);
  child.unref();
}

/** More than this is no session. */
const MOST_BYTES = 1_000_000;
/** How often an input that is not ready is asked again, 5 ms apart. */
const MOST_WAITS = 200;

/** All of standard input, without the streams that Node would load for it. A keyboard is not waited for. */
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
    // Closed: the first read says so.
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
