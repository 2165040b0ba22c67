/** The tasks that were logged by hand: what they came to, by project, by name and by date, and what is worth a look. */
import { grouped } from '../../core/format.ts';
import { MANUAL_LOG, queryOf } from './address.ts';
import type { Report, Row } from './answers.ts';
import { type Answer, useApi } from './api.ts';
import { moneyText, monthName, near, shareOf } from './numbers.ts';
import { Card, Cards, Panel, Wait } from './panel.tsx';
import { CopyButton, Count, Nothing, Track } from './parts.tsx';
import { Patterns } from './patterns.tsx';
import { address, openReceipt, status, toggle } from './state.ts';
import { Table, type TableColumn, tableText } from './table.tsx';
import type { Review, Tasks as TaskRows } from './task-answers.ts';
import { Dates, Recent, Usd } from './task-lists.tsx';

export const SHOWN_TASKS = '15';

export function Tasks() {
  const tasks = useApi<TaskRows>(`/api/reports/tasks${queryOf(address.value, { limit: SHOWN_TASKS })}`);
  const review = useApi<Review>('/api/reports/review');
  const projects = useApi<Report<'projects'>>(
    `/api/reports/projects${queryOf(address.value, { source: MANUAL_LOG })}`,
  );
  const of = tasks.data?.totals;
  const figures = review.data?.review;
  const rate = status.value?.manualLog.rate ?? '';
  const projectCount = projects.data?.projects.length ?? 0;
  return (
    <>
      <Cards count={4}>
        <Card
          label={
            <>
              Total cost <span class="tag is-dashed">estimate</span>
            </>
          }
          value={of ? moneyText(of.usd) : <Wait />}
          under={of && `${grouped(of.totalTokens)} tokens at ${rate}`}
          says="Total cost, an estimate"
          onOpen={() => openReceipt('all:')}
        />
        <Card
          label="Total tokens"
          value={of ? <Count count={of.totalTokens} /> : <Wait />}
          under={figures && `${grouped(figures.last30Days.totalTokens)} in the last 30 days`}
          says="Total tokens"
          onOpen={() => openReceipt('all:')}
        />
        <Card
          label="Tasks logged"
          value={of ? <Count count={of.count} /> : <Wait />}
          under={
            figures &&
            `${grouped(figures.last30Days.tasks)} in the last 30 days · ${projectCount} ${projectCount === 1 ? 'project' : 'projects'}`
          }
          says="Tasks logged"
          onOpen={() => openReceipt('all:')}
        />
        <Card
          label="Average cost per task"
          value={of ? of.averageUsd === null ? <Nothing /> : moneyText(of.averageUsd) : <Wait />}
          under={of?.averageUsd && `${moneyText(of.averageUsd, 4)} · ${grouped(of.averageTokens)} tokens`}
          says="Average cost per task"
          onOpen={() => openReceipt('all:')}
        />
      </Cards>
      <p class="notice">
        Logged by hand, priced at one flat rate ({rate}). Never added to the costs on Overview and Messages.
      </p>
      {figures && <Patterns found={figures.patterns} />}
      <div class="grid">
        <div class="stack">
          <ProjectsPanel projects={projects} review={review} />
          <TopTasks tasks={tasks} />
        </div>
        <Dates />
      </div>
      <Recent />
    </>
  );
}

function ProjectsPanel({
  projects,
  review,
}: {
  readonly projects: Answer<Report<'projects'>>;
  readonly review: Answer<Review>;
}) {
  const rows = projects.data?.projects ?? [];
  const totals = projects.data?.totals;
  const [first] = rows;
  const average = (row: Pick<Row, 'totalTokens' | 'responses'>) =>
    row.responses === 0 ? 0 : Math.round(row.totalTokens / row.responses);
  const columns: readonly TableColumn<Row>[] = [
    {
      id: 'project',
      title: 'Project',
      cell: row => (
        <button type="button" class="name-button" onClick={() => toggle('project', row.project ?? '')}>
          {row.project}
        </button>
      ),
      sort: row => row.project ?? '',
      text: row => row.project ?? '',
      foot: 'All projects',
    },
    {
      id: 'tasks',
      title: 'Tasks',
      isNumber: true,
      cell: row => <Count count={row.responses} />,
      sort: row => row.responses,
      text: row => row.responses,
      foot: totals && <Count count={totals.responses} />,
    },
    {
      id: 'tokens',
      title: 'Tokens',
      isNumber: true,
      cell: row => <Count count={row.totalTokens} />,
      sort: row => row.totalTokens,
      text: row => row.totalTokens,
      foot: totals && <Count count={totals.totalTokens} />,
    },
    {
      id: 'average',
      title: 'Average tokens',
      isNumber: true,
      kind: 'gone-on-phone',
      cell: row => <Count count={average(row)} />,
      sort: average,
      text: average,
      foot: totals && <Count count={average(totals)} />,
    },
    {
      id: 'usd',
      title: 'Cost',
      isNumber: true,
      cell: row => <Usd usd={row.usd} opens={`project:${row.project}`} />,
      sort: row => near(row.usd),
      text: row => row.usd ?? '',
      foot: totals && <Usd usd={totals.usd ?? '0'} opens="all:" />,
    },
    {
      id: 'bar',
      title: '',
      kind: 'bar gone-on-phone',
      cell: row => <Track part={shareOf(row.usd, first?.usd ?? null)} />,
    },
  ];
  const figures = review.data?.review;
  return (
    <Panel
      id="by-project"
      title="Costs by project"
      minHeight={200}
      of={[projects, review]}
      acts={<CopyButton text={asJson => tableText(columns, rows, asJson)} />}
    >
      <Table
        caption="Costs by project"
        columns={columns}
        rows={rows}
        keyOf={row => row.project ?? ''}
        sortedBy="usd"
        hasFoot={rows.length > 0}
      />
      {figures && <Goal of={figures} />}
    </Panel>
  );
}

function Goal({ of: { last30Days, goal, nextMonth, month } }: { readonly of: Review['review'] }) {
  const over = goal.overByUsdPerDay;
  const isOver = over !== null && near(over) > 0;
  return (
    <dl class="facts rest">
      <div>
        <dt>Last 30 days</dt>
        <dd>
          <Usd usd={last30Days.usd} opens={`days:${last30Days.from}..${last30Days.to}`} />
        </dd>
        <dd class="note">{moneyText(last30Days.usd, 4)}</dd>
      </div>
      <div>
        <dt>Daily average</dt>
        <dd>{moneyText(last30Days.usdPerDay, 4)}</dd>
        <dd class="note">total divided by 30</dd>
      </div>
      <div>
        <dt>Goal</dt>
        <dd>{goal.usdPerDay === null ? <Nothing /> : moneyText(goal.usdPerDay, 4)}</dd>
        <dd class="note">
          {over === null
            ? 'Set a goal: manualLog.goalUsdPerDay in config.yaml'
            : `${isOver ? 'over' : 'under'} by ${moneyText(over.replace('-', ''), 4)} a day`}
        </dd>
      </div>
      <div>
        <dt>Plan for {monthName(`${nextMonth.month}-01`)}</dt>
        <dd>{moneyText(nextMonth.usd)}</dd>
        <dd class="note">
          {nextMonth.days} days at this average
          {month.budgetUsd === null
            ? ''
            : `; this month ${moneyText(month.usd)} of ${moneyText(month.budgetUsd)}`}
        </dd>
      </div>
    </dl>
  );
}

function TopTasks({ tasks }: { readonly tasks: Answer<TaskRows> }) {
  type TaskRow = TaskRows['tasks'][number];
  const rows = tasks.data?.tasks ?? [];
  const [first] = rows;
  const columns: readonly TableColumn<TaskRow>[] = [
    { id: 'task', title: 'Task', cell: row => row.task, sort: row => row.task, text: row => row.task },
    {
      id: 'projects',
      title: 'Projects',
      kind: 'gone-on-phone',
      cell: row => <span class="muted">{row.projects.join(', ')}</span>,
      text: row => row.projects.join(' '),
    },
    {
      id: 'count',
      title: 'Count',
      isNumber: true,
      cell: row => <Count count={row.count} />,
      sort: row => row.count,
      text: row => row.count,
    },
    {
      id: 'tokens',
      title: 'Tokens',
      isNumber: true,
      kind: 'gone-on-phone',
      cell: row => <Count count={row.totalTokens} />,
      sort: row => row.totalTokens,
      text: row => row.totalTokens,
    },
    {
      id: 'usd',
      title: 'Cost',
      isNumber: true,
      cell: row => <Usd usd={row.usd} opens={`task:${row.task}`} />,
      sort: row => near(row.usd),
      text: row => row.usd,
    },
    {
      id: 'bar',
      title: '',
      kind: 'bar gone-on-phone',
      cell: row => <Track part={shareOf(row.usd, first?.usd ?? null)} />,
    },
  ];
  return (
    <Panel
      id="top-tasks"
      title="Top tasks by cost"
      note={`${rows.length} ${rows.length === 1 ? 'name' : 'names'}; equal names are one row`}
      minHeight={300}
      of={[tasks]}
      acts={<CopyButton text={asJson => tableText(columns, rows, asJson)} />}
    >
      <Table
        caption="Top tasks by cost"
        columns={columns}
        rows={rows}
        keyOf={row => row.task}
        sortedBy="usd"
      />
    </Panel>
  );
}
