/** The lines of a chart of costs, each with its amount beside it. */
import { dollarTick } from './numbers.ts';

interface CostGridProps {
  readonly steps: readonly number[];
  /** Where a cost is, from the top. */
  readonly y: (usd: number) => number;
  readonly left: number;
  readonly width: number;
}

export function CostGrid({ steps, y, left, width }: CostGridProps) {
  return (
    <>
      {steps.map(step => (
        <g key={step}>
          <line
            x1={left}
            x2={width}
            y1={y(step)}
            y2={y(step)}
            stroke={step === 0 ? 'var(--border-strong)' : 'var(--grid)'}
          />
          <text x={left - 6} y={y(step) + 4} text-anchor="end">
            {dollarTick(step)}
          </text>
        </g>
      ))}
    </>
  );
}
