/** The receipt of one response: the arithmetic, the price, and the line of the log. */
import type { ComponentChildren } from 'preact';
import { grouped } from '../../core/format.ts';
import type { Charge, Receipt } from './answers.ts';
import { useApi } from './api.ts';
import { Crumb, Frame, Sep } from './drawer-frame.tsx';
import { dateText, pathTail } from './numbers.ts';
import { Badge, Command, Cost } from './parts.tsx';
import { openReceipt, status } from './state.ts';

const KINDS: Readonly<Record<string, string>> = {
  input: 'input',
  output: 'output',
  cacheRead: 'cache read',
  cacheWrite5m: 'cache write, 5 minutes',
  cacheWrite1h: 'cache write, 1 hour',
  cacheWriteOther: 'cache write',
  webSearches: 'web searches',
};

export function ResponseView({ id, close }: { readonly id: string; readonly close: () => void }) {
  const { data, failure } = useApi<Receipt>(`/api/receipts/${id}`);
  const shell = (text: string) => (
    <Frame crumbs="Response" value={text} note="" json={{ id }} close={close}>
      {failure && <p>{failure.says}</p>}
    </Frame>
  );
  if (!data) return shell(failure ? 'Not found' : ' ');
  const cost = {
    usd: data.usd,
    isFree: data.status === 'free' ? (true as const) : undefined,
    unpricedTokens: data.usd === null ? data.totalTokens : 0,
    quality: { exact: 0, lowerBound: data.quality === 'lower bound' ? 1 : 0, sessionTotal: 0, estimate: 0 },
  };
  const isToday = data.date === status.value?.today;
  const { work } = data;
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
          {work ? (
            <>
              <Crumb to={`task:${work.name}`}>{work.name}</Crumb>
              <Sep /> entry
            </>
          ) : (
            <>
              <Crumb to={`session:${data.session}`}>session {data.session.slice(0, 8)}</Crumb>
              <Sep /> response
            </>
          )}
        </>
      }
      value={
        <>
          <Cost of={cost} places={6} />
          {!work && <Badge model={data.model} isUnpriced={data.usd === null} />}
          <span class={`tag ${data.quality === 'exact' ? 'is-good' : 'is-warn'}`}>{data.quality}</span>
        </>
      }
      note={`${dateText(data.date, { year: true })}, ${data.time} · ${grouped(data.totalTokens)} tokens`}
      json={data}
      close={close}
      acts={
        !work && (
          <button type="button" class="button" onClick={() => openReceipt(`session:${data.session}`)}>
            Open session
          </button>
        )
      }
    >
      {work && data.usd === null ? (
        <p>The log states no cost.</p>
      ) : data.usd === null ? (
        <HowToPrice of={data} />
      ) : (
        <Arithmetic
          charges={data.charges}
          sum={<Cost of={cost} places={6} />}
          tokens={data.totalTokens}
          isWork={work !== undefined}
        />
      )}
      <h3>Price</h3>
      <dl class="pairs">
        {work ? (
          <>
            <dt>Flat rate</dt>
            <dd>${work.usdPerMtok} per million tokens, an estimate: manualLog.usdPerMtok in config.yaml</dd>
            <dt>By it</dt>
            <dd>${work.byRate}</dd>
          </>
        ) : data.price ? (
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
        {!work && <dt>Steps</dt>}
        <dd hidden={Boolean(work)}>
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
        {[...data.remarks, ...(data.unlogged === null ? [] : [data.unlogged]), ...data.unserved].map(
          remark => (
            <>
              <dt>Note</dt>
              <dd>{remark}</dd>
            </>
          ),
        )}
      </dl>
      <h3>Where it was logged</h3>
      <Command line={`${data.file}:${data.line}`} />
      {data.isGone && <p class="tag is-warn">log no longer there</p>}
      {data.records.length > 1 && (
        <p class="note" style={{ marginTop: '8px' }}>
          {data.records.length} records of one message were folded into this response.
        </p>
      )}
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
                <td class="muted">
                  {record.line === data.line
                    ? 'counted'
                    : record.quality === 'exact'
                      ? 'the same response'
                      : 'placeholder, not final'}
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
      {(data.agent || data.skill || data.command) && (
        <>
          <h3>By</h3>
          <p>
            {[
              data.agent && `agent ${data.agent}`,
              data.skill && `skill ${data.skill}`,
              data.command && `command ${data.command}`,
            ]
              .filter(Boolean)
              .join(', ')}
          </p>
        </>
      )}
      {!work && <h3>Response</h3>}
      {work ? null : data.preview ? (
        <blockquote>{data.preview}</blockquote>
      ) : (
        <p class="muted">
          {status.value?.previews.areShown ? 'It has no text.' : status.value?.previews.why}
        </p>
      )}
    </Frame>
  );
}

function Arithmetic({
  charges,
  sum,
  tokens,
  isWork,
}: {
  readonly charges: readonly Charge[];
  readonly sum: ComponentChildren;
  readonly tokens: number;
  /** Of an entry of the log by hand, which has one count. */
  readonly isWork: boolean;
}) {
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
              <th scope="row">{isWork ? 'tokens' : (KINDS[charge.what] ?? charge.what)}</th>
              <td class="num">{grouped(charge.count)}</td>
              <td class="num muted">
                {charge.rate === undefined
                  ? '–'
                  : `$${charge.rate}${charge.what === 'webSearches' ? ' per 1,000' : ''}`}
              </td>
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
        {grouped(of.totalTokens)} tokens of <span class="mono">{model || '(no model in the log)'}</span> are
        not in any sum of costs. How the name was looked up:
      </p>
      <Command line={`token-dash price ${model}`} />
      <p class="note">To give it a price, in config.yaml, USD per million tokens:</p>
      <Command line={`prices:\n  models:\n    ${JSON.stringify(model)}: { input: 1, output: 5 }`} />
    </>
  );
}
