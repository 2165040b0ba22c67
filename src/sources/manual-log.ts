/**
 * The manual log as a source: one file that people (and cory-learnings' token-tracker.sh) add finished tasks to. It is
 * separate: what it says is declared, not measured, and often about the same work that the transcripts hold, so no sum
 * holds both unless the user asks for it by name. Its lines are read by `core/work-line.ts`.
 */
import { join } from 'node:path';
import type { Place } from '../core/source.ts';

export const MANUAL_LOG = {
  id: 'manual-log',
  title: 'Manual log',
  hint: 'token-dash log <project> <task> <tokens>',
} as const;

/** Always below the home: the original knows no other place. */
export function manualLogPath({ home }: Pick<Place, 'home'>): string {
  return join(home, '.claude', 'token-usage.log');
}
