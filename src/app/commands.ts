/** The services that commands call: the ones that need files, the environment or the clock. */
import { realpathSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import type { AlertCenter } from '../budgets/alert-center.ts';
import { keptNotes } from '../budgets/saving-note.ts';
import { installStatusLine, uninstallStatusLine } from '../claude/claude-settings.ts';
import type {
  ConfigService,
  DocumentFiles,
  GuideLibrary,
  PluginService,
  PromptWarnings,
  SavingNotes,
  ServerService,
  StatuslineService,
  TrackingFiles,
  WitnessFiles,
} from '../cli/context.ts';
import type { DoctorInput } from '../cli/doctor-input.ts';
import type { LedgerService } from '../cli/ledger-service.ts';
import { publishedSchema } from '../config/fields.ts';
import { commentedConfig } from '../config/init.ts';
import { statusText } from '../core/status.ts';
import { describeFsError } from '../os/fs-error.ts';
import { freeLock } from '../os/lock.ts';
import type { Env } from '../os/paths.ts';
import { createPrivate, readPrivate, writePrivate } from '../os/private-file.ts';
import type { App } from './app.ts';
import { CHOICES } from './config-file.ts';
import { doctorInput } from './doctor-input.ts';
import { documentFiles } from './documents.ts';
import { guideLibrary } from './guides.ts';
import { ledgerService } from './ledger.ts';
import { limitsNow } from './official-limits.ts';
import { pluginService } from './plugin-service.ts';
import { promptWarnings } from './prompt-warnings.ts';
import type { RunContext } from './run-context.ts';
import type { ReadSettings } from './settings.ts';
import { answer, claudeDirs, statusFiles } from './statusline.ts';
import { witnessFiles } from './witness-files.ts';

export { readArguments } from '../cli/arguments.ts';
export { readText } from './prices.ts';

export interface CommandServices {
  readonly config: ConfigService;
  readonly statusline: StatuslineService;
  readonly tracking: TrackingFiles;
  readonly ledger: LedgerService;
  readonly savings: SavingNotes;
  readonly promptWarnings: PromptWarnings;
  alerts(): Promise<AlertCenter>;
  readonly guides: GuideLibrary;
  readonly plugins: PluginService;
  readonly documents: DocumentFiles;
  readonly server: ServerService;
  doctorInput(): Promise<DoctorInput>;
  witnessFiles(): WitnessFiles;
}

export function commandServices(app: App, read: ReadSettings, run: RunContext): CommandServices {
  return {
    config: configService(read),
    statusline: statuslineService(read, run),
    tracking,
    ledger: ledgerService({
      app,
      run,
      claudeDirs: claudeDirs(read.settings['roots.claude']?.value, run.paths.home),
      program: programLine(run.env),
    }),
    promptWarnings: promptWarnings(run.paths.cacheDir),
    savings: savingNotes(join(run.paths.dataDir, 'savings.jsonl')),
    async alerts() {
      const { alertCenter } = await import('./alerts.ts');
      const write = process.stderr.isTTY ? (text: string) => process.stderr.write(text) : undefined;
      const terminal = { env: run.env, write };
      return alertCenter({ app, run, tracking, terminal, settings: read.settings, isDemo: app.isDemo });
    },
    guides: guideLibrary(),
    plugins: pluginService(app.place, run.paths.configDir),
    documents: documentFiles,
    server: {
      // The server and its libraries are loaded by no other command.
      start: async options => (await import('./server.ts')).startServer(app, read, run, options),
    },
    doctorInput: () => doctorInput(app, read, run),
    witnessFiles: () => witnessFiles(read.settings['roots.claude']?.value, run.paths, run.env),
  };
}

const tracking: TrackingFiles = {
  // The YAML reader takes as long to load as everything else.
  read: async roots => (await trackingFiles()).read(roots),
  edit: async (path, change) => (await trackingFiles()).edit(path, change),
  write: async (path, text, options) => (await trackingFiles()).write(path, text, options),
  move: async (from, to) => (await trackingFiles()).move(from, to),
};

async function trackingFiles(): Promise<TrackingFiles> {
  return (await import('./tracking.ts')).trackingFiles;
}

/** One line of JSON per note, in a file for the user's eyes only. */
function savingNotes(file: string): SavingNotes {
  return {
    read: () => keptNotes(readPrivate(file)),
    add: note => writePrivate(file, `${readPrivate(file) ?? ''}${JSON.stringify(note)}\n`),
  };
}

function configService({ file }: ReadSettings): ConfigService {
  return {
    file,
    async schema() {
      return `${JSON.stringify(publishedSchema(CHOICES), null, 2)}\n`;
    },
    async init() {
      try {
        return createPrivate(file.path, commentedConfig(CHOICES));
      } catch (error) {
        throw new Error(`${file.path} cannot be written: ${describeFsError(error)}`);
      }
    },
  };
}

function statuslineService({ settings }: ReadSettings, { env, paths }: RunContext): StatuslineService {
  // The flags before and after the word decide which logs the line shows.
  const args = process.argv.slice(2).filter(arg => arg !== 'statusline');
  const files = statusFiles(args, env, paths);
  const [claudeDir] = claudeDirs(settings['roots.claude']?.value, paths.home);
  return {
    answer: () => answer(args, env),
    keep: status => writePrivate(files.status, statusText(status)),
    limits: () => limitsNow(settings['roots.claude']?.value, paths, Date.now()),
    free: () => freeLock(files.lock),
    install: () => installStatusLine(claudeDir!, `${programLine(env)} statusline`),
    uninstall: () => uninstallStatusLine(claudeDir!),
  };
}

/** The command line of this program: its name if it is on the PATH, else its path. */
function programLine(env: Env): string {
  const script = process.argv[1]!;
  const onPath = (env.PATH ?? '').split(delimiter).some(dir => isSame(join(dir, 'token-dash'), script));
  return onPath ? 'token-dash' : `"${process.execPath}" "${script}"`;
}

function isSame(path: string, other: string): boolean {
  try {
    return realpathSync(path) === realpathSync(other);
  } catch {
    return false;
  }
}
