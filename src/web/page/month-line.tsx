/** The cost of the month up to each day as a line, with where it is heading and the budget of the month. */
import { largest } from '../../core/extremes.ts';
import type { Row } from './answers.ts';
import type { MonthAhead } from './budget-answers.ts';
import { CostGrid } from './cost-grid.tsx';
import { axisSteps, dateOf, dateText, dayNumber, dollarTick, near } from './numbers.ts';
import { isWide } from './state.ts';

const HEIGHT = 280;
const LEFT = 48;
const BOTTOM = 20;

/** The sum up to each day, as a line. */
export function MonthLine({
  first,
  today,
  last,
  days,
  ahead,
  limit,
}: {
  readonly first: string;
  readonly today: string;
  readonly last: string;
  readonly days: readonly Row[];
  readonly ahead?: MonthAhead;
  /** Of a budget of the whole month, in dollars. */
  readonly limit?: number;
}) {
  // Drawn as wide as there is room, so that its words keep their size.
  const width = isWide.value ? 460 : 330;
  const from = dayNumber(first);
  const count = dayNumber(last) - from + 1;
  const costs = new Map(days.map(row => [row.date ?? '', near(row.usd)]));
  const sums: number[] = [];
  for (let day = from; day <= dayNumber(today); day++)
    sums.push((sums.at(-1) ?? 0) + (costs.get(dateOf(day)) ?? 0));
  const point = ahead && near(ahead.forecastUsd);
  const low = ahead?.lowUsd ? near(ahead.lowUsd) : undefined;
  const high = ahead?.highUsd ? near(ahead.highUsd) : undefined;
  const steps = axisSteps(Math.max(largest(sums, 0), point ?? 0, high ?? 0, limit ?? 0));
  const top = steps.at(-1)!;
  const x = (i: number) => LEFT + (i / Math.max(1, count - 1)) * (width - LEFT - 8);
  const y = (value: number) => 8 + (1 - value / top) * (HEIGHT - BOTTOM - 8);
  const line = sums.map((sum, i) => `${x(i).toFixed(1)},${y(sum).toFixed(1)}`);
  const marks = [0, 7, 14, 21, count - 1];
  const end = sums.length - 1;
  return (
    <svg
      class="month-line"
      viewBox={`0 0 ${width} ${HEIGHT}`}
      role="img"
      aria-label={`Cost of the month so far, ${dateText(first)} to ${dateText(today)}`}
    >
      <CostGrid steps={steps} y={y} left={LEFT} width={width} />
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
      {low !== undefined && high !== undefined && (
        <polygon
          points={`${x(end)},${y(sums[end] ?? 0)} ${x(count - 1)},${y(high)} ${x(count - 1)},${y(low)}`}
          fill="var(--accent)"
          opacity="0.2"
        />
      )}
      {point !== undefined && (
        <line
          x1={x(end)}
          y1={y(sums[end] ?? 0)}
          x2={x(count - 1)}
          y2={y(point)}
          stroke="var(--accent)"
          stroke-width="2"
          stroke-dasharray="4 3"
        />
      )}
      {limit !== undefined && (
        <>
          <line x1={LEFT} x2={width} y1={y(limit)} y2={y(limit)} stroke="var(--bad)" stroke-width="1.5" />
          <text class="limit" x={LEFT + 4} y={y(limit) - 5}>
            budget {dollarTick(limit)}
          </text>
        </>
      )}
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
