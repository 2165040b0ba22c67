/** Which transcripts Claude Code will delete soon, by its own settings and the times of the files. */
import { realpathSync, statSync } from 'node:fs';
import { join, resolve, sep } from 'node:path';
import { type ClaudeSettings, readClaudeSettings } from '../claude/claude-settings.ts';
import type { Retention } from '../cli/doctor-input.ts';
import { getOrInsert } from '../core/group.ts';
import type { App } from './app.ts';

const DAY_MS = 86_400_000;
/** Claude Code's own, where its settings do not set it. */
const USUAL_DAYS = 30;
/** What goes within so many days is worth a word. */
const NOTICE_DAYS = 7;

type Journal = Awaited<ReturnType<App['load']>>['snapshot']['journal'];

interface Transcript {
  responses: number;
  /** Transcripts that a desktop program wrote are not swept (anthropics/claude-code#90148). */
  isExempt: boolean;
}

/** Counts what Claude Code will delete: it goes by the time of a transcript's last change. */
export function retentionOf(claudeDir: string, journal: Journal, nowMs: number): Retention | undefined {
  const user = readClaudeSettings(claudeDir);
  const top = realPath(claudeDir);
  if (top === undefined) return undefined;
  const transcripts = new Map<string, Transcript>();
  const dirs = new Set<string>();
  journal.visit(({ file, attribution }) => {
    if (!file.startsWith(`${top}${sep}`)) return;
    const found = getOrInsert(transcripts, file, () => ({ responses: 0, isExempt: true }));
    found.responses += 1;
    found.isExempt &&= attribution.client?.startsWith('claude-desktop') ?? false;
    if (attribution.cwd) dirs.add(attribution.cwd);
  });
  const { days, settings, isSaid } = shortest(user, claudeDir, dirs);
  const beforeMs = nowMs - (days - NOTICE_DAYS) * DAY_MS;
  const old = [...transcripts].filter(([file]) => changedMs(file) < beforeMs);
  const swept = old.filter(([, { isExempt }]) => !isExempt);
  return {
    ...{ settings: settings.path, problem: user.problem, days, isSaid },
    refused: isRefused(user) ? user.cleanupPeriodDays : undefined,
    files: swept.length,
    responses: swept.reduce((sum, [, { responses }]) => sum + responses, 0),
    exempt: old.length - swept.length,
  };
}

/**
 * A session goes by the settings of the project that it is started in, and its sweep deletes transcripts of all projects
 * (anthropics/claude-code#81100): so the shortest time holds for all.
 */
function shortest(user: ClaudeSettings, claudeDir: string, dirs: Iterable<string>) {
  const own = isRefused(user) ? undefined : user.cleanupPeriodDays;
  let found = { days: own ?? USUAL_DAYS, settings: user, isSaid: own !== undefined };
  for (const dir of dirs) {
    const at = join(dir, '.claude');
    if (resolve(at) === resolve(claudeDir)) continue;
    // The local file of a project goes before its shared one.
    const settings = ['settings.local.json', 'settings.json']
      .map(name => readClaudeSettings(at, name))
      .find(each => each.cleanupPeriodDays !== undefined && !isRefused(each));
    const days = settings?.cleanupPeriodDays;
    if (settings && days !== undefined && days < found.days) found = { days, settings, isSaid: true };
  }
  return found;
}

/** Less than a day is an error of the settings since Claude Code 2.1.89. */
function isRefused({ cleanupPeriodDays: days }: ClaudeSettings): boolean {
  return days !== undefined && days < 1;
}

function realPath(path: string): string | undefined {
  try {
    return realpathSync(path);
  } catch {
    return undefined;
  }
}

function changedMs(file: string): number {
  return statSync(file, { throwIfNoEntry: false })?.mtimeMs ?? Number.POSITIVE_INFINITY;
}
