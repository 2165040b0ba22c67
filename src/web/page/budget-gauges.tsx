/** The budgets of the configuration as gauges: used, limit, and what the forecast says. */
import { largest } from '../../core/extremes.ts';
import { grouped } from '../../core/format.ts';
import type { Budget } from './budget-answers.ts';
import { moneyText, near } from './numbers.ts';
import { Command } from './parts.tsx';

const WORDS: Readonly<Record<Budget['state'], string>> = {
  within: 'on course',
  warning: 'warning',
  over: 'over',
  unknown: 'not known',
};
const HUES: Readonly<Record<Budget['state'], string>> = {
  within: 'var(--good-fill)',
  warning: 'var(--warn-fill)',
  over: 'var(--bad)',
  unknown: 'var(--other)',
};

/** More than these are scrolled to. */
const SEEN = 5;

export function Budgets({ of }: { readonly of: readonly Budget[] | undefined }) {
  const running = (of ?? []).filter(({ isRunning }) => isRunning);
  if (of === undefined) return null;
  if (running.length === 0) {
    return (
      <div class="rest gauge">
        <p class="note" style={{ marginBottom: '8px' }}>
          Set a budget in the configuration to see it here:
        </p>
        <Command line="budgets: [{ name: month, per: month, usd: 170 }]" />
      </div>
    );
  }
  return (
    <div class="rest gauges" tabIndex={running.length > SEEN ? 0 : undefined}>
      {running.map(budget => (
        <Gauge key={`${budget.name} ${budget.from}`} of={budget} />
      ))}
    </div>
  );
}

/** Whether it is over, or the forecast is; undefined where neither is. */
export function headingOf({ state, limit, forecastAtEnd }: Budget): 'over' | 'likely over' | undefined {
  if (state === 'over') return 'over';
  return forecastAtEnd && near(String(forecastAtEnd.amount)) > near(String(limit))
    ? 'likely over'
    : undefined;
}

function Gauge({ of: budget }: { readonly of: Budget }) {
  const { name, unit, used, limit, percent, state, forecast } = budget;
  const ahead = budget.forecastAtEnd?.amount;
  const heading = headingOf(budget);
  const word = heading ?? WORDS[state];
  const text = (value: string | number) =>
    unit === 'usd' ? moneyText(String(value)) : `${grouped(Number(value))} tokens`;
  // The scale goes to the largest, so that what is over is seen beyond the mark.
  const scale = largest(
    [used, limit, ahead ?? 0].map(value => near(String(value))),
    1e-9,
  );
  const part = (value: string | number) => `${(near(String(value)) / scale) * 100}%`;
  return (
    <div class="gauge">
      <div class="row">
        <span>{name}</span>
        <span>
          <b>
            {(budget.unpricedTokens > 0 || budget.lowerBoundResponses > 0) && '≥ '}
            {text(used)}
          </b>{' '}
          of {text(limit)}
        </span>
      </div>
      <span
        class="meter"
        role="img"
        aria-label={`${name}: ${Math.round(percent ?? 0)} percent used, ${word}${ahead === undefined ? '' : `, forecast ${text(ahead)}`}`}
      >
        {ahead !== undefined && (
          <i
            class="is-forecast"
            style={{ '--part': part(ahead), '--hue': HUES[heading === undefined ? state : 'over'] }}
          />
        )}
        <i style={{ '--part': part(used), '--hue': HUES[state] }} />
        <b style={{ left: `calc(${part(limit)} - 1px)` }} />
      </span>
      <div class="row note">
        <span>
          {percent === null ? '' : `${Math.round(percent)} % used, `}
          {word}
        </span>
        <span title={forecast ?? undefined}>{forecast?.split(', 80 %')[0]}</span>
      </div>
    </div>
  );
}
