/**
 * COST-TRACKING files on disk: found below a root, read within bounds, and never more than once. What their text means
 * is decided in `budgets/tracking.ts`.
 */
import { linkSync, mkdirSync, readFileSync, realpathSync, statSync, unlinkSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import type { Tracking } from '../budgets/tracked.ts';
import { MOST_BYTES, readTracking, tooLarge } from '../budgets/tracking.ts';
import type { TrackingFiles } from '../cli/context.ts';
import { troubleText } from '../core/format.ts';
import type { Trouble } from '../core/usage.ts';
import { filesBelow } from '../os/files-below.ts';
import { describeFsError } from '../os/fs-error.ts';
import { createPrivate, writePrivate } from '../os/private-file.ts';
import { replaceFile } from '../os/replace-file.ts';

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
        for (const each of read.troubles) troubles.push(each);
        if (read.session) sessions.push(read.session);
      }
    }
    return { sessions, troubles };
  },

  async edit(path, change) {
    // A link stays a link: the file behind it changes.
    const file = inWords(path, () => realpathSync(path));
    const before = statSync(file);
    const { mode, size } = before;
    if (size > MOST_BYTES) throw new Error(troubleText(tooLarge(path, size)));
    const text = textOf(file);
    if (typeof text !== 'string') throw new Error(`${path} ${text.why}`);
    const changed = change(text);
    const backup = `${file}.bak`;
    inWords(path, () => {
      writePrivate(backup, text, mode & 0o777);
      replaceFile(file, changed, before);
    });
    return backup;
  },

  async write(path, text, { replace }) {
    if (replace) inWords(path, () => writePrivate(path, text));
    else if (!inWords(path, () => createPrivate(path, text)))
      throw new Error(`${path} already exists and was not changed`);
  },

  async move(from, to) {
    inWords(to, () => {
      mkdirSync(dirname(to), { recursive: true });
      // Unlike a rename, a link never replaces a file that is there.
      linkSync(from, to);
      unlinkSync(from);
    });
  },
};

function inWords<T>(path: string, act: () => T): T {
  try {
    return act();
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === 'ENOENT') throw new Error(`${path}: there is no such file or directory`);
    if (code === 'EEXIST') throw new Error(`${path} already exists and was not changed`);
    throw new Error(`${path} cannot be written: ${describeFsError(error)}`);
  }
}

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
