/** Logged tasks by date, and the newest of them. */
import { useEffect } from 'preact/hooks';
import { grouped } from '../../core/format.ts';
import { MANUAL_LOG, queryOf } from './address.ts';
import type { Report, ResponseRow, Responses, Row } from './answers.ts';
import { useApi } from './api.ts';
import { setNeighbours } from './drawer-frame.tsx';
import { dateOf, dayNumber, moneyText, near, type Places, shareOf } from './numbers.ts';
import { Panel } from './panel.tsx';
import { Command, CopyButton, Count, Nothing, Track } from './parts.tsx';
import { address, isPhone, openReceipt, status, toggle } from './state.ts';
import { Table, type TableColumn, tableText } from './table.tsx';
import type { Recomputed } from './task-answers.ts';

const DAYS = 30;
const SHOWN_ENTRIES = 20;
/** As the rule on large tasks has it. */
const LARGE = 10_000;

/** To the cent, with every digit in a tooltip; opens what it is made of. */
export function Usd({
  usd,
  opens,
  places = 2,
}: {
  readonly usd: string | null;
  readonly opens: string;
  readonly places?: Places;
}) {
  if (usd === null) return <Nothing />;
  return (
    <button type="button" class="amount" title={`$${usd}`} onClick={() => openReceipt(opens)}>
      {moneyText(usd, places)}
    </button>
  );
}

/** The last thirty days of the calendar, those without an entry among them. */
export function Dates() {
  const today = status.value?.today;
  const days = { ...address.value, since: undefined, until: undefined, range: '30d' as const };
  const daily = useApi<Report<'daily'>>(`/api/reports/daily${queryOf(days, { source: MANUAL_LOG })}`);
  const found = new Map((daily.data?.daily ?? []).map(row => [row.date ?? '', row]));
  const dates = today ? Array.from({ length: DAYS }, (_, i) => dateOf(dayNumber(today) - i)) : [];
  const highest = [...found.values()].reduce<Row | undefined>(
    (best, row) => (near(row.usd) > near(best?.usd ?? null) ? row : best),
    undefined,
  );
  const totals = daily.data?.totals;
  const columns: readonly TableColumn<string>[] = [
    {
      id: 'date',
      title: 'Date',
      kind: 'time',
      cell: date => <span class={found.has(date) ? '' : 'muted'}>{date}</span>,
      sort: date => date,
      text: date => date,
      foot: '30 days',
    },
    {
      id: 'tasks',
      title: 'Tasks',
      isNumber: true,
      cell: date => <Count dash count={found.get(date)?.responses ?? 0} />,
      sort: date => found.get(date)?.responses ?? 0,
      text: date => found.get(date)?.responses ?? 0,
      foot: totals && <Count count={totals.responses} />,
    },
    {
      id: 'tokens',
      title: 'Tokens',
      isNumber: true,
      cell: date => <Count dash count={found.get(date)?.totalTokens ?? 0} />,
      sort: date => found.get(date)?.totalTokens ?? 0,
      text: date => found.get(date)?.totalTokens ?? 0,
      foot: totals && <Count count={totals.totalTokens} />,
    },
    {
      id: 'usd',
      title: 'Cost',
      isNumber: true,
      cell: date => <Usd usd={found.get(date)?.usd ?? null} opens={`day:${date}`} />,
      sort: date => near(found.get(date)?.usd ?? null),
      text: date => found.get(date)?.usd ?? '',
      foot: totals && <Usd usd={totals.usd ?? '0'} opens={`days:${dates.at(-1)}..${today}`} />,
    },
    {
      id: 'bar',
      title: '',
      kind: 'bar',
      cell: date =>
        found.has(date) ? (
          <Track part={shareOf(found.get(date)!.usd, highest?.usd ?? null)} isHigh={highest?.date === date} />
        ) : null,
    },
  ];
  return (
    <Panel id="by-date" title="Costs by date" note="The last 30 calendar days" minHeight={400} of={[daily]}>
      <Table
        caption="Costs by date"
        kind="tight"
        columns={columns}
        rows={dates}
        keyOf={date => date}
        sortedBy="date"
        hasFoot
      />
    </Panel>
  );
}

export function Recent() {
  const shown = queryOf(
    { ...address.value, since: undefined, until: undefined, range: 'all' },
    { source: MANUAL_LOG, limit: String(SHOWN_ENTRIES) },
  );
  const project = address.value.project.map(name => `project=${encodeURIComponent(name)}`).join('&');
  const entries = useApi<Responses>(`/api/responses${shown}`);
  const differences = useApi<readonly Recomputed[]>(`/api/recompute${project === '' ? '' : `?${project}`}`);
  const rows = entries.data?.responses ?? [];
  const wrong = new Map((differences.data ?? []).map(each => [each.id, each]));
  useEffect(() => {
    if (address.value.receipt === undefined) setNeighbours(rows.map(row => row.id));
  }, [rows]);
  const columns: readonly TableColumn<ResponseRow>[] = [
    {
      id: 'datetime',
      title: 'Time',
      kind: 'time muted',
      cell: row => row.writtenAt ?? '',
      text: row => row.writtenAt ?? '',
    },
    {
      id: 'project',
      title: 'Project',
      cell: row => (
        <button type="button" class="name-button" onClick={() => toggle('project', row.project)}>
          {row.project}
        </button>
      ),
      text: row => row.project,
    },
    {
      id: 'task',
      title: 'Task',
      cell: row => (
        <>
          {row.task} {row.totalTokens > LARGE && <span class="tag is-bad">above 10,000</span>}
        </>
      ),
      text: row => row.task ?? '',
    },
    {
      id: 'tokens',
      title: 'Tokens',
      isNumber: true,
      cell: row => <Count count={row.totalTokens} />,
      text: row => row.totalTokens,
    },
    {
      id: 'cost',
      title: 'Cost',
      isNumber: true,
      cell: row => {
        const found = wrong.get(row.id);
        return (
          <>
            {found && (
              <span
                class="tag is-warn"
                title={`By the rate it would be $${found.byRate}${found.reason ? `: it looks like ${found.reason}` : ''}. token-dash log recompute`}
              >
                ≠ rate
              </span>
            )}{' '}
            <Usd usd={row.usd} opens={row.id} />
          </>
        );
      },
      text: row => row.usd ?? '',
    },
  ];
  return (
    <Panel
      id="activity"
      title="Recent activity"
      note={`The last ${rows.length} of ${grouped(entries.data?.count ?? 0)} entries in ${status.value?.manualLog.path ?? ''}`}
      minHeight={300}
      of={[entries]}
      acts={<CopyButton text={asJson => tableText(columns, rows, asJson)} />}
    >
      {isPhone.value ? (
        <ul>
          {rows.map(row => (
            <li key={row.id} class="phone-row">
              <div>
                <span>
                  {row.task} {row.totalTokens > LARGE && <span class="tag is-bad">above 10,000</span>}
                </span>
                <Usd usd={row.usd} opens={row.id} />
              </div>
              <div class="note">
                <span>{row.writtenAt ?? ''}</span>
                <span>{row.project}</span>
                <span>{grouped(row.totalTokens)} tokens</span>
              </div>
            </li>
          ))}
        </ul>
      ) : (
        <Table caption="Recent activity" columns={columns} rows={rows} keyOf={row => row.id} />
      )}
      {(differences.data?.length ?? 0) > 0 && (
        <div class="more">
          <p class="note">
            Costs that are not the rate times the tokens are marked. To see all of them, and to mend them:
          </p>
          <Command line="token-dash log recompute" />
        </div>
      )}
    </Panel>
  );
}
