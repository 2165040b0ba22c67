/** Entries of the manual log as scripts read them, with the fields of the original's `/api/logs`. */
import { decimal, type Money } from '../../core/money.ts';
import type { Work } from '../../core/work.ts';
import { dateAndTime } from '../../core/work-line.ts';

export function entryJson(work: Work) {
  const { at, project, name, tokens, usd = 0n } = work;
  return {
    datetime: at,
    ...dateAndTime(work),
    project,
    task: name,
    tokens: tokens.total,
    cost: usdNumber(usd),
  };
}

/** The nearest number: $9.10 is 9.1. */
export function usdNumber(usd: Money): number {
  return Number(decimal(usd, 0));
}
