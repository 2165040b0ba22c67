/** What every receipt has around it: where it belongs, its amount, the way to its neighbours, and out. */
import type { ComponentChildren } from 'preact';
import { Icon } from './icons.tsx';
import { CopyButton } from './parts.tsx';
import { address, go, openReceipt } from './state.ts';

interface FrameProps {
  readonly crumbs: ComponentChildren;
  readonly value: ComponentChildren;
  readonly note: ComponentChildren;
  readonly json: unknown;
  readonly close: () => void;
  readonly acts?: ComponentChildren;
  readonly children: ComponentChildren;
}

export function Frame({ crumbs, value, note, json, close, acts, children }: FrameProps) {
  return (
    <>
      <div class="head">
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
      </div>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keys */}
      <div class="content" tabIndex={0}>
        {children}
      </div>
      <div class="foot-acts">
        <CopyButton label="Copy JSON" text={() => JSON.stringify(json, null, 2)} />
        {acts}
        <span class="note is-desk">
          <kbd>Esc</kbd> closes · <kbd>[</kbd> <kbd>]</kbd> step
        </span>
      </div>
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

export function Sep() {
  return <span aria-hidden="true">›</span>;
}

export function Crumb({ to, children }: { readonly to: string; readonly children: ComponentChildren }) {
  return (
    <button
      type="button"
      class="name-button"
      style={{ color: 'var(--accent)' }}
      onClick={() => openReceipt(to)}
    >
      {children}
    </button>
  );
}
