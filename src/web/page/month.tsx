/** The month so far. With a forecast: where it is heading, and how that compares to the budgets. */
import { queryOf } from './address.ts';
import type { Report, Summary } from './answers.ts';
import { useApi } from './api.ts';
import type { Budget, Budgets as BudgetsOf, MonthAhead } from './budget-answers.ts';
import { Budgets, headingOf } from './budget-gauges.tsx';
import { Icon } from './icons.tsx';
import { MonthLine } from './month-line.tsx';
import { costWords, dayNumber, moneyText, monthName, near } from './numbers.ts';
import { Card, Panel, Wait } from './panel.tsx';
import { Cost } from './parts.tsx';
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
      under={
        of?.month && of.month.daysLeft > 0
          ? forecastWords(of.month)
          : of?.averagePerDay
            ? `${costWords({ ...of, usd: of.averagePerDay }).text} a day so far`
            : ''
      }
      says={of ? `${name} so far, ${costWords(of).says}` : name}
      onOpen={() => today && openReceipt(`month:${today.slice(0, 7)}`)}
    />
  );
}

/** `forecast $177 (168 – 187)`; a card has room for whole dollars. */
function forecastWords({ forecastUsd, lowUsd, highUsd }: MonthAhead): string {
  const whole = (usd: string) => moneyText(usd).replace(/\.\d\d$/, '');
  const interval = lowUsd === null || highUsd === null ? '' : ` (${whole(lowUsd)} – ${whole(highUsd)})`;
  return `forecast ${whole(forecastUsd)}${interval}`;
}

export function Month() {
  const { today, first, summary, daily } = useMonth();
  const budgets = useApi<BudgetsOf>('/api/budgets');
  const of = summary.data;
  // Forecast and budgets are about all usage: with a filter on they would be about something else.
  const isAll = [address.value.project, address.value.model, address.value.source].every(
    names => names.length === 0,
  );
  const ahead = isAll ? (budgets.data?.month ?? undefined) : undefined;
  const budget = isAll ? budgets.data?.budgets.find(each => isOfMonth(each, of, first)) : undefined;
  const limit = budget?.limit;
  const heading = budget && headingOf(budget);
  const last = today ? lastOfMonth(today) : undefined;
  const left = today && last ? dayNumber(last) - dayNumber(today) : 0;
  return (
    <Panel
      id="month"
      title={today ? monthName(today) : 'This month'}
      note={today ? (left === 0 ? 'its last day' : `${left} ${left === 1 ? 'day' : 'days'} left`) : ''}
      minHeight={560}
      of={[summary, daily]}
      acts={
        heading && (
          <span class={`tag ${heading === 'over' ? 'is-bad' : 'is-warn'}`}>
            <Icon name="warn" /> {heading}
          </span>
        )
      }
    >
      {of && first && today && last && (
        <>
          <div class="body">
            <p class="figure">
              <Cost of={of} />{' '}
              <small>{limit === undefined ? 'so far' : `of ${moneyText(String(limit))}`}</small>
            </p>
            <p class="note" style={{ minHeight: '32px' }}>
              {of.averagePerDay
                ? `${costWords({ ...of, usd: of.averagePerDay }).text} a day over ${of.days} ${of.days === 1 ? 'day' : 'days'}, today included.`
                : 'Nothing yet this month.'}
              {ahead && left > 0 && <> {aheadWords(ahead)}</>}
            </p>
            <MonthLine
              first={first}
              today={today}
              last={last}
              days={daily.data?.daily ?? []}
              ahead={left > 0 ? ahead : undefined}
              limit={limit === undefined ? undefined : near(String(limit))}
            />
          </div>
          <Budgets of={budgets.data?.budgets} />
        </>
      )}
    </Panel>
  );
}

/** Whether a budget is about what the panel shows: the same sum in the same month. */
function isOfMonth(budget: Budget, of: Summary | undefined, first: string | undefined): boolean {
  return (
    budget.unit === 'usd' && budget.from === first && near(String(budget.used)) === near(of?.usd ?? null)
  );
}

function aheadWords({ forecastUsd, lowUsd, highUsd }: MonthAhead): string {
  const interval =
    lowUsd === null || highUsd === null
      ? 'too early for an interval'
      : `80 % between ${moneyText(lowUsd)} and ${moneyText(highUsd)}`;
  return `Forecast ${moneyText(forecastUsd)}, ${interval}.`;
}

function lastOfMonth(date: string): string {
  const [year = 0, month = 1] = date.split('-').map(Number);
  return new Date(Date.UTC(year, month, 0)).toISOString().slice(0, 10);
}
