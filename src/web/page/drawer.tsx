/** The drawer that opens behind every number. */
import { useEffect, useRef } from 'preact/hooks';
import { ResponseView } from './receipt.tsx';
import { ScopeView } from './scope.tsx';
import { address, go } from './state.ts';
import { TaskView } from './task-receipt.tsx';

export function Drawer() {
  const of = address.value.receipt;
  const box = useRef<HTMLDialogElement>(null);
  const opener = useRef<Element | null>(null);
  useEffect(() => {
    const { current } = box;
    if (of === undefined || !current || current.open) return;
    opener.current = document.activeElement;
    current.showModal();
    document.body.classList.add('is-held');
  }, [of]);
  const close = () => {
    document.body.classList.remove('is-held');
    if (address.value.receipt !== undefined) go({ receipt: undefined });
    if (opener.current instanceof HTMLElement) opener.current.focus();
  };
  useEffect(() => {
    if (of === undefined) document.body.classList.remove('is-held');
  }, [of]);
  if (of === undefined) return null;
  return (
    // biome-ignore lint/a11y/useKeyWithClickEvents: Escape closes a dialog by itself
    <dialog
      ref={box}
      class="drawer"
      aria-labelledby="receipt-title"
      onClose={close}
      onClick={event => event.target === box.current && box.current?.close()}
    >
      {of.startsWith('task:') ? (
        <TaskView of={of} close={close} />
      ) : of.includes(':') ? (
        <ScopeView of={of} close={close} />
      ) : (
        <ResponseView id={of} close={close} />
      )}
    </dialog>
  );
}
