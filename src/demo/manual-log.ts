/** The tasks that the developer of the demo logged by hand, in the file and the format of the real log. */
import { dayText, type Zone } from '../core/calendar.ts';
import { FLAT_USD_PER_MTOK, flatEstimate } from '../core/flat-rate.ts';
import { writeLine } from '../core/work-line.ts';
import { dice } from './dice.ts';
import type { DemoFile } from './logs.ts';

const DAYS = 45;
const HOUR_MS = 3_600_000;

const PROJECTS = [
  { name: 'aurora-api', weight: 6 },
  { name: 'lighthouse', weight: 4 },
  { name: 'tidepool', weight: 3 },
  { name: 'paper-cranes', weight: 2 },
] as const;

const TASKS = [
  { name: 'Fix login loop after token refresh', tokens: 2_600 },
  { name: 'Fix flaky upload test', tokens: 2_900 },
  { name: 'Add search to the orders page', tokens: 9_200 },
  { name: 'Add rate limits to the public API', tokens: 10_400 },
  { name: 'Refactor the session store', tokens: 5_100 },
  { name: 'Review of the billing change', tokens: 1_600 },
  { name: 'Debug the camera on older devices', tokens: 7_200 },
  { name: 'Write the upgrade guide', tokens: 2_400 },
  { name: 'Optimise the image pipeline', tokens: 6_300 },
  { name: 'Update dependencies of the importer', tokens: 1_900 },
] as const;

export function demoManualLog(seed: number, nowMs: number, zone: Zone): DemoFile {
  const roll = dice(seed);
  const today = zone.day(nowMs);
  const lines: string[] = [];
  for (let day = today - DAYS + 1; day <= today; day++) {
    const start = zone.startOf(day);
    const times = Array.from({ length: roll.whole(0, 3) }, () => start + roll.between(9, 19) * HOUR_MS);
    for (const atMs of times.sort((a, b) => a - b)) {
      const { name, tokens } = roll.pick(TASKS);
      const count = Math.round(tokens * roll.between(0.75, 1.3));
      const project = roll.pick(PROJECTS).name;
      // Like the sessions of today: all of the day's tasks, before now.
      const done = day === today ? start + ((atMs - start) / (24 * HOUR_MS)) * (nowMs - start) : atMs;
      const at = `${dayText(day)} ${zone.clock(done)}`;
      lines.push(
        writeLine({ at, project, task: name, tokens: count, usd: flatEstimate(count, FLAT_USD_PER_MTOK) }),
      );
    }
  }
  return { path: '.claude/token-usage.log', text: `${lines.join('\n')}\n` };
}
