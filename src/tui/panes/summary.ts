/**
 * The first pane: how much in all, this month and today, as spend and tokens. In its border stand the zone that days
 * are counted in and the age of the figures; beside the figures, where there is room, what is not in them.
 */
import { dayText } from '../../core/calendar.ts';
import { bytesText, counted, grouped, shortCount } from '../../core/format.ts';
import { clean, fitTo } from '../../core/width.ts';
import type { Tally } from '../../rollup/tally.ts';
import { framed, inside } from '../draw/frame.ts';
import type { Look } from '../draw/look.ts';
import { costIn } from '../draw/money.ts';
import { plain, type StyledLine, styled } from '../draw/styled.ts';
import type { Freshness, ViewModel } from '../view-model.ts';
import type { Pane } from './pane.ts';

export const summaryPane: Pane = {
  id: 'summary',
  title: 'Summary',
  row: 0,
  height: screen => (screen.rows < 22 ? 5 : 6),
  showsAge: true,
  draw({ model, age, size, look }) {
    const room = inside(size);
    const hasHead = room.rows > 3;
    const wide = room.columns >= 96;
    const columns = columnsFor(wide ? 72 : room.columns);
    const lines = [...(hasHead ? [head(columns, look)] : []), ...figures(model, columns, look)];
    const told = remarks(model, look);
    // Where there is no room beside the figures, what is not in them stands in the border below.
    const beside = wide ? told : [];
    const notes = [...(wide ? [] : told.slice(1).map(plain)), ...windowWords(model, look)];
    const below = notes.join(` ${look.glyphs.separator} `);
    const { failure } = age;
    return framed(
      {
        title: 'token-dash',
        note: noteOf(age, model, size.columns - 20, look),
        foot: failure ? `not refreshed: ${clean(failure, look.glyphs)}` : below,
        lines: lines.map((line, y) => (beside[y] ? [...line, styled('   '), ...beside[y]] : line)),
      },
      size,
      look,
    );
  },
};

interface Columns {
  readonly name: number;
  readonly spend: number;
  readonly count: number;
}

/** Five numbers a line: the spend needs most room. */
function columnsFor(columns: number): Columns {
  const name = 11;
  const count = Math.min(13, Math.floor((columns - name - 12) / 4));
  return { name, count, spend: Math.min(14, columns - name - 4 * count) };
}

function head(columns: Columns, { theme, glyphs }: Look): StyledLine {
  const counts =
    columns.count >= 12 ? ['in', 'out', 'cache read', 'cache write'] : ['in', 'out', 'c.read', 'c.write'];
  const cells = counts.map(text => fitTo(text, columns.count, glyphs, 'right')).join('');
  return [
    styled(
      fitTo('', columns.name, glyphs) + fitTo('spend', columns.spend, glyphs, 'right') + cells,
      theme.text.muted,
    ),
  ];
}

function figures(model: ViewModel, columns: Columns, look: Look): readonly StyledLine[] {
  const { lifetime, monthToDate, today } = model.summary;
  if (!model.isRead) {
    return ['Lifetime', 'This month', 'Today'].map(name => unknown(name, columns, look));
  }
  return [
    figure('Lifetime', lifetime, columns, look),
    figure('This month', monthToDate, columns, look),
    figure('Today', today, columns, look),
  ];
}

/** Before the first scan has ended. */
function unknown(name: string, columns: Columns, { theme, glyphs }: Look): StyledLine {
  const cells = [columns.spend, ...Array<number>(4).fill(columns.count)];
  return [
    styled(
      fitTo(name, columns.name, glyphs) + cells.map(each => fitTo('-', each, glyphs, 'right')).join(''),
      theme.text.muted,
    ),
  ];
}

function figure(name: string, tally: Tally, columns: Columns, look: Look): StyledLine {
  const { theme, glyphs } = look;
  const { input, output, cacheRead } = tally.tokens;
  const counts = [input, output, cacheRead, tally.cacheWrite];
  return [
    styled(fitTo(name, columns.name, glyphs), theme.text.muted),
    styled(fitTo(costIn(tally.cost(), look), columns.spend, glyphs, 'right'), theme.text.strong),
    styled(counts.map(count => fitTo(shortCount(count), columns.count, glyphs, 'right')).join('')),
  ];
}

/** What a reader of the figures should know, one line each. */
function remarks(model: ViewModel, { theme, glyphs }: Look): readonly StyledLine[] {
  const { lifetime, firstDay } = model.summary;
  const cost = lifetime.cost();
  const troubles = model.sources.reduce((sum, source) => sum + source.troubles.length, 0);
  const since = firstDay === undefined ? '' : ` since ${dayText(firstDay)}`;
  if (!model.isRead) return [];
  const lines: StyledLine[] = [[styled(`${counted(lifetime.events, 'response')}${since}`, theme.text.muted)]];
  if (cost.unpricedTokens > 0) {
    const names = model.unpriced.map(name => clean(model.nameOf(name), glyphs)).join(', ');
    const what = `${shortCount(cost.unpricedTokens)} tokens unpriced`;
    lines.push([styled(names ? `${what}: ${names}` : what, theme.text.warn)]);
  }
  if (cost.lowerBoundEvents > 0) {
    lines.push([
      styled(`${grouped(cost.lowerBoundEvents)} without final counts (${glyphs.atLeast})`, theme.text.muted),
    ]);
  }
  if (troubles > 0) lines.push([styled(`${counted(troubles, 'trouble')}: press !`, theme.text.warn)]);
  return lines;
}

const WINDOWS: Readonly<Record<string, string>> = { five_hour: '5h', seven_day: '7d' };

/** The five-hour window that is open, as we sum it up; and beside it what the vendor itself says of its limits. */
function windowWords({ block, limits, zone }: ViewModel, look: Look): readonly string[] {
  const until = (ms: number) => zone.clock(ms).slice(0, 5);
  const cost = block && costIn(block.cost, look);
  const ours = block ? [`5-hour window until ${until(block.toMs)}: ${cost}`] : [];
  const shares = limits.map(({ window, usedPercent, toldMs }) => {
    const name = WINDOWS[window] ?? window.replaceAll('_', ' ');
    return `${name} ${Math.round(usedPercent)}% (official, ${until(toldMs)})`;
  });
  return [...ours, ...shares];
}

/** How old the figures are, or how far the first scan is: as much of it as there is room for. */
function noteOf(
  { progress, checkedMs, zoneName }: Freshness,
  { zone }: ViewModel,
  columns: number,
  { glyphs }: Look,
): string {
  const parts: string[] = [];
  if (checkedMs !== undefined) {
    parts.push(`updated ${zone.clock(checkedMs)}`);
    if (zoneName !== undefined) parts.push(zoneName);
  } else if (progress) {
    const seconds = Math.max(0.001, (progress.nowMs - progress.startedMs) / 1000);
    parts.push(
      `reading ${grouped(progress.files)} of ${grouped(progress.ofFiles)} files`,
      `${bytesText(progress.bytes)} of ${bytesText(progress.ofBytes)}`,
    );
    // How fast it is shows when something has been read.
    if (progress.bytes > 0) parts.push(`${bytesText(progress.bytes / seconds)}/s`);
  } else parts.push('looking for logs');
  const notes = parts.map((_, i) => parts.slice(0, i + 1).join(` ${glyphs.separator} `));
  return notes.findLast(note => note.length <= columns) ?? notes[0]!;
}
