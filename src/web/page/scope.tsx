/** The receipt of a sum: by price, by its parts, each of which opens one level further down, to the response. */
import { useEffect } from 'preact/hooks';
import { grouped } from '../../core/format.ts';
import { scopeQuery } from './address.ts';
import type { Report, Row, ScopeReceipt } from './answers.ts';
import { useApi } from './api.ts';
import { Crumb, Frame, Sep, setNeighbours } from './drawer-frame.tsx';
import { costWords, countedWords, dateText, near, pathTail, spanText } from './numbers.ts';
import { Amount, Badge, Cost, Count } from './parts.tsx';
import { address, toggle } from './state.ts';
import { Table, type TableColumn } from './table.tsx';

/** The quality of counts is shown for the whole, not per price. */
const COUNTED = { exact: 0, lowerBound: 0, sessionTotal: 0, estimate: 0 } as const;

const TITLES: Readonly<Record<string, string>> = {
  day: 'Day',
  days: 'Days',
  model: 'Model',
  project: 'Project',
  session: 'Session',
  source: 'Source',
  all: 'All of the view',
  month: 'This month',
};

export function ScopeView({ of, close }: { readonly of: string; readonly close: () => void }) {
  const kind = of.slice(0, of.indexOf(':'));
  const name = of.slice(of.indexOf(':') + 1);
  const { data, failure } = useApi<ScopeReceipt>(`/api/receipts${scopeQuery(address.value, of)}`);
  // What Claude Code counted itself is a figure of the session's row.
  const row = useApi<Report<'sessions'>>(
    kind === 'session' ? `/api/reports/session${scopeQuery(address.value, of)}` : undefined,
  ).data?.sessions[0];
  const counted = row && countedWords(row);
  const shown =
    kind === 'day'
      ? dateText(name, { year: true, weekday: true })
      : kind === 'days'
        ? spanText(name.slice(0, 10), name.slice(-10))
        : kind === 'project'
          ? pathTail(name)
          : kind === 'session'
            ? name.slice(0, 8)
            : name;
  useEffect(() => {
    if (data) setNeighbours(data.responses.map(each => each.id));
  }, [data]);
  const title = (
    <>
      {kind !== 'all' && (
        <>
          <Crumb to="all:">All of the view</Crumb>
          <Sep />
        </>
      )}
      {TITLES[kind]} {shown}
    </>
  );
  if (!data)
    return (
      <Frame crumbs={title} value={failure ? 'Not found' : ' '} note="" json={{ of }} close={close}>
        {failure && <p>{failure.says}</p>}
      </Frame>
    );
  const { totals } = data;
  const words = costWords(totals);
  const isWork = data.responses.some(row => row.task !== undefined);
  const things = isWork ? 'Entries' : 'Responses';
  return (
    <Frame
      crumbs={title}
      value={
        <>
          <Cost of={totals} places={6} />
          {kind === 'model' && <Badge model={name} isUnpriced={totals.usd === null} />}
          {words.isAtLeast && <span class="tag is-warn">lower bound</span>}
          {isWork && <span class="tag is-dashed">estimate</span>}
        </>
      }
      note={`${data.from && data.to ? `${spanText(data.from, data.to)} · ` : ''}${grouped(totals.responses)} ${things.toLowerCase()} · ${grouped(totals.totalTokens)} tokens`}
      json={data}
      close={close}
      acts={
        (kind === 'model' || kind === 'project') && (
          <button
            type="button"
            class="button"
            onClick={() => {
              close();
              toggle(kind, name);
            }}
          >
            Filter by it
          </button>
        )
      }
    >
      {words.isAtLeast && (
        <p class="note" style={{ marginTop: '12px' }}>
          It is at least this: {words.says.replace(/^at least [^:]*: /, '')}.
        </p>
      )}
      {counted && (
        <p class="note" style={{ marginTop: '12px' }}>
          It is {counted}: <code class="mono">token-dash witness</code> compares both.
        </p>
      )}
      <Rates rates={data.rates} totals={totals} things={things} />
      {data.by && data.parts.length > 0 && (
        <Parts by={data.by} rows={data.parts} totals={totals} things={things} />
      )}
      <h3>{things}, highest cost first</h3>
      <Table
        caption="Responses"
        kind="tight"
        columns={[
          { id: 'time', title: 'Time', cell: row => row.writtenAt ?? `${row.date} ${row.time}` },
          {
            id: 'model',
            title: isWork ? 'Task' : 'Model',
            cell: row => row.task ?? <Badge model={row.model} isShort isUnpriced={row.usd === null} />,
          },
          { id: 'tokens', title: 'Tokens', isNumber: true, cell: row => <Count count={row.totalTokens} /> },
          {
            id: 'usd',
            title: 'Cost',
            isNumber: true,
            cell: row => <Amount of={row} opens={row.id} places={4} />,
          },
        ]}
        rows={data.responses}
        keyOf={row => row.id}
      />
      {totals.responses > data.responses.length && (
        <p class="note">and {grouped(totals.responses - data.responses.length)} more</p>
      )}
    </Frame>
  );
}

function Rates({
  rates,
  totals,
  things,
}: {
  readonly things: string;
  readonly rates: ScopeReceipt['rates'];
  readonly totals: ScopeReceipt['totals'];
}) {
  return (
    <>
      <h3>By price</h3>
      <table class="tight">
        <thead>
          <tr>
            <th scope="col">Price row</th>
            <th scope="col" class="num">
              {things}
            </th>
            <th scope="col" class="num">
              Tokens
            </th>
            <th scope="col" class="num">
              Amount
            </th>
          </tr>
        </thead>
        <tbody>
          {rates.map(rate => (
            <tr key={`${rate.model} ${rate.since ?? ''} ${rate.status} ${rate.usd} ${rate.totalTokens}`}>
              <th scope="row" title={rate.why}>
                {rate.model}
                {rate.since ? <span class="muted">, since {rate.since}</span> : ''}
                {rate.status !== 'listed' && rate.status !== 'unpriced' ? (
                  <span class="tag">{rate.status}</span>
                ) : (
                  ''
                )}
              </th>
              <td class="num">{grouped(rate.responses)}</td>
              <td class="num">{grouped(rate.totalTokens)}</td>
              <td class="num">
                <Cost
                  of={{ ...rate, isFree: rate.status === 'free' || undefined, quality: COUNTED }}
                  places={6}
                />
              </td>
            </tr>
          ))}
        </tbody>
        <tfoot>
          <tr>
            <th scope="row">Sum</th>
            <td class="num">{grouped(totals.responses)}</td>
            <td class="num">{grouped(totals.totalTokens)}</td>
            <td class="num">
              <Cost of={totals} places={6} />
            </td>
          </tr>
        </tfoot>
      </table>
    </>
  );
}

function Parts({
  by,
  rows,
  totals,
  things,
}: {
  readonly things: string;
  readonly by: 'date' | 'sessionId';
  readonly rows: readonly Row[];
  readonly totals: ScopeReceipt['totals'];
}) {
  const nameOf = (row: Row) => row[by] ?? '';
  const columns: readonly TableColumn<Row>[] = [
    {
      id: by,
      title: by === 'date' ? 'Day' : 'Session',
      cell: row =>
        by === 'date' ? (
          dateText(nameOf(row), { weekday: true, year: true })
        ) : (
          <span class="mono">{nameOf(row).slice(0, 8)}</span>
        ),
      sort: nameOf,
      foot: 'Sum',
    },
    {
      id: 'responses',
      title: things,
      isNumber: true,
      cell: row => <Count count={row.responses} />,
      sort: row => row.responses,
      foot: <Count count={totals.responses} />,
    },
    {
      id: 'tokens',
      title: 'Tokens',
      isNumber: true,
      cell: row => <Count count={row.totalTokens} />,
      sort: row => row.totalTokens,
      foot: <Count count={totals.totalTokens} />,
    },
    {
      id: 'usd',
      title: 'Cost',
      isNumber: true,
      cell: row => (
        <Amount of={row} opens={`${by === 'date' ? 'day' : 'session'}:${nameOf(row)}`} places={4} />
      ),
      sort: row => near(row.usd),
      foot: <Cost of={totals} places={4} />,
    },
  ];
  return (
    <>
      <h3>{by === 'date' ? 'By day' : 'By session'}</h3>
      <Table
        caption={by === 'date' ? 'By day' : 'By session'}
        kind="tight"
        columns={columns}
        rows={rows}
        keyOf={nameOf}
        sortedBy={by === 'date' ? by : 'usd'}
        hasFoot
        most={31}
      />
    </>
  );
}
