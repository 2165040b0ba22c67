/** The figures of logged work: today, the last 30 days, the month and all of it; goal, budget and plan beside them. */
import { rateText } from '../../core/flat-rate.ts';
import { counted, grouped } from '../../core/format.ts';
import type { Money } from '../../core/money.ts';
import { fitTo } from '../../core/width.ts';
import type { Look, Size } from '../draw/look.ts';
import { moneyIn } from '../draw/money.ts';
import { panel, panelRoom } from '../draw/panel.ts';
import { lineWidth, type StyledLine, styled } from '../draw/styled.ts';
import { estimateText } from '../measure.ts';
import type { Pane, PaneProps } from '../panes/pane.ts';
import { type WorkData, workData } from '../work-data.ts';

/** From so many columns on goal, budget and plan stand beside the figures. */
const WIDE = 104;

export const figuresPane: Pane = {
  id: 'task-figures',
  title: 'Logged tasks',
  row: 0,
  height: ({ columns, rows }: Size) => (rows < 14 ? 0 : rows < 20 ? 5 : columns < WIDE ? 7 : 6),
  draw: props => drawFigures(props),
};

function drawFigures({ model, stores, size, screen, look }: PaneProps): readonly StyledLine[] {
  const { theme } = look;
  const room = panelRoom(size, screen);
  const declared = stores.declared?.getState();
  if (!declared) return panel({ title: 'Logged tasks', lines: [] }, size, screen, look);
  const data = workData(model, declared);
  const { today, all, figures, entries } = data;
  const sum = (tasks: number, tokens: number, usd: Money) => ({ tasks, tokens, usd });
  const rows = [
    { name: 'Today', ...sum(today.tasks, today.tokens, today.usd) },
    { name: 'Last 30 days', ...sum(figures.tasks, figures.tokens, figures.usd) },
    { name: 'All', ...sum(entries.length, all.tokens, all.usd) },
  ];
  const head: StyledLine = [
    styled(
      `${' '.repeat(14)}${'tasks'.padStart(7)}${'tokens'.padStart(12)}${'cost (est.)'.padStart(14)}`,
      theme.text.muted,
    ),
  ];
  const lines = rows.map(
    ({ name, tasks, tokens, usd }): StyledLine => [
      styled(name.padEnd(14), theme.text.muted),
      styled(grouped(tasks).padStart(7)),
      styled(grouped(tokens).padStart(12)),
      styled(estimateText(usd, look).padStart(14), theme.text.strong),
    ],
  );
  const besides = besidesOf(data, look);
  const left = [head, ...lines];
  const isWide = screen.columns >= WIDE;
  const shown = isWide
    ? left.map((line, i) => beside(line, besides[i] ?? '', room, look))
    : [...left, ...besides.map(text => [styled(fitTo(text, room.columns, look.glyphs), theme.text.muted)])];
  return panel(
    {
      title: 'Logged tasks',
      note: `flat estimate${declared.usdPerMtok === undefined ? '' : `, ${rateText(declared.usdPerMtok)}`}`,
      foot: room.columns >= 40 ? 'estimates, in no other total' : undefined,
      lines: shown,
    },
    size,
    screen,
    look,
  );
}

function beside(line: StyledLine, text: string, { columns }: Size, { theme, glyphs }: Look): StyledLine {
  const width = lineWidth(line);
  return [...line, styled(fitTo(`    ${text}`, columns - width, glyphs), theme.text.muted)];
}

/** The average with the goal, the month with its budget, the plan; each a line. */
function besidesOf({ figures }: WorkData, look: Look): readonly string[] {
  const { usdPerDay, goalUsdPerDay, overByUsdPerDay, month, next } = figures;
  const money = (amount: Money) => moneyIn(amount, look);
  const gap = overByUsdPerDay ?? 0n;
  const where = gap > 0n ? `over by ${money(gap)}` : gap < 0n ? `under by ${money(-gap)}` : 'met';
  const goal = goalUsdPerDay === undefined ? '' : `, goal ${money(goalUsdPerDay)}: ${where}`;
  const left = month.leftUsd ?? 0n;
  const rest = left >= 0n ? `${money(left)} left` : `${money(-left)} over`;
  const budget =
    month.budgetUsd === undefined
      ? ''
      : `, budget ${money(month.budgetUsd)}: ${month.usedPercent} % used, ${rest}`;
  return [
    `average ${estimateText(usdPerDay, look)} a day in 30 days${goal}`,
    `${month.name} ${estimateText(month.usd, look)}, ${counted(month.tasks, 'task')}${budget}`,
    `plan for ${next.name} ${estimateText(next.usd, look)}${next.goalUsd === undefined ? '' : `, ${money(next.goalUsd)} at the goal`}`,
  ];
}
