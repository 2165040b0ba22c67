/**
 * Answers Claude Code's SessionEnd hook: starts an import and is done. It has a second and a half together with all other
 * hooks, and the tool is leaving: whatever goes wrong is a line in the log file, never an error.
 */
import { appendFileSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { withoutByteOrderMark } from '../core/byte-order-mark.ts';
import { type Env, pathsOf } from '../os/paths.ts';
import { standardInput } from './statusline.ts';

/** How often an input that is not there yet is looked for again, 5 ms apart. */
const MOST_WAITS = 30;

/** `args` are those behind `hook session-end`. */
export function answerSessionEnd(args: readonly string[], env: Env): void {
  try {
    const session = sessionIn(standardInput(MOST_WAITS));
    const at = args.indexOf('--scheduled');
    const name = at >= 0 ? args[at + 1] : env.TOKEN_DASH_SCHEDULED;
    const others = at >= 0 ? args.toSpliced(at, 2) : args;
    const scheduled = name && session !== undefined ? ['--scheduled', name, '--session', session] : [];
    if (session === undefined) log(env, 'no SessionEnd JSON on standard input; importing all the same');
    const { spawn } = process.getBuiltinModule('node:child_process');
    const child = spawn(process.execPath, [process.argv[1]!, 'import', '--quiet', ...scheduled, ...others], {
      detached: true,
      stdio: 'ignore',
      windowsHide: true,
    });
    child.on('error', error => log(env, error.message));
    child.unref();
  } catch (error) {
    log(env, error instanceof Error ? error.message : `${error}`);
  }
}

function sessionIn(text: string): string | undefined {
  try {
    const { session_id: id } = JSON.parse(withoutByteOrderMark(text)) as { session_id?: unknown };
    return typeof id === 'string' && id !== '' ? id : undefined;
  } catch {
    return undefined;
  }
}

function log(env: Env, text: string): void {
  try {
    const { dataDir } = pathsOf(env);
    mkdirSync(dataDir, { recursive: true, mode: 0o700 });
    const line = `${new Date().toISOString()} hook session-end: ${text.replaceAll('\n', ' ')}\n`;
    appendFileSync(join(dataDir, 'hook.log'), line, { mode: 0o600 });
  } catch {
    // A read-only home: a hook has no output for the user.
  }
}
