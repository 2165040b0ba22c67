/** The chart of cost and tokens per day, with its keys and the table behind it. */
import { useEffect, useRef, useState } from 'preact/hooks';
import { grouped, shortCount } from '../../core/format.ts';
import type { Recovered, Row } from './answers.ts';
import type { DayLimit } from './day-limit.ts';
import { type DaysData, marksOf, seriesOf, slotOf, slotsBetween } from './days-data.ts';
import { Tip } from './days-tip.tsx';
import { costWords, dateText, dollarTick, moneyText, near } from './numbers.ts';
import { Amount, Count } from './parts.tsx';
import { DayPlots, isNear } from './plot.ts';
import { inSlots, RECOVERED, RecoveredList, recoveredWords, tokensOf } from './recovered.tsx';
import { announcement, isPhone, openReceipt, theme } from './state.ts';
import { Table, type TableColumn } from './table.tsx';

export interface DaysProps extends DaysData {
  /** First and last bar, as dates. */
  readonly from: string;
  readonly to: string;
  readonly today: string;
  /** Rows of a day (or week) as a whole. */
  readonly wholes: readonly Row[];
  readonly average: string | null;
  readonly limit: DayLimit | undefined;
  /** Days that are in no total. */
  readonly recovered: readonly Recovered[];
  /** The name that others are paler beside. */
  readonly lit: string | undefined;
  readonly isTable: boolean;
}

export function Days(props: DaysProps) {
  const { from, to, today, isWeekly, wholes, average, limit, recovered, isTable } = props;
  const slots = slotsBetween(from, to, isWeekly);
  const drawn = seriesOf(props, slots);
  const remembered = inSlots(recovered, slots);
  const cost = useRef<HTMLDivElement>(null);
  const tokens = useRef<HTMLDivElement>(null);
  const plots = useRef<DayPlots | undefined>(undefined);
  const [cursor, setCursor] = useState<{ index: number; left: number; width: number } | undefined>(undefined);
  const todayAt = isWeekly ? -1 : slots.indexOf(today);
  const marks = marksOf(slots, isWeekly, todayAt, isPhone.value);
  const shown = JSON.stringify([slots[0], slots.at(-1), drawn, average, limit, recovered, props.lit]);
  useEffect(() => {
    if (!cost.current || !tokens.current || isTable) return undefined;
    const made = new DayPlots(
      cost.current,
      tokens.current,
      {
        slots,
        series: drawn,
        average: average === null || isWeekly ? undefined : near(average),
        limit,
        // Where only prompts are remembered, the least that can be seen.
        recovered: remembered.map(days =>
          days.length === 0 ? 0 : days.reduce((sum, day) => sum + tokensOf(day), 0) || 1e-9,
        ),
        todayAt,
        marks,
        dollars: value => dollarTick(value),
        counts: value => (value === 0 ? '0' : shortCount(value).replace('.0', '')),
        shown: name => (props.lit === undefined || props.lit === name ? 1 : 0.3),
        onCursor: (index, left, width) => setCursor(index === undefined ? undefined : { index, left, width }),
      },
      isPhone.value,
    );
    plots.current = made;
    const watcher = new ResizeObserver(() => made.resize(cost.current?.clientWidth ?? 0));
    watcher.observe(cost.current);
    return () => {
      watcher.disconnect();
      made.destroy();
    };
  }, [shown, theme.value, isPhone.value, isTable]);

  const wholeOf = new Map(wholes.map(row => [slotOf(row, isWeekly), row]));
  const move = (index: number) => {
    const at = Math.max(0, Math.min(slots.length - 1, index));
    plots.current?.moveTo(at);
    const row = wholeOf.get(slots[at]!);
    announcement.value = `${dateText(slots[at]!, { weekday: true, year: true })}: ${[row ? `${costWords(row).says}, ${grouped(row.totalTokens)} tokens` : 'nothing', ...remembered[at]!.map(recoveredWords)].join('; ')}`;
  };
  const keys = (event: KeyboardEvent) => {
    const at = cursor?.index ?? slots.length - 1;
    const next = { ArrowLeft: cursor ? at - 1 : at, ArrowRight: at + 1, Home: 0, End: slots.length - 1 }[
      event.key
    ];
    if (next !== undefined) {
      move(next);
      event.preventDefault();
    } else if (event.key === 'Enter' && cursor) openReceipt(`day:${slots[cursor.index]}`);
  };
  const open = () => {
    if (cursor && !isWeekly) openReceipt(`day:${slots[cursor.index]}`);
  };
  const highest = wholes.reduce<Row | undefined>(
    (best, row) => (near(row.usd) > near(best?.usd ?? null) ? row : best),
    undefined,
  );
  const says = `Cost per ${isWeekly ? 'week' : 'day'}, ${dateText(from)} to ${dateText(to)}${highest?.usd ? `, highest ${moneyText(highest.usd)} on ${dateText((isWeekly ? highest.week : highest.date) ?? from)}` : ''}${limit ? `, ${limit.says}` : ''}`;
  const table = (
    <>
      <DaysTable rows={wholes} isWeekly={isWeekly} limit={limit} />
      {recovered.length > 0 && <RecoveredList days={recovered} />}
    </>
  );
  if (isTable) return table;
  return (
    <>
      <div class="chart-head">
        <span>US dollars</span>
        <span class="levels">
          {limit && (
            <span>
              <span class="solid" />
              {limit.says}
              {!isNear(limit.usd, near(highest?.usd ?? null)) && ', above the chart'}
            </span>
          )}
          {average !== null && !isWeekly && (
            <span>
              <span class="dotted" />
              average {moneyText(average)}
            </span>
          )}
        </span>
      </div>
      <section
        class="plot"
        // biome-ignore lint/a11y/noNoninteractiveTabindex: the arrow keys walk through its days
        tabIndex={0}
        aria-label={`${says}. Arrow keys go through it.`}
        onKeyDown={keys}
        onBlur={() => plots.current?.moveTo(undefined)}
        onClick={open}
      >
        <div role="img" aria-label={says} ref={cost} style={{ height: `${isPhone.value ? 180 : 232}px` }} />
        <div class="chart-head">
          <span>Tokens</span>
          {recovered.length > 0 && (
            <span class="legend">
              <span>
                <i class="swatch is-hatched is-recovered" /> {RECOVERED}
              </span>
            </span>
          )}
        </div>
        <div
          role="img"
          aria-label={`Tokens per ${isWeekly ? 'week' : 'day'}`}
          ref={tokens}
          style={{ height: '104px' }}
        />
        {cursor && (
          <Tip
            cursor={cursor}
            slot={slots[cursor.index]!}
            drawn={drawn}
            props={props}
            whole={wholeOf.get(slots[cursor.index]!)}
            remembered={remembered[cursor.index] ?? []}
          />
        )}
      </section>
      <div class="hidden">{table}</div>
    </>
  );
}

function DaysTable({
  rows,
  isWeekly,
  limit,
}: Pick<DaysProps, 'isWeekly' | 'limit'> & { readonly rows: readonly Row[] }) {
  const dateIn = (row: Row) => (isWeekly ? row.week : row.date) ?? '';
  const columns: TableColumn<Row>[] = [
    { id: 'date', title: isWeekly ? 'Week of' : 'Date', cell: dateIn, sort: dateIn, text: dateIn },
    {
      id: 'responses',
      title: 'Responses',
      isNumber: true,
      cell: row => <Count count={row.responses} />,
      sort: row => row.responses,
    },
    {
      id: 'tokens',
      title: 'Tokens',
      isNumber: true,
      cell: row => <Count count={row.totalTokens} />,
      sort: row => row.totalTokens,
    },
    {
      id: 'usd',
      title: 'Cost',
      isNumber: true,
      cell: row => (isWeekly ? costWords(row).text : <Amount of={row} opens={`day:${dateIn(row)}`} />),
      sort: row => near(row.usd),
    },
  ];
  if (limit) {
    const level = (row: Row) => (near(row.usd) > limit.usd ? 'over' : 'within');
    columns.push({ id: 'limit', title: limit.amount, cell: level, sort: level, text: level });
  }
  return (
    <Table
      caption={`Cost and tokens per ${isWeekly ? 'week' : 'day'}${limit ? `, ${limit.says}` : ''}`}
      columns={columns}
      rows={[...rows].reverse()}
      keyOf={dateIn}
      kind="tight"
    />
  );
}
