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
    <div class="rest">
      {running.map(budget => (
        <Gauge key={`${budget.name} ${budget.from}`} of={budget} />
      ))}
    </div>
  );
}

function Gauge({ of: budget }: { readonly of: Budget }) {
  const { name, unit, used, limit, percent, state, forecast } = budget;
  const ahead = budget.forecastAtEnd?.amount;
  const isAhead = state === 'within' && ahead !== undefined && near(String(ahead)) > near(String(limit));
  const word = isAhead ? 'likely over' : WORDS[state];
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
          <i class="is-forecast" style={{ '--part': part(ahead), '--hue': HUES[isAhead ? 'over' : state] }} />
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
