/** What the cost of a task that was logged several times is made of: its entries, each with a receipt of its own. */
import { useEffect } from 'preact/hooks';
import { grouped } from '../../core/format.ts';
import { queryOf, scopeQuery } from './address.ts';
import type { Responses } from './answers.ts';
import { useApi } from './api.ts';
import { Crumb, Frame, Sep, setNeighbours } from './drawer-frame.tsx';
import { moneyText } from './numbers.ts';
import { Count } from './parts.tsx';
import { address } from './state.ts';
import { Table } from './table.tsx';
import type { Tasks } from './task-answers.ts';
import { Usd } from './task-lists.tsx';
import { SHOWN_TASKS } from './tasks.tsx';

export function TaskView({ of, close }: { readonly of: string; readonly close: () => void }) {
  const name = of.slice('task:'.length);
  const entries = useApi<Responses>(`/api/responses${scopeQuery(address.value, of)}&limit=200`);
  const tasks = useApi<Tasks>(`/api/reports/tasks${queryOf(address.value, { limit: SHOWN_TASKS })}`);
  const sum = tasks.data?.tasks.find(each => each.task === name);
  const rows = entries.data?.responses ?? [];
  const count = entries.data?.count ?? 0;
  useEffect(() => setNeighbours(rows.map(row => row.id)), [rows]);
  return (
    <Frame
      crumbs={
        <>
          <Crumb to="all:">All of the view</Crumb>
          <Sep /> Task {name}
        </>
      }
      value={
        <>
          {sum ? moneyText(sum.usd, 6) : '–'} <span class="tag is-dashed">estimate</span>
        </>
      }
      note={sum ? `${grouped(sum.count)} entries, ${grouped(sum.totalTokens)} tokens` : ' '}
      json={sum ?? { task: name }}
      close={close}
    >
      {entries.failure && <p>{entries.failure.says}</p>}
      <h3>Entries</h3>
      <Table
        caption="Entries"
        kind="tight"
        columns={[
          { id: 'at', title: 'Time', kind: 'time', cell: row => row.writtenAt, foot: 'Sum' },
          { id: 'project', title: 'Project', cell: row => row.project },
          {
            id: 'tokens',
            title: 'Tokens',
            isNumber: true,
            cell: row => <Count count={row.totalTokens} />,
            foot: sum && <Count count={sum.totalTokens} />,
          },
          {
            id: 'usd',
            title: 'Cost',
            isNumber: true,
            cell: row => <Usd usd={row.usd} opens={row.id} places={4} />,
            foot: sum && moneyText(sum.usd, 4),
          },
        ]}
        rows={rows}
        keyOf={row => row.id}
        hasFoot={sum !== undefined}
      />
      {count > rows.length && <p class="note">and {grouped(count - rows.length)} more</p>}
    </Frame>
  );
}
