import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { glyphs } from '../../../src/tui/draw/glyphs.ts';
import { colourOf, identify, markOf } from '../../../src/tui/draw/identity.ts';
import { themeOf } from '../../../src/tui/theme.ts';

const none = new Map<string, number>();
const names = fc.uniqueArray(fc.string({ minLength: 1 }), { minLength: 1, maxLength: 30 });

describe('identify', () => {
  test('gives the eight biggest eight colours', () => {
    fc.assert(
      fc.property(names, ranked => {
        const top = ranked.slice(0, 8).map(name => identify(none, ranked).get(name)! % 8);
        expect(new Set(top).size).toBe(top.length);
      }),
    );
  });

  test('never gives two names with a number the same colour or the same mark', () => {
    fc.assert(
      fc.property(names, all => {
        const ranked = all.slice(0, 8);
        const identities = identify(none, ranked);
        const theme = themeOf('dark', '256', 'dark');
        expect(new Set(ranked.map(name => colourOf(name, identities, theme))).size).toBe(ranked.length);
        expect(new Set(ranked.map(name => markOf(name, identities, glyphs.braille))).size).toBe(
          ranked.length,
        );
      }),
    );
  });

  test('leaves what is known as it is, whatever the ranking', () => {
    fc.assert(
      fc.property(names, names, (first, then) => {
        const known = identify(none, first);
        const later = identify(known, then);
        for (const name of first) expect(later.get(name)).toBe(known.get(name));
        expect(identify(later, [...first, ...then].reverse())).toBe(later);
      }),
    );
  });

  test('later names share one mark, however many there are', () => {
    const many = Array.from({ length: 200_000 }, (_, i) => `project ${i}`);
    const identities = identify(none, many);
    expect(identities.size).toBe(8);
    expect(markOf('project 150000', identities, glyphs.braille)).toBe('·');
  });

  test('names in use come first, and take the numbers of names that are not', () => {
    const old = Array.from({ length: 9 }, (_, i) => `old ${i}`);
    const first = identify(none, [...old, 'new'], ['new']);
    expect(first.get('new')).toBe(0);
    const later = identify(first, [...old, 'new', 'newer'], ['newer', 'new']);
    expect(later.get('new')).toBe(0);
    expect(later.get('newer')).toBe(first.get('old 6'));
    expect([...later.keys()]).not.toContain('old 6');
    // A name in use keeps its colour, however dear another one is.
    const used = [...later.keys()];
    expect(identify(later, ['newest', ...used], ['newest', ...used])).toBe(later);
  });

  test('gives a name the same colour in another run, where nothing bigger takes it', () => {
    fc.assert(
      fc.property(names, ranked => {
        const biggest = ranked[0]!;
        expect(identify(none, ranked).get(biggest)).toBe(identify(none, [biggest]).get(biggest));
      }),
    );
  });
});

test('an unknown name has no colour', () => {
  expect(colourOf('new', none, themeOf('dark', '256', 'dark'))).toBeUndefined();
});
