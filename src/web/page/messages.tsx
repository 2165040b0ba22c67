/** The messages: what each model said how much of, what it cost, and the newest responses. */
import { useState } from 'preact/hooks';
import { grouped } from '../../core/format.ts';
import { queryOf } from './address.ts';
import type { Counts, Report, Row, Summary } from './answers.ts';
import { type Answer, useApi } from './api.ts';
import { CostDialog } from './cost-dialog.tsx';
import { moneyText, near } from './numbers.ts';
import { Card, Cards, Panel, Wait } from './panel.tsx';
import { Amount, CopyButton, Cost, Count, ModelButton, Tokens } from './parts.tsx';
import { Recent } from './recent.tsx';
import { address } from './state.ts';
import { Table, type TableColumn, tableText } from './table.tsx';

export function Messages({ summary }: { readonly summary: Answer<Summary> }) {
  const [isDialog, setDialog] = useState(false);
  const models = useApi<Report<'models'>>(`/api/reports/models${queryOf(address.value)}`);
  const of = summary.data;
  return (
    <>
      <Cards count={4}>
        <Card
          label="Total tokens"
          value={of ? <Count count={of.inputTokens + of.outputTokens} /> : <Wait />}
          under={of && `input ${grouped(of.inputTokens)} · output ${grouped(of.outputTokens)}`}
          says="Total tokens"
        />
        <Card
          label="Cache tokens"
          value={of ? <Tokens count={of.cacheCreationTokens + of.cacheReadTokens} /> : <Wait />}
          under={of && `created ${grouped(of.cacheCreationTokens)} · read ${grouped(of.cacheReadTokens)}`}
          says="Cache tokens"
        />
        <Card
          label="Messages"
          value={of ? <Count count={of.responses} /> : <Wait />}
          under={
            of &&
            `all assistant responses, ${grouped(of.sessions)} ${of.sessions === 1 ? 'session' : 'sessions'}`
          }
          says="Messages"
        />
        <Card
          label="Estimated cost"
          value={of ? <Cost of={of} /> : <Wait />}
          under={
            of && (
              <>
                in {moneyText(of.usdByKind.input)} · out {moneyText(of.usdByKind.output)} · cache{' '}
                {moneyText(of.usdByKind.cache)}
              </>
            )
          }
          says="Estimated cost: show it model by model"
          onOpen={() => setDialog(true)}
        />
      </Cards>
      <ModelsPanel models={models} />
      <Recent />
      {isDialog && models.data && <CostDialog report={models.data} onClose={() => setDialog(false)} />}
    </>
  );
}

/** Input and output, as the seed counts a total here. */
function inAndOut(row: Pick<Row, 'inputTokens' | 'outputTokens'>): number {
  return row.inputTokens + row.outputTokens;
}

function ModelsPanel({ models }: { readonly models: Answer<Report<'models'>> }) {
  const rows = [...(models.data?.models ?? [])].sort((a, b) => inAndOut(b) - inAndOut(a));
  const totals = models.data?.totals;
  const count = (
    id: string,
    title: string,
    read: (row: Counts) => number,
    isOpen = false,
    dash = false,
    kind = '',
  ): TableColumn<Row> => ({
    id,
    title,
    kind,
    isNumber: true,
    cell: row => <Count count={read(row)} isAtLeast={isOpen && row.quality.lowerBound > 0} dash={dash} />,
    sort: read,
    text: read,
    foot: totals && (
      <Count count={read(totals)} isAtLeast={isOpen && totals.quality.lowerBound > 0} dash={dash} />
    ),
  });
  const columns: readonly TableColumn<Row>[] = [
    {
      id: 'model',
      title: 'Model',
      cell: row => <ModelButton model={row.model ?? ''} isUnpriced={row.usd === null} />,
      sort: row => row.model ?? '',
      text: row => row.model ?? '',
      foot: 'All models',
    },
    count('messages', 'Messages', row => row.responses, false, false, 'gone-on-phone'),
    count('input', 'Input', row => row.inputTokens, false, false, 'gone-on-phone'),
    count('output', 'Output', row => row.outputTokens, true, false, 'gone-on-phone'),
    count('total', 'Total', inAndOut, true),
    count('created', 'Cache created', row => row.cacheCreationTokens, false, true, 'gone-on-phone'),
    count('read', 'Cache read', row => row.cacheReadTokens, false, true, 'gone-on-phone'),
    {
      id: 'usd',
      title: 'Cost',
      isNumber: true,
      cell: row => <Amount of={row} opens={`model:${row.model}`} />,
      sort: row => near(row.usd),
      text: row => row.usd ?? '',
      foot: totals && <Amount of={totals} opens="all:" />,
    },
  ];
  return (
    <Panel
      id="models"
      title="Usage by model"
      note="Total is input and output, without cache"
      minHeight={200}
      of={[models]}
      acts={<CopyButton text={asJson => tableText(columns, rows, asJson)} />}
    >
      <Table
        caption="Usage by model"
        columns={columns}
        rows={rows}
        keyOf={row => row.model ?? ''}
        sortedBy="total"
        hasFoot={rows.length > 0}
      />
    </Panel>
  );
}
