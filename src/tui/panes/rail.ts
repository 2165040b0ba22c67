/** The side rail of wide terminals: limits, what is not read, the latest responses. It holds no keys. */
import { counted } from '../../core/format.ts';
import { clean, fitTo } from '../../core/width.ts';
import { breakdown } from '../../reports/breakdown.ts';
import { gauge } from '../draw/gauge.ts';
import { markOf, markStyle } from '../draw/identity.ts';
import type { Look, Size } from '../draw/look.ts';
import { costIn, moneyIn, usdTable } from '../draw/money.ts';
import { panel, panelRoom } from '../draw/panel.ts';
import { type StyledLine, styled } from '../draw/styled.ts';
import { endText, limitName, paceOf } from '../limit-lines.ts';
import { dayTitle } from '../range.ts';
import type { ViewModel } from '../view-model.ts';
import { type Pane, RAIL_COLUMNS } from './pane.ts';

const limitsPane: Pane = {
  id: 'rail-limits',
  title: 'Limits',
  row: 0,
  height: ({ rows }, { model: { limits, block } }) => {
    const accounts = new Set(limits.map(({ account }) => account).filter(each => each !== undefined));
    const needed = 2 * limits.length + accounts.size + (block ? 1 : 0) + 2;
    return Math.max(4, Math.min(needed, Math.floor(rows * 0.34)));
  },
  draw({ model, size, screen, look }) {
    const lines = limitBlocks(model, panelRoom(size, screen).columns, look);
    const empty = [
      [styled('No official limits are known: connect the', look.theme.text.muted)],
      [styled('status line (see Limits, 8).', look.theme.text.muted)],
    ];
    return panel({ title: 'Limits', lines: lines.length > 0 ? lines : empty }, size, screen, look);
  },
};

function limitBlocks(model: ViewModel, columns: number, look: Look): readonly StyledLine[] {
  const { theme } = look;
  let account: string | undefined;
  const lines = model.limits.flatMap((limit): StyledLine[] => {
    const isNew = limit.account !== account;
    account = limit.account;
    const pace = paceOf(limit, model.minuteMs);
    const width = Math.max(8, columns - 18);
    const end = limit.resetsAtMs === undefined ? '' : `${endText(limit.resetsAtMs, model)}`;
    const at = pace.atEnd === undefined ? '' : `, ${look.glyphs.about}${Math.round(pace.atEnd)} % then`;
    return [
      ...(isNew ? [[styled(clean(account ?? '', look.glyphs), theme.text.muted)]] : []),
      [
        // The account stands above.
        styled(fitTo(limitName({ window: limit.window }), 10, look.glyphs)),
        ...gauge(limit.usedPercent / 100, width, pace.heading, look, pace.passed),
        styled(`${Math.round(limit.usedPercent)} %`.padStart(6), theme.text.strong),
      ],
      [styled(`          ${end}${at} ${look.glyphs.separator} official`, theme.text.muted)],
    ];
  });
  if (!model.block) return lines;
  const until = model.zone.clock(model.block.toMs).slice(0, 5);
  return [
    ...lines,
    [
      styled(
        `${account === undefined ? '5h window' : 'all accounts, 5h'} ${costIn(model.block.cost, look)} ${look.glyphs.separator} to ${until}`,
        theme.text.muted,
      ),
    ],
  ];
}

/** The last days with usage, most recent first. */
const daysPane: Pane = {
  id: 'rail-days',
  title: 'Days',
  row: 1,
  height: () => 'rest',
  draw({ model, size, screen, look }) {
    const room = panelRoom(size, screen);
    const { tallies, today } = model;
    const days = tallies.order
      .filter(day => day <= today)
      .slice(-room.rows)
      .reverse();
    const lines = days.map((day): StyledLine => {
      const rows = breakdown(tallies, day);
      const marks = rows
        .slice(0, 5)
        .flatMap(row => [
          styled(
            markOf(row.name, model.identities, look.glyphs),
            markStyle(row.name, model.identities, look.theme),
          ),
          styled(' '),
        ]);
      const text = moneyIn(
        rows.reduce((sum, row) => sum + row.cost.usd, 0n),
        look,
        usdTable,
      );
      const used = 14 + marks.length;
      return [
        styled(fitTo(dayTitle(day), 16, look.glyphs), look.theme.text.muted),
        ...marks,
        styled(fitTo(text, Math.max(8, room.columns - used - 2), look.glyphs, 'right')),
      ];
    });
    return panel({ title: 'Days', note: counted(tallies.order.length, 'day'), lines }, size, screen, look);
  },
};

const troublesPane: Pane = {
  id: 'rail-troubles',
  title: 'Troubles',
  row: 2,
  height: screen => (screen.rows >= 40 ? 6 : 0),
  draw({ model, size, screen, look }) {
    const unpriced = model.unpriced.map(name => `${model.modelName(name)} has no price`);
    const troubles = [...unpriced, ...model.sources.flatMap(source => source.troubles.map(({ why }) => why))];
    const room = panelRoom(size, screen);
    const lines = troubles
      .slice(0, room.rows)
      .map(
        (why): StyledLine => [
          styled('! ', look.theme.text.warn),
          styled(fitTo(clean(why, look.glyphs), room.columns - 2, look.glyphs)),
        ],
      );
    const none = [[styled('Every line that was read made sense.', look.theme.text.muted)]];
    return panel(
      {
        title: 'Troubles',
        note: troubles.length > 0 ? `${troubles.length}` : undefined,
        lines: lines.length > 0 ? lines : none,
      },
      size,
      screen,
      look,
    );
  },
};

export const RAIL = {
  columns: RAIL_COLUMNS,
  width: ({ columns }: Size) => (columns >= 180 ? 48 : 40),
  panes: [limitsPane, daysPane, troublesPane] as readonly Pane[],
};
