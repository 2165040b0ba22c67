/** Gathers the input of `token-dash doctor`: Node, files, settings of Claude Code, terminal. */
import { accessSync, constants, readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { isOurs, readClaudeSettings } from '../claude/claude-settings.ts';
import type { Directory, DoctorInput } from '../cli/doctor-input.ts';
import { readStatus } from '../core/status.ts';
import { describeFsError } from '../os/fs-error.ts';
import { readPrivate } from '../os/private-file.ts';
import { terminalOf } from '../tui/terminal.ts';
import type { App } from './app.ts';
import { ledgerProblem } from './ledger-problem.ts';
import { limitsNow } from './official-limits.ts';
import { retentionOf } from './retention.ts';
import type { RunContext } from './run-context.ts';
import type { ReadSettings } from './settings.ts';
import { claudeDirs, statusFiles } from './statusline.ts';
import { transcriptFiles } from './transcript-files.ts';

/** As `engines` in package.json has it. */
export const OLDEST_NODE = '20.19.0';

export async function doctorInput(
  app: App,
  { settings, file }: ReadSettings,
  run: RunContext,
): Promise<DoctorInput> {
  const { env, paths, version } = run;
  const nowMs = Date.now();
  const logs = await app.load('events').catch(error => ({ failure: describeFsError(error) }));
  const dirs = claudeDirs(settings['roots.claude']?.value, paths.home);
  const { stdin, stdout } = process;
  const isTTY = stdin.isTTY && stdout.isTTY;
  const seen = terminalOf({ env, isTTY, columns: stdout.columns, rows: stdout.rows });
  return {
    nowMs,
    runtime: { version, node: process.versions.node, oldestNode: OLDEST_NODE, platform: process.platform },
    config: file,
    logs,
    manualLog: app.manualLog.read(),
    directories: [directory('cache', paths.cacheDir), directory('configuration and prices', paths.configDir)],
    cache: sizeOf(paths.cacheDir),
    retention:
      'failure' in logs ? [] : dirs.flatMap(dir => retentionOf(dir, logs.snapshot.journal, nowMs) ?? []),
    transcripts: transcriptFiles(dirs),
    prices: {
      entries: app.priceStore.list.entries(),
      troubles: app.priceStore.troubles,
      resolve: model => app.priceStore.list.resolve(model, undefined, nowMs),
    },
    terminal: { ...seen, isTTY },
    ledger: {
      path: app.ledgerPath,
      problem: app.ledgerPath && ledgerProblem(app.ledgerPath, app.imports.failure)?.why,
    },
    alertOutputs: settings.alerts.value?.outputs ?? {},
    statusline: {
      installedIn: dirs
        .map(dir => readClaudeSettings(dir))
        .flatMap(({ path, statusLine }) => (isOurs(statusLine) ? [path] : [])),
      status: readStatus(readPrivate(statusFiles([], env, paths).status)),
      limits: limitsNow(settings['roots.claude']?.value, paths, nowMs),
    },
  };
}

function directory(what: string, path: string): Directory {
  try {
    const { mode } = statSync(path);
    accessSync(path, constants.W_OK);
    const isOpenToOthers = process.platform !== 'win32' && (mode & 0o077) !== 0;
    return { what, path, isThere: true, isOpenToOthers };
  } catch (error) {
    const isThere = (error as NodeJS.ErrnoException).code !== 'ENOENT';
    const problem = isThere ? 'nothing can be written there' : undefined;
    return { what, path, isThere, problem, isOpenToOthers: false };
  }
}

function sizeOf(dir: string): DoctorInput['cache'] {
  try {
    const sizes = readdirSync(dir).map(name => statSync(join(dir, name)).size);
    return { files: sizes.length, bytes: sizes.reduce((sum, size) => sum + size, 0) };
  } catch {
    // Not there yet, or closed: the directory itself is another finding.
    return { files: 0, bytes: 0 };
  }
}
