/** The declared cost of each day of tracked work, with the limit of a day drawn in. */
import { largest } from '../../core/extremes.ts';
import { CostGrid } from './cost-grid.tsx';
import { axisSteps, dateText, moneyText, near } from './numbers.ts';
import { isNear } from './plot.ts';
import { isPhone, isWide } from './state.ts';
import { money, Part } from './tracked-parts.tsx';

const HEIGHT = 150;
const LEFT = 44;
const TOP = 14;
const BOTTOM = 18;
const MOST_DAYS = 60;

export function TrackedDays({
  costs,
  limit,
}: {
  readonly costs: { readonly [date: string]: number };
  readonly limit: string;
}) {
  const all = Object.entries(costs);
  const days = all.slice(-MOST_DAYS);
  if (days.length === 0) return null;
  const most = largest(
    days.map(([, cost]) => cost),
    0,
  );
  const limitUsd = near(limit);
  const hasLine = isNear(limitUsd, most);
  const steps = axisSteps(Math.max(most, hasLine ? limitUsd : 0));
  const top = steps.at(-1)!;
  // Drawn as wide as there is room, so that its words keep their size.
  const width = isPhone.value ? 320 : isWide.value ? 760 : 560;
  const slot = (width - LEFT) / days.length;
  const y = (value: number) => TOP + (1 - value / top) * (HEIGHT - TOP - BOTTOM);
  const says = `limit ${moneyText(limit)} a day`;
  const isOver = (cost: number) => cost > limitUsd;
  const words = ([date, cost]: readonly [string, number]) =>
    `${dateText(date, { year: true })}: ${money(cost)}${isOver(cost) ? ', over the limit' : ''}`;
  return (
    <Part
      title="Cost per day"
      note={`${days.length < all.length ? `The last ${MOST_DAYS} of ${all.length} days. ` : ''}${hasLine ? '' : `The ${says} is above the chart.`}`}
    >
      <svg
        class="month-line"
        viewBox={`0 0 ${width} ${HEIGHT}`}
        role="img"
        aria-label={`Declared cost per day, ${says}`}
      >
        <CostGrid steps={steps} y={y} left={LEFT} width={width} />
        {days.map(([date, cost], i) => {
          const bar = Math.min(slot * 0.68, 26);
          return (
            <rect
              key={date}
              x={LEFT + slot * (i + 0.5) - bar / 2}
              y={y(cost)}
              width={bar}
              height={y(0) - y(cost)}
              fill={isOver(cost) ? 'var(--bad)' : 'var(--accent)'}
            >
              <title>{words([date, cost])}</title>
            </rect>
          );
        })}
        {hasLine && (
          <>
            <line
              x1={LEFT}
              x2={width}
              y1={y(limitUsd)}
              y2={y(limitUsd)}
              stroke="var(--bad)"
              stroke-width="1.5"
            />
            <text class="limit" x={LEFT + 4} y={y(limitUsd) - 4}>
              {says}
            </text>
          </>
        )}
        <text x={LEFT} y={HEIGHT - 4}>
          {dateText(days[0]![0])}
        </text>
        {days.length > 1 && (
          <text x={width} y={HEIGHT - 4} text-anchor="end">
            {dateText(days.at(-1)![0])}
          </text>
        )}
      </svg>
      <ul class="hidden">
        {days.map(day => (
          <li key={day[0]}>{words(day)}</li>
        ))}
      </ul>
    </Part>
  );
}
