/** Days that Claude Code remembers and no log holds: in words, as values of bars, as a table. They are in no total. */
import { grouped, shortCount } from '../../core/format.ts';
import type { Recovered } from './answers.ts';
import { dayNumber } from './numbers.ts';

export const RECOVERED = 'recovered, not in totals';

export function tokensOf({ totalTokens, inputAndOutputTokens }: Recovered): number {
  return totalTokens ?? inputAndOutputTokens ?? 0;
}

/** `recovered, not in totals: at most 1.2M tokens, 12 prompts (stats-cache)`. */
export function recoveredWords(day: Recovered): string {
  const { totalTokens, prompts, origins } = day;
  const tokens = tokensOf(day);
  const found = [
    ...(tokens > 0
      ? [`at most ${shortCount(tokens)} tokens${totalTokens === undefined ? ' without the cache' : ''}`]
      : []),
    ...(prompts === undefined ? [] : [`${grouped(prompts)} ${prompts === 1 ? 'prompt' : 'prompts'}`]),
  ];
  return `${RECOVERED}: ${found.join(', ')} (${origins.join(', ')})`;
}

/** The days of each bar, in the order of the bars. */
export function inSlots(
  days: readonly Recovered[],
  slots: readonly string[],
): readonly (readonly Recovered[])[] {
  return slots.map((slot, i) => {
    const next = slots[i + 1];
    const step = next === undefined ? (i > 0 ? dayNumber(slot) - dayNumber(slots[i - 1]!) : 1) : 0;
    const end = next === undefined ? dayNumber(slot) + step : dayNumber(next);
    return days.filter(({ date }) => date >= slot && dayNumber(date) < end);
  });
}

const MOST_LISTED = 60;

export function RecoveredList({ days }: { readonly days: readonly Recovered[] }) {
  return (
    <ul class="note recovered" aria-label={`Days that are ${RECOVERED}`}>
      {days.slice(-MOST_LISTED).map(day => (
        <li key={day.date}>
          {day.date} {recoveredWords(day)}
        </li>
      ))}
      {days.length > MOST_LISTED && <li>and {days.length - MOST_LISTED} days before</li>}
    </ul>
  );
}
