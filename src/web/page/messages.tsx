/** The messages: what each model said how much of, what it cost, and the newest responses. */
import { useEffect, useRef, useState } from 'preact/hooks';
import { grouped } from '../../core/format.ts';
import { queryOf } from './address.ts';
import type { Report, ResponseRow, Responses, Row, Summary } from './answers.ts';
import { type Answer, useApi } from './api.ts';
import { CostDialog } from './cost-dialog.tsx';
import { moneyText, near, pathTail } from './numbers.ts';
import { Card, Cards, Panel, Wait } from './panel.tsx';
import { Amount, AtLeast, CopyButton, Cost, Count, ModelButton, Nothing, Tokens } from './parts.tsx';
import { address, isPhone, status, toggle } from './state.ts';
import { Table, type TableColumn, tableText } from './table.tsx';

export function Messages({ summary }: { readonly summary: Answer<Summary> }) {
  const [isDialog, setDialog] = useState(false);
  const models = useApi<Report<'models'>>(`/api/reports/models${queryOf(address.value)}`);
  const of = summary.data;
  return (
    <>
      <Cards count={4}>
        <Card
          label="Total tokens"
          value={of ? <Count count={of.inputTokens + of.outputTokens} /> : <Wait />}
          under={of && `input ${grouped(of.inputTokens)} · output ${grouped(of.outputTokens)}`}
          says="Total tokens"
        />
        <Card
          label="Cache tokens"
          value={of ? <Tokens count={of.cacheCreationTokens + of.cacheReadTokens} /> : <Wait />}
          under={of && `created ${grouped(of.cacheCreationTokens)} · read ${grouped(of.cacheReadTokens)}`}
          says="Cache tokens"
        />
        <Card
          label="Messages"
          value={of ? <Count count={of.responses} /> : <Wait />}
          under={of && `all assistant responses, ${grouped(of.sessions)} ${of.sessions === 1 ? 'session' : 'sessions'}`}
          says="Messages"
        />
        <Card
          label="Estimated cost"
          value={of ? <Cost of={of} /> : <Wait />}
          under={
            of && (
              <>
                in {moneyText(of.usdByKind.input)} · out {moneyText(of.usdByKind.output)} · cache {moneyText(of.usdByKind.cache)}
              </>
            )
          }
          says="Estimated cost: show it model by model"
          onOpen={() => setDialog(true)}
        />
      </Cards>
      <ModelsPanel models={models} />
      <Recent />
      {isDialog && models.data && <CostDialog report={models.data} onClose={() => setDialog(false)} />}
    </>
  );
}

/** Input and output, as the seed counts a total here. */
function inAndOut(row: Pick<Row, 'inputTokens' | 'outputTokens'>): number {
  return row.inputTokens + row.outputTokens;
}

function ModelsPanel({ models }: { readonly models: Answer<Report<'models'>> }) {
  const rows = [...(models.data?.models ?? [])].sort((a, b) => inAndOut(b) - inAndOut(a));
  const totals = models.data?.totals;
  const count = (id: string, title: string, read: (row: Row) => number, isOpen = false, dash = false, kind = ''): TableColumn<Row> => ({
    id,
    title,
    kind,
    isNumber: true,
    cell: row => <Count count={read(row)} isAtLeast={isOpen && row.quality.lowerBound > 0} dash={dash} />,
    sort: read,
    text: read,
    foot: totals && <Count count={read(totals as Row)} isAtLeast={isOpen && totals.quality.lowerBound > 0} dash={dash} />,
  });
  const columns: readonly TableColumn<Row>[] = [
    {
      id: 'model',
      title: 'Model',
      cell: row => <ModelButton model={row.model ?? ''} isUnpriced={row.usd === null} />,
      sort: row => row.model ?? '',
      text: row => row.model ?? '',
      foot: 'All models',
    },
    count('messages', 'Messages', row => row.responses, false, false, 'gone-on-phone'),
    count('input', 'Input', row => row.inputTokens, false, false, 'gone-on-phone'),
    count('output', 'Output', row => row.outputTokens, true, false, 'gone-on-phone'),
    count('total', 'Total', inAndOut, true),
    count('created', 'Cache created', row => row.cacheCreationTokens, false, true, 'gone-on-phone'),
    count('read', 'Cache read', row => row.cacheReadTokens, false, true, 'gone-on-phone'),
    {
      id: 'usd',
      title: 'Cost',
      isNumber: true,
      cell: row => <Amount of={row} opens={`model:${row.model}`} />,
      sort: row => near(row.usd),
      text: row => row.usd ?? '',
      foot: totals && <Amount of={totals} opens="all:" />,
    },
  ];
  return (
    <Panel
      id="models"
      title="Usage by model"
      note="Total is input and output, without cache"
      minHeight={200}
      of={[models]}
      acts={<CopyButton text={asJson => tableText(columns, rows, asJson)} />}
    >
      <Table caption="Usage by model" columns={columns} rows={rows} keyOf={row => row.model ?? ''} sortedBy="total" hasFoot={rows.length > 0} />
    </Panel>
  );
}

const SHOWN = 20;

function Recent() {
  const [limit, setLimit] = useState(SHOWN);
  const answer = useApi<Responses>(`/api/responses${queryOf(address.value, { limit: String(limit) })}`);
  const [isHeld, hold] = useState(false);
  const [isOver, setOver] = useState(false);
  const held = useRef<Responses | undefined>(undefined);
  const isStill = isHeld || isOver;
  if (!isStill || held.current === undefined) held.current = answer.data;
  const data = isStill ? held.current : answer.data;
  const waiting = isStill && data && answer.data ? Math.max(0, answer.data.count - data.count) : 0;
  // Another filter is another list: it is not held.
  const query = queryOf(address.value);
  useEffect(() => {
    held.current = undefined;
  }, [query, limit]);
  useEffect(() => {
    const key = (event: Event) => hold((event as CustomEvent<boolean | undefined>).detail ?? (before => !before));
    addEventListener('hold', key);
    return () => removeEventListener('hold', key);
  }, []);
  const rows = data?.responses ?? [];
  const previews = status.value?.previews;
  const note = previews?.areShown ? 'Previews are read from your own log and stored nowhere.' : (previews?.why ?? '');
  const columns = columnsOf(previews?.areShown ?? true, previews?.why ?? '');
  return (
    <Panel
      id="recent"
      title={
        <>
          Recent messages {waiting > 0 && <span class="tag is-good">{waiting} new</span>}
        </>
      }
      note={data ? `The newest ${rows.length} of ${grouped(data.count)}. ${note}` : ' '}
      minHeight={420}
      of={[answer]}
      acts={
        <fieldset class="segments" aria-label="New messages" style={{ margin: 0 }}>
          <button type="button" aria-pressed={!isHeld} onClick={() => hold(false)}>
            Follow
          </button>
          <button type="button" aria-pressed={isHeld} onClick={() => hold(true)}>
            Hold
          </button>
        </fieldset>
      }
    >
      <div class="lines" onPointerEnter={() => setOver(true)} onPointerLeave={() => setOver(false)} onFocusCapture={() => setOver(true)} onBlurCapture={() => setOver(false)}>
        {rows.length === 0 ? (
          <p class="body note">No messages found. Start using Claude Code to see token usage.</p>
        ) : isPhone.value ? (
          <PhoneRows rows={rows} />
        ) : (
          <Table caption="Recent messages" columns={columns} rows={rows} keyOf={row => row.id} />
        )}
      </div>
      {(data?.count ?? 0) > rows.length && (
        <div class="more">
          <button type="button" class="button" onClick={() => setLimit(Math.min(200, limit + 60))} disabled={limit >= 200}>
            {limit >= 200 ? 'The rest: token-dash explain' : 'Show more'}
          </button>
        </div>
      )}
    </Panel>
  );
}

function Time({ of }: { readonly of: ResponseRow }) {
  const isToday = of.date === status.value?.today;
  return (
    <time dateTime={of.timestamp} title={`${of.date} ${of.time}`}>
      {isToday ? of.time : `${of.date} ${of.time}`}
    </time>
  );
}

function Project({ of }: { readonly of: ResponseRow }) {
  return (
    <button type="button" class="name-button" title={of.project} onClick={() => toggle('project', of.project)}>
      {of.projectName || pathTail(of.project) || '–'}
    </button>
  );
}

function Preview({ of, areShown, why }: { readonly of: ResponseRow; readonly areShown: boolean; readonly why: string }) {
  if (!areShown)
    return (
      <span class="muted" title={why}>
        hidden
      </span>
    );
  return of.preview === '' ? <Nothing /> : <span title={of.preview}>{of.preview}</span>;
}

function columnsOf(areShown: boolean, why: string): readonly TableColumn<ResponseRow>[] {
  return [
    { id: 'timestamp', title: 'Time', kind: 'muted', cell: row => <Time of={row} /> },
    { id: 'project', title: 'Project', cell: row => <Project of={row} /> },
    { id: 'model', title: 'Model', cell: row => <ModelButton model={row.model} isUnpriced={row.usd === null} /> },
    { id: 'preview', title: 'Response', kind: 'cut', cell: row => <Preview of={row} areShown={areShown} why={why} /> },
    { id: 'input', title: 'Input', isNumber: true, cell: row => <Count count={row.inputTokens} /> },
    { id: 'output', title: 'Output', isNumber: true, cell: row => <Count count={row.outputTokens} isAtLeast={row.quality.lowerBound > 0} /> },
    { id: 'cache', title: 'Cache', cell: row => <CacheCell of={row} /> },
    { id: 'usd', title: 'Cost', isNumber: true, kind: 'cost', cell: row => <Amount of={row} opens={row.id} places={4} /> },
  ];
}

/** Three lines a message: badge and cost, preview, the rest. */
function PhoneRows({ rows }: { readonly rows: readonly ResponseRow[] }) {
  const previews = status.value?.previews;
  return (
    <ul>
      {rows.map(row => (
        <li key={row.id} style={{ padding: '10px 16px', borderTop: '1px solid var(--border)' }}>
          <div style={{ display: 'flex', justifyContent: 'space-between', gap: '8px' }}>
            <ModelButton model={row.model} isUnpriced={row.usd === null} />
            <Amount of={row} opens={row.id} places={4} />
          </div>
          <div class="two" style={{ margin: '4px 0' }}>
            <Preview of={row} areShown={previews?.areShown ?? true} why={previews?.why ?? ''} />
          </div>
          <div class="note" style={{ display: 'flex', flexWrap: 'wrap', gap: '0 10px' }}>
            <Time of={row} />
            <Project of={row} />
            <span>in {grouped(row.inputTokens)}</span>
            <span>
              out {row.quality.lowerBound > 0 && <AtLeast />}
              {grouped(row.outputTokens)}
            </span>
            <CacheCell of={row} />
          </div>
        </li>
      ))}
    </ul>
  );
}

/** Created, read, both, or none: the word carries the meaning, the ring and the disc only help. */
export function CacheCell({ of }: { readonly of: Pick<Row, 'cacheCreationTokens' | 'cacheReadTokens'> }) {
  const { cacheCreationTokens: created, cacheReadTokens: read } = of;
  if (created === 0 && read === 0) return <Nothing />;
  const word = created > 0 && read > 0 ? 'both' : created > 0 ? 'created' : 'read';
  const counts = [...(read > 0 ? [<Tokens key="r" count={read} />, ' read'] : []), ...(created > 0 ? [read > 0 ? ', ' : '', <Tokens key="c" count={created} />, ' created'] : [])];
  return (
    <span class="cache-cell">
      <svg viewBox="0 0 10 10" aria-hidden="true">
        <circle cx="5" cy="5" r="4" fill={word === 'read' ? 'var(--haiku)' : 'none'} stroke={word === 'created' ? 'var(--warn-fill)' : 'var(--haiku)'} stroke-width="1.6" />
        {word === 'both' && <path d="M5 1a4 4 0 0 1 0 8z" fill="var(--haiku)" />}
      </svg>
      <span class="word">{word}</span>
      <span class="muted">{counts}</span>
    </span>
  );
}
