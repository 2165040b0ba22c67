/** The overview: what it came to, how it went day by day, and what it was spent on. */
import { useState } from 'preact/hooks';
import { grouped } from '../../core/format.ts';
import { queryOf, rangeOf, type Split } from './address.ts';
import type { Report, Row, Summary } from './answers.ts';
import { type Answer, useApi } from './api.ts';
import { Days } from './days.tsx';
import { Icon } from './icons.tsx';
import { Month, MonthCard } from './month.tsx';
import { LowerBoundNotice } from './notices.tsx';
import { dateText, dayNumber, costWords, lastedText, near, pathTail, percentText, shareOf } from './numbers.ts';
import { Card, Cards, Panel, Wait } from './panel.tsx';
import { Amount, Badge, CopyButton, Cost, Count, ModelButton, Tokens, Track } from './parts.tsx';
import { address, go, openReceipt, status, toggle } from './state.ts';
import { Table, type TableColumn, tableText } from './table.tsx';
import { limitsOf, Year, YearLegend } from './year.tsx';

/** Beyond so many days a bar is a week. */
const MOST_DAYS = 120;

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
    <span title={of.previous ? `${costWords(of.previous).says} from ${of.previous.from} to ${of.previous.to}` : undefined}>
      <span aria-hidden="true">{arrow} </span>
      <span class="hidden">{change > 0 ? 'up ' : change < 0 ? 'down ' : ''}</span>
      {Math.abs(change).toFixed(1)} % vs {address.value.since || previous === '' ? 'the time before' : previous}
    </span>
  );
}

function DaysPanel({ summary }: { readonly summary: Answer<Summary> }) {
  const [isTable, setTable] = useState(false);
  const [lit, setLit] = useState<string | undefined>(undefined);
  const by: Split = address.value.by ?? 'model';
  const of = summary.data;
  const isWeekly = (of?.days ?? 0) > MOST_DAYS;
  const report = isWeekly ? 'weekly' : 'daily';
  const ready = of !== undefined && !summary.isOld;
  const more: Record<string, string> = isWeekly ? { 'week-start': 'monday' } : {};
  const wholes = useApi<Report<'daily' | 'weekly'>>(ready ? `/api/reports/${report}${queryOf(address.value, more)}` : undefined);
  const parts = useApi<Report<'daily' | 'weekly'>>(ready ? `/api/reports/${report}${queryOf(address.value, { ...more, by })}` : undefined);
  const list = by === 'model' ? 'models' : 'projects';
  const names = useApi<Report<'models' | 'projects'>>(`/api/reports/${list}${queryOf(address.value)}`);
  const rows = names.data?.[list] ?? [];
  const nameOf = (row: Row) => (by === 'model' ? row.model : row.project) ?? '';
  const wholeRows = wholes.data?.[report] ?? [];
  const from = of?.from && (isWeekly ? (wholeRows[0]?.week ?? of.from) : of.from);
  return (
    <Panel
      id="days"
      title={`Cost and tokens per ${isWeekly ? 'week' : 'day'}`}
      note={`Stacked by ${by}, list prices of each day`}
      minHeight={560}
      of={[summary, names]}
      acts={
        <>
          <fieldset class="segments" aria-label="Stacked by" style={{ margin: 0 }}>
            {(['model', 'project'] as const).map(each => (
              <button key={each} type="button" aria-pressed={by === each} onClick={() => go({ by: each })}>
                {each === 'model' ? 'Model' : 'Project'}
              </button>
            ))}
          </fieldset>
          <button type="button" class="icon" aria-label={isTable ? 'Show as a chart' : 'Show as a table'} aria-pressed={isTable} onClick={() => setTable(!isTable)}>
            <Icon name={isTable ? 'chart' : 'table'} />
          </button>
        </>
      }
    >
      <div class="body">
        {from && of?.to && rows.length > 0 ? (
          <Days
            from={from}
            to={of.to}
            today={status.value?.today ?? of.to}
            isWeekly={isWeekly}
            parts={parts.data?.[report] ?? []}
            wholes={wholeRows}
            by={by}
            names={rows.map(nameOf)}
            unpriced={new Set(rows.filter(row => row.usd === null).map(nameOf))}
            average={of.averagePerDay}
            {...{ lit, isTable }}
          />
        ) : (
          <p class="note" style={{ minHeight: '380px' }}>
            No usage in this time.
          </p>
        )}
      </div>
      <div class="rest" onPointerLeave={() => setLit(undefined)}>
        <NamesTable rows={rows} by={by} nameOf={nameOf} total={names.data?.totals} onLit={setLit} />
      </div>
    </Panel>
  );
}

interface NamesProps {
  readonly rows: readonly Row[];
  readonly by: Split;
  readonly nameOf: (row: Row) => string;
  readonly total: Summary | Report<'models'>['totals'] | undefined;
  readonly onLit: (name: string) => void;
}

function NamesTable({ rows, by, nameOf, total, onLit }: NamesProps) {
  const columns: readonly TableColumn<Row>[] = [
    {
      id: by,
      title: by === 'model' ? 'Model' : 'Project',
      cell: row => (
        <span onPointerEnter={() => onLit(nameOf(row))}>
          {by === 'model' ? (
            <ModelButton model={nameOf(row)} isUnpriced={row.usd === null} />
          ) : (
            <button type="button" class="name-button" title={nameOf(row)} onClick={() => toggle('project', nameOf(row))}>
              {pathTail(nameOf(row))}
            </button>
          )}
        </span>
      ),
      sort: nameOf,
      text: nameOf,
      foot: rangeOf(address.value).words,
    },
    {
      id: 'usd',
      title: 'Cost',
      isNumber: true,
      cell: row => <Amount of={row} opens={`${by}:${nameOf(row)}`} />,
      sort: row => near(row.usd),
      text: row => row.usd ?? '',
      foot: total && <Amount of={total} opens="all:" />,
    },
    {
      id: 'share',
      title: 'Share',
      isNumber: true,
      kind: 'gone-on-phone',
      cell: row => percentText(shareOf(row.usd, total?.usd ?? null)),
      foot: total?.usd ? '100 %' : '–',
    },
    {
      id: 'tokens',
      title: 'Tokens',
      isNumber: true,
      cell: row => <Tokens count={row.totalTokens} />,
      sort: row => row.totalTokens,
      text: row => row.totalTokens,
      foot: total && <Tokens count={total.totalTokens} />,
    },
    {
      id: 'cacheRead',
      title: 'Cache read',
      isNumber: true,
      kind: 'gone-on-phone',
      cell: row => percentText(row.cacheReadShare),
      sort: row => row.cacheReadShare ?? -1,
      foot: total && percentText((total as Row).cacheReadShare),
    },
    {
      id: 'responses',
      title: 'Responses',
      isNumber: true,
      kind: 'gone-on-phone',
      cell: row => <Count count={row.responses} />,
      sort: row => row.responses,
      text: row => row.responses,
      foot: total && <Count count={total.responses} />,
    },
  ];
  return <Table caption={`Cost by ${by}`} columns={columns} rows={rows} keyOf={nameOf} sortedBy="usd" hasFoot={rows.length > 0} most={12} />;
}

function YearPanel() {
  const year = { ...address.value, since: undefined, until: undefined, range: '1y' as const };
  const daily = useApi<Report<'daily'>>(`/api/reports/daily${queryOf(year)}`);
  const monthly = useApi<Report<'monthly'>>(`/api/reports/monthly${queryOf(year)}`);
  const whole = useApi<Summary>(`/api/reports/summary${queryOf(year)}`);
  const limits = limitsOf((daily.data?.daily ?? []).map(row => near(row.usd)));
  const of = whole.data;
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
            {of.highestDay ? `, highest ${dateText(of.highestDay.date)} with ${costWords({ ...of, usd: of.highestDay.usd, unpricedTokens: 0, quality: { ...of.quality, lowerBound: 0 } }).text}` : ''}
          </>
        )
      }
      acts={<span class="is-wide"><YearLegend limits={limits} /></span>}
    >
      <div class="body">
        {status.value && <Year today={status.value.today} days={daily.data?.daily ?? []} months={monthly.data?.monthly ?? []} limits={limits} />}
      </div>
    </Panel>
  );
}

function Projects({ total }: { readonly total: Summary | undefined }) {
  const [isAll, setAll] = useState(false);
  const projects = useApi<Report<'projects'>>(`/api/reports/projects${queryOf(address.value, isAll ? {} : { limit: '5' })}`);
  const rows = projects.data?.projects ?? [];
  const [first] = rows;
  return (
    <Panel
      id="projects"
      title="Projects"
      minHeight={238}
      of={[projects]}
      acts={
        <button type="button" class="link note" onClick={() => setAll(!isAll)}>
          {isAll ? 'Top five' : 'All projects'}
        </button>
      }
    >
      <ul class="body shares">
        {rows.map(row => (
          <li key={row.project}>
            <div class="row">
              <button type="button" class="name name-button" title={row.project} onClick={() => toggle('project', row.project ?? '')}>
                {pathTail(row.project ?? '')}
              </button>
              <Amount of={row} opens={`project:${row.project}`} />
              <span class="share">{percentText(shareOf(row.usd, total?.usd ?? null))}</span>
            </div>
            <Track part={shareOf(row.usd, first?.usd ?? null)} />
          </li>
        ))}
        {rows.length === 0 && <li class="note">No usage in this time.</li>}
      </ul>
    </Panel>
  );
}

function Sessions() {
  const sessions = useApi<Report<'sessions'>>(`/api/reports/session${queryOf(address.value, { limit: '8' })}`);
  const rows = sessions.data?.sessions ?? [];
  const count = rows.length + (sessions.data?.rowsLeftOut ?? 0);
  const highest = rows[0]?.usd ?? null;
  const columns: readonly TableColumn<Row>[] = [
    {
      id: 'sessionId',
      title: 'Session',
      cell: row => (
        <button type="button" class="name-button mono" title={row.sessionId} onClick={() => openReceipt(`session:${row.sessionId}`)}>
          {row.sessionId?.slice(0, 8)}
        </button>
      ),
      text: row => row.sessionId ?? '',
    },
    {
      id: 'project',
      title: 'Project',
      cell: row => (
        <button type="button" class="name-button" title={row.project} onClick={() => toggle('project', row.project ?? '')}>
          {pathTail(row.project ?? '') || '–'}
        </button>
      ),
      sort: row => row.project ?? '',
      text: row => row.project ?? '',
    },
    {
      id: 'models',
      title: 'Models',
      kind: 'gone-on-phone',
      cell: row => (
        <span class="badges">
          {(row.modelsUsed ?? []).slice(0, 3).map(model => (
            <Badge key={model} model={model} isShort />
          ))}
          {(row.modelsUsed?.length ?? 0) > 3 && <span class="note">+{row.modelsUsed!.length - 3}</span>}
        </span>
      ),
      text: row => (row.modelsUsed ?? []).join(' '),
    },
    {
      id: 'started',
      title: 'Started',
      kind: 'gone-on-phone',
      cell: row => <Moment iso={row.firstActivity} />,
      sort: row => row.firstActivity ?? '',
      text: row => row.firstActivity ?? '',
    },
    {
      id: 'lasted',
      title: 'Lasted',
      isNumber: true,
      kind: 'gone-on-phone',
      cell: row => lastedText(row.firstActivity ?? '', row.lastActivity ?? ''),
      sort: row => Date.parse(row.lastActivity ?? '') - Date.parse(row.firstActivity ?? ''),
    },
    { id: 'responses', title: 'Responses', isNumber: true, kind: 'gone-on-phone', cell: row => <Count count={row.responses} />, sort: row => row.responses, text: row => row.responses },
    { id: 'tokens', title: 'Tokens', isNumber: true, kind: 'gone-on-phone', cell: row => <Tokens count={row.totalTokens} />, sort: row => row.totalTokens, text: row => row.totalTokens },
    { id: 'usd', title: 'Cost', isNumber: true, cell: row => <Amount of={row} opens={`session:${row.sessionId}`} />, sort: row => near(row.usd), text: row => row.usd ?? '' },
    { id: 'bar', title: '', kind: 'bar gone-on-phone', cell: row => <Track part={shareOf(row.usd, highest)} /> },
  ];
  return (
    <Panel
      id="sessions"
      title="Top sessions"
      note={count > 0 ? `${rows.length} of ${grouped(count)}, by cost` : ''}
      minHeight={340}
      of={[sessions]}
      acts={<CopyButton text={asJson => tableText(columns, rows, asJson)} />}
    >
      <Table caption="Top sessions" columns={columns} rows={rows} keyOf={row => `${row.source} ${row.sessionId} ${row.project}`} sortedBy="usd" />
    </Panel>
  );
}

/** `Tue 17 Nov, 07:36` in the zone of the server. */
function Moment({ iso }: { readonly iso: string | undefined }) {
  if (!iso) return <>–</>;
  const zone = status.value?.zone ?? 'UTC';
  const parts = new Date(iso).toLocaleString('sv-SE', { timeZone: zone });
  const [date = '', time = ''] = parts.split(' ');
  const isThisYear = dayNumber(date) > dayNumber(status.value?.today ?? date) - 300;
  return (
    <span title={`${parts} ${zone}`}>
      {dateText(date, { weekday: true, year: !isThisYear })}, {time.slice(0, 5)}
    </span>
  );
}
