/** The bar at the top: where one is, whether the numbers are fresh, the theme, the keys. */
import { useEffect, useState } from 'preact/hooks';
import { addressText, VIEWS } from './address.ts';
import { Icon } from './icons.tsx';
import { ageMinutes, answeredMs, changes, isStale, link, pollMs } from './live.ts';
import { address, areKeysShown, goView, status, switchTheme, theme, view } from './state.ts';

const TITLES = { overview: 'Overview', messages: 'Messages', tasks: 'Tasks' } as const;

export function Top() {
  return (
    <header class="top">
      <div class="wide">
        <span class="brand">
          <svg viewBox="0 0 16 16" aria-hidden="true">
            <rect x="1" y="9" width="4" height="6" rx="1" />
            <rect x="6" y="5" width="4" height="10" rx="1" />
            <rect x="11" y="1" width="4" height="14" rx="1" />
          </svg>
          token-dash
        </span>
        <nav class="views" aria-label="Views">
          {VIEWS.map(id => (
            <a
              key={id}
              href={addressText({ ...address.value, view: id, sort: undefined, receipt: undefined })}
              aria-current={view.value === id ? 'page' : undefined}
              onClick={event => {
                event.preventDefault();
                goView(id);
              }}
            >
              {TITLES[id]}
            </a>
          ))}
        </nav>
        <LiveMark />
        <button
          type="button"
          class="icon"
          aria-label={theme.value === 'dark' ? 'Light colours' : 'Dark colours'}
          onClick={switchTheme}
        >
          <Icon name={theme.value === 'dark' ? 'moon' : 'sun'} />
        </button>
        <button
          type="button"
          class="icon"
          aria-label="Keys"
          onClick={() => {
            areKeysShown.value = true;
          }}
        >
          ?
        </button>
      </div>
    </header>
  );
}

function LiveMark() {
  const [isPulsing, setPulsing] = useState(false);
  const seen = changes.value;
  useEffect(() => {
    if (seen === 0) return undefined;
    setPulsing(true);
    const timer = setTimeout(() => setPulsing(false), 600);
    return () => clearTimeout(timer);
  }, [seen]);
  const { words, kind, since } = markOf();
  return (
    <div class="live" role="status" aria-live="off">
      <span class={`dot ${kind} ${isPulsing ? 'is-pulsing' : ''}`} />
      <span id="live">{words}</span>
      <span class="since" id="updated">
        {since}
      </span>
    </div>
  );
}

function markOf(): { readonly words: string; readonly kind: string; readonly since: string } {
  const { checkedAt, progress } = status.value ?? {};
  const updated = checkedAt ? `updated ${clock(Date.parse(checkedAt))}` : '';
  if (link.value === 'off')
    return {
      words: 'Disconnected',
      kind: 'is-off',
      since: answeredMs.value > 0 ? `last at ${clock(answeredMs.value)}` : '',
    };
  if (progress) return { words: `Reading your logs, ${progress.percent} %`, kind: 'is-polling', since: '' };
  if (isStale.value)
    return {
      words: ageMinutes.value < 1 ? 'Waiting for the server' : `${ageMinutes.value} min old`,
      kind: 'is-stale',
      since: updated,
    };
  if (link.value === 'polling')
    return { words: `Every ${pollMs.value / 1000} s`, kind: 'is-polling', since: updated };
  if (link.value === 'live') return { words: 'Live', kind: '', since: updated };
  return { words: 'Connecting', kind: 'is-polling', since: '' };
}

function clock(ms: number): string {
  const zone = status.value?.zone;
  return new Date(ms).toLocaleTimeString('en-GB', zone ? { timeZone: zone } : {});
}
