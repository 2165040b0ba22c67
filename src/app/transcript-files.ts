/** Counts files among Claude Code's transcripts that have no usage to read, for the doctor. */
import { readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import type { TranscriptFiles } from '../cli/doctor-input.ts';

/** Below these directories of Claude Code. What cannot be looked at counts as nothing; the scan of the logs reports it as a trouble. */
export function transcriptFiles(claudeDirs: readonly string[]): TranscriptFiles {
  let [empty, missing, replaced] = [0, 0, 0];
  for (const project of claudeDirs.flatMap(dir => directoriesIn(join(dir, 'projects')))) {
    const names = namesIn(project);
    for (const name of names) {
      if (/\.(?:orphaned|superseded)/.test(name)) replaced += 1;
      else if (name.endsWith('.jsonl') && sizeOf(join(project, name)) === 0) empty += 1;
      else if (!names.has(`${name}.jsonl`) && namesIn(join(project, name)).has('subagents')) missing += 1;
    }
  }
  return { empty, missing, replaced };
}

function directoriesIn(dir: string): readonly string[] {
  return [...namesIn(dir)].map(name => join(dir, name));
}

/** None where it is no directory. */
function namesIn(dir: string): ReadonlySet<string> {
  try {
    return new Set(readdirSync(dir));
  } catch {
    return new Set();
  }
}

function sizeOf(file: string): number | undefined {
  const stats = statSync(file, { throwIfNoEntry: false });
  return stats?.isFile() ? stats.size : undefined;
}
