/** What Claude Code would remember of the days before the logs of the demo: the time before token-dash was installed. */
import { type Day, dayText } from '../core/calendar.ts';
import type { RecoveredDay } from '../core/recovered-day.ts';
import { dice } from './dice.ts';
import { DEMO_DAYS } from './logs.ts';
import { CLAUDE_MODELS } from './names.ts';

const DAYS = 40;

export function demoRecovered(seed: number, today: Day): readonly RecoveredDay[] {
  const roll = dice(seed);
  const first = today - DEMO_DAYS + 1 - DAYS;
  const model = CLAUDE_MODELS.reduce((oldest, each) => (each.since < oldest.since ? each : oldest)).id;
  return Array.from({ length: DAYS }, (_, i): readonly RecoveredDay[] => {
    const day = dayText(first + i);
    const [prompts, tokens] = [roll.whole(4, 60), roll.whole(900_000, 9_000_000)];
    if (roll.chance(0.3)) return [];
    return [
      { day, origin: 'history', model: '', counted: 'prompts', prompts },
      { day, origin: 'stats-cache', model, counted: 'all', tokens },
    ];
  }).flat();
}
