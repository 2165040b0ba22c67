/**
 * The home of a demo: a private directory with a configuration, limits and made-up logs in it, and an environment without
 * anything of the user's but the terminal. It is removed when the process ends.
 */
import { join } from 'node:path';
import type { Zone } from '../core/calendar.ts';
import { limitsText } from '../core/limits.ts';
import type { RecoveredDay } from '../core/recovered-day.ts';
import { DEMO_CONFIG } from '../demo/config.ts';
import { demoLimits } from '../demo/limits.ts';
import { demoLogs } from '../demo/logs.ts';
import { demoManualLog } from '../demo/manual-log.ts';
import { demoRecovered } from '../demo/recovered.ts';
import { CACHE, CONFIG, type Env, type Paths } from '../os/paths.ts';
import { addFiles, tempDir } from '../os/temp-dir.ts';
import { REGISTRY } from '../sources/registry.ts';
import { limitsFile } from './statusline.ts';

const SEED = 20_250_624;
/** Variables that name directories of logs, settings or data. */
const OWN = [
  ...REGISTRY.map(({ variable }) => variable),
  'XDG_CACHE_HOME',
  'XDG_CONFIG_HOME',
  'XDG_DATA_HOME',
  'XDG_STATE_HOME',
];

export interface DemoHome {
  readonly env: Env;
  readonly paths: Paths;
}

/** Throws errors of the operating system. */
export function demoHome(env: Env, nowMs: number): DemoHome {
  const { dir, remove } = tempDir([]);
  // Also when the process is ended by a signal or an error.
  process.on('exit', remove);
  const without = Object.fromEntries(OWN.map(name => [name, undefined]));
  const paths: Paths = {
    home: dir,
    cacheDir: join(dir, '.cache', CACHE),
    configDir: join(dir, '.config', CONFIG),
    dataDir: join(dir, '.local', 'share', CONFIG),
  };
  addFiles(dir, [
    { path: join(paths.configDir, 'config.yaml'), text: DEMO_CONFIG },
    ...[...demoLimits(nowMs)].map(([account, limits]) => ({
      path: limitsFile(join(dir, account), paths),
      text: limitsText(limits),
    })),
  ]);
  return { env: { ...env, ...without, HOME: dir }, paths };
}

/** What Claude Code remembers of the days before them. */
export function demoRecoveredDays(nowMs: number, zone: Zone): readonly RecoveredDay[] {
  return demoRecovered(SEED, zone.day(nowMs));
}

/** Writes the logs, whose days are those of a zone. */
export function writeDemoLogs({ home }: Paths, nowMs: number, zone: Zone): void {
  addFiles(home, [...demoLogs(SEED, nowMs, zone), demoManualLog(SEED, nowMs, zone)]);
}
