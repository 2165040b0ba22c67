/**
 * Which model has which colour and mark. A model keeps its colour when the ranking changes, in every chart, and in
 * all likelihood tomorrow too: each name has a favourite colour that its letters decide, and the models that cost most
 * choose first. So the eight biggest of all time never share a colour, and a swap of ranks moves a colour only where
 * two of them wish for the same one. From the ninth model on colours repeat, with another mark.
 */
import type { Theme } from '../theme.ts';
import { SERIES_COLOURS } from '../theme.ts';
import type { Glyphs } from './glyphs.ts';
import type { Colour } from './runs.ts';

/** Plain data: a number for each name ever shown. Keep it for the session and hand it back in. */
export type Identities = ReadonlyMap<string, number>;

/**
 * Adds the names that are not known yet, biggest of all time first (ties by name: the order decides who chooses).
 * Names that are known stay as they are; the same map comes back when there is nothing to add.
 */
export function identify(known: Identities, ranked: readonly string[]): Identities {
  const fresh = ranked.filter(name => !known.has(name));
  if (fresh.length === 0) return known;
  const identities = new Map(known);
  const taken = new Set(known.values());
  for (const name of fresh) {
    const identity = freeIdentity(name, taken);
    identities.set(name, identity);
    taken.add(identity);
  }
  return identities;
}

/** The name's favourite colour, or the next free one; in a further round when all eight are taken. */
function freeIdentity(name: string, taken: ReadonlySet<number>): number {
  const favourite = hash(name) % SERIES_COLOURS;
  for (let round = 0; ; round += SERIES_COLOURS) {
    for (let step = 0; step < SERIES_COLOURS; step += 1) {
      const identity = round + ((favourite + step) % SERIES_COLOURS);
      if (!taken.has(identity)) return identity;
    }
  }
}

/** FNV-1a, 32 bits. */
function hash(name: string): number {
  let sum = 0x811c9dc5;
  for (const char of name) sum = Math.imul(sum ^ char.codePointAt(0)!, 0x01000193) >>> 0;
  return sum;
}

/** The colour of a name; undefined in a theme without colours, and for a name nobody introduced. */
export function colourOf(name: string, identities: Identities, theme: Theme): Colour | undefined {
  const identity = identities.get(name);
  return identity === undefined ? undefined : theme.series[identity % SERIES_COLOURS];
}

/** The mark of a name. Two names of one colour have different marks. */
export function markOf(name: string, identities: Identities, glyphs: Glyphs): string {
  return seriesMark(identities.get(name) ?? 0, glyphs);
}

/** The mark of an identity: another one in each round of the colours. */
export function seriesMark(identity: number, { marks }: Glyphs): string {
  return marks[(identity + Math.floor(identity / SERIES_COLOURS)) % marks.length]!;
}
