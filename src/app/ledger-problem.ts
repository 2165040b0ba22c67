/**
 * Why nothing is added to the ledger at present, in words for the user: found out without SQLite, so that every run can
 * say it. Figures then come from the logs and the cache alone.
 */
import { accessSync, constants, statfsSync, statSync } from 'node:fs';
import { dirname } from 'node:path';
import { notKept } from '../core/stale.ts';
import type { Trouble } from '../core/usage.ts';
import { describeFsError } from '../os/fs-error.ts';

/** SQLite needs room for its journal beside the file. */
const LEAST_BYTES = 1_000_000;

/** `lastFailure` is what the last import ended with, where it failed. */
export function ledgerProblem(path: string, lastFailure: string | undefined): Trouble | undefined {
  const why = placeProblem(path) ?? lastFailure;
  return why === undefined ? undefined : { path, why: notKept(why) };
}

function placeProblem(path: string): string | undefined {
  try {
    const place = existing(path);
    if (place !== path && !statSync(place).isDirectory()) return `${place} is no directory`;
    accessSync(place, constants.W_OK);
    const { bavail, bsize } = statfsSync(place);
    return bavail * bsize < LEAST_BYTES ? 'the disk is full' : undefined;
  } catch (error) {
    return describeFsError(error);
  }
}

/** The file, or the closest directory above it that is there. */
function existing(path: string): string {
  for (let at = path; ; at = dirname(at)) {
    try {
      accessSync(at, constants.F_OK);
      return at;
    } catch (error) {
      if (at === dirname(at)) throw error;
    }
  }
}
