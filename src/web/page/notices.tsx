/** What a reader must know before the numbers: what is missing from them, and what is wrong at the moment. */
import { useState } from 'preact/hooks';
import { counted, shortCount } from '../../core/format.ts';
import type { Summary } from './answers.ts';
import { Icon } from './icons.tsx';
import { link, retrySeconds } from './live.ts';
import { dropped, openReceipt, status } from './state.ts';

export function LowerBoundNotice({ totals }: { readonly totals: Summary | undefined }) {
  const today = status.value?.today ?? '';
  const [closedOn, setClosed] = useState(closedDay());
  if (!totals || closedOn === today) return null;
  const { unpricedTokens, unpricedModels = [], quality } = totals;
  const open = quality.lowerBound;
  if (unpricedTokens === 0 && unpricedModels.length === 0 && open === 0) return null;
  const names =
    unpricedModels.slice(0, 3).join(', ') +
    (unpricedModels.length > 3 ? ` and ${unpricedModels.length - 3} more` : '');
  const sentences = [
    ...(unpricedModels.length > 0
      ? [
          `${names} ${unpricedModels.length === 1 ? 'has' : 'have'} no price (${shortCount(unpricedTokens)} tokens)`,
        ]
      : []),
    ...(open > 0
      ? [
          `${counted(open, 'response')} ${open === 1 ? 'was' : 'were'} logged without ${open === 1 ? 'its' : 'their'} final output`,
        ]
      : []),
  ];
  const close = () => {
    setClosed(today);
    try {
      localStorage.setItem('notice-closed', today);
    } catch {
      // A private window: it comes back with the page.
    }
  };
  return (
    <div class="notice is-warn">
      <Icon name="warn" />
      <span>
        <b>Cost is a lower bound.</b> {sentences.join(', and ')}.
      </span>
      <span class="act">
        <button type="button" class="link" onClick={() => openReceipt('all:')}>
          Show what is missing
        </button>
      </span>
      <button
        type="button"
        class="icon"
        aria-label="Close for today"
        onClick={close}
        style={{ width: '20px', height: '20px' }}
      >
        <Icon name="close" />
      </button>
    </div>
  );
}

function closedDay(): string | null {
  try {
    return localStorage.getItem('notice-closed');
  } catch {
    return null;
  }
}

/** The server is not there, an address that is not understood, lines that could not be read. */
export function Notices() {
  const [isOpen, setOpen] = useState(false);
  const troubles = status.value?.troubles;
  return (
    <>
      {link.value === 'off' && (
        <div class="notice is-bad" role="alert">
          <Icon name="warn" />
          <span>
            The server does not answer. Is <code class="mono">token-dash serve</code> running? Trying again in{' '}
            {retrySeconds.value} s.
          </span>
        </div>
      )}
      {status.value?.failure && (
        <div class="notice is-bad" role="alert">
          <Icon name="warn" />
          <span>The logs could not be read: {status.value.failure}. What is shown is older.</span>
        </div>
      )}
      {dropped.value.length > 0 && (
        <div class="notice">
          <Icon name="info" />
          <span>Not understood in the address, and left out: {dropped.value.join(', ')}</span>
          <span class="act">
            <button
              type="button"
              class="link"
              onClick={() => {
                dropped.value = [];
              }}
            >
              Close
            </button>
          </span>
        </div>
      )}
      {troubles && troubles.count > 0 && (
        <div class="notice" style={{ flexWrap: 'wrap' }}>
          <Icon name="info" />
          <span>
            {troubles.count === 1 ? 'One line or file' : `${troubles.count} lines or files`} could not be
            read.
          </span>
          <span class="act">
            <button type="button" class="link" aria-expanded={isOpen} onClick={() => setOpen(!isOpen)}>
              {isOpen ? 'Hide' : 'Show'}
            </button>
          </span>
          {isOpen && (
            <ul class="note" style={{ width: '100%', maxHeight: '240px', overflow: 'auto' }}>
              {troubles.first.map(({ path, line, why }) => (
                <li key={`${path}:${line}:${why}`}>
                  <span class="mono">
                    {path}
                    {line === undefined ? '' : `:${line}`}
                  </span>{' '}
                  {why}
                </li>
              ))}
              {troubles.count > troubles.first.length && (
                <li>and {troubles.count - troubles.first.length} more: token-dash doctor</li>
              )}
            </ul>
          )}
        </div>
      )}
    </>
  );
}
