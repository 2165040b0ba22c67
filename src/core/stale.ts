/** Figures of a file that cannot be read now: they are the last known ones, and a trouble of the file says of when. */
import type { Trouble } from './usage.ts';

const SINCE = 'its figures are as of';

/** What is said of a file whose last known figures are used; `atMs` is its time of change then, UTC ms. */
export function staleReason(why: string, atMs: number): string {
  return `${why}; ${SINCE} ${new Date(atMs).toISOString().slice(0, 16).replace('T', ' ')} UTC`;
}

export function isStale({ why }: Pick<Trouble, 'why'>): boolean {
  return why.includes(SINCE);
}

const NOT_KEPT = 'nothing is added to the ledger';

/** What is said where the ledger cannot be written. */
export function notKept(why: string): string {
  return `${NOT_KEPT}: ${why}; figures come from the logs that are there`;
}

export function isNotKept({ why }: Pick<Trouble, 'why'>): boolean {
  return why.startsWith(NOT_KEPT);
}
