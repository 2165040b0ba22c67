/** The file table as a ledger keeps it: each file with the root that it was found below, lost rows with the file they are of. */
import type { Place, Source } from '../core/source.ts';
import type { Facts } from '../journal/facts.ts';
import { EARLIER, type KnownFile } from './file-record.ts';
import { resolveRoot } from './scan/find.ts';

export interface KeptFile extends KnownFile {
  /** As it is configured. */
  readonly root: string;
  /** Rows that the file of this path has lost. */
  readonly isEarlier: boolean;
}

export interface KnownFacts {
  readonly facts: Facts;
  readonly files: readonly KeptFile[];
}

export function keptFiles(
  files: Iterable<KnownFile>,
  of: { readonly sources: readonly Source[]; readonly place: Place },
): readonly KeptFile[] {
  const roots = new Map(of.sources.map(source => [source.id, rootsOf(source, of.place)]));
  return Array.from(files, file => {
    const isEarlier = file.path.endsWith(EARLIER);
    const path = isEarlier ? file.path.slice(0, -EARLIER.length) : file.path;
    const all = roots.get(file.source) ?? [];
    // What a link leads to may lie outside of all roots.
    const root = all.find(({ paths }) => paths.some(each => path.startsWith(each))) ?? all[0];
    return { ...file, path, isEarlier, root: root?.root ?? '' };
  });
}

function rootsOf(source: Source, place: Place) {
  const roots = source
    .roots(place)
    .map(({ path }) => ({ root: path, paths: [path, resolveRoot(path).real ?? path] }));
  // The longest first: one root may lie below another.
  return roots.sort((a, b) => b.root.length - a.root.length);
}
