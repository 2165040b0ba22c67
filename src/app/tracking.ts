/**
 * COST-TRACKING files on disk: found below a root, read within bounds, and never more than once. What their text means
 * is decided in `budgets/tracking.ts`.
 */
import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import type { Tracking } from '../budgets/tracked.ts';
import { MOST_BYTES, readTracking, tooLarge } from '../budgets/tracking.ts';
import type { TrackingFiles } from '../cli/context.ts';
import type { Trouble } from '../core/usage.ts';
import { filesBelow } from '../os/files-below.ts';
import { describeFsError } from '../os/fs-error.ts';

const NAME = /^COST-(?:TRACKING(?:[-.].*)?|REPORT.*)\.ya?ml$/;

export const trackingFiles: TrackingFiles = {
  async read(roots) {
    const troubles: Trouble[] = [];
    const sessions: Tracking['sessions'][number][] = [];
    const texts = new Map<string, string>();
    const seen = new Set<string>();
    for (const root of roots) {
      for (const { path, bytes } of below(root, troubles)) {
        if (seen.has(resolve(path))) continue;
        seen.add(resolve(path));
        const text = bytes > MOST_BYTES ? tooLarge(path, bytes) : textOf(path);
        if (typeof text !== 'string') {
          troubles.push(text);
          continue;
        }
        const copied = text.trim() === '' ? undefined : texts.get(text);
        if (copied !== undefined) {
          troubles.push({ path, why: `is a copy of ${copied}, byte for byte: it is counted once` });
          continue;
        }
        texts.set(text, path);
        const read = readTracking(text, path);
        troubles.push(...read.troubles);
        if (read.session) sessions.push(read.session);
      }
    }
    return { sessions, troubles };
  },
};

function below(root: string, troubles: Trouble[]) {
  try {
    const { files, unreadable } = filesBelow(root, name => NAME.test(name));
    for (const { path, error } of unreadable) troubles.push({ path, why: describeFsError(error) });
    return files;
  } catch (error) {
    const isAbsent = (error as NodeJS.ErrnoException).code === 'ENOENT';
    throw new Error(`${root}: ${isAbsent ? 'there is no such file or directory' : describeFsError(error)}`);
  }
}

/** The text of a file, or why there is none. */
function textOf(path: string): string | Trouble {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(readFileSync(path));
  } catch (error) {
    return {
      path,
      why: error instanceof TypeError ? 'is not UTF-8 text: save it as UTF-8' : describeFsError(error),
    };
  }
}
