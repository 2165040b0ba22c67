/**
 * Answers of the server by their address, fetched again when the logs changed. What was shown stays until the new
 * answer is there: a view is never blank because it waits.
 */
import { type Signal, signal } from '@preact/signals';
import { useEffect, useRef } from 'preact/hooks';

export interface Failure {
  readonly path: string;
  /** Undefined where the server did not answer at all. */
  readonly status?: number;
  readonly says: string;
}

export interface Answer<T> {
  readonly data: T | undefined;
  /** The answer belongs to the question before this one. */
  readonly isOld: boolean;
  readonly failure: Failure | undefined;
  retry(): void;
}

interface Entry {
  readonly path: string;
  readonly data: Signal<unknown>;
  readonly failure: Signal<Failure | undefined>;
  users: number;
  controller?: AbortController;
}

const entries = new Map<string, Entry>();

/** Asks again for everything that is on the page. */
export function refreshAll(): void {
  for (const entry of entries.values()) {
    if (entry.users > 0) void load(entry);
    else entries.delete(entry.path);
  }
}

/** Rejects with a `Failure`. */
export async function ask<T>(path: string, abort?: AbortSignal): Promise<T> {
  let answer: Response;
  try {
    answer = await fetch(path, { signal: abort, cache: 'no-cache', credentials: 'same-origin' });
  } catch (error) {
    if (abort?.aborted) throw error;
    throw { path, says: 'the server does not answer' } satisfies Failure;
  }
  const text = await answer.text();
  if (answer.ok) return JSON.parse(text) as T;
  throw { path, status: answer.status, says: wordsOf(text) ?? answer.statusText } satisfies Failure;
}

function wordsOf(text: string): string | undefined {
  try {
    return (JSON.parse(text) as { error?: string }).error;
  } catch {
    return text.slice(0, 200) || undefined;
  }
}

async function load(entry: Entry): Promise<void> {
  entry.controller?.abort();
  const controller = new AbortController();
  entry.controller = controller;
  try {
    const data = await ask(entry.path, controller.signal);
    // An answer that says the same draws nothing anew.
    if (JSON.stringify(data) !== JSON.stringify(entry.data.peek())) entry.data.value = data;
    entry.failure.value = undefined;
  } catch (error) {
    if (!controller.signal.aborted) entry.failure.value = error as Failure;
  }
}

function entryOf(path: string): Entry {
  const known = entries.get(path);
  if (known) return known;
  const entry: Entry = { path, data: signal(undefined), failure: signal(undefined), users: 0 };
  entries.set(path, entry);
  return entry;
}

const NOTHING: Entry = { path: '', data: signal(undefined), failure: signal(undefined), users: 0 };

/** The answer at a path, kept up to date while the component is there; without a path nothing is fetched. */
export function useApi<T>(path: string | undefined): Answer<T> {
  const entry = path === undefined ? NOTHING : entryOf(path);
  const last = useRef<T | undefined>(undefined);
  useEffect(() => {
    if (entry === NOTHING) return undefined;
    // It may have been forgotten while nothing on the page needed it.
    entries.set(entry.path, entry);
    entry.users += 1;
    if (entry.users === 1) void load(entry);
    return () => {
      entry.users -= 1;
      if (entry.users === 0) entry.controller?.abort();
    };
  }, [entry]);
  const data = entry.data.value as T | undefined;
  if (data !== undefined) last.current = data;
  return {
    data: data ?? last.current,
    isOld: data === undefined && last.current !== undefined,
    failure: entry.failure.value,
    retry: () => void load(entry),
  };
}
