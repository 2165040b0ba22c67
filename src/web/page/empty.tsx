/** The empty state of a view: where it looked, and what to try. */
import { FILTERS, rangeOf } from './address.ts';
import { Icon } from './icons.tsx';
import { Command } from './parts.tsx';
import { address, go, status, view } from './state.ts';

/** Their places are named at once, found or not; those of other tools on request. */
const FIRST = ['Claude Code', 'Goose', 'Codex CLI'];

const LOG_ONE = 'token-tracker.sh log test-project "test task" 1000';

export function NothingYet() {
  const of = status.value;
  if (!of) return null;
  const log = { path: of.manualLog.path, found: of.manualLog.entries > 0, title: 'Logged by hand', files: 0 };
  const measured = of.sources.flatMap(source =>
    source.roots.map(root => ({ ...root, title: source.title, files: source.files })),
  );
  const isNear = ({ title, found }: { title: string; found: boolean }) => found || FIRST.includes(title);
  const near = [...measured.filter(isNear), log];
  const far = measured.filter(place => !isNear(place));
  const tools = new Set(far.map(({ title }) => title)).size;
  const commands = [
    ['Log a task by hand', LOG_ONE],
    ['See the page with made-up data, never mixed with yours', 'token-dash serve --demo'],
    ['Find out what was looked at and why it was passed over', 'token-dash doctor'],
  ] as const;
  return (
    <section class="panel nothing" id="nothing" aria-labelledby="nothing-title">
      <div class="inner">
        <svg
          width="54"
          height="40"
          viewBox="0 0 54 40"
          fill="none"
          stroke="var(--border-strong)"
          stroke-dasharray="3 2"
          aria-hidden="true"
        >
          <rect x="1" y="22" width="11" height="16" rx="2" />
          <rect x="21" y="12" width="11" height="26" rx="2" />
          <rect x="41" y="2" width="11" height="36" rx="2" />
        </svg>
        <h2 id="nothing-title">{view.value === 'tasks' ? 'No task logged yet' : 'No usage found yet'}</h2>
        <p class="muted">
          {view.value === 'tasks' ? (
            <>
              Tasks that are logged by hand go to <code class="mono">{of.manualLog.path}</code>. This page
              fills by itself as soon as the first one is there.
            </>
          ) : (
            'token-dash reads the logs that your coding tools leave on this machine. This page fills by itself as soon as one of these holds a response.'
          )}
        </p>
        {view.value !== 'tasks' && (
          <>
            <Places of={near} />
            {tools > 0 && (
              <details>
                <summary class="note">
                  and {far.length} places of {tools} other tools
                </summary>
                <Places of={far} />
              </details>
            )}
          </>
        )}
        <h2 style={{ fontSize: '14px', lineHeight: '20px', marginTop: '8px' }}>Try one of these</h2>
        {commands.map(([says, line]) => (
          <div key={line}>
            <p class="note" style={{ marginBottom: '4px' }}>
              {says}
            </p>
            <Command line={line} />
          </div>
        ))}
      </div>
    </section>
  );
}

interface Found {
  readonly path: string;
  readonly found: boolean;
  readonly title: string;
}

function Places({ of }: { readonly of: readonly Found[] }) {
  return (
    <ul class="places">
      {of.map(({ path, found, title }) => (
        <li key={path}>
          <span class="mono">{path}</span>
          <span class="title">{title}</span>
          <span class={`tag ${found ? 'is-good' : ''}`}>{found ? 'found, empty' : 'missing'}</span>
        </li>
      ))}
    </ul>
  );
}

/** There is usage, but none that matches. */
export function NothingHere() {
  const chosen = address.value;
  const { words, id } = rangeOf(chosen);
  const names = FILTERS.flatMap(filter => chosen[filter].map(name => `${filter} ${name}`)).join(', ');
  return (
    <div class="notice">
      <Icon name="info" />
      <span>
        No usage{names === '' ? '' : ` of ${names}`} in{' '}
        {id === 'all' ? 'your logs' : id === 'today' ? 'the day so far' : words}.
      </span>
      <span class="act" style={{ display: 'flex', gap: '8px' }}>
        {FILTERS.map(filter =>
          chosen[filter].length > 0 ? (
            <button key={filter} type="button" class="button" onClick={() => go({ [filter]: [] })}>
              Clear {filter}
            </button>
          ) : null,
        )}
        {id !== 'all' && (
          <button
            type="button"
            class="button"
            onClick={() => go({ range: 'all', since: undefined, until: undefined })}
          >
            All days
          </button>
        )}
      </span>
    </div>
  );
}
