/**
 * Which name has which colour and mark. The names that cost most lately choose first and keep their number for as long
 * as they are in use, so that a change of ranks never repaints a screen. There are as many numbers as colours; all later
 * names share one quiet mark, because more colours could not be told apart from memory.
 */
import type { Theme } from '../theme.ts';
import { SERIES_COLOURS } from '../theme.ts';
import type { Glyphs } from './glyphs.ts';
import type { Colour, Style } from './styled.ts';

/** Plain data: a number from 0 for each name that has one. Hand it back in, so that names keep theirs. */
export type Identities = ReadonlyMap<string, number>;

/**
 * Gives free numbers to names without one: the first of `recent` first, the names in use lately, then the first of
 * `ranked`. Where none is free, a name in use takes the number of one that is not, because models are replaced every few
 * months. The same map comes back when there is nothing to give. Takes time for the numbers, not for the names.
 */
export function identify(
  known: Identities,
  ranked: readonly string[],
  recent: readonly string[] = [],
): Identities {
  const wanted = [...new Set([...recent.slice(0, SERIES_COLOURS), ...ranked.slice(0, SERIES_COLOURS)])];
  if (wanted.slice(0, SERIES_COLOURS).every(name => known.has(name)) && known.size >= SERIES_COLOURS)
    return known;
  const identities = new Map(known);
  const taken = new Set(known.values());
  const free = Array.from({ length: SERIES_COLOURS }, (_, i) => i).filter(number => !taken.has(number));
  for (const name of wanted) {
    if (identities.has(name)) continue;
    const number = free.shift() ?? (recent.includes(name) ? released(identities, recent) : undefined);
    if (number !== undefined) identities.set(name, number);
  }
  return isSame(identities, known) ? known : identities;
}

/** Takes the number of a name that was not used lately. */
function released(identities: Map<string, number>, recent: readonly string[]): number | undefined {
  const inUse = new Set(recent);
  const [name, number] = [...identities].findLast(([each]) => !inUse.has(each)) ?? [];
  if (name !== undefined) identities.delete(name);
  return number;
}

function isSame(a: Identities, b: Identities): boolean {
  return a.size === b.size && [...a].every(([name, number]) => b.get(name) === number);
}

/** The colour of a name; undefined in a theme without colours, and for a name without a number. */
export function colourOf(name: string, identities: Identities, theme: Theme): Colour | undefined {
  const identity = identities.get(name);
  return identity === undefined ? undefined : theme.series[identity];
}

/** The style of a name's mark. */
export function markStyle(name: string, identities: Identities, theme: Theme): Style {
  return identities.has(name) ? { colour: colourOf(name, identities, theme) } : theme.text.muted;
}

/** The mark of a name; no two numbers share one. */
export function markOf(name: string, identities: Identities, glyphs: Glyphs): string {
  const identity = identities.get(name);
  return identity === undefined ? glyphs.otherMark : glyphs.marks[identity]!;
}
