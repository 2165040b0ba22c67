/** What is said of each source after a look: where it was looked for, how much was found, and what was wrong with it. */

import type { Source } from '../core/source.ts';
import type { SourceReport } from '../rollup/feed.ts';
import type { SourceSummary } from './cache/warm-start.ts';
import type { DiskFeedOptions } from './feed-options.ts';
import type { KnownFile } from './file-record.ts';
import type { FileTable } from './file-table.ts';
import type { Found } from './scan/find.ts';

/** Counts and troubles of the files of each source. */
export function summariesOf(
  sources: readonly Source[],
  found: Found,
  known: FileTable,
): Readonly<Record<string, SourceSummary>> {
  return Object.fromEntries(
    sources.map(({ id }) => {
      const told: KnownFile[] = [];
      let files = 0;
      for (const { path, source } of found.files) {
        const file = source === id ? known.files.get(path) : undefined;
        if (!file) continue;
        files += 1;
        if (file.troubles.length > 0) told.push(file);
      }
      // In the order of their paths, not in that in which they were read.
      told.sort((a, b) => (a.path < b.path ? -1 : 1));
      return [id, { files, troubles: told.flatMap(file => file.troubles) }];
    }),
  );
}

export function sourceReports(
  { sources, troubles: beside = [] }: Pick<DiskFeedOptions, 'sources' | 'troubles'>,
  found: Found,
  told: Readonly<Record<string, SourceSummary>>,
): SourceReport[] {
  return sources.map(({ id, title, key, hint, limits }, i) => {
    const failed = found.troubles.filter(each => each.source === id).map(each => each.trouble);
    const { files, troubles } = told[id] ?? { files: 0, troubles: [] };
    const named = (found.roots.get(id) ?? []).filter(root => root.found || !root.isRare);
    const roots = named.map(({ path, found }) => ({ path, found }));
    return {
      id,
      title,
      key,
      hint,
      limits,
      roots,
      files,
      troubles: [...(i === 0 ? beside : []), ...failed, ...troubles],
    };
  });
}
