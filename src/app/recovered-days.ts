/** Days before the first log: the ledger's table of them. */
import { parseDay } from '../core/calendar.ts';
import type { RecoveredDay } from '../core/recovered-day.ts';
import type { Copied } from './ledger-copy.ts';

export const RECOVERED_DAYS: Copied<readonly RecoveredDay[]> = {
  name: 'recovered-days.json',
  none: [],
  read: async ({ database }) => (await import('../ledger/recovered.ts')).recoveredDays(database),
  rows: days => days,
  parsed: rows => rows.filter(isDay),
};

function isDay(row: unknown): row is RecoveredDay {
  const { day, origin, model, counted } = row as Partial<RecoveredDay>;
  return (
    typeof day === 'string' &&
    parseDay(day) !== undefined &&
    [origin, model, counted].every(text => typeof text === 'string')
  );
}
