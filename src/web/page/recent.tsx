/** The newest messages, which follow the logs or hold still while they are read. */
import { useEffect, useRef, useState } from 'preact/hooks';
import { grouped } from '../../core/format.ts';
import { queryOf } from './address.ts';
import type { Responses } from './answers.ts';
import { useApi } from './api.ts';
import { setNeighbours } from './drawer-frame.tsx';
import { columnsOf, PhoneRows } from './message-rows.tsx';
import { Panel } from './panel.tsx';
import { address, isPhone, status } from './state.ts';
import { Table } from './table.tsx';

const SHOWN = 20;

export function Recent() {
  const [limit, setLimit] = useState(SHOWN);
  const answer = useApi<Responses>(`/api/responses${queryOf(address.value, { limit: String(limit) })}`);
  const [isHeld, hold] = useState(false);
  const [isOver, setOver] = useState(false);
  const held = useRef<Responses | undefined>(undefined);
  const isStill = isHeld || isOver;
  if (!isStill || held.current === undefined) held.current = answer.data;
  const data = isStill ? held.current : answer.data;
  const waiting = isStill && data && answer.data ? Math.max(0, answer.data.count - data.count) : 0;
  // Another filter is another list: it is not held.
  const query = queryOf(address.value);
  useEffect(() => {
    held.current = undefined;
  }, [query, limit]);
  useEffect(() => {
    const key = (event: Event) =>
      hold((event as CustomEvent<boolean | undefined>).detail ?? (before => !before));
    addEventListener('hold', key);
    return () => removeEventListener('hold', key);
  }, []);
  const rows = data?.responses ?? [];
  useEffect(() => {
    if (address.value.receipt === undefined) setNeighbours(rows.map(row => row.id));
  }, [rows]);
  const previews = status.value?.previews;
  const note = previews?.areShown
    ? 'Previews are read from your own log and stored nowhere.'
    : (previews?.why ?? '');
  const columns = columnsOf(previews?.areShown ?? true, previews?.why ?? '');
  return (
    <Panel
      id="recent"
      title={<>Recent messages {waiting > 0 && <span class="tag is-good">{waiting} new</span>}</>}
      note={data ? `The newest ${rows.length} of ${grouped(data.count)}. ${note}` : ' '}
      minHeight={420}
      of={[answer]}
      acts={
        <fieldset class="segments" aria-label="New messages" style={{ margin: 0 }}>
          <button type="button" aria-pressed={!isHeld} onClick={() => hold(false)}>
            Follow
          </button>
          <button type="button" aria-pressed={isHeld} onClick={() => hold(true)}>
            Hold
          </button>
        </fieldset>
      }
    >
      <div
        class="lines"
        onPointerEnter={() => setOver(true)}
        onPointerLeave={() => setOver(false)}
        onFocusCapture={() => setOver(true)}
        onBlurCapture={() => setOver(false)}
      >
        {rows.length === 0 ? (
          <p class="body note">No messages found. Start using Claude Code to see token usage.</p>
        ) : isPhone.value ? (
          <PhoneRows rows={rows} />
        ) : (
          <Table caption="Recent messages" columns={columns} rows={rows} keyOf={row => row.id} />
        )}
      </div>
      {(data?.count ?? 0) > rows.length && (
        <div class="more">
          <button
            type="button"
            class="button"
            onClick={() => setLimit(Math.min(200, limit + 60))}
            disabled={limit >= 200}
          >
            {limit >= 200 ? 'The rest: token-dash explain' : 'Show more'}
          </button>
        </div>
      )}
    </Panel>
  );
}
