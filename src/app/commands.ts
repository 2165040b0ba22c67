/**
 * The desks that commands go to: configuration, status line, doctor. Part of the roof, where files, environment and
 * clock are; a command says what it wants and prints what comes of it.
 */
import { realpathSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import type { Checkup } from '../cli/checkup.ts';
import type { ConfigDesk } from '../cli/config.ts';
import type { StatuslineDesk } from '../cli/statusline-cli.ts';
import { statusText } from '../core/status.ts';
import { installStatusLine, uninstallStatusLine } from '../disk/claude-settings.ts';
import { words } from '../disk/find.ts';
import { freeLock } from '../disk/lock.ts';
import { createPrivate, writePrivate } from '../disk/private-file.ts';
import type { Env, Places } from '../os/paths.ts';
import type { House } from './app.ts';
import { CHOICES } from './config-file.ts';
import type { ReadSettings } from './settings.ts';
import { answer, claudeDirs, statusFiles } from './statusline.ts';

export interface Desks {
  readonly config: ConfigDesk;
  readonly statusline: StatuslineDesk;
  checkup(): Promise<Checkup>;
}

/** This run, as far as desks care. */
export interface Run {
  readonly env: Env;
  readonly places: Places;
  readonly version: string;
}

export function desksOf(house: House, read: ReadSettings, run: Run): Desks {
  return {
    config: configDesk(read),
    statusline: statuslineDesk(read, run),
    async checkup() {
      const { checkup } = await import('./diagnostics.ts');
      return checkup(house, read, run);
    },
  };
}

function configDesk({ file }: ReadSettings): ConfigDesk {
  return {
    file,
    async schema() {
      const { schemaOf } = await import('../config/fields.ts');
      return `${JSON.stringify(schemaOf(CHOICES), null, 2)}\n`;
    },
    async init() {
      const { commentedConfig } = await import('../config/init.ts');
      try {
        return createPrivate(file.path, commentedConfig(CHOICES));
      } catch (error) {
        throw new Error(`${file.path} cannot be written: ${words(error)}`);
      }
    },
  };
}

function statuslineDesk({ settings }: ReadSettings, { env, places }: Run): StatuslineDesk {
  // Whatever stood before or behind the word decides which logs the line is about.
  const args = process.argv.slice(2).filter(arg => arg !== 'statusline');
  const files = statusFiles(args, env, places);
  const [claudeDir] = claudeDirs(settings['roots.claude'].value, places.home);
  return {
    answer: () => answer(args, env),
    keep: status => writePrivate(files.status, statusText(status)),
    free: () => freeLock(files.lock),
    install: () => installStatusLine(claudeDir!, commandLine(env)),
    uninstall: () => uninstallStatusLine(claudeDir!),
  };
}

/** How a shell calls this program: by its name where the PATH leads here, else by where it lies. */
function commandLine(env: Env): string {
  const script = process.argv[1]!;
  const onPath = (env.PATH ?? '').split(delimiter).some(dir => isSame(join(dir, 'token-dash'), script));
  return onPath ? 'token-dash statusline' : `"${process.execPath}" "${script}" statusline`;
}

function isSame(path: string, other: string): boolean {
  try {
    return realpathSync(path) === realpathSync(other);
  } catch {
    return false;
  }
}
