/** Debugging on devices that takes a large part of what is spent. */
import { usdCents } from '../../core/format.ts';
import type { Rule } from './rule.ts';
import { costOf, lately } from './weeks.ts';

const DEVICE_WORK = /\bdevices?\b|\bdebug/i;

export const deviceShare: Rule = {
  id: 'device-share',
  summary: "tasks that speak of 'device' or 'debug' at 30 % of the cost of the last 30 days, or more",
  limit: 30,
  check(input, limit) {
    const all = lately(input);
    const device = all.filter(({ name }) => DEVICE_WORK.test(name));
    const [part, whole] = [costOf(device), costOf(all)];
    if (part === 0n || part * 100n < whole * BigInt(limit)) return [];
    const percent = (part * 100n) / whole;
    return [
      {
        rule: 'device-share',
        level: 'red',
        key: `device-share ${input.today}`,
        text: `device debugging is ${percent} % of the last 30 days: ${usdCents(part)} of ${usdCents(whole)}`,
        advice: 'plan device work carefully',
        evidence: device.map(({ place }) => place),
      },
    ];
  },
};
