/** What each model cost, to four decimals: what the input, the output and the cache came to. */
import { useEffect, useRef } from 'preact/hooks';
import { grouped } from '../../core/format.ts';
import type { Report, Row } from './answers.ts';
import { Icon } from './icons.tsx';
import { moneyText, near } from './numbers.ts';
import { Badge, Cost } from './parts.tsx';
import { Table, type TableColumn } from './table.tsx';

export function CostDialog({
  report,
  onClose,
}: {
  readonly report: Report<'models'>;
  readonly onClose: () => void;
}) {
  const box = useRef<HTMLDialogElement>(null);
  useEffect(() => {
    box.current?.showModal();
  }, []);
  const { models, totals } = report;
  const kind = (id: 'input' | 'output' | 'cache', title: string): TableColumn<Row> => ({
    id,
    title,
    isNumber: true,
    kind: 'gone-on-phone',
    cell: row =>
      row.isFree ? null : row.usd === null ? (
        <span class="muted">{id === 'cache' ? `${grouped(row.unpricedTokens)} tokens` : ''}</span>
      ) : (
        moneyText(row.usdByKind[id], 4)
      ),
    sort: row => near(row.usdByKind[id]),
    foot: moneyText(totals.usdByKind[id], 4),
  });
  const hasOther = near(totals.usdByKind.other) > 0;
  const columns: readonly TableColumn<Row>[] = [
    {
      id: 'model',
      title: 'Model',
      cell: row => <Badge model={row.model ?? ''} isUnpriced={row.usd === null} />,
      sort: row => row.model ?? '',
      foot: 'All models',
    },
    kind('input', 'Input'),
    kind('output', 'Output'),
    kind('cache', 'Cache'),
    ...(hasOther
      ? [
          {
            id: 'other',
            title: 'Other',
            isNumber: true,
            kind: 'gone-on-phone',
            cell: (row: Row) => (row.usd === null ? '' : moneyText(row.usdByKind.other, 4)),
            foot: moneyText(totals.usdByKind.other, 4),
          },
        ]
      : []),
    {
      id: 'usd',
      title: 'Total',
      isNumber: true,
      cell: row => <Cost of={row} places={4} />,
      sort: row => near(row.usd),
      foot: <Cost of={totals} places={4} />,
    },
  ];
  return (
    // biome-ignore lint/a11y/useKeyWithClickEvents: Escape closes a dialog by itself
    <dialog
      ref={box}
      aria-labelledby="cost-title"
      onClose={onClose}
      onClick={event => event.target === box.current && box.current?.close()}
    >
      <section class="panel">
        <header>
          <div class="titles">
            <h2 id="cost-title">Estimated cost by model</h2>
            <span class="note">
              List prices of each day, before rounding to cents
              {hasOther ? '; other: web searches, and costs that a log states itself' : ''}
            </span>
          </div>
          <button type="button" class="icon" aria-label="Close" onClick={() => box.current?.close()}>
            <Icon name="close" />
          </button>
        </header>
        <Table
          caption="Estimated cost by model"
          columns={columns}
          rows={models}
          keyOf={row => row.model ?? ''}
          sortedBy="usd"
          hasFoot
        />
      </section>
    </dialog>
  );
}
