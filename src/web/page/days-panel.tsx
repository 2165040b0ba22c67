/** The panel of the daily chart: how it is stacked, the chart or its table, and what the stacks are made of. */
import { useState } from 'preact/hooks';
import { queryOf, rangeOf, type Split } from './address.ts';
import type { Report, Row, Summary, Totals } from './answers.ts';
import { type Answer, useApi } from './api.ts';
import type { Budgets } from './budget-answers.ts';
import { dayLimit } from './day-limit.ts';
import { Days } from './days.tsx';
import { Icon } from './icons.tsx';
import { dateOf, dayNumber, near, pathTail, percentText, shareOf } from './numbers.ts';
import { Panel } from './panel.tsx';
import { Amount, Count, ModelButton, Tokens } from './parts.tsx';
import { address, go, status, toggle } from './state.ts';
import { Table, type TableColumn } from './table.tsx';

/** Beyond so many days a bar is a week. */
const MOST_DAYS = 120;

export function DaysPanel({ summary }: { readonly summary: Answer<Summary> }) {
  const [isTable, setTable] = useState(false);
  const [lit, setLit] = useState<string | undefined>(undefined);
  const by: Split = address.value.by ?? 'model';
  const of = summary.data;
  const isWeekly = (of?.days ?? 0) + (of?.recoveredDays ?? 0) > MOST_DAYS;
  const report = isWeekly ? 'weekly' : 'daily';
  const barDays = isWeekly ? 7 : 1;
  const ready = of !== undefined && !summary.isOld;
  const more: Record<string, string> = isWeekly ? { 'week-start': 'monday' } : {};
  const wholes = useApi<Report<'daily' | 'weekly'>>(
    ready ? `/api/reports/${report}${queryOf(address.value, more)}` : undefined,
  );
  const parts = useApi<Report<'daily' | 'weekly'>>(
    ready ? `/api/reports/${report}${queryOf(address.value, { ...more, by })}` : undefined,
  );
  const list = by === 'model' ? 'models' : 'projects';
  const names = useApi<Report<'models' | 'projects'>>(`/api/reports/${list}${queryOf(address.value)}`);
  const budgets = useApi<Budgets>('/api/budgets');
  const rows = names.data?.[list] ?? [];
  const nameOf = (row: Row) => (by === 'model' ? row.model : row.project) ?? '';
  const wholeRows = wholes.data?.[report] ?? [];
  const recovered = wholes.data?.recovered ?? [];
  const first = of?.from && (isWeekly ? (wholeRows[0]?.week ?? of.from) : of.from);
  // Of all days those that are only remembered are among them; bars of weeks stay a whole number of weeks apart.
  const earliest = recovered[0]?.date;
  const from =
    first && earliest !== undefined && earliest < first
      ? dateOf(dayNumber(first) - Math.ceil((dayNumber(first) - dayNumber(earliest)) / barDays) * barDays)
      : first;
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
          <button
            type="button"
            class="icon"
            aria-label={isTable ? 'Show as a chart' : 'Show as a table'}
            aria-pressed={isTable}
            onClick={() => setTable(!isTable)}
          >
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
            limit={dayLimit(budgets.data?.budgets ?? [], address.value, isWeekly)}
            {...{ lit, isTable, recovered }}
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
  readonly total: Totals | undefined;
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
            <button
              type="button"
              class="name-button"
              title={nameOf(row)}
              onClick={() => toggle('project', nameOf(row))}
            >
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
      foot: total && percentText(total.cacheReadShare),
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
  return (
    <Table
      caption={`Cost by ${by}`}
      columns={columns}
      rows={rows}
      keyOf={nameOf}
      sortedBy="usd"
      hasFoot={rows.length > 0}
      most={12}
    />
  );
}
