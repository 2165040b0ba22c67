/** What a number is made of: one line per response, the sum above them. Enter on a line opens its receipt. */
import { dayText, type Zone } from '../../core/calendar.ts';
import { counted, lowerBound, shortCount, usdCents } from '../../core/format.ts';
import type { PriceLookup } from '../../core/price.ts';
import { projectPath, projectTail } from '../../core/project.ts';
import type { Scope } from '../../core/scope.ts';
import { cacheWriteTokens } from '../../core/usage.ts';
import { clean, fitTo } from '../../core/width.ts';
import { type Parts, type PartsOrder, part } from '../../reports/parts.ts';
import type { Journal } from '../../rollup/journal.ts';
import type { Look } from '../draw/look.ts';
import { costIn, moneyIn } from '../draw/money.ts';
import { type StyledLine, styled } from '../draw/styled.ts';
import type { OverlayContent } from './overlay.ts';

export interface PartsInput {
  readonly journal: Journal;
  readonly prices: PriceLookup;
  readonly zone: Zone;
  readonly scope: Scope;
  readonly order: PartsOrder;
  readonly parts: Parts;
  /** Columns of a line. */
  readonly columns: number;
}

export function partsOverlay(input: PartsInput, look: Look): OverlayContent {
  const { theme, glyphs } = look;
  const { tally, events } = input.parts;
  const sum = `${counted(tally.events, 'response')}, ${counted(tally.total, 'token')}, `;
  const cost = costIn(tally.cost(), look, usdCents);
  return {
    title: scopeText(input.scope, look),
    note: `${input.order} first`,
    foot: `Enter opens a receipt ${glyphs.separator} s sorts ${glyphs.separator} Esc closes`,
    head: [[styled(sum, theme.text.muted), styled(cost, theme.text.strong)], headLine(input.columns, look)],
    count: events.length,
    row: index => rowLine(input, events[index]!, look),
    hasCursor: true,
    empty: 'Nothing is in here.',
  };
}

/** A scope in words: '2026-11-20, opus-5-5'. */
export function scopeText(scope: Scope, look: Look): string {
  const days =
    scope.from === undefined || scope.to === undefined
      ? undefined
      : scope.from === scope.to
        ? dayText(scope.from)
        : `${dayText(scope.from)} to ${dayText(scope.to)}`;
  const { model, project, session } = scope;
  const words = [days, model, project === '' ? '(no project)' : project, session].filter(
    text => text !== undefined,
  );
  return words.length > 0 ? clean(words.join(', '), look.glyphs) : 'Everything';
}

const TIME = 19;
const COUNT = 8;
const COST = 11;

/** Project and model share what the figures leave. */
function textColumns(columns: number): { project: number; model: number } {
  const left = Math.max(16, columns - TIME - 2 - 3 * COUNT - COST - 2);
  const model = Math.min(20, Math.floor(left / 2));
  return { model, project: left - model };
}

function headLine(columns: number, { theme, glyphs }: Look): StyledLine {
  const { project, model } = textColumns(columns);
  const counts = ['in', 'cache', 'out'].map(text => fitTo(text, COUNT, glyphs, 'right')).join('');
  const words = `${fitTo('time', TIME + 2, glyphs)}${fitTo('project', project, glyphs)}  ${fitTo('model', model, glyphs)}`;
  return [styled(words + counts + fitTo('cost', COST, glyphs, 'right'), theme.text.muted)];
}

function rowLine({ journal, prices, zone, columns }: PartsInput, index: number, look: Look): StyledLine {
  const { theme, glyphs } = look;
  const { event, model, usd } = part(journal, prices, index);
  const widths = textColumns(columns);
  const time = `${dayText(zone.day(event.atMs))} ${zone.clock(event.atMs)}`;
  const { tokens } = event;
  const counts = [tokens.input, tokens.cacheRead + cacheWriteTokens(tokens), tokens.output];
  const amount = usd === undefined ? 'unpriced' : moneyIn(usd, look, usdCents);
  const isOpen = usd !== undefined && event.quality === 'lower bound';
  const cost = isOpen ? lowerBound(amount, glyphs.atLeast) : amount;
  return [
    styled(fitTo(time, TIME + 2, glyphs), theme.text.muted),
    styled(`${fitTo(projectTail(projectPath(event.projectDir)), widths.project, glyphs)}  `),
    styled(fitTo(model.replace(/^claude-/, ''), widths.model, glyphs)),
    styled(counts.map(count => fitTo(shortCount(count), COUNT, glyphs, 'right')).join('')),
    styled(fitTo(cost, COST, glyphs, 'right'), theme.text.strong),
  ];
}
