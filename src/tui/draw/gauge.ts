/** Gauges: how much of a limit is used, on a track, with a mark for how much of its time has passed. */
import { bar } from './bars.ts';
import type { Look } from './look.ts';
import { type Style, type StyledLine, sliceLine, styled } from './styled.ts';

/** How a limit will end, which is what colours a gauge. */
export type Heading = 'holds' | 'reached later' | 'reached';

export function headingStyle(heading: Heading, { theme }: Look): Style {
  switch (heading) {
    case 'holds':
      return theme.text.good;
    case 'reached later':
      return theme.text.warn;
    case 'reached':
      return theme.text.bad;
    default:
      return heading satisfies never;
  }
}

/** A gauge of exactly `columns`. `passed` is the share of the time that is over; absent where none is known. */
export function gauge(
  used: number,
  columns: number,
  heading: Heading,
  look: Look,
  passed?: number,
): StyledLine {
  const { glyphs, theme } = look;
  const full = bar(used, columns, glyphs).trimEnd();
  const line = [
    styled(full, headingStyle(heading, look)),
    styled(glyphs.track.repeat(Math.max(0, columns - full.length)), theme.border.idle),
  ];
  if (passed === undefined || !Number.isFinite(passed)) return line;
  const at = Math.min(columns - 1, Math.max(0, Math.round(passed * columns)));
  return [
    ...(at > 0 ? sliceLine(line, 0, at) : []),
    styled(glyphs.passed, theme.text.strong),
    ...(at + 1 < columns ? sliceLine(line, at + 1, columns) : []),
  ];
}
