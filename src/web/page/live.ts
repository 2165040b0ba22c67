/**
 * How the page stays up to date: the server's stream where there is one, else asking every few seconds; and what a
 * reader sees it. After a failure the pause doubles, from one second to thirty.
 */
import { computed, signal } from '@preact/signals';
import type { Status } from './answers.ts';
import { ask, refreshAll } from './api.ts';
import { status, view } from './state.ts';

export type Link = 'starting' | 'live' | 'polling' | 'off';

export const link = signal<Link>('starting');
/** When the server last answered, ms. */
export const answeredMs = signal(0);
/** Until the next try while the server does not answer, seconds. */
export const retrySeconds = signal(0);
/** Counts changes of the logs, so that the mark can show them. */
export const changes = signal(0);
const nowMs = signal(Date.now());

const BEAT_MS = 5000;
const LONGEST_PAUSE_MS = 30_000;

/** How often the server is polled where there is no stream, ms. */
export const pollMs = computed(() => (view.value === 'tasks' ? 30_000 : 5000));
export const isStale = computed(
  () =>
    answeredMs.value > 0 &&
    nowMs.value - answeredMs.value > 3 * Math.max(BEAT_MS, link.value === 'live' ? BEAT_MS : pollMs.value),
);
export const ageMinutes = computed(() => Math.floor((nowMs.value - answeredMs.value) / 60_000));

let stream: EventSource | undefined;
let timer: ReturnType<typeof setTimeout> | undefined;
let pauseMs = 1000;

export function start(): void {
  setInterval(() => {
    nowMs.value = Date.now();
  }, 5000);
  document.addEventListener('visibilitychange', () => {
    if (!document.hidden && link.value === 'off') void poll();
  });
  void look().then(listen, listen);
}

function listen(): void {
  stream?.close();
  stream = new EventSource('/api/stream');
  stream.addEventListener('open', () => {
    clearTimeout(timer);
    // What changed while there was no stream is fetched once.
    if (link.value === 'polling' || link.value === 'off') refreshAll();
    link.value = 'live';
    pauseMs = 1000;
  });
  stream.addEventListener('look', event => took(JSON.parse((event as MessageEvent<string>).data)));
  stream.addEventListener('change', event => {
    took(JSON.parse((event as MessageEvent<string>).data));
    changes.value += 1;
    void look();
    refreshAll();
  });
  stream.addEventListener('error', () => {
    const isRefused = stream?.readyState === EventSource.CLOSED;
    stream?.close();
    link.value = link.value === 'off' ? 'off' : 'polling';
    clearTimeout(timer);
    timer = setTimeout(() => void poll(), isRefused ? pollMs.value : 1000);
  });
}

function took(news: Partial<Status>): void {
  answeredMs.value = Date.now();
  if (status.value) status.value = { ...status.value, ...news };
}

/** Fetches the status. */
async function look(): Promise<void> {
  status.value = await ask<Status>('/api/status');
  answeredMs.value = Date.now();
}

async function poll(): Promise<void> {
  clearTimeout(timer);
  const before = status.value?.checkedAt;
  try {
    await look();
  } catch {
    link.value = 'off';
    retrySeconds.value = Math.round(pauseMs / 1000);
    timer = setTimeout(() => void poll(), pauseMs);
    pauseMs = Math.min(pauseMs * 2, LONGEST_PAUSE_MS);
    return;
  }
  pauseMs = 1000;
  const wasOff = link.value === 'off';
  link.value = 'polling';
  if (wasOff || before !== status.value?.checkedAt) refreshAll();
  // The stream may be there again.
  if (wasOff) listen();
  else {
    polls += 1;
    if (polls % 6 === 0) listen();
    timer = setTimeout(() => void poll(), pollMs.value);
  }
}
let polls = 0;
