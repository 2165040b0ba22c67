/** Heat maps: values as four steps of one hue, told apart by characters too. */
import type { Look } from './look.ts';
import { type StyledText, styled } from './styled.ts';

/** Upper bounds of the first three steps; what is above the last is the fourth. */
export type Steps = readonly [number, number, number];

/** The quartiles of the values above zero, rounded to what a person would say. */
export function quartiles(values: readonly number[]): Steps {
  const used = values.filter(value => value > 0).sort((a, b) => a - b);
  const at = (share: number) => used[Math.min(used.length - 1, Math.floor(share * used.length))] ?? 0;
  const [low, middle, high] = [at(0.25), at(0.5), at(0.75)].map(nice);
  return [low!, Math.max(low!, middle!), Math.max(low!, middle!, high!)];
}

/** Two digits are enough to say a bound. */
function nice(value: number): number {
  if (!(value > 0)) return 0;
  const digits = value >= 10 ? 2 : 1;
  return Number(value.toPrecision(digits));
}

/** 0 for nothing, else 1 to 4. */
export function stepOf(value: number, steps: Steps): number {
  if (!(value > 0)) return 0;
  const above = steps.findIndex(bound => value <= bound);
  return above < 0 ? 4 : above + 1;
}

/** A cell of the map, `width` columns of two wide by default. */
export function heatCell(value: number, steps: Steps, { glyphs, theme }: Look, width = 2): StyledText {
  const step = stepOf(value, steps);
  if (step === 0) return styled(glyphs.none.trim().padStart(width), theme.text.muted);
  return styled(glyphs.heat[step - 1]![0]!.repeat(width), theme.heat[step - 1]);
}
