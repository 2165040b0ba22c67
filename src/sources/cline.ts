/**
 * Cline (github.com/cline/cline) and what was made of it, Roo Code and Kilo Code: extensions of an editor with a directory
 * for each task, and since Cline 3 and Kilo 7 command lines with stores of their own.
 */
import { join } from 'node:path';
import type { Place, Root, Source } from '../core/source.ts';
import { clineMessages } from './cline/session-messages.ts';
import { uiMessages } from './cline/ui-messages.ts';
import { dataHome, dirsOf } from './directories.ts';
import { extensionDirs } from './editor-storage.ts';
import { openCodeFiles } from './opencode.ts';
import { infoOf } from './registry.ts';

const TASKS = 'tasks/*/ui_messages.json';

const CLINE = [
  { glob: TASKS, format: uiMessages('cline') },
  { glob: 'sessions/*/*.messages.json', format: clineMessages },
];

export const cline: Source = {
  ...infoOf('cline'),

  roots: (place: Place): readonly Root[] => {
    const extensions = extensionDirs(place, 'saoudrizwan.claude-dev');
    const dirs = dirsOf(place, 'CLINE_DIR', join('~', '.cline'), ...extensions);
    // The command line keeps below `data` what an extension has in its directory.
    return dirs.flatMap(dir =>
      extensions.includes(dir)
        ? [{ path: dir, files: CLINE }]
        : [dir, join(dir, 'data')].map(path => ({ path, files: CLINE })),
    );
  },
};

const ROO = [{ glob: TASKS, format: uiMessages('roo') }];

export const roo: Source = {
  ...infoOf('roo'),
  roots: (place: Place): readonly Root[] =>
    dirsOf(place, 'ROO_DATA_DIR', ...extensionDirs(place, 'rooveterinaryinc.roo-cline')).map(path => ({
      path,
      files: ROO,
    })),
};

const KILO = [{ glob: TASKS, format: uiMessages('kilo') }, ...openCodeFiles('kilo', '*.db')];

export const kilo: Source = {
  ...infoOf('kilo'),
  roots: (place: Place): readonly Root[] =>
    dirsOf(
      place,
      'KILO_DATA_DIR',
      join(dataHome(place), 'kilo'),
      ...extensionDirs(place, 'kilocode.kilo-code'),
    ).map(path => ({ path, files: KILO })),
};
