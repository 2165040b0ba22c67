/** Logged tasks by date, and the newest of them. */
import { grouped } from '../../core/format.ts';
import { queryOf } from './address.ts';
import type { LogEntry, Recomputed, Report, Row } from './answers.ts';
import { useApi } from './api.ts';
import { dateOf, dayNumber, moneyText, near, shareOf } from './numbers.ts';
import { Panel } from './panel.tsx';
import { Command, CopyButton, Count, Nothing, Track } from './parts.tsx';
import { address, isPhone, status, toggle } from './state.ts';
import { Table, type TableColumn, tableText } from './table.tsx';

export const SOURCE = 'manual-log';
const DAYS = 30;
const SHOWN_ENTRIES = 20;
/** As the rule on large tasks has it. */
const LARGE = 10_000;

/** To the cent, with every digit in a tooltip. */
export function Usd({ usd }: { readonly usd: string | null }) {
  return usd === null ? <Nothing /> : <span title={`$${usd}`}>{moneyText(usd)}</span>;
}

/** The last thirty days of the calendar, those without an entry among them. */
export function Dates() {
  const today = status.value?.today;
  const days = { ...address.value, since: undefined, until: undefined, range: '30d' as const };
  const daily = useApi<Report<'daily'>>(`/api/reports/daily${queryOf(days, { source: SOURCE })}`);
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
      cell: date => <Usd usd={found.get(date)?.usd ?? null} />,
      sort: date => near(found.get(date)?.usd ?? null),
      text: date => found.get(date)?.usd ?? '',
      foot: totals && <Usd usd={totals.usd ?? '0'} />,
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
  const project = address.value.project.map(name => `project=${encodeURIComponent(name)}`).join('&');
  const logs = useApi<readonly LogEntry[]>(`/api/logs${project === '' ? '' : `?${project}`}`);
  const differences = useApi<readonly Recomputed[]>('/api/recompute');
  const all = logs.data ?? [];
  const newest = all
    .map((entry, i) => ({ ...entry, key: String(i) }))
    .sort((a, b) =>
      a.datetime === b.datetime ? Number(b.key) - Number(a.key) : a.datetime < b.datetime ? 1 : -1,
    );
  const rows = newest.slice(0, SHOWN_ENTRIES);
  const wrong = new Map((differences.data ?? []).map(each => [keyOf(each), each]));
  const columns: readonly TableColumn<(typeof rows)[number]>[] = [
    {
      id: 'datetime',
      title: 'Time',
      kind: 'time muted',
      cell: row => row.datetime,
      text: row => row.datetime,
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
          {row.task} {row.tokens > LARGE && <span class="tag is-bad">above 10,000</span>}
        </>
      ),
      text: row => row.task,
    },
    {
      id: 'tokens',
      title: 'Tokens',
      isNumber: true,
      cell: row => <Count count={row.tokens} />,
      text: row => row.tokens,
    },
    {
      id: 'cost',
      title: 'Cost',
      isNumber: true,
      cell: row => {
        const found = wrong.get(keyOf(row));
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
            <Usd usd={String(row.cost)} />
          </>
        );
      },
      text: row => row.cost,
    },
  ];
  return (
    <Panel
      id="activity"
      title="Recent activity"
      note={`The last ${rows.length} of ${grouped(all.length)} entries in ${status.value?.manualLog.path ?? ''}`}
      minHeight={300}
      of={[logs]}
      acts={<CopyButton text={asJson => tableText(columns, rows, asJson)} />}
    >
      {isPhone.value ? (
        <ul>
          {rows.map(row => (
            <li key={row.key} class="phone-row">
              <div>
                <span>
                  {row.task} {row.tokens > LARGE && <span class="tag is-bad">above 10,000</span>}
                </span>
                <Usd usd={String(row.cost)} />
              </div>
              <div class="note">
                <span>{row.datetime}</span>
                <span>{row.project}</span>
                <span>{grouped(row.tokens)} tokens</span>
              </div>
            </li>
          ))}
        </ul>
      ) : (
        <Table caption="Recent activity" columns={columns} rows={rows} keyOf={row => row.key} />
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

function keyOf({ datetime, project, task, tokens, cost }: LogEntry): string {
  return JSON.stringify([datetime, project, task, tokens, cost]);
}
