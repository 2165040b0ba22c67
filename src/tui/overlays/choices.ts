/** Lists to choose from by typing: the palette, the filter bar's values, the formats of an export. */

import { clean, displayWidth, fitTo } from '../../core/width.ts';
import type { Look } from '../draw/look.ts';
import { type StyledLine, type StyledText, styled } from '../draw/styled.ts';
import type { View } from '../view.ts';
import type { OverlayContent } from './box.ts';

export interface Choice {
  readonly title: string;
  /** The key that does the same, so that it is learnt. */
  readonly key?: string;
  /** What it does to the view, or a command of a key. */
  readonly run: { readonly command: string } | { readonly change: (view: View) => View };
  /** Is found by these words too. */
  readonly more?: string;
}

interface Match {
  readonly choice: Choice;
  readonly score: number;
  /** Positions of the letters that matched. */
  readonly at: readonly number[];
}

/** Choices that fit what was typed, best first: whole words, beginnings of words, letters in order. */
export function matches(choices: readonly Choice[], text: string): readonly Match[] {
  const wanted = text.trim().toLowerCase();
  if (wanted === '') return choices.map(choice => ({ choice, score: 0, at: [] }));
  return choices
    .flatMap((choice): Match[] => {
      const found = matchOf(choice.title.toLowerCase(), wanted);
      if (found) return [{ choice, ...found }];
      const more = choice.more === undefined ? undefined : matchOf(choice.more.toLowerCase(), wanted);
      return more ? [{ choice, score: more.score + 5, at: [] }] : [];
    })
    .sort((a, b) => a.score - b.score);
}

function matchOf(text: string, wanted: string): { score: number; at: readonly number[] } | undefined {
  const whole = text.indexOf(wanted);
  if (whole >= 0) {
    const isWord = whole === 0 || text[whole - 1] === ' ';
    const ends = text[whole + wanted.length];
    const score = isWord ? (ends === undefined || ends === ' ' ? 0 : 1) : 3;
    return {
      score: score + text.length / 1000,
      at: Array.from({ length: wanted.length }, (_, i) => whole + i),
    };
  }
  const at: number[] = [];
  let from = 0;
  for (const letter of wanted) {
    if (letter === ' ') continue;
    const next = text.indexOf(letter, from);
    if (next < 0) return undefined;
    at.push(next);
    from = next + 1;
  }
  const spread = at.at(-1)! - at[0]!;
  return { score: 10 + spread + text.length / 1000, at };
}

export interface ChoiceList {
  readonly title: string;
  readonly prompt: string;
  readonly hint?: string;
  readonly choices: readonly Choice[];
  readonly text: string;
  readonly hasField: boolean;
}

export function choiceOverlay(list: ChoiceList, columns: number, look: Look): OverlayContent {
  const { theme, glyphs } = look;
  const found = matches(list.choices, list.text);
  const field: StyledLine = [
    styled(`${list.prompt} `, theme.text.muted),
    styled(clean(list.text, glyphs)),
    styled('_', theme.text.accent),
  ];
  return {
    title: list.title,
    note: `${found.length} of ${list.choices.length}`,
    foot: 'Enter do it  Esc close',
    head: list.hasField ? [field, ...(list.hint ? [[styled(list.hint, theme.text.muted)]] : []), []] : [],
    count: found.length,
    line: (index, isSelected) => choiceLine(found[index]!, isSelected, columns, look),
    hasCursor: true,
    empty: 'No matches.',
  };
}

function choiceLine(
  { choice, at }: Match,
  isSelected: boolean,
  columns: number,
  { theme, glyphs }: Look,
): StyledLine {
  const key = choice.key ?? '';
  const title = clean(choice.title, glyphs);
  const shown = fitTo(title, Math.max(8, columns - key.length - 2), glyphs);
  if (isSelected) {
    const label = shown.trimEnd();
    return [
      styled(label, theme.text.selected),
      styled(`${' '.repeat(displayWidth(shown) - displayWidth(label))}  `),
      styled(key, theme.text.muted),
    ];
  }
  const marked = new Set(at);
  const letters = [...shown].map(
    (letter, i): StyledText => styled(letter, marked.has(i) ? theme.text.current : {}),
  );
  return [...letters, styled('  '), styled(key, theme.text.muted)];
}
