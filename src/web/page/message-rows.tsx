/** How a message reads: as a row of a table, and as three lines on a phone. */
import { grouped } from '../../core/format.ts';
import type { ResponseRow, Row } from './answers.ts';
import { pathTail } from './numbers.ts';
import { Amount, AtLeast, Count, ModelButton, Nothing, Tokens } from './parts.tsx';
import { status, toggle } from './state.ts';
import type { TableColumn } from './table.tsx';

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
    <button
      type="button"
      class="name-button"
      title={of.project}
      onClick={() => toggle('project', of.project)}
    >
      {of.projectName || pathTail(of.project) || '–'}
    </button>
  );
}

function Preview({
  of,
  areShown,
  why,
}: {
  readonly of: ResponseRow;
  readonly areShown: boolean;
  readonly why: string;
}) {
  if (!areShown)
    return (
      <span class="muted" title={why}>
        hidden
      </span>
    );
  return of.preview === '' ? <Nothing /> : <span title={of.preview}>{of.preview}</span>;
}

export function columnsOf(areShown: boolean, why: string): readonly TableColumn<ResponseRow>[] {
  return [
    { id: 'timestamp', title: 'Time', kind: 'muted', cell: row => <Time of={row} /> },
    { id: 'project', title: 'Project', cell: row => <Project of={row} /> },
    {
      id: 'model',
      title: 'Model',
      cell: row => <ModelButton model={row.model} isUnpriced={row.usd === null} />,
    },
    {
      id: 'preview',
      title: 'Response',
      kind: 'cut',
      cell: row => <Preview of={row} areShown={areShown} why={why} />,
    },
    { id: 'input', title: 'Input', isNumber: true, cell: row => <Count count={row.inputTokens} /> },
    {
      id: 'output',
      title: 'Output',
      isNumber: true,
      cell: row => <Count count={row.outputTokens} isAtLeast={row.quality.lowerBound > 0} />,
    },
    { id: 'cache', title: 'Cache', cell: row => <CacheCell of={row} /> },
    {
      id: 'usd',
      title: 'Cost',
      isNumber: true,
      kind: 'cost',
      cell: row => <Amount of={row} opens={row.id} places={4} />,
    },
  ];
}

/** Three lines a message: badge and cost, preview, the rest. */
export function PhoneRows({ rows }: { readonly rows: readonly ResponseRow[] }) {
  const previews = status.value?.previews;
  return (
    <ul>
      {rows.map(row => (
        <li key={row.id} class="phone-row">
          <div>
            <ModelButton model={row.model} isUnpriced={row.usd === null} />
            <Amount of={row} opens={row.id} places={4} />
          </div>
          <div class="two" style={{ margin: '4px 0' }}>
            <Preview of={row} areShown={previews?.areShown ?? true} why={previews?.why ?? ''} />
          </div>
          <div class="note">
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
  const counts = [
    ...(read > 0 ? [<Tokens key="r" count={read} />, ' read'] : []),
    ...(created > 0 ? [read > 0 ? ', ' : '', <Tokens key="c" count={created} />, ' created'] : []),
  ];
  return (
    <span class="cache-cell">
      <svg viewBox="0 0 10 10" aria-hidden="true">
        <circle
          cx="5"
          cy="5"
          r="4"
          fill={word === 'read' ? 'var(--haiku)' : 'none'}
          stroke={word === 'created' ? 'var(--warn-fill)' : 'var(--haiku)'}
          stroke-width="1.6"
        />
        {word === 'both' && <path d="M5 1a4 4 0 0 1 0 8z" fill="var(--haiku)" />}
      </svg>
      <span class="word">{word}</span>
      <span class="muted">{counts}</span>
    </span>
  );
}
