/** The drawer that opens behind every number: what it is the sum of, down to the line of the log and the price. */
import type { ComponentChildren } from 'preact';
import { useEffect, useRef } from 'preact/hooks';
import { grouped } from '../../core/format.ts';
import { scopeQuery } from './address.ts';
import type { Charge, Receipt, Row, ScopeReceipt } from './answers.ts';
import { useApi } from './api.ts';
import { Icon } from './icons.tsx';
import { costWords, dateText, near, pathTail, spanText } from './numbers.ts';
import { Amount, Badge, Command, CopyButton, Cost, Count } from './parts.tsx';
import { address, go, openReceipt, status, toggle } from './state.ts';
import { Table, type TableColumn } from './table.tsx';

const KINDS: Readonly<Record<string, string>> = {
  input: 'input',
  output: 'output',
  cacheRead: 'cache read',
  cacheWrite5m: 'cache write, 5 minutes',
  cacheWrite1h: 'cache write, 1 hour',
  cacheWriteOther: 'cache write',
  webSearches: 'web searches',
};

export function Drawer() {
  const of = address.value.receipt;
  const box = useRef<HTMLDialogElement>(null);
  const opener = useRef<Element | null>(null);
  useEffect(() => {
    const { current } = box;
    if (of === undefined || !current || current.open) return;
    opener.current = document.activeElement;
    current.showModal();
    document.body.classList.add('is-held');
  }, [of]);
  const close = () => {
    document.body.classList.remove('is-held');
    if (address.value.receipt !== undefined) go({ receipt: undefined });
    if (opener.current instanceof HTMLElement) opener.current.focus();
  };
  useEffect(() => {
    if (of === undefined) document.body.classList.remove('is-held');
  }, [of]);
  if (of === undefined) return null;
  return (
    // biome-ignore lint/a11y/useKeyWithClickEvents: Escape closes a dialog by itself
    <dialog ref={box} class="drawer" aria-labelledby="receipt-title" onClose={close} onClick={event => event.target === box.current && box.current?.close()}>
      {of.includes(':') ? <ScopeView of={of} close={close} /> : <ResponseView id={of} close={close} />}
    </dialog>
  );
}

interface FrameProps {
  readonly crumbs: ComponentChildren;
  readonly value: ComponentChildren;
  readonly note: ComponentChildren;
  readonly json: unknown;
  readonly close: () => void;
  readonly acts?: ComponentChildren;
  readonly children: ComponentChildren;
}

function Frame({ crumbs, value, note, json, close, acts, children }: FrameProps) {
  return (
    <>
      <header>
        <div class="crumbs">{crumbs}</div>
        <span style={{ gridRow: '1 / 3', gridColumn: '2', display: 'flex', gap: '4px' }}>
          <button type="button" class="icon" aria-label="The one before" onClick={() => step(-1)}>
            <Icon name="left" />
          </button>
          <button type="button" class="icon" aria-label="The next one" onClick={() => step(1)}>
            <Icon name="right" />
          </button>
          {/* biome-ignore lint/a11y/noAutofocus: the focus of a dialog begins at its close button */}
          <button type="button" class="icon" aria-label="Close" autoFocus onClick={close}>
            <Icon name="close" />
          </button>
        </span>
        <div class="value" id="receipt-title">
          {value}
        </div>
        <div class="note">{note}</div>
      </header>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keys */}
      <div class="content" tabIndex={0}>
        {children}
      </div>
      <footer>
        <CopyButton label="Copy JSON" text={() => JSON.stringify(json, null, 2)} />
        {acts}
        <span class="note is-desk">
          <kbd>Esc</kbd> closes · <kbd>[</kbd> <kbd>]</kbd> step
        </span>
      </footer>
    </>
  );
}

/** Goes to the neighbour in the list that the receipt was opened from. */
export function step(by: 1 | -1): void {
  const now = address.value.receipt;
  const list = neighbours.filter((each, i) => each !== neighbours[i - 1]);
  const at = now === undefined ? -1 : list.indexOf(now);
  const next = list[at + by];
  if (at >= 0 && next !== undefined) go({ receipt: next }, true);
}
/** The receipts of the list that is on the page, in its order. */
let neighbours: readonly string[] = [];
export function setNeighbours(list: readonly string[]): void {
  neighbours = list;
}

function Sep() {
  return <span aria-hidden="true">›</span>;
}

function Crumb({ to, children }: { readonly to: string; readonly children: ComponentChildren }) {
  return (
    <button type="button" class="name-button" style={{ color: 'var(--accent)' }} onClick={() => openReceipt(to)}>
      {children}
    </button>
  );
}

function ResponseView({ id, close }: { readonly id: string; readonly close: () => void }) {
  const { data, failure } = useApi<Receipt>(`/api/receipts/${id}`);
  const shell = (text: string) => (
    <Frame crumbs="Response" value={text} note="" json={{ id }} close={close}>
      {failure && <p>{failure.says}</p>}
    </Frame>
  );
  if (!data) return shell(failure ? 'Not found' : ' ');
  const cost = {
    usd: data.usd,
    unpricedTokens: data.usd === null ? data.totalTokens : 0,
    quality: { exact: 0, lowerBound: data.quality === 'lower bound' ? 1 : 0, sessionTotal: 0, estimate: 0 },
  };
  const isToday = data.date === status.value?.today;
  return (
    <Frame
      crumbs={
        <>
          <Crumb to={`day:${data.date}`}>{isToday ? 'Today' : dateText(data.date)}</Crumb>
          {data.project && (
            <>
              <Sep />
              <Crumb to={`project:${data.project}`}>{pathTail(data.project)}</Crumb>
            </>
          )}
          <Sep />
          <Crumb to={`session:${data.session}`}>session {data.session.slice(0, 8)}</Crumb>
          <Sep /> response
        </>
      }
      value={
        <>
          <Cost of={cost} places={6} />
          <Badge model={data.model} isUnpriced={data.usd === null} />
          <span class={`tag ${data.quality === 'exact' ? 'is-good' : 'is-warn'}`}>{data.quality}</span>
        </>
      }
      note={`${dateText(data.date, { year: true })}, ${data.time} · ${grouped(data.totalTokens)} tokens`}
      json={data}
      close={close}
      acts={
        <button type="button" class="button" onClick={() => openReceipt(`session:${data.session}`)}>
          Open session
        </button>
      }
    >
      {data.usd === null ? <HowToPrice of={data} /> : <Arithmetic charges={data.charges} sum={<Cost of={cost} places={6} />} tokens={data.totalTokens} />}
      <h3>Price</h3>
      <dl class="pairs">
        {data.price ? (
          <>
            <dt>Row</dt>
            <dd>
              {data.price.model}, {data.price.vendor}
              {data.price.since ? `, since ${data.price.since}` : ''}
            </dd>
            <dt>Read from</dt>
            <dd>{data.price.source}</dd>
            <dt>Table</dt>
            <dd>{data.price.table}</dd>
          </>
        ) : (
          <>
            <dt>Row</dt>
            <dd>none</dd>
          </>
        )}
        <dt>Steps</dt>
        <dd>
          {data.steps.length === 0
            ? 'none: standard tier, no long-context band'
            : data.steps.map(each => (
                <div key={each.name}>
                  {each.name}
                  {each.factor ? ` × ${each.factor}` : ''}: {each.why}
                </div>
              ))}
        </dd>
        {data.logged && (
          <>
            <dt>In the log</dt>
            <dd>
              ${data.logged.usd}
              {data.logged.difference ? `; here it is $${data.logged.difference} more` : ''}
            </dd>
          </>
        )}
        {data.remarks.map(remark => (
          <>
            <dt>Note</dt>
            <dd>{remark}</dd>
          </>
        ))}
      </dl>
      <h3>Where it was logged</h3>
      <Command line={`${data.file}:${data.line}`} />
      {data.isGone && <p class="tag is-warn">log no longer there</p>}
      {data.records.length > 1 && <p class="note" style={{ marginTop: '8px' }}>{data.records.length} records of one message were folded into this response.</p>}
      {data.records.length > 1 && (
        <table class="tight">
          <thead>
            <tr>
              <th scope="col">Line</th>
              <th scope="col" class="num">
                Input
              </th>
              <th scope="col" class="num">
                Output
              </th>
              <th scope="col">Kept</th>
            </tr>
          </thead>
          <tbody>
            {data.records.map(record => (
              <tr key={`${record.file}:${record.line}`}>
                <th scope="row">{record.line}</th>
                <td class="num">{grouped(record.tokens.input)}</td>
                <td class="num">{grouped(record.tokens.output)}</td>
                <td class="muted">{record.line === data.line ? 'counted' : record.quality === 'exact' ? 'the same response' : 'placeholder, not final'}</td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
      {(data.agent || data.skill || data.command) && (
        <>
          <h3>By</h3>
          <p>{[data.agent && `agent ${data.agent}`, data.skill && `skill ${data.skill}`, data.command && `command ${data.command}`].filter(Boolean).join(', ')}</p>
        </>
      )}
      <h3>Response</h3>
      {data.preview ? <blockquote>{data.preview}</blockquote> : <p class="muted">{status.value?.previews.areShown ? 'It has no text.' : status.value?.previews.why}</p>}
    </Frame>
  );
}

function Arithmetic({ charges, sum, tokens }: { readonly charges: readonly Charge[]; readonly sum: ComponentChildren; readonly tokens: number }) {
  return (
    <>
      <h3>Arithmetic</h3>
      <table>
        <thead>
          <tr>
            <th scope="col">Kind</th>
            <th scope="col" class="num">
              Tokens
            </th>
            <th scope="col" class="num">
              Per million
            </th>
            <th scope="col" class="num">
              Amount
            </th>
          </tr>
        </thead>
        <tbody>
          {charges.map(charge => (
            <tr key={charge.what}>
              <th scope="row">{KINDS[charge.what] ?? charge.what}</th>
              <td class="num">{grouped(charge.count)}</td>
              <td class="num muted">{charge.rate === undefined ? '–' : `$${charge.rate}${charge.what === 'webSearches' ? ' per 1,000' : ''}`}</td>
              <td class="num">{charge.usd === undefined ? '–' : `$${six(charge.usd)}`}</td>
            </tr>
          ))}
        </tbody>
        <tfoot>
          <tr>
            <th scope="row">Sum</th>
            <td class="num">{grouped(tokens)}</td>
            <td />
            <td class="num">{sum}</td>
          </tr>
        </tfoot>
      </table>
    </>
  );
}

/** At least six digits behind the point; the exact amount may have more. */
function six(amount: string): string {
  const [whole = '0', fraction = ''] = amount.split('.');
  return `${grouped(Number(whole))}.${fraction.padEnd(6, '0')}`;
}

function HowToPrice({ of }: { readonly of: Pick<Receipt, 'terms' | 'totalTokens'> }) {
  const model = of.terms.model;
  return (
    <>
      <h3>No price is known</h3>
      <p>
        {grouped(of.totalTokens)} tokens of <span class="mono">{model || '(no model in the log)'}</span> are not in any sum of costs. How the name was looked up:
      </p>
      <Command line={`token-dash price ${model}`} />
      <p class="note">To give it a price, in config.yaml, USD per million tokens:</p>
      <Command line={`prices:\n  models:\n    ${JSON.stringify(model)}: { input: 1, output: 5 }`} />
    </>
  );
}

const TITLES: Readonly<Record<string, string>> = { day: 'Day', model: 'Model', project: 'Project', session: 'Session', source: 'Source', all: 'All of the view', month: 'This month' };

function ScopeView({ of, close }: { readonly of: string; readonly close: () => void }) {
  const kind = of.slice(0, of.indexOf(':'));
  const name = of.slice(of.indexOf(':') + 1);
  const { data, failure } = useApi<ScopeReceipt>(`/api/receipts${scopeQuery(address.value, of)}`);
  const shown =
    kind === 'day' ? dateText(name, { year: true, weekday: true }) : kind === 'project' ? pathTail(name) : kind === 'session' ? name.slice(0, 8) : name;
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
  return (
    <Frame
      crumbs={title}
      value={
        <>
          <Cost of={totals} places={6} />
          {kind === 'model' && <Badge model={name} isUnpriced={totals.usd === null} />}
          {words.isAtLeast && <span class="tag is-warn">lower bound</span>}
        </>
      }
      note={`${data.from && data.to ? `${spanText(data.from, data.to)} · ` : ''}${grouped(totals.responses)} responses · ${grouped(totals.totalTokens)} tokens`}
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
      {words.isAtLeast && <p class="note" style={{ marginTop: '12px' }}>It is at least this: {words.says.replace(/^at least [^:]*: /, '')}.</p>}
      <Rates rates={data.rates} totals={totals} />
      {data.by && data.parts.length > 0 && <Parts by={data.by} rows={data.parts} totals={totals} />}
      <h3>Responses, highest cost first</h3>
      <Table
        caption="Responses"
        kind="tight"
        columns={[
          { id: 'time', title: 'Time', cell: row => `${row.date} ${row.time}` },
          { id: 'model', title: 'Model', cell: row => <Badge model={row.model} isShort isUnpriced={row.usd === null} /> },
          { id: 'tokens', title: 'Tokens', isNumber: true, cell: row => <Count count={row.totalTokens} /> },
          { id: 'usd', title: 'Cost', isNumber: true, cell: row => <Amount of={row} opens={row.id} places={4} /> },
        ]}
        rows={data.responses}
        keyOf={row => row.id}
      />
      {totals.responses > data.responses.length && <p class="note">and {grouped(totals.responses - data.responses.length)} more</p>}
    </Frame>
  );
}

function Rates({ rates, totals }: { readonly rates: ScopeReceipt['rates']; readonly totals: ScopeReceipt['totals'] }) {
  return (
    <>
      <h3>By price</h3>
      <table class="tight">
        <thead>
          <tr>
            <th scope="col">Price row</th>
            <th scope="col" class="num">
              Responses
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
                {rate.status !== 'listed' && rate.status !== 'unpriced' ? <span class="tag">{rate.status}</span> : ''}
              </th>
              <td class="num">{grouped(rate.responses)}</td>
              <td class="num">{grouped(rate.totalTokens)}</td>
              <td class="num">
                <Cost of={rate} places={6} />
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

function Parts({ by, rows, totals }: { readonly by: 'date' | 'sessionId'; readonly rows: readonly Row[]; readonly totals: ScopeReceipt['totals'] }) {
  const nameOf = (row: Row) => row[by] ?? '';
  const columns: readonly TableColumn<Row>[] = [
    {
      id: by,
      title: by === 'date' ? 'Day' : 'Session',
      cell: row => (by === 'date' ? dateText(nameOf(row), { weekday: true, year: true }) : <span class="mono">{nameOf(row).slice(0, 8)}</span>),
      sort: nameOf,
      foot: 'Sum',
    },
    { id: 'responses', title: 'Responses', isNumber: true, cell: row => <Count count={row.responses} />, sort: row => row.responses, foot: <Count count={totals.responses} /> },
    { id: 'tokens', title: 'Tokens', isNumber: true, cell: row => <Count count={row.totalTokens} />, sort: row => row.totalTokens, foot: <Count count={totals.totalTokens} /> },
    {
      id: 'usd',
      title: 'Cost',
      isNumber: true,
      cell: row => <Amount of={row} opens={`${by === 'date' ? 'day' : 'session'}:${nameOf(row)}`} places={4} />,
      sort: row => near(row.usd),
      foot: <Cost of={totals} places={4} />,
    },
  ];
  return (
    <>
      <h3>{by === 'date' ? 'By day' : 'By session'}</h3>
      <Table caption={by === 'date' ? 'By day' : 'By session'} kind="tight" columns={columns} rows={rows} keyOf={nameOf} sortedBy="usd" hasFoot most={31} />
    </>
  );
}
