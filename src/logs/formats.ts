/** The formats of all sources, by their ids: how those are found again that were written down or sent elsewhere. */
import type { Format, Place, Source } from '../core/source.ts';

export function formatsOf(sources: readonly Source[], place: Place): ReadonlyMap<string, Format> {
  const roots = sources.flatMap(source => source.roots(place));
  return new Map(roots.flatMap(({ files }) => files.map(({ format }) => [format.id, format])));
}
