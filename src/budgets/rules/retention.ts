/** Transcripts that Claude Code is about to delete, and with them what they say of cost. */
import type { Alert } from '../../core/alert.ts';
import { counted } from '../../core/format.ts';
import type { AlertInput } from './input.ts';
import type { Rule } from './rule.ts';

export const retention: Rule<AlertInput> = {
  id: 'retention',
  summary: 'Claude Code deletes transcripts within a week',

  check({ retention: all = [] }) {
    return all
      .filter(({ files }) => files > 0)
      .map(
        ({ settings, days, files, responses }): Alert => ({
          rule: retention.id,
          level: 'yellow',
          key: `retention:${settings}`,
          text: `${counted(files, 'transcript')} with ${counted(responses, 'response')} go within a week: Claude Code keeps them ${counted(days, 'day')}`,
          advice: `set "cleanupPeriodDays": 3650 in ${settings}`,
          evidence: [{ file: settings }],
        }),
      );
  },
};
