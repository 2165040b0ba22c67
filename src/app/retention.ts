/** Which transcripts Claude Code will delete soon, by its own settings and the times of the files. */
import { realpathSync, statSync } from 'node:fs';
import { sep } from 'node:path';
import { readClaudeSettings } from '../claude/claude-settings.ts';
import type { Retention } from '../cli/doctor-input.ts';
import { getOrInsert } from '../core/group.ts';
import type { App } from './app.ts';

const DAY_MS = 86_400_000;
/** Claude Code's own, where its settings do not set it. */
const USUAL_DAYS = 30;
/** What goes within so many days is worth a word. */
const NOTICE_DAYS = 7;

type Journal = Awaited<ReturnType<App['load']>>['snapshot']['journal'];

/** Counts what Claude Code will delete: it goes by the time of a transcript's last change. */
export function retentionOf(claudeDir: string, journal: Journal, nowMs: number): Retention | undefined {
  const { path: settings, problem, cleanupPeriodDays } = readClaudeSettings(claudeDir);
  const days = cleanupPeriodDays ?? USUAL_DAYS;
  const top = realPath(claudeDir);
  if (top === undefined) return undefined;
  const beforeMs = nowMs - (days - NOTICE_DAYS) * DAY_MS;
  const responses = new Map<string, { count: number }>();
  journal.visit(({ file }) => {
    if (file.startsWith(`${top}${sep}`)) getOrInsert(responses, file, () => ({ count: 0 })).count += 1;
  });
  const old = [...responses].filter(([file]) => changedMs(file) < beforeMs);
  return {
    ...{ settings, problem, days, isSaid: cleanupPeriodDays !== undefined },
    files: old.length,
    responses: old.reduce((sum, [, { count }]) => sum + count, 0),
  };
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
