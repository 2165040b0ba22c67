/** Beside the figures of the summary, or below them: the limits, and what a reader should know of the figures. */
import { grouped, shortCount } from '../../core/format.ts';
import { clean, fitTo } from '../../core/width.ts';
import type { Look, Size } from '../draw/look.ts';
import { lineWidth, type StyledLine, styled } from '../draw/styled.ts';
import { limitLines } from '../limit-lines.ts';
import type { ViewModel } from '../view-model.ts';

/** Limits first, then what is not in the figures; as many lines as there are rows of figures. */
export function asideLines(model: ViewModel, room: Size, look: Look): readonly StyledLine[] {
  if (!model.isRead) return [];
  const isWide = room.columns >= 96;
  const limits = limitLines(model, isWide ? 10 : 6, isWide, look);
  return [...limits, ...(isWide ? remarks(model, look) : shortNotes(model, look))].slice(
    0,
    Math.max(0, room.rows),
  );
}

/** What a reader of the figures should know, one line each. */
function remarks(model: ViewModel, { theme, glyphs }: Look): readonly StyledLine[] {
  const { lifetime } = model.summary;
  const cost = lifetime.cost();
  const lines: StyledLine[] = [];
  if (cost.unpricedTokens > 0) {
    const names = model.unpriced.map(name => clean(model.modelName(name), glyphs)).join(', ');
    lines.push([
      styled(
        fitTo(`${shortCount(cost.unpricedTokens)} tokens unpriced: ${names}`, 40, glyphs).trimEnd(),
        theme.text.warn,
      ),
    ]);
  }
  if (cost.lowerBoundEvents > 0) {
    lines.push([
      styled(`${grouped(cost.lowerBoundEvents)} without final counts (${glyphs.atLeast})`, theme.text.muted),
    ]);
  }
  return lines;
}

/** The same in a few letters, for narrow screens. */
export function shortNotes(model: ViewModel, { theme, glyphs }: Look): readonly StyledLine[] {
  const { unpricedTokens } = model.summary.lifetime.cost();
  return unpricedTokens > 0
    ? [[styled(`${glyphs.atLeast} ${shortCount(unpricedTokens)} unpriced`, theme.text.warn)]]
    : [];
}

/** As many notes as fit whole. */
export function joinedNotes(
  notes: readonly StyledLine[],
  columns: number,
  { glyphs, theme }: Look,
): StyledLine {
  let line: StyledLine = [];
  for (const note of notes) {
    const next =
      line.length === 0 ? note : [...line, styled(`  ${glyphs.separator}  `, theme.text.muted), ...note];
    if (lineWidth(next) > columns) break;
    line = next;
  }
  return line;
}
