/** The keys of the page, in one list: what is done with them, and what the help says of them. */
import { useEffect, useRef } from 'preact/hooks';
import { RANGES, rangeOf, VIEWS } from './address.ts';
import { step } from './drawer-frame.tsx';
import { Icon } from './icons.tsx';
import { address, areKeysShown, go, goView, switchTheme } from './state.ts';

interface Key {
  readonly keys: readonly string[];
  readonly says: string;
  /** Absent where the part that has the focus sees to it itself. */
  press?(): void;
}

const KEYS: readonly Key[] = [
  { keys: ['1', '2', '3'], says: 'Overview, Messages, Tasks' },
  {
    keys: ['/'],
    says: 'filter',
    press: () => document.querySelector<HTMLElement>('.filters .menu button')?.click(),
  },
  {
    keys: ['r'],
    says: 'next range',
    press: () => {
      const at = RANGES.findIndex(range => range.id === rangeOf(address.value).id);
      go({ range: RANGES[(at + 1) % RANGES.length]!.id, since: undefined, until: undefined });
    },
  },
  { keys: ['m'], says: 'stack by model', press: () => go({ by: 'model' }) },
  { keys: ['p'], says: 'stack by project', press: () => go({ by: 'project' }) },
  { keys: ['←', '→'], says: 'day before, day after, in the chart (Home, End: first, last)' },
  { keys: ['j', 'k', '↓', '↑'], says: 'row by row in a table' },
  { keys: ['Enter'], says: 'receipt of the number or the day' },
  { keys: ['['], says: 'the one before in a receipt', press: () => step(-1) },
  { keys: [']'], says: 'the next one in a receipt', press: () => step(1) },
  { keys: ['s'], says: 'next sort column', press: nextSort },
  { keys: ['h'], says: 'follow or hold new messages', press: () => dispatchEvent(new CustomEvent('hold')) },
  {
    keys: ['c'],
    says: 'copy the table',
    press: () => focusedTable()?.closest('.panel')?.querySelector<HTMLElement>('.copy')?.click(),
  },
  { keys: ['t'], says: 'light or dark', press: switchTheme },
  {
    keys: ['?'],
    says: 'these keys',
    press: () => {
      areKeysShown.value = !areKeysShown.value;
    },
  },
  { keys: ['Esc'], says: 'closes what is open, then clears the filters' },
];

function focusedTable(): Element | null {
  return document.activeElement?.closest('table') ?? document.querySelector('main table');
}

function nextSort(): void {
  const heads = [...(focusedTable()?.querySelectorAll<HTMLElement>('th button[data-sort]') ?? [])];
  const at = heads.findIndex(head => head.closest('th')?.hasAttribute('aria-sort'));
  heads[(at + 1) % heads.length]?.click();
}

export function listenToKeys(): void {
  addEventListener('keydown', event => {
    const at = event.target as HTMLElement;
    if (event.ctrlKey || event.altKey || event.metaKey || /^(INPUT|SELECT|TEXTAREA)$/.test(at.tagName))
      return;
    if (event.key === 'Escape') {
      const { receipt, project, model, source } = address.value;
      if (
        receipt === undefined &&
        !document.querySelector('dialog[open]') &&
        project.length + model.length + source.length > 0
      )
        go({ project: [], model: [], source: [] });
      return;
    }
    const isOpen = document.querySelector('dialog[open]') !== null;
    if (isOpen && !['[', ']'].includes(event.key)) return;
    const view = VIEWS[Number(event.key) - 1];
    if (view) return goView(view);
    const key = KEYS.find(each => each.press && each.keys.includes(event.key));
    if (!key?.press) return;
    event.preventDefault();
    key.press();
  });
}

export function KeysHelp() {
  const box = useRef<HTMLDialogElement>(null);
  useEffect(() => {
    if (areKeysShown.value) box.current?.showModal();
  }, [areKeysShown.value]);
  if (!areKeysShown.value) return null;
  const close = () => {
    areKeysShown.value = false;
  };
  return (
    // biome-ignore lint/a11y/useKeyWithClickEvents: Escape closes a dialog by itself
    <dialog
      ref={box}
      aria-labelledby="keys-title"
      onClose={close}
      onClick={event => event.target === box.current && box.current?.close()}
    >
      <section class="panel" style={{ minWidth: 'min(420px, calc(100vw - 34px))' }}>
        <header>
          <div class="titles">
            <h2 id="keys-title">Keys</h2>
          </div>
          <button type="button" class="icon" aria-label="Close" onClick={() => box.current?.close()}>
            <Icon name="close" />
          </button>
        </header>
        <dl class="keys">
          {KEYS.map(({ keys, says }) => (
            <>
              <dt>
                {keys.map(key => (
                  <>
                    <kbd>{key}</kbd>{' '}
                  </>
                ))}
              </dt>
              <dd>{says}</dd>
            </>
          ))}
        </dl>
      </section>
    </dialog>
  );
}
