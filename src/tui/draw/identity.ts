/**
 * Which name has which colour and mark. The names that cost most of all time choose first and keep their number for
 * as long as it is remembered, so that a change of ranks never repaints a screen. There are as many numbers as
 * colours; all later names share one quiet mark, because more colours could not be told apart from memory.
 */
import type { Theme } from '../theme.ts';
import { SERIES_COLOURS } from '../theme.ts';
import type { Glyphs } from './glyphs.ts';
import type { Colour, Style } from './styled.ts';

/** Plain data: a number from 0 for each name that has one. Hand it back in, so that names keep theirs. */
export type Identities = ReadonlyMap<string, number>;

/**
 * Gives free numbers to names without one, the first of `ranked` first. The same map comes back when there is nothing
 * to give. Takes time for the numbers, not for the names.
 */
export function identify(known: Identities, ranked: readonly string[]): Identities {
  if (known.size >= SERIES_COLOURS) return known;
  const taken = new Set(known.values());
  const free = Array.from({ length: SERIES_COLOURS }, (_, i) => i).filter(number => !taken.has(number));
  const identities = new Map(known);
  for (const name of ranked) {
    if (free.length === 0) break;
    if (!identities.has(name)) identities.set(name, free.shift()!);
  }
  return identities.size === known.size ? known : identities;
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
