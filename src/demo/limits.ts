/** The limits that the status lines of the demo's two accounts reported. */
import type { Limits } from '../core/limits.ts';
import { PERSONAL, WORK } from './names.ts';

const HOUR_MS = 3_600_000;
const READ_MS = 40_000;

/** By the directory of the account, below the home. */
export function demoLimits(nowMs: number): ReadonlyMap<string, Limits> {
  const reportedMs = nowMs - READ_MS;
  const nextHour = Math.ceil(nowMs / HOUR_MS) * HOUR_MS;
  const limit = (window: string, usedPercent: number, hours: number) => ({
    ...{ window, usedPercent, reportedMs },
    resetsAtMs: nextHour + hours * HOUR_MS,
  });
  return new Map([
    [WORK, [limit('five_hour', 63, 1), limit('seven_day', 41, 112), limit('seven_day_opus', 28, 112)]],
    [PERSONAL, [limit('five_hour', 12, 3), limit('seven_day', 18, 52)]],
  ]);
}
