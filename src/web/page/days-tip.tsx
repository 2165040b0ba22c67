/** What the bar under the pointer holds: the parts in their colours, then the whole. */
import { shortCount } from '../../core/format.ts';
import { type Money, usd } from '../../core/money.ts';
import type { Recovered, Row } from './answers.ts';
import { type DaysData, nameOf, OTHERS, slotOf } from './days-data.ts';
import { costWords, dateText, moneyText, pathTail } from './numbers.ts';
import { AtLeast } from './parts.tsx';
import type { Series } from './plot.ts';
import { recoveredWords } from './recovered.tsx';

export function Tip({
  cursor,
  slot,
  drawn,
  props,
  whole,
  remembered,
}: {
  readonly cursor: { index: number; left: number; width: number };
  readonly slot: string;
  readonly drawn: readonly Series[];
  readonly props: DaysData;
  readonly whole: Row | undefined;
  /** In no total. */
  readonly remembered: readonly Recovered[];
}) {
  const { by, isWeekly, parts } = props;
  const named = new Set(drawn.map(series => series.name));
  const rows = parts.filter(row => slotOf(row, isWeekly) === slot);
  const costs = new Map<string, Money | undefined>();
  const paid = new Set<string>();
  for (const row of rows) {
    const own = nameOf(row, by);
    const name = named.has(own) ? own : OTHERS;
    const amount = row.usd === null ? undefined : usd(row.usd);
    const before = costs.get(name);
    if (!row.isFree) paid.add(name);
    costs.set(name, amount === undefined ? before : amount + (before ?? 0n));
  }
  const isLeft = cursor.left > cursor.width / 2;
  const x = isLeft ? `calc(${cursor.left - 18}px - 100%)` : `${cursor.left + 18}px`;
  return (
    <div class="tip" style={{ transform: `translate(${x}, 8px)` }} aria-hidden="true">
      <div>
        <b>
          {isWeekly
            ? `Week of ${dateText(slot, { year: true })}`
            : dateText(slot, { year: true, weekday: true })}
        </b>
      </div>
      {drawn.map(series => {
        if (!costs.has(series.name)) return null;
        const amount = costs.get(series.name);
        return (
          <div key={series.name}>
            <span
              class={`swatch ${series.isHatched ? 'is-hatched' : ''}`}
              style={{ '--hue': `var(${series.hue})` }}
            />
            <span>{by === 'project' ? pathTail(series.name) : series.name}</span>
            <b>
              {!paid.has(series.name)
                ? 'free'
                : amount === undefined
                  ? 'unpriced'
                  : moneyText(decimalOf(amount))}
            </b>
          </div>
        );
      })}
      <hr />
      {whole ? (
        <div>
          <span>{shortCount(whole.totalTokens)} tokens</span>
          <b>
            {costWords(whole).isAtLeast && <AtLeast />}
            {costWords(whole).text}
          </b>
        </div>
      ) : (
        <div class="muted">nothing</div>
      )}
      {remembered.map(day => (
        <div key={day.date} class="muted recalled">
          {isWeekly ? `${dateText(day.date)}: ` : ''}
          {recoveredWords(day)}
        </div>
      ))}
      {!isWeekly && whole && <div class="muted">Enter or click opens the receipt</div>}
    </div>
  );
}

function decimalOf(amount: Money): string {
  const digits = amount.toString().padStart(19, '0');
  return `${digits.slice(0, -18)}.${digits.slice(-18)}`;
}
