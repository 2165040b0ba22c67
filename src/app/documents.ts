/** Documents that the user named to be written: made for their owner alone, or changed with a copy where they are not ours. */
import { existsSync, readFileSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import type { DocumentFiles } from '../cli/context.ts';
import { createPrivate } from '../os/private-file.ts';
import { type Edited, reasonOf, rewriteFile } from '../os/rewrite-file.ts';

export const documentFiles: DocumentFiles = {
  update(path, edit) {
    let isThere = true;
    try {
      readFileSync(path);
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'ENOENT')
        throw new Error(`${path} cannot be read: ${reasonOf(error)}`);
      isThere = false;
    }
    if (!isThere) {
      const made = edit(undefined);
      // A directory that is not there is more likely misspelt than wanted.
      if (!existsSync(dirname(resolve(path))))
        throw new Error(`${path} cannot be written: its directory is not there`);
      try {
        if (made) createPrivate(path, made.text);
      } catch (error) {
        throw new Error(`${path} cannot be written: ${reasonOf(error)}`);
      }
      return { isChanged: made !== undefined };
    }
    let isChanged = false;
    const backup = rewriteFile(path, (text): Edited | undefined => {
      const edited = edit(text);
      isChanged = edited !== undefined && edited.text !== text;
      return isChanged ? edited : undefined;
    });
    return { isChanged, backup };
  },
};
