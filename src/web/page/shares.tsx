/** The rows of a report that cost the most, each with its share: five at first, all of them on request. */
import type { ComponentChildren } from 'preact';
import { useState } from 'preact/hooks';
import { queryOf } from './address.ts';
import type { Report, Row, Summary } from './answers.ts';
import { useApi } from './api.ts';
import { percentText, shareOf } from './numbers.ts';
import { Panel } from './panel.tsx';
import { Amount, Cost, Track } from './parts.tsx';
import { address } from './state.ts';

interface SharesProps {
  /** Of the report, which is the name of its list as well. */
  readonly id: 'projects' | 'actions';
  readonly title: string;
  readonly total: Summary | undefined;
  nameOf(row: Row): string;
  shortOf?(name: string): string;
  under?(row: Row): ComponentChildren;
  /** The receipt behind the cost. */
  opens?(name: string): string;
  /** Filters by the name. */
  choose?(name: string): void;
}

export function SharesPanel({ id, title, total, nameOf, shortOf, under, opens, choose }: SharesProps) {
  const [isAll, setAll] = useState(false);
  const answer = useApi<Report<typeof id>>(
    `/api/reports/${id}${queryOf(address.value, isAll ? {} : { limit: '5' })}`,
  );
  const rows = answer.data?.[id] ?? [];
  const [first] = rows;
  return (
    <Panel
      id={id}
      title={title}
      minHeight={238}
      of={[answer]}
      acts={
        <button type="button" class="link note" onClick={() => setAll(!isAll)}>
          {isAll ? 'Top five' : `All ${id}`}
        </button>
      }
    >
      <ul class="body shares">
        {rows.map(row => {
          const name = nameOf(row);
          const shown = shortOf?.(name) ?? name;
          return (
            <li key={name}>
              <div class="row">
                {choose ? (
                  <button type="button" class="name name-button" title={name} onClick={() => choose(name)}>
                    {shown}
                  </button>
                ) : (
                  <span class="name" title={name}>
                    {shown}
                  </span>
                )}
                {opens ? <Amount of={row} opens={opens(name)} /> : <Cost of={row} />}
                <span class="share">{percentText(shareOf(row.usd, total?.usd ?? null))}</span>
              </div>
              <Track part={shareOf(row.usd, first?.usd ?? null)} />
              {under && <span class="note">{under(row)}</span>}
            </li>
          );
        })}
        {rows.length === 0 && <li class="note">No usage in this time.</li>}
      </ul>
    </Panel>
  );
}
