/** The guides: Markdown files that the build puts beside the program. */
import { readdirSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { GuideLibrary } from '../cli/context.ts';

/** How the build names the file of a guide; see `build/outputs.mjs`. */
const FILE = /^guide-([\w-]+)\.md$/;

export function guideLibrary(dir = dirname(fileURLToPath(import.meta.url))): GuideLibrary {
  return {
    names: () =>
      readdirSync(dir)
        .flatMap(file => FILE.exec(file)?.[1] ?? [])
        .sort(),
    text: name => readFile(join(dir, `guide-${name}.md`), 'utf8'),
  };
}
