/** So many directories are named in a sentence. */
const MOST_PLACES = 3;

/** Directories for a sentence: all where they are few, else the first ones and a count. */
export function placesText(paths: readonly string[]): string {
  const more = paths.length - MOST_PLACES;
  return more > 0 ? [...paths.slice(0, MOST_PLACES), `${more} more`].join(', ') : paths.join(', ');
}
