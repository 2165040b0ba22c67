/** The page: one frame, three views under one bar of filters, and what floats above them. */
import { render } from 'preact';
import { useEffect } from 'preact/hooks';
import { queryOf, rangeOf } from './address.ts';
import type { Summary } from './answers.ts';
import { useApi } from './api.ts';
import { Drawer } from './drawer.tsx';
import { NothingHere, NothingYet } from './empty.tsx';
import { Filters } from './filters.tsx';
import { KeysHelp, listenToKeys } from './keys.tsx';
import { start } from './live.ts';
import { Messages } from './messages.tsx';
import { Notices } from './notices.tsx';
import { costWords } from './numbers.ts';
import { Overview } from './overview.tsx';
import { address, announcement, status, view } from './state.ts';
import { Tasks } from './tasks.tsx';
import { Top } from './top.tsx';
import { TrackedPanel } from './tracked.tsx';

const TITLES = { overview: 'Overview', messages: 'Messages', tasks: 'Tasks' } as const;
const FEET = {
  overview: 'List prices: what the same use would cost through the API. Subscribers do not pay them.',
  messages: 'List prices: what the same use would cost through the API. Subscribers do not pay them.',
  tasks:
    'A flat estimate per token, set in the configuration. Amounts are rounded to cents one by one; receipts show them in full.',
} as const;

function Page() {
  const summary = useApi<Summary>(
    `/api/reports/summary${queryOf(address.value, view.value === 'tasks' ? { source: 'manual-log' } : {})}`,
  );
  const of = summary.data;
  const title = TITLES[view.value];
  const isLoaded = status.value !== undefined && status.value.checkedAt !== null;
  const isEmpty = isLoaded && status.value?.responses === 0;
  const isNothingHere = isLoaded && !isEmpty && of !== undefined && !summary.isOld && of.responses === 0;
  useEffect(() => {
    document.title = `${of ? `${costWords(of).text} · ` : ''}${title} · token-dash`;
  }, [of, title]);
  return (
    <>
      {/* biome-ignore lint/a11y/useValidAnchor: the hash is the address of the view, so the link moves the focus only */}
      <a class="skip" href="#numbers" onClick={skip}>
        Skip to numbers
      </a>
      <Top />
      <Filters summary={of} />
      <main id="numbers" tabIndex={-1}>
        <h1 class="hidden">
          {title}, {rangeOf(address.value).words}
        </h1>
        <div class="wide">
          <Notices />
          {view.value !== 'tasks' && isNothingHere && <NothingHere />}
          {view.value === 'overview' &&
            (isEmpty ? (
              <Empty cards={['Cost', 'Tokens', 'Cache', 'Responses', 'Average per day', 'This month']} />
            ) : (
              <Overview summary={summary} />
            ))}
          {view.value === 'overview' && <TrackedPanel />}
          {view.value === 'messages' &&
            (isEmpty ? (
              <Empty cards={['Total tokens', 'Cache tokens', 'Messages', 'Estimated cost']} />
            ) : (
              <Messages summary={summary} />
            ))}
          {view.value === 'tasks' &&
            (status.value?.manualLog.entries === 0 ? (
              <Empty cards={['Total cost', 'Total tokens', 'Tasks logged', 'Average cost per task']} />
            ) : (
              <Tasks />
            ))}
        </div>
      </main>
      <footer class="foot">
        <div class="wide">
          <span>{FEET[view.value]}</span>
          <span class="is-desk">
            <kbd>1</kbd> <kbd>2</kbd> <kbd>3</kbd> views · <kbd>/</kbd> filter · <kbd>?</kbd> keys
          </span>
        </div>
      </footer>
      <Drawer />
      <KeysHelp />
      <div class="hidden" role="status" aria-live="polite">
        {announcement.value}
      </div>
    </>
  );
}

/** The hash is the address of the view, so the link only moves the focus. */
function skip(event: Event): void {
  event.preventDefault();
  document.getElementById('numbers')?.focus();
}

const COUNTED = new Set(['Tasks logged', 'Total tokens', 'Tokens', 'Responses', 'Messages', 'Cache tokens']);

/** Cards without anything to show, and what to do about it. */
export function Empty({ cards }: { readonly cards: readonly string[] }) {
  return (
    <>
      <div class="cards" data-count={cards.length} style={{ '--cards': String(cards.length) }}>
        {cards.map(label => (
          <div key={label} class="card">
            <span class="label">{label}</span>
            <span class="value is-nothing">{COUNTED.has(label) ? '0' : '–'}</span>
          </div>
        ))}
      </div>
      <NothingYet />
    </>
  );
}

// A token from a one-time link does not stay in the address.
if (location.search !== '') history.replaceState(null, '', location.pathname + location.hash);
listenToKeys();
start();
render(<Page />, document.getElementById('page')!);
