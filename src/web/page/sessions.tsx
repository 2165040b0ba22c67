/** The sessions that cost the most. */
import { grouped } from '../../core/format.ts';
import { queryOf } from './address.ts';
import type { Report, Row } from './answers.ts';
import { useApi } from './api.ts';
import {
  countedWords,
  dateText,
  dayNumber,
  lastedText,
  moneyText,
  near,
  pathTail,
  shareOf,
} from './numbers.ts';
import { Panel } from './panel.tsx';
import { Amount, Badge, CopyButton, Count, Tokens, Track } from './parts.tsx';
import { address, openReceipt, status, toggle } from './state.ts';
import { Table, type TableColumn, tableText } from './table.tsx';

export function Sessions() {
  const sessions = useApi<Report<'sessions'>>(
    `/api/reports/session${queryOf(address.value, { limit: '8' })}`,
  );
  const rows = sessions.data?.sessions ?? [];
  const count = rows.length + (sessions.data?.rowsLeftOut ?? 0);
  const highest = rows[0]?.usd ?? null;
  const columns: readonly TableColumn<Row>[] = [
    {
      id: 'sessionId',
      title: 'Session',
      cell: row => (
        <button
          type="button"
          class={`name-button${row.title ? '' : ' mono'}`}
          title={row.sessionId}
          onClick={() => openReceipt(`session:${row.sessionId}`)}
        >
          {row.title ?? row.sessionId?.slice(0, 8)}
        </button>
      ),
      sort: row => row.title ?? row.sessionId ?? '',
      text: row => row.sessionId ?? '',
    },
    {
      id: 'project',
      title: 'Project',
      cell: row => (
        <button
          type="button"
          class="name-button"
          title={row.project}
          onClick={() => toggle('project', row.project ?? '')}
        >
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
    {
      id: 'responses',
      title: 'Responses',
      isNumber: true,
      kind: 'gone-on-phone',
      cell: row => <Count count={row.responses} />,
      sort: row => row.responses,
      text: row => row.responses,
    },
    {
      id: 'tokens',
      title: 'Tokens',
      isNumber: true,
      kind: 'gone-on-phone',
      cell: row => <Tokens count={row.totalTokens} />,
      sort: row => row.totalTokens,
      text: row => row.totalTokens,
    },
    {
      id: 'usd',
      title: 'Cost',
      isNumber: true,
      cell: row => (
        <>
          {countedWords(row) && (
            <span class="tag is-warn" title={countedWords(row)}>
              {moneyText(String(row.statedUsd))} by own count
            </span>
          )}{' '}
          <Amount of={row} opens={`session:${row.sessionId}`} />
        </>
      ),
      sort: row => near(row.usd),
      text: row => row.usd ?? '',
    },
    {
      id: 'bar',
      title: '',
      kind: 'bar gone-on-phone',
      cell: row => <Track part={shareOf(row.usd, highest)} />,
    },
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
      <Table
        caption="Top sessions"
        columns={columns}
        rows={rows}
        keyOf={row => `${row.source} ${row.sessionId} ${row.project}`}
        sortedBy="usd"
      />
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
