/** The year as a map of its days: 53 weeks, Monday first, darker (or lighter) the more a day cost. */
import { useEffect, useRef, useState } from 'preact/hooks';
import type { Recovered, Row } from './answers.ts';
import {
  costWords,
  dateOf,
  dateText,
  dayNumber,
  dollarTick,
  near,
  shortMonth,
  weekdayOf,
} from './numbers.ts';
import { RECOVERED, recoveredWords } from './recovered.tsx';
import { announcement, openReceipt } from './state.ts';

const CELL = 11;
const GAP = 3;
const LEFT = 34;
const TOP = 18;
const WEEKS = 53;

/** Four limits at round dollars near the fifths of the days that cost anything. */
export function limitsOf(costs: readonly number[]): readonly number[] {
  const sorted = costs.filter(cost => cost > 0).sort((a, b) => a - b);
  if (sorted.length === 0) return [];
  const limits = [0.2, 0.4, 0.6, 0.8].map(part =>
    round(sorted[Math.min(sorted.length - 1, Math.floor(part * sorted.length))]!),
  );
  return [...new Set(limits)].sort((a, b) => a - b);
}

function round(value: number): number {
  const power = 10 ** Math.floor(Math.log10(value));
  const factors = [1, 1.5, 2, 3, 4, 5, 7, 10];
  const near = factors.reduce((best, factor) =>
    Math.abs(factor - value / power) < Math.abs(best - value / power) ? factor : best,
  );
  return Number((near * power).toPrecision(3));
}

export function YearLegend({ limits, recovered }: Pick<YearProps, 'limits' | 'recovered'>) {
  return (
    <span class="legend">
      <span>
        <i class="cell h0" />
        none
      </span>
      {limits.map((limit, i) => (
        <span key={limit}>
          <i class={`cell h${i + 1}`} />
          to {dollarTick(limit)}
        </span>
      ))}
      {limits.length > 0 && (
        <span>
          <i class={`cell h${limits.length + 1}`} />
          above
        </span>
      )}
      {recovered.length > 0 && (
        <span>
          <i class="cell is-recovered" />
          {RECOVERED}
        </span>
      )}
    </span>
  );
}

export interface YearProps {
  readonly today: string;
  readonly days: readonly Row[];
  readonly months: readonly Row[];
  readonly limits: readonly number[];
  /** Days that are in no total. */
  readonly recovered: readonly Recovered[];
}

export function Year({ today, days, months, limits, recovered }: YearProps) {
  const scroller = useRef<HTMLDivElement>(null);
  const [at, setAt] = useState<number | undefined>(undefined);
  useEffect(() => {
    if (scroller.current) scroller.current.scrollLeft = scroller.current.scrollWidth;
  }, []);
  const last = dayNumber(today);
  // Weeks begin on Monday; the last one holds today.
  const firstMonday = last - ((weekdayOf(last) + 6) % 7) - (WEEKS - 1) * 7;
  const first = last - 364;
  const rows = new Map(days.map(row => [row.date ?? '', row]));
  const remembered = new Map(recovered.map(day => [day.date, day]));
  const monthRows = new Map(months.map(row => [row.month ?? '', row]));
  const width = LEFT + WEEKS * (CELL + GAP);
  const height = TOP + 7 * (CELL + GAP) + 20;
  const heads = monthHeads(firstMonday);
  const move = (day: number) => {
    const next = Math.max(first, Math.min(last, day));
    setAt(next);
    announcement.value = saysOf(dateOf(next), rows.get(dateOf(next)), remembered.get(dateOf(next)));
  };
  const keys = (event: KeyboardEvent) => {
    const from = at ?? last;
    const to = {
      ArrowLeft: from - 7,
      ArrowRight: from + 7,
      ArrowUp: from - 1,
      ArrowDown: from + 1,
      Home: first,
      End: last,
    }[event.key];
    if (to !== undefined) {
      move(to);
      event.preventDefault();
    } else if (event.key === 'Enter' && at !== undefined) openReceipt(`day:${dateOf(at)}`);
  };
  const count = last - first + 1;
  return (
    <section
      class="year-scroll"
      ref={scroller}
      // biome-ignore lint/a11y/noNoninteractiveTabindex: the arrow keys walk through its days
      tabIndex={0}
      aria-label="Cost per day over a year. Arrow keys go through it."
      onKeyDown={keys}
      onBlur={() => setAt(undefined)}
    >
      <svg
        class="year"
        viewBox={`0 0 ${width} ${height}`}
        role="img"
        aria-label={`Cost per day from ${dateText(dateOf(first), { year: true })} to ${dateText(today, { year: true })}`}
      >
        {['Mon', 'Wed', 'Fri'].map((name, i) => (
          <text key={name} x={0} y={TOP + 2 * i * (CELL + GAP) + CELL - 1}>
            {name}
          </text>
        ))}
        {heads.map(({ week, month }) => (
          <g key={month}>
            <text x={LEFT + week * (CELL + GAP)} y={11}>
              {shortMonth(`${month}-01`)}
            </text>
            <text x={LEFT + week * (CELL + GAP)} y={height - 5}>
              {monthSum(monthRows.get(month))}
            </text>
          </g>
        ))}
        {Array.from({ length: count }, (_, i) => {
          const day = first + i;
          const date = dateOf(day);
          const row = rows.get(date);
          const week = Math.floor((day - firstMonday) / 7);
          if (week < 0) return null;
          return (
            // biome-ignore lint/a11y/noStaticElementInteractions: Enter on the map opens the day under its cursor
            <rect
              key={date}
              class={`${row || !remembered.has(date) ? `h${heatOf(row, limits)}` : 'is-recovered'} ${day === at ? 'is-at' : ''}`}
              x={LEFT + week * (CELL + GAP)}
              y={TOP + ((weekdayOf(day) + 6) % 7) * (CELL + GAP)}
              width={CELL}
              height={CELL}
              onClick={row && (() => openReceipt(`day:${date}`))}
            >
              <title>{saysOf(date, row, remembered.get(date))}</title>
            </rect>
          );
        })}
      </svg>
    </section>
  );
}

/** The first week of each month, where there is room for its name. */
function monthHeads(firstMonday: number): readonly { readonly week: number; readonly month: string }[] {
  const heads: { week: number; month: string }[] = [];
  for (let week = 0; week < WEEKS; week++) {
    const monday = firstMonday + week * 7;
    const isFirst = dateOf(monday).slice(0, 7) !== dateOf(monday - 7).slice(0, 7);
    const before = heads.at(-1);
    if (isFirst && week < WEEKS - 2 && (!before || week - before.week >= 3))
      heads.push({ week, month: dateOf(monday).slice(0, 7) });
  }
  return heads;
}

function heatOf(row: Row | undefined, limits: readonly number[]): number {
  const cost = near(row?.usd ?? null);
  if (cost <= 0) return 0;
  const above = limits.findIndex(limit => cost <= limit);
  return above < 0 ? Math.min(5, limits.length + 1) : above + 1;
}

function monthSum(row: Row | undefined): string {
  if (!row) return '';
  const words = costWords(row);
  return words.isUnpriced ? '' : words.text.replace(/\.\d\d$/, '');
}

function saysOf(date: string, row: Row | undefined, recovered: Recovered | undefined): string {
  const day = dateText(date, { year: true, weekday: true });
  if (!row && recovered) return `${day}: ${recoveredWords(recovered)}`;
  return row ? `${day}: ${costWords(row).says}` : `${day}: none`;
}
