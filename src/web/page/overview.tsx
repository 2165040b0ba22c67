/** The overview: what it came to, how it went day by day, and what it was spent on. */
import { grouped } from '../../core/format.ts';
import { queryOf, rangeOf } from './address.ts';
import { AlertsPanel } from './alerts-panel.tsx';
import type { Report, Summary } from './answers.ts';
import { type Answer, useApi } from './api.ts';
import { DaysPanel } from './days-panel.tsx';
import { Month, MonthCard } from './month.tsx';
import { LowerBoundNotice } from './notices.tsx';
import { costWords, dateText, moneyText, near, pathTail, percentText } from './numbers.ts';
import { Card, Cards, Panel, Wait } from './panel.tsx';
import { Cost, Count, Tokens } from './parts.tsx';
import { Sessions } from './sessions.tsx';
import { SharesPanel } from './shares.tsx';
import { address, openReceipt, status, toggle } from './state.ts';
import { limitsOf, Year, YearLegend } from './year.tsx';

export function Overview({ summary }: { readonly summary: Answer<Summary> }) {
  return (
    <>
      <Summaries of={summary.data} />
      <LowerBoundNotice totals={summary.data} />
      <div class="grid">
        <DaysPanel summary={summary} />
        <Month />
      </div>
      <div class="grid">
        <YearPanel />
        <Projects total={summary.data} />
      </div>
      <div class="grid">
        <AlertsPanel />
        <Actions total={summary.data} />
      </div>
      <Sessions />
    </>
  );
}

function Summaries({ of }: { readonly of: Summary | undefined }) {
  const words = of && costWords(of);
  const average = of && { ...of, usd: of.averagePerDay };
  return (
    <Cards count={6}>
      <Card
        label="Cost"
        value={of ? <Cost of={of} /> : <Wait />}
        under={of && <Change of={of} />}
        says={`Cost, ${words?.says ?? 'not known yet'}`}
        onOpen={() => openReceipt('all:')}
      />
      <Card
        label="Tokens"
        value={of ? <Tokens count={of.totalTokens} /> : <Wait />}
        under={
          of && (
            <>
              <Tokens count={of.inputTokens} /> in · <Tokens count={of.outputTokens} /> out
            </>
          )
        }
        says={of ? `${grouped(of.totalTokens)} tokens` : 'Tokens'}
        onOpen={() => openReceipt('all:')}
      />
      <Card
        label="Cache"
        value={
          of ? (
            <>
              {percentText(of.cacheReadShare)} {of.cacheReadShare !== null && <small>hits</small>}
            </>
          ) : (
            <Wait />
          )
        }
        under={
          of && (
            <>
              <Tokens count={of.cacheReadTokens} /> read, <Tokens count={of.cacheCreationTokens} /> written
            </>
          )
        }
        says={of ? `Cache, ${percentText(of.cacheReadShare)} of the prompt was read from it` : 'Cache'}
        onOpen={() => openReceipt('all:')}
      />
      <Card
        label="Responses"
        value={of ? <Count count={of.responses} /> : <Wait />}
        under={of && `in ${grouped(of.sessions)} ${of.sessions === 1 ? 'session' : 'sessions'}`}
        says={of ? `${grouped(of.responses)} responses` : 'Responses'}
        onOpen={() => openReceipt('all:')}
      />
      <Card
        label="Average per day"
        value={average ? <Cost of={average} /> : <Wait />}
        under={of && (of.days > 0 ? `${of.activeDays} of ${of.days} days active` : '')}
        says={average ? `Average per day, ${costWords(average).says}` : 'Average per day'}
        onOpen={() => openReceipt('all:')}
      />
      <MonthCard />
    </Cards>
  );
}

/** More than before is not bad by itself: the arrow has no colour. */
function Change({ of }: { readonly of: Summary }) {
  const change = of.previous?.changePercent;
  if (change === null || change === undefined) return <>{of.responses === 0 ? '' : ' '}</>;
  const arrow = change > 0 ? '↑' : change < 0 ? '↓' : '=';
  const { previous } = rangeOf(address.value);
  return (
    <span
      title={
        of.previous
          ? `${costWords(of.previous).says} from ${of.previous.from} to ${of.previous.to}`
          : undefined
      }
    >
      <span aria-hidden="true">{arrow} </span>
      <span class="hidden">{change > 0 ? 'up ' : change < 0 ? 'down ' : ''}</span>
      {Math.abs(change).toFixed(1)} % vs{' '}
      {address.value.since || previous === '' ? 'the time before' : previous}
    </span>
  );
}

function YearPanel() {
  const year = { ...address.value, since: undefined, until: undefined, range: '1y' as const };
  const daily = useApi<Report<'daily'>>(`/api/reports/daily${queryOf(year)}`);
  const monthly = useApi<Report<'monthly'>>(`/api/reports/monthly${queryOf(year)}`);
  const whole = useApi<Summary>(`/api/reports/summary${queryOf(year)}`);
  const limits = limitsOf((daily.data?.daily ?? []).map(row => near(row.usd)));
  const of = whole.data;
  const recovered = daily.data?.recovered ?? [];
  return (
    <Panel
      id="year"
      title="The year"
      minHeight={238}
      of={[daily, monthly, whole]}
      note={
        of && (
          <>
            <Cost of={of} /> on {of.activeDays} of {of.days} days
            {of.highestDay
              ? `, highest ${dateText(of.highestDay.date)} with ${costWords({ ...of, usd: of.highestDay.usd, unpricedTokens: 0, quality: { ...of.quality, lowerBound: 0 } }).text}`
              : ''}
          </>
        )
      }
      acts={
        <span class="is-wide">
          <YearLegend limits={limits} recovered={recovered} />
        </span>
      }
    >
      <div class="body">
        {status.value && (
          <Year
            today={status.value.today}
            days={daily.data?.daily ?? []}
            months={monthly.data?.monthly ?? []}
            limits={limits}
            recovered={recovered}
          />
        )}
      </div>
    </Panel>
  );
}

function Projects({ total }: { readonly total: Summary | undefined }) {
  return (
    <SharesPanel
      id="projects"
      title="Projects"
      total={total}
      nameOf={({ project = '' }) => project}
      shortOf={pathTail}
      opens={name => `project:${name}`}
      choose={name => toggle('project', name)}
    />
  );
}

/** What it was spent on: scheduled runs, agents, skills, commands and prompts, with what one run of each costs. */
function Actions({ total }: { readonly total: Summary | undefined }) {
  return (
    <SharesPanel
      id="actions"
      title="Actions"
      total={total}
      nameOf={({ action = '' }) => action}
      under={({ runs = 0, medianUsd = 0, unpricedTokens, quality }) =>
        `${grouped(runs)} ${runs === 1 ? 'run' : 'runs, median'} ${unpricedTokens + quality.lowerBound > 0 ? '≥ ' : ''}${moneyText(String(medianUsd))}`
      }
    />
  );
}
