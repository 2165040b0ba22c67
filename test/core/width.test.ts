import fc from 'fast-check';
import stringWidth from 'string-width';
import { describe, expect, test } from 'vitest';
import { clean, displayWidth, fitTo } from '../../src/core/width.ts';
import inkWidth from '../../src/tui/ink-width.ts';

/** The package is of two minds about marks that take room of their own; most terminals give them a column. */
const spaced = (text: string) => text.replace(/\p{Spacing_Mark}/gu, 'x');

const unicode = { isAscii: false, ellipsis: '…' };
const ascii = { isAscii: true, ellipsis: '~' };

describe('clean', () => {
  test.each([
    ['plain', 'plain'],
    ['naïve café', 'naïve café'],
    ['e\u0301', 'é'],
    ['世界', '世界'],
    ['ship it 🚀', 'ship it 🚀'],
    ['👨‍👩‍👧 family', '👨 family'],
    ['👍🏽', '👍'],
    ['🇩🇪', '?'],
    ['1️⃣ first', '1 first'],
    ['हिन्दी', 'हिन्दी'],
    ['ภาษาไทย ที่นี่', 'ภาษาไทย ที่นี่'],
    ['שָׁלוֹם', 'שָׁלוֹם'],
    ['z\u0306\u0307\u0308\u0309\u030a!', 'z\u0306\u0307\u0308!'],
    [' \u0308loose', ' loose'],
    ['a\tb\nc', 'a b c'],
    ['\x1b[31mred\x1b[0m', 'red'],
    ['\x1b]0;title\x07after', 'after'],
    ['\x1b]8;;http://x\x1b\\link\x1b]8;;\x1b\\', 'link'],
    ['\x1b]0;never ended', ''],
    ['\x9b31mC1', 'C1'],
    ['bell\x07 null\0', 'bell null'],
    ['right\u202eleft', 'rightleft'],
    ['soft\u00adhyphen', 'softhyphen'],
    ['lone \ud800', 'lone ?'],
    ['icon \ue0b0', 'icon ?'],
  ])('%j is %j', (dirty, expected) => {
    expect(clean(dirty, unicode)).toBe(expected);
  });

  test.each([
    ['café', 'cafe'],
    ['ﬁne…', 'fine...'],
    ['a – “b”', 'a - "b"'],
    ['世界 🚀', '?? ?'],
  ])('%j is %j in ASCII', (dirty, expected) => {
    expect(clean(dirty, ascii)).toBe(expected);
  });
});

describe('fitTo', () => {
  test.each([
    ['abc', 5, 'abc  '],
    ['abcdef', 5, 'abcd…'],
    ['abcde', 5, 'abcde'],
    ['世界', 3, '世…'],
    ['世界', 4, '世界'],
    ['世界世', 4, '世… '],
    ['abc', 1, '…'],
    ['abc', 0, ''],
    ['', 2, '  '],
  ])('%j in %i columns', (text, columns, expected) => {
    expect(fitTo(text, columns, unicode)).toBe(expected);
  });

  test('aligns to the right', () => {
    expect(fitTo('42', 5, unicode, 'right')).toBe('   42');
  });

  test('cuts with ~ where only ASCII may be written', () => {
    expect(fitTo('abcdef', 4, ascii)).toBe('abc~');
  });

  const joiner = fc.constantFrom(
    ...'ก\u0e33ᄀ\u1161가ｶﾞ👩\u200d👧🏽🇩🇪🏴\ufe0f1\u20e3कि्दe\u0301\u0600\u0d4e\x1b[m',
  );
  const anyText = fc.oneof(
    fc.string({ unit: 'binary', maxLength: 40 }),
    fc.string({ unit: joiner, maxLength: 20 }),
  );

  test('takes exactly the columns asked for, by our measure and by that of Ink', () => {
    fc.assert(
      fc.property(anyText, fc.nat(30), fc.constantFrom(unicode, ascii), (text, columns, charset) => {
        const fitted = fitTo(text, columns, charset);
        expect(displayWidth(fitted)).toBe(columns);
        expect(stringWidth(spaced(fitted))).toBe(columns);
      }),
    );
  });

  test('Ink in the bundle, which is given nothing else, measures and divides it as its own packages do', () => {
    fc.assert(
      fc.property(anyText, fc.nat(30), (text, columns) => {
        const fitted = fitTo(text, columns, unicode);
        const styled = `\x1b[1m\x1b[38;5;208m${fitted}\x1b[39m\x1b[22m`;
        expect(inkWidth(styled)).toBe(stringWidth(spaced(styled)));
      }),
    );
  });

  test('lets nothing through that could drive a terminal', () => {
    fc.assert(
      fc.property(anyText, text => {
        expect(clean(text, unicode)).not.toMatch(/[\p{Control}\p{Format}\p{Surrogate}]/u);
        expect(clean(text, ascii)).toMatch(/^[\x20-\x7e]*$/);
      }),
    );
  });
});

test('every character that cleaning keeps is as wide as Ink takes it to be, alone and beside others', () => {
  const disagreed: string[] = [];
  for (let codePoint = 0x20; codePoint <= 0x1ffff; codePoint += 1) {
    if (codePoint === 0x3400) codePoint = 0xd7a0; // CJK and Hangul: 41,000 characters that are all two columns wide
    const kept = clean(String.fromCodePoint(codePoint), unicode);
    if (kept !== '' && displayWidth(kept) + 2 !== stringWidth(`a${kept}a`))
      disagreed.push(codePoint.toString(16));
  }
  expect(disagreed).toEqual([]);
});

test('what is let through at a glance is what cleaning would leave as it is', () => {
  const changed: string[] = [];
  for (let codePoint = 0x20; codePoint < 0x3000; codePoint += 1) {
    const char = String.fromCodePoint(codePoint);
    // Beside a character that is looked at, each is.
    if (clean(char, unicode) === char && clean(`${char}字`, unicode) !== `${char}字`) changed.push(char);
  }
  expect(changed).toEqual([]);
});
