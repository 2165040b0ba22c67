/** A panel with its head, and its content while its answer is loading or has failed. */
import type { ComponentChildren } from 'preact';
import { useLayoutEffect, useRef } from 'preact/hooks';
import type { Answer, Failure } from './api.ts';
import { Command } from './parts.tsx';

export interface PanelProps {
  readonly id: string;
  readonly title: ComponentChildren;
  readonly note?: ComponentChildren;
  readonly acts?: ComponentChildren;
  /** The answers that it shows. */
  readonly of?: readonly Answer<unknown>[];
  readonly minHeight?: number;
  readonly children?: ComponentChildren;
}

export function Panel({ id, title, note, acts, of = [], minHeight, children }: PanelProps) {
  const failed = of.find(answer => answer.failure !== undefined);
  const isWaiting = of.some(answer => answer.isOld);
  const isFirst = of.some(answer => answer.data === undefined);
  return (
    <section
      class={`panel ${isWaiting ? 'is-waiting' : ''}`}
      aria-labelledby={`${id}-title`}
      aria-busy={isFirst || isWaiting}
      id={id}
      style={minHeight === undefined ? undefined : { minHeight: `${minHeight}px` }}
    >
      <header>
        <div class="titles">
          <h2 id={`${id}-title`}>{title}</h2>
          <span class="note">{note ?? ' '}</span>
        </div>
        {acts && <div class="acts">{acts}</div>}
      </header>
      {failed?.failure ? (
        <Failed failure={failed.failure} retry={failed.retry} />
      ) : isFirst ? (
        <Waiting />
      ) : (
        children
      )}
    </section>
  );
}

function Failed({ failure, retry }: { readonly failure: Failure; readonly retry: () => void }) {
  return (
    <div class="failed" role="alert">
      <p>
        This could not be shown: {failure.says}
        {failure.status === undefined ? '' : ` (${failure.status})`}.
      </p>
      <button type="button" class="button" onClick={retry}>
        Try again
      </button>
      <p class="note">The same from a terminal:</p>
      <Command line={`curl '${location.origin}${failure.path}'`} />
    </div>
  );
}

function Waiting() {
  return (
    <div class="body" aria-hidden="true">
      {[0, 1, 2, 3].map(i => (
        <p key={i} style={{ padding: '8px 0' }}>
          <span class="bar-wait" style={{ width: '100%' }} />
        </p>
      ))}
    </div>
  );
}

export interface CardProps {
  readonly label: ComponentChildren;
  readonly value: ComponentChildren;
  readonly under?: ComponentChildren;
  /** The whole sentence, as a tooltip. */
  readonly says: string;
  readonly onOpen?: () => void;
}

/** One number with its name. */
export function Card({ label, value, under, says, onOpen }: CardProps) {
  const box = useRef<HTMLSpanElement>(null);
  useLayoutEffect(() => {
    const { current } = box;
    current?.classList.remove('is-long');
    if (current && current.scrollWidth > current.clientWidth) current.classList.add('is-long');
  });
  const inside = (
    <>
      <span class="label">{label}</span>
      <span class="value" ref={box}>
        {value}
      </span>
      <span class="under">{under}</span>
    </>
  );
  if (!onOpen) return <div class="card">{inside}</div>;
  return (
    <button type="button" class="card" title={says} onClick={onOpen}>
      {inside}
    </button>
  );
}

export function Cards({ children, count }: { readonly children: ComponentChildren; readonly count: number }) {
  return (
    <div class="cards" data-count={count} style={{ '--cards': String(count) }}>
      {children}
    </div>
  );
}

/** Stands where a value will be. */
export function Wait() {
  return <span class="bar-wait" aria-hidden="true" />;
}
