/**
 * A legend on one line: mark, name and value of as many series as fit, and how many did not. One line, because a
 * column of names at the side would take a third of the chart.
 */

import { clean, displayWidth, fitTo } from '../../core/width.ts';
import type { Look } from './look.ts';
import { type Colour, lineWidth, type StyledLine, styled } from './styled.ts';

export interface LegendEntry {
  readonly name: string;
  readonly mark: string;
  readonly colour?: Colour;
  /** The value in words; may be empty. */
  readonly text: string;
  /** Nothing of it is in the bucket that the legend is of: a legend leaves it out. */
  readonly isAbsent?: boolean;
}

const GAP = '  ';
/** Room kept behind the longest possible entry for how many are left out. */
const MORE = ' +99';

/** The legend in exactly `columns`; `focus` names the series that is not dimmed. */
export function legend(
  entries: readonly LegendEntry[],
  columns: number,
  look: Look,
  focus?: string,
): StyledLine {
  const parts = entries.map(entry => entryOf(entry, columns - MORE.length, look, focus));
  const count = howMany(parts.map(lineWidth), columns);
  const shown = parts.slice(0, count).flatMap((part, at) => (at === 0 ? part : [styled(GAP), ...part]));
  const more = count < entries.length ? ` +${entries.length - count}` : '';
  return [...shown, styled(fitTo(more, columns - lineWidth(shown), look.glyphs), look.theme.text.muted)];
}

/** The legend on as many lines as it needs, `most` at the most. */
export function legendLines(
  entries: readonly LegendEntry[],
  columns: number,
  most: number,
  look: Look,
  focus?: string,
): readonly StyledLine[] {
  const widths = entries.map(entry => lineWidth(entryOf(entry, columns - MORE.length, look, focus)));
  const lines: StyledLine[] = [];
  let from = 0;
  while (from < entries.length && lines.length < most - 1) {
    const count = Math.max(1, howMany(widths.slice(from), columns, false));
    if (from + count >= entries.length) break;
    // Nothing is left out here: what does not fit goes to the next line.
    lines.push(legend(entries.slice(from, from + count), columns, look, focus));
    from += count;
  }
  return [...lines, legend(entries.slice(from), columns, look, focus)];
}

function entryOf(
  { name, mark, colour, text }: LegendEntry,
  columns: number,
  look: Look,
  focus?: string,
): StyledLine {
  const dim = focus !== undefined && focus !== name;
  const value = text === '' ? '' : ` ${text}`;
  const shown = clean(name, look.glyphs);
  const room = Math.max(1, columns - `${mark} `.length - value.length);
  return [
    styled(`${mark} `, { colour, dim }),
    styled(fitTo(shown, Math.min(displayWidth(shown), room), look.glyphs), { dim, bold: focus === name }),
    styled(value, dim ? { dim } : look.theme.text.muted),
  ];
}

/** The most entries that fit; where some are left out, beside the words for those. */
function howMany(widths: readonly number[], columns: number, isTold = true): number {
  for (let count = widths.length; count > 0; count -= 1) {
    const used = widths.slice(0, count).reduce((sum, width) => sum + width, (count - 1) * GAP.length);
    const more = isTold && count < widths.length ? ` +${widths.length - count}`.length : 0;
    if (used + more <= columns) return count;
  }
  return 0;
}

/** The legend as a column at the side of a chart, with a rule and a total below. */
export function legendColumn(
  entries: readonly LegendEntry[],
  total: string | undefined,
  size: { readonly columns: number; readonly rows: number },
  look: Look,
  focus?: string,
): readonly StyledLine[] {
  const { glyphs, theme } = look;
  const { columns, rows } = size;
  const room = rows - (total === undefined ? 0 : 2);
  const shown = entries.length > room ? entries.slice(0, Math.max(0, room - 1)) : entries;
  const lines: StyledLine[] = shown.map(({ name, mark, colour, text }) => {
    const dim = focus !== undefined && focus !== name;
    const width = Math.max(1, columns - 3 - displayWidth(text));
    return [
      styled(`${mark} `, { colour, dim }),
      styled(`${fitTo(clean(name, glyphs), width, glyphs)} `, { dim }),
      styled(text, { dim }),
    ];
  });
  if (shown.length < entries.length) {
    lines.push([styled(fitTo(`  ${entries.length - shown.length} more`, columns, glyphs), theme.text.muted)]);
  }
  if (total === undefined) return lines;
  const label = fitTo('  total', columns - displayWidth(total), glyphs);
  return [
    ...lines,
    [styled(glyphs.rule.repeat(columns), theme.border.idle)],
    [styled(label, theme.text.muted), styled(total, theme.text.strong)],
  ];
}
