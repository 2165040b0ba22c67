/** The chart of cost and tokens per day, with its tooltip, its keys and the table behind it. */
import { useEffect, useRef, useState } from 'preact/hooks';
import { grouped, shortCount } from '../../core/format.ts';
import { type Money, usd } from '../../core/money.ts';
import type { Row } from './answers.ts';
import {
  costWords,
  dateOf,
  dateText,
  dayNumber,
  dollarTick,
  familyOf,
  moneyText,
  near,
  pathTail,
  shortMonth,
  weekdayOf,
} from './numbers.ts';
import { Amount, AtLeast, Count } from './parts.tsx';
import { DayPlots, type Series } from './plot.ts';
import { announcement, isPhone, openReceipt, theme } from './state.ts';
import { Table, type TableColumn } from './table.tsx';

export interface DaysProps {
  /** First and last bar, as dates. */
  readonly from: string;
  readonly to: string;
  readonly today: string;
  readonly isWeekly: boolean;
  /** Rows of a day (or week) and a name. */
  readonly parts: readonly Row[];
  /** Rows of a day (or week) as a whole. */
  readonly wholes: readonly Row[];
  readonly by: 'model' | 'project';
  /** All names, in the order of the table beneath. */
  readonly names: readonly string[];
  readonly unpriced: ReadonlySet<string>;
  readonly average: string | null;
  /** The name that others are paler beside. */
  readonly lit: string | undefined;
  readonly isTable: boolean;
}

const MOST_SERIES = 7;
const PROJECT_HUES = ['--opus', '--sonnet', '--haiku', '--openai', '--google', '--accent'];
const OTHERS = 'others';

/** A project keeps its colour while the page is open. */
const hueOfProject = new Map<string, string>();
export function projectHue(name: string): string {
  const known = hueOfProject.get(name);
  if (known) return known;
  const hue = PROJECT_HUES[hueOfProject.size] ?? '--other';
  hueOfProject.set(name, hue);
  return hue;
}

export function Days(props: DaysProps) {
  const { from, to, today, isWeekly, wholes, average, isTable } = props;
  const slots = slotsBetween(from, to, isWeekly);
  const drawn = seriesOf(props, slots);
  const cost = useRef<HTMLDivElement>(null);
  const tokens = useRef<HTMLDivElement>(null);
  const plots = useRef<DayPlots | undefined>(undefined);
  const [cursor, setCursor] = useState<{ index: number; left: number; width: number } | undefined>(undefined);
  const todayAt = isWeekly ? -1 : slots.indexOf(today);
  const marks = marksOf(slots, isWeekly, todayAt, isPhone.value);
  const shown = JSON.stringify([slots[0], slots.at(-1), drawn, average, props.lit]);
  useEffect(() => {
    if (!cost.current || !tokens.current || isTable) return undefined;
    const made = new DayPlots(
      cost.current,
      tokens.current,
      {
        slots,
        series: drawn,
        average: average === null || isWeekly ? undefined : near(average),
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

  const wholeOf = new Map(wholes.map(row => [(isWeekly ? row.week : row.date) ?? '', row]));
  const move = (index: number) => {
    const at = Math.max(0, Math.min(slots.length - 1, index));
    plots.current?.moveTo(at);
    const row = wholeOf.get(slots[at]!);
    announcement.value = `${dateText(slots[at]!, { weekday: true, year: true })}: ${row ? `${costWords(row).says}, ${grouped(row.totalTokens)} tokens` : 'nothing'}`;
  };
  const keys = (event: KeyboardEvent) => {
    const at = cursor?.index ?? slots.length - 1;
    const next = { ArrowLeft: cursor ? at - 1 : at, ArrowRight: at + 1, Home: 0, End: slots.length - 1 }[event.key];
    if (next !== undefined) {
      move(next);
      event.preventDefault();
    } else if (event.key === 'Enter' && cursor) openReceipt(`day:${slots[cursor.index]}`);
  };
  const open = () => {
    if (cursor && !isWeekly) openReceipt(`day:${slots[cursor.index]}`);
  };
  const highest = wholes.reduce<Row | undefined>((best, row) => (near(row.usd) > near(best?.usd ?? null) ? row : best), undefined);
  const says = `Cost per ${isWeekly ? 'week' : 'day'}, ${dateText(from)} to ${dateText(to)}${highest?.usd ? `, highest ${moneyText(highest.usd)} on ${dateText((isWeekly ? highest.week : highest.date) ?? from)}` : ''}`;
  const table = <DaysTable rows={wholes} isWeekly={isWeekly} />;
  if (isTable) return table;
  return (
    <>
      <div class="chart-head">
        <span>US dollars</span>
        {average !== null && !isWeekly && (
          <span>
            <span class="dotted" />
            average {moneyText(average)}
          </span>
        )}
      </div>
      {/* biome-ignore lint/a11y/useSemanticElements: a chart that the arrow keys walk through is no form field */}
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: the arrow keys walk through its days */}
      <div class="plot" role="group" tabIndex={0} aria-label={`${says}. Arrow keys go through it.`} onKeyDown={keys} onBlur={() => plots.current?.moveTo(undefined)} onClick={open}>
        <div role="img" aria-label={says} ref={cost} style={{ height: `${isPhone.value ? 180 : 232}px` }} />
        <div class="chart-head">
          <span>Tokens</span>
        </div>
        <div role="img" aria-label={`Tokens per ${isWeekly ? 'week' : 'day'}`} ref={tokens} style={{ height: '104px' }} />
        {cursor && <Tip cursor={cursor} slot={slots[cursor.index]!} drawn={drawn} props={props} whole={wholeOf.get(slots[cursor.index]!)} />}
      </div>
      <div class="hidden">{table}</div>
    </>
  );
}

function Tip({ cursor, slot, drawn, props, whole }: { readonly cursor: { index: number; left: number; width: number }; readonly slot: string; readonly drawn: readonly Series[]; readonly props: DaysProps; readonly whole: Row | undefined }) {
  const { by, isWeekly, parts } = props;
  const named = new Set(drawn.map(series => series.name));
  const rows = parts.filter(row => ((isWeekly ? row.week : row.date) ?? '') === slot);
  const costs = new Map<string, Money | undefined>();
  for (const row of rows) {
    const own = nameOf(row, by);
    const name = named.has(own) ? own : OTHERS;
    const amount = row.usd === null ? undefined : usd(row.usd);
    const before = costs.get(name);
    costs.set(name, amount === undefined ? before : amount + (before ?? 0n));
  }
  const isLeft = cursor.left > cursor.width / 2;
  const x = isLeft ? `calc(${cursor.left - 18}px - 100%)` : `${cursor.left + 18}px`;
  return (
    <div class="tip" style={{ transform: `translate(${x}, 8px)` }} aria-hidden="true">
      <div>
        <b>{isWeekly ? `Week of ${dateText(slot, { year: true })}` : dateText(slot, { year: true, weekday: true })}</b>
      </div>
      {drawn.map(series => {
        if (!costs.has(series.name)) return null;
        const amount = costs.get(series.name);
        return (
          <div key={series.name}>
            <span class={`swatch ${series.isHatched ? 'is-hatched' : ''}`} style={{ '--hue': `var(${series.hue})` }} />
            <span>{by === 'project' ? pathTail(series.name) : series.name}</span>
            <b>{amount === undefined ? 'unpriced' : moneyText(decimalOf(amount))}</b>
          </div>
        );
      })}
      <hr />
      {whole ? (
        <div>
          <span>{shortCount(whole.totalTokens)} tokens</span>
          <b>
            {costWords(whole).isAtLeast && <AtLeast />}
            {costWords(whole).text}
          </b>
        </div>
      ) : (
        <div class="muted">nothing</div>
      )}
      {!isWeekly && whole && <div class="muted">Enter or click opens the receipt</div>}
    </div>
  );
}

function decimalOf(amount: Money): string {
  const digits = amount.toString().padStart(19, '0');
  return `${digits.slice(0, -18)}.${digits.slice(-18)}`;
}

function nameOf(row: Row, by: 'model' | 'project'): string {
  return (by === 'model' ? row.model : row.project) ?? '';
}

/** The largest names as series of their own, in the order of the table; what is left as one. */
function seriesOf({ parts, by, names, unpriced, isWeekly }: DaysProps, slots: readonly string[]): readonly Series[] {
  const at = new Map(slots.map((slot, i) => [slot, i]));
  const own = names.length > MOST_SERIES + 1 ? names.slice(0, MOST_SERIES) : names;
  const sums = new Map(own.map(name => [name, { usd: slots.map(() => 0), tokens: slots.map(() => 0) }]));
  for (const row of parts) {
    const name = nameOf(row, by);
    if (!names.includes(name)) continue;
    const key = own.includes(name) ? name : OTHERS;
    const i = at.get((isWeekly ? row.week : row.date) ?? '');
    if (i === undefined) continue;
    const sum = sums.get(key) ?? { usd: slots.map(() => 0), tokens: slots.map(() => 0) };
    sums.set(key, sum);
    sum.usd[i]! += near(row.usd);
    sum.tokens[i]! += row.totalTokens;
  }
  const seen = new Map<string, number>();
  return [...sums].map(([name, sum]) => {
    const hue = name === OTHERS ? '--other' : by === 'model' ? `--${familyOf(name)}` : projectHue(name);
    const before = seen.get(hue) ?? 0;
    seen.set(hue, before + 1);
    const isHatched = hue === '--other' || unpriced.has(name);
    return { name, hue, strength: by === 'model' && hue !== '--other' ? ([1, 0.7, 0.45][before] ?? 0.45) : 1, isHatched, ...sum };
  });
}

function slotsBetween(from: string, to: string, isWeekly: boolean): readonly string[] {
  const first = dayNumber(from);
  const last = dayNumber(to);
  const step = isWeekly ? 7 : 1;
  return Array.from({ length: Math.floor((last - first) / step) + 1 }, (_, i) => dateOf(first + i * step));
}

/** Mondays up to 90 days, else the first bar of each month; and today. */
function marksOf(slots: readonly string[], isWeekly: boolean, todayAt: number, isNarrow: boolean): { at: number; text: string }[] {
  const isByMonth = isWeekly || slots.length > 90;
  const marks = slots.flatMap((slot, at) => {
    if (at === todayAt) return [];
    if (isByMonth) {
      const isFirst = at > 0 && slots[at - 1]!.slice(0, 7) !== slot.slice(0, 7);
      return isFirst ? [{ at, text: shortMonth(slot) }] : [];
    }
    if (slots.length <= 8) return [{ at, text: dateText(slot) }];
    return weekdayOf(dayNumber(slot)) === 1 ? [{ at, text: dateText(slot) }] : [];
  });
  const room = isNarrow ? 4 : 9;
  const every = Math.max(1, Math.ceil(marks.length / room));
  const kept = marks.filter((_, i) => i % every === 0);
  const least = slots.length * (isNarrow ? 0.12 : 0.07);
  if (todayAt < 0) return kept;
  return [...kept.filter(mark => todayAt - mark.at >= least), { at: todayAt, text: 'today' }];
}

function DaysTable({ rows, isWeekly }: { readonly rows: readonly Row[]; readonly isWeekly: boolean }) {
  const dateIn = (row: Row) => (isWeekly ? row.week : row.date) ?? '';
  const columns: readonly TableColumn<Row>[] = [
    { id: 'date', title: isWeekly ? 'Week of' : 'Date', cell: dateIn, sort: dateIn, text: dateIn },
    { id: 'responses', title: 'Responses', isNumber: true, cell: row => <Count count={row.responses} />, sort: row => row.responses },
    { id: 'tokens', title: 'Tokens', isNumber: true, cell: row => <Count count={row.totalTokens} />, sort: row => row.totalTokens },
    { id: 'usd', title: 'Cost', isNumber: true, cell: row => (isWeekly ? costWords(row).text : <Amount of={row} opens={`day:${dateIn(row)}`} />), sort: row => near(row.usd) },
  ];
  return <Table caption={`Cost and tokens per ${isWeekly ? 'week' : 'day'}`} columns={columns} rows={[...rows].reverse()} keyOf={dateIn} kind="tight" />;
}
