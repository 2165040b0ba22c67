/**
 * Crush (github.com/charmbracelet/crush): a database in each project, usually `.crush/crush.db`. A file of the user names the
 * projects:
 *
 *   projects.json   {"projects":[{"path":"/home/me/app","data_dir":"/home/me/app/.crush"}]}
 */
import { isAbsolute, join } from 'node:path';
import { record, text } from '../core/lines.ts';
import type { Place, ReadFile, Root, Source } from '../core/source.ts';
import { crushDb } from './crush/sessions-db.ts';
import { dataHome, dirsOf } from './directories.ts';
import { infoOf } from './registry.ts';

const FILES = [{ glob: 'crush.db', format: crushDb }];

export const crush: Source = {
  ...infoOf('crush'),

  // The variable names the directory of that file; one that holds a database is taken as well.
  roots(place: Place, read?: ReadFile): readonly Root[] {
    return dirsOf(place, 'CRUSH_GLOBAL_DATA', usual(place)).flatMap(dir => [
      { path: dir, files: FILES },
      ...projectsIn(read?.(join(dir, 'projects.json'))).map(
        (path): Root => ({ path, files: FILES, isRare: true }),
      ),
    ]);
  },
};

function usual(place: Place): string {
  const { home, env, platform } = place;
  if (platform === 'win32') return join(env.LOCALAPPDATA ?? join(home, 'AppData', 'Local'), 'crush');
  return join(dataHome(place), 'crush');
}

/** The directories of the databases, each once, in the order of their names. */
function projectsIn(list: Uint8Array | undefined): readonly string[] {
  const value = list && parsed(list);
  const projects: unknown = Array.isArray(value) ? value : record(value)?.projects;
  const all =
    projects !== null && typeof projects === 'object' ? Object.values(projects).map(directoryOf) : [];
  return [...new Set(all.filter(dir => dir !== undefined))].sort();
}

function directoryOf(value: unknown): string | undefined {
  const project = record(value);
  const path = text(project?.path);
  const dir = text(project?.data_dir) ?? '.crush';
  if (isAbsolute(dir)) return dir;
  return path !== undefined && isAbsolute(path) ? join(path, dir) : undefined;
}

/** The file may be being written. */
function parsed(bytes: Uint8Array): unknown {
  try {
    return JSON.parse(new TextDecoder().decode(bytes));
  } catch {
    return undefined;
  }
}
