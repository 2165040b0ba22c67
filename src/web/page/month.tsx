/** The month so far. With a forecast: where it is heading, and how that compares to the budgets. */
import { largest } from '../../core/extremes.ts';
import { queryOf } from './address.ts';
import type { Report, Row, Summary } from './answers.ts';
import { useApi } from './api.ts';
import { axisSteps, costWords, dateOf, dateText, dayNumber, dollarTick, monthName, near } from './numbers.ts';
import { Card, Panel, Wait } from './panel.tsx';
import { Command, Cost } from './parts.tsx';
import { address, openReceipt, status } from './state.ts';

/** The month does not follow the range; it keeps what is filtered by. */
function useMonth() {
  const today = status.value?.today;
  const first = today && `${today.slice(0, 7)}-01`;
  const month = { ...address.value, since: first, until: today, range: 'all' as const };
  const summary = useApi<Summary>(first && `/api/reports/summary${queryOf(month)}`);
  const daily = useApi<Report<'daily'>>(first && `/api/reports/daily${queryOf(month)}`);
  return { today, first, summary, daily };
}

export function MonthCard() {
  const { today, summary } = useMonth();
  const of = summary.data;
  const name = today ? monthName(today) : 'This month';
  return (
    <Card
      label={name}
      value={of ? <Cost of={of} /> : <Wait />}
      under={of?.averagePerDay ? `${costWords({ ...of, usd: of.averagePerDay }).text} a day so far` : ''}
      says={of ? `${name} so far, ${costWords(of).says}` : name}
      onOpen={() => today && openReceipt(`month:${today.slice(0, 7)}`)}
    />
  );
}

export function Month() {
  const { today, first, summary, daily } = useMonth();
  const of = summary.data;
  const last = today ? lastOfMonth(today) : undefined;
  const left = today && last ? dayNumber(last) - dayNumber(today) : 0;
  return (
    <Panel
      id="month"
      title={today ? monthName(today) : 'This month'}
      note={today ? (left === 0 ? 'its last day' : `${left} ${left === 1 ? 'day' : 'days'} left`) : ''}
      minHeight={560}
      of={[summary, daily]}
    >
      {of && first && today && last && (
        <>
          <div class="body">
            <p class="figure">
              <Cost of={of} /> <small>so far</small>
            </p>
            <p class="note" style={{ minHeight: '32px' }}>
              {of.averagePerDay
                ? `${costWords({ ...of, usd: of.averagePerDay }).text} a day over ${of.days} ${of.days === 1 ? 'day' : 'days'}, today included.`
                : 'Nothing yet this month.'}
            </p>
            <MonthLine first={first} today={today} last={last} days={daily.data?.daily ?? []} />
          </div>
          <div class="rest gauge">
            <p class="note" style={{ marginBottom: '8px' }}>
              Set a budget in the configuration to see it here:
            </p>
            <Command line="budgets: [{ name: month, per: month, usd: 170 }]" />
          </div>
        </>
      )}
    </Panel>
  );
}

const WIDTH = 330;
const HEIGHT = 280;
const LEFT = 40;
const BOTTOM = 20;

/** The sum up to each day, as a line. */
function MonthLine({
  first,
  today,
  last,
  days,
}: {
  readonly first: string;
  readonly today: string;
  readonly last: string;
  readonly days: readonly Row[];
}) {
  const from = dayNumber(first);
  const count = dayNumber(last) - from + 1;
  const costs = new Map(days.map(row => [row.date ?? '', near(row.usd)]));
  const sums: number[] = [];
  for (let day = from; day <= dayNumber(today); day++)
    sums.push((sums.at(-1) ?? 0) + (costs.get(dateOf(day)) ?? 0));
  const steps = axisSteps(largest(sums, 0));
  const top = steps.at(-1)!;
  const x = (i: number) => LEFT + (i / Math.max(1, count - 1)) * (WIDTH - LEFT - 8);
  const y = (value: number) => 8 + (1 - value / top) * (HEIGHT - BOTTOM - 8);
  const line = sums.map((sum, i) => `${x(i).toFixed(1)},${y(sum).toFixed(1)}`);
  const marks = [0, 7, 14, 21, count - 1];
  const end = sums.length - 1;
  return (
    <svg
      class="month-line"
      viewBox={`0 0 ${WIDTH} ${HEIGHT}`}
      role="img"
      aria-label={`Cost of the month so far, ${dateText(first)} to ${dateText(today)}`}
    >
      {steps.map(step => (
        <g key={step}>
          <line
            x1={LEFT}
            x2={WIDTH}
            y1={y(step)}
            y2={y(step)}
            stroke={step === 0 ? 'var(--border-strong)' : 'var(--grid)'}
          />
          <text x={LEFT - 6} y={y(step) + 4} text-anchor="end">
            {dollarTick(step)}
          </text>
        </g>
      ))}
      {marks.map(i => (
        <text
          key={i}
          x={x(i)}
          y={HEIGHT - 4}
          text-anchor={i === 0 ? 'start' : i === count - 1 ? 'end' : 'middle'}
        >
          {dateText(dateOf(from + i))}
        </text>
      ))}
      <polygon
        points={`${x(0)},${y(0)} ${line.join(' ')} ${x(end)},${y(0)}`}
        fill="var(--accent)"
        opacity="0.1"
      />
      <polyline
        points={line.join(' ')}
        fill="none"
        stroke="var(--accent)"
        stroke-width="2"
        stroke-linejoin="round"
      />
      <circle
        cx={x(end)}
        cy={y(sums[end] ?? 0)}
        r="3.5"
        fill="var(--accent)"
        stroke="var(--surface)"
        stroke-width="1.5"
      />
    </svg>
  );
}

function lastOfMonth(date: string): string {
  const [year = 0, month = 1] = date.split('-').map(Number);
  return new Date(Date.UTC(year, month, 0)).toISOString().slice(0, 10);
}
